import { type AssignmentModel, EMPTY, segmentOfPairs } from '../model.ts';
import { worthOf } from '../objective.ts';
import type { RepairProblem } from './problem.ts';
import { type RepairLimits, type SearchResult, searchRepair } from './search.ts';

/** Levels (tiers) of the method: as in the session's matching, no number of points is worth a level. */
export interface MethodLevels {
  /** Level of each segment, lower goes first. Length = segments. */
  readonly segmentLevel: Uint8Array;
  /** Levels met, lowest first. */
  readonly levels: readonly number[];
}

/** Rounding of a sum of the chances of a session's places. */
const LEVEL_ROUNDING = 1e-7;
/** Score of a household of the level in its own search: any positive number. */
const HOUSEHOLD = 1000;

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
      { ...problem, model: withLevels(levelModel(model, segmentLevel, level), segmentLevel, reached) },
      limits,
    );
    proven &&= found.proven;
    const households = found.assignment.reduce(
      (sum, pair, place) =>
        pair !== EMPTY && segmentLevel[segmentOf[pair]!]! <= level ? sum + model.placeWeight[place]! : sum,
      0,
    );
    reached.push({ level, households });
  }
  const last = searchRepair({ ...problem, model: withLevels(model, segmentLevel, reached) }, limits);
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

const withLevels = (
  model: AssignmentModel,
  segmentLevel: Uint8Array,
  reached: readonly { readonly level: number; readonly households: number }[],
): AssignmentModel => {
  if (reached.length === 0) return model;
  const termOffsets = [0];
  const termRow: number[] = [];
  const termCoef: number[] = [];
  segmentLevel.forEach((own, segment) => {
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1) {
      termRow.push(model.termRow[e]!);
      termCoef.push(model.termCoef[e]!);
    }
    reached.forEach(({ level }, i) => {
      if (own > level) return;
      termRow.push(model.rowCount + i);
      termCoef.push(1);
    });
    termOffsets.push(termRow.length);
  });
  const required = reached.map(({ households }) => households - LEVEL_ROUNDING);
  return {
    ...model,
    rowCount: model.rowCount + reached.length,
    termOffsets: Uint32Array.from(termOffsets),
    termRow: Uint32Array.from(termRow),
    termCoef: Float64Array.from(termCoef),
    rowRequired: Float64Array.from([...model.rowRequired, ...required]),
    rowPenalty: Float64Array.from([...model.rowPenalty, ...reached.map(() => Infinity)]),
  };
};
