import type { AssignmentModel } from '../model.ts';
import { type Finding, finding } from './findings.ts';
import { modelFaults } from './modelFaults.ts';
import { ownerOf } from './recount.ts';
import { checkSaved, type SavedResult } from './savedResult.ts';

/** What a stage says that it optimised: see `stages.ts`. */
export type ProvedGoal =
  | { readonly kind: 'targets'; readonly precedence: number }
  | { readonly kind: 'level'; readonly level: number }
  | { readonly kind: 'points' };

export interface ProvedStage {
  readonly goal: ProvedGoal;
  readonly saved: SavedResult;
}

/** A model whose goals come one after the other, and what each stage claims. */
export interface StagedProof {
  readonly model: AssignmentModel;
  /** Precedence of each row: 1 goes first. Length = rowCount. */
  readonly rowPrecedence: Uint32Array;
  /** Level of each segment, lower goes first. Length = segments. */
  readonly segmentLevel: Uint32Array;
  readonly stages: readonly ProvedStage[];
}

export interface StageFindings extends ProvedStage {
  readonly findings: readonly Finding[];
}

/**
 * Recounts every stage, the model of each made here from the stages before it. What follows a stage whose lists cannot be counted is
 * not looked at.
 */
export const checkStagedProof = (proof: StagedProof): readonly StageFindings[] => {
  const faults = [...modelFaults(proof.model), ...lengthFaults(proof)];
  const checked: StageFindings[] = [];
  for (const [k, { goal, saved }] of proof.stages.entries()) {
    const findings = faults.length > 0 ? faults : checkSaved(modelOfStage(proof, k), saved);
    checked.push({ goal, saved, findings });
    if (findings.some(({ property }) => property === 'P0' || property === 'P3')) break;
  }
  return checked;
};

const lengthFaults = ({ model, rowPrecedence, segmentLevel }: StagedProof): readonly Finding[] =>
  (
    [
      ['rowPrecedence', rowPrecedence.length, model.rowCount],
      ['segmentLevel', segmentLevel.length, model.pairOffsets.length - 1],
    ] as const
  ).flatMap(([array, found, expected]) =>
    found === expected ? [] : [finding('model-length', { array, found, expected })],
  );

/** What one household is worth in a level's stage; what holding a row or a level may lose to rounding. */
const HOUSEHOLD = 1000;
const ROUNDING = 1e-7;

/**
 * The model of stage `k`: rows of the precedences optimised before it, and one row for each level, hold what was reached then; scores
 * and penalties are those of its goal. Written without the solver's own code: the hash that a stage saved says whether it is the same.
 */
export const modelOfStage = (
  { model, rowPrecedence, segmentLevel, stages }: StagedProof,
  k: number,
): AssignmentModel => {
  const { goal } = stages[k]!;
  const required = [...model.rowRequired];
  const penalty = [...model.rowPenalty];
  const levels: { readonly level: number; readonly least: number }[] = [];
  for (const { goal: done, saved } of stages.slice(0, k)) {
    if (done.kind === 'level')
      levels.push({
        level: done.level,
        least: householdsIn(model, segmentLevel, saved.assignment, done.level) - ROUNDING,
      });
    if (done.kind !== 'targets') continue;
    const reached = broughtBy(model, saved.assignment);
    rowPrecedence.forEach((precedence, row) => {
      if (precedence !== done.precedence) return;
      required[row] = Math.min(required[row]!, reached[row]!) - ROUNDING;
      penalty[row] = Infinity;
    });
  }
  const isLater = (row: number): boolean =>
    goal.kind === 'level' || (goal.kind === 'targets' && rowPrecedence[row] !== goal.precedence);
  const terms = withLevels(model, segmentLevel, levels);
  return {
    ...model,
    ...terms,
    rowCount: model.rowCount + levels.length,
    rowRequired: Float64Array.from([...required, ...levels.map(({ least }) => least)]),
    rowPenalty: Float64Array.from([
      ...penalty.map((own, row) => (own !== Infinity && isLater(row) ? 0 : own)),
      ...levels.map(() => Infinity),
    ]),
    ...(goal.kind === 'points' ? {} : { pairScore: scoresFor(model, segmentLevel, goal) }),
    ...(goal.kind === 'level' ? { fillBonus: HOUSEHOLD } : {}),
  };
};

const scoresFor = (
  { pairScore, pairOffsets }: AssignmentModel,
  segmentLevel: Uint32Array,
  goal: Exclude<ProvedGoal, { readonly kind: 'points' }>,
): Int32Array => {
  const scores = new Int32Array(pairScore.length);
  if (goal.kind === 'level')
    segmentLevel.forEach((level, segment) => {
      if (level <= goal.level) scores.fill(HOUSEHOLD, pairOffsets[segment], pairOffsets[segment + 1]);
    });
  return scores;
};

/** Rows of the levels held come after the model's own. */
const withLevels = (
  { termOffsets, termRow, termCoef, rowCount }: AssignmentModel,
  segmentLevel: Uint32Array,
  levels: readonly { readonly level: number }[],
): Partial<AssignmentModel> => {
  if (levels.length === 0) return {};
  const offsets = [0];
  const rows: number[] = [];
  const coefs: number[] = [];
  segmentLevel.forEach((own, segment) => {
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) {
      rows.push(termRow[e]!);
      coefs.push(termCoef[e]!);
    }
    for (const [i, { level }] of levels.entries())
      if (own <= level) {
        rows.push(rowCount + i);
        coefs.push(1);
      }
    offsets.push(rows.length);
  });
  return {
    termOffsets: Uint32Array.from(offsets),
    termRow: Uint32Array.from(rows),
    termCoef: Float64Array.from(coefs),
  };
};

/** Dwellings that lists bring to each row, summed place after place. */
const broughtBy = (model: AssignmentModel, assignment: readonly number[]): readonly number[] => {
  const { placeWeight, pairOffsets, termOffsets, termRow, termCoef } = model;
  const brought: number[] = Array.from({ length: model.rowCount }, () => 0);
  for (const [place, pair] of assignment.entries()) {
    if (pair < 0) continue;
    const segment = ownerOf(pairOffsets, pair);
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
      brought[termRow[e]!]! += placeWeight[place]! * termCoef[e]!;
  }
  return brought;
};

/** Expected households of a level or a better one. */
const householdsIn = (
  { placeWeight, pairOffsets }: AssignmentModel,
  segmentLevel: Uint32Array,
  assignment: readonly number[],
  level: number,
): number =>
  assignment.reduce(
    (sum, pair, place) =>
      pair >= 0 && segmentLevel[ownerOf(pairOffsets, pair)]! <= level ? sum + placeWeight[place]! : sum,
    0,
  );
