import { type AssignmentModel, segmentOfPairs } from '../model.ts';
import { worthOf } from '../objective.ts';
import { HOUSEHOLD, householdsOf, withLevelRows } from '../stages.ts';
import type { RepairProblem } from './problem.ts';
import { type RepairLimits, type SearchResult, searchRepair } from './search.ts';

/** Levels (tiers) of the method: as in the session's matching, no number of points is worth a level. */
export interface MethodLevels {
  /** Level of each segment, lower goes first. Length = segments. */
  readonly segmentLevel: Uint8Array;
  /** Levels met, lowest first. */
  readonly levels: readonly number[];
}

/**
 * The least repair where, once nobody more need move, the expected households of the best level come before those of the next,
 * and points last. One search for each level; what a level reached is a hard row of the searches after it, which some lists
 * with as few changes keep, so the order of `RepairCost` holds from the first search to the last.
 */
export const searchByLevel = (
  problem: RepairProblem,
  limits: RepairLimits,
  { segmentLevel, levels }: MethodLevels,
): SearchResult => {
  const { model } = problem;
  const segmentOf = segmentOfPairs(model);
  const reached: { readonly level: number; readonly households: number }[] = [];
  let proven = true;
  for (const level of levels.slice(0, -1)) {
    const found = searchRepair(
      { ...problem, model: withLevelRows(levelModel(model, segmentLevel, level), segmentLevel, reached) },
      limits,
    );
    proven &&= found.proven;
    const households = householdsOf(model, segmentOf, segmentLevel, found.assignment, level);
    reached.push({ level, households });
  }
  const last = searchRepair({ ...problem, model: withLevelRows(model, segmentLevel, reached) }, limits);
  // The rows of the levels leave what is told of the session.
  const { violation } = worthOf(model, segmentOf, last.assignment);
  return { ...last, violation, proven: proven && last.proven };
};

/** Scores: one household for each pair of the level or better; rows that may slack cost nothing. */
const levelModel = (model: AssignmentModel, segmentLevel: Uint8Array, level: number): AssignmentModel => {
  const pairScore = new Int32Array(model.pairScore.length);
  segmentLevel.forEach((own, segment) => {
    if (own <= level) pairScore.fill(HOUSEHOLD, model.pairOffsets[segment], model.pairOffsets[segment + 1]);
  });
  const rowPenalty = model.rowPenalty.map((penalty) => (penalty === Infinity ? Infinity : 0));
  return { ...model, pairScore, rowPenalty, fillBonus: 0 };
};
