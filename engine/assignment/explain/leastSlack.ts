import { exactAssignment, exactBound } from '../exact.ts';
import type { Assignment, AssignmentModel, Duals } from '../model.ts';
import { EMPTY, placeCount, segmentOfPairs } from '../model.ts';
import { rowActivity } from '../objective.ts';
import { priceRows } from '../priceRows.ts';
import { certify } from '../proof/certificate.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { slackOf } from './view.ts';

/**
 * How an answer is known. `counted`: lists that anybody can count, or duals checked without a solver. `solver`: its own word.
 * `search`: lists found by a search that stopped at its limits.
 */
export type Known = 'counted' | 'solver' | 'search';

/** What is lacking on one row, dwellings. */
export interface RowLack {
  readonly row: number;
  readonly dwellings: number;
}

export interface Relaxation {
  readonly rows: readonly RowLack[];
  readonly total: number;
  readonly known: Known;
}

/** What the rows asked lack, as little as was found, on lists as full as they can be. */
export interface LeastSlack {
  /** Every place is filled and nothing lacks. */
  readonly holds: boolean;
  /** What each row lacks, dwellings; zero for those not asked. Length = rowCount. */
  readonly slack: Float64Array;
  readonly total: number;
  /** No lists as full lack less, dwellings: proved by duals. */
  readonly atLeast: number;
  /** How `total` is known to be the least. */
  readonly known: Known;
  /** A price above zero: the row takes part in what the duals prove. Length = rowCount. */
  readonly rowPrice: Float64Array;
}

/** Less than this is no lack, dwellings: rows are sums of rounded chances. */
export const HELD = 1e-6;
/** A dwelling of slack, thousandths. */
const DWELLING = 1000;
/** Columns that HiGHS settles in a few seconds. */
const SMALL = 12_000;
const NODES = 2_000;
const SEARCH_ROUNDS = 80;

export const isSmall = (model: AssignmentModel): boolean => {
  let columns = 0;
  for (let d = 0; d < model.vacancyCount; d += 1)
    columns +=
      (model.placeOffsets[d + 1]! - model.placeOffsets[d]!) *
      (model.pairOffsets[model.segmentOffsets[d + 1]!]! - model.pairOffsets[model.segmentOffsets[d]!]!);
  return columns <= SMALL;
};

/**
 * The model with as many places at each vacancy as its points-only lists fill: what "as full as they can be" means below. Where
 * demands are scarcer than places, which list is the shorter one is settled here, by the chances of the ranks.
 */
export const filledPlaces = (model: AssignmentModel): AssignmentModel => {
  const free = { ...model, rowPenalty: new Float64Array(model.rowCount) };
  const { assignment } = priceRows(free, { limits: { maxRounds: 1 } });
  const placeOffsets = new Uint32Array(model.vacancyCount + 1);
  const placeWeight: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1) {
    const from = model.placeOffsets[d]!;
    const filled = assignment.subarray(from, model.placeOffsets[d + 1]).filter((pair) => pair !== EMPTY);
    placeWeight.push(...model.placeWeight.subarray(from, from + filled.length));
    placeOffsets[d + 1] = placeWeight.length;
  }
  return { ...model, placeOffsets, placeWeight: Float64Array.from(placeWeight) };
};

/**
 * The session without its points: rows asked cost alike, the others nothing, and no slack is worth a place left empty. As many
 * pairs of a segment are kept as there are places, the first ones: rows see them alike, so lists that use another can use
 * one of those left free.
 *
 * @param model one whose places can all be filled (`filledPlaces`).
 */
export const slackModel = (model: AssignmentModel, asked: readonly number[]): AssignmentModel => {
  const places = placeCount(model);
  const pairOffsets = [0];
  const pairCandidate: number[] = [];
  for (let segment = 0; segment + 1 < model.pairOffsets.length; segment += 1) {
    const from = model.pairOffsets[segment]!;
    const to = Math.min(model.pairOffsets[segment + 1]!, from + places);
    for (let pair = from; pair < to; pair += 1) pairCandidate.push(model.pairCandidate[pair]!);
    pairOffsets.push(pairCandidate.length);
  }
  const rowPenalty = new Float64Array(model.rowCount);
  for (const row of asked) rowPenalty[row] = DWELLING;
  const worst = asked.reduce((sum, row) => sum + mostLack(model, row), 0) * DWELLING;
  const lightest = model.placeWeight.reduce((least, weight) => Math.min(least, weight), 1);
  return {
    ...model,
    pairOffsets: Uint32Array.from(pairOffsets),
    pairCandidate: Uint32Array.from(pairCandidate),
    pairScore: new Int32Array(pairCandidate.length),
    rowPenalty,
    fillBonus: Math.ceil((worst + DWELLING) / lightest),
  };
};

/** Most that a row can lack, dwellings, whatever stands on the lists. */
export const mostLack = (model: AssignmentModel, row: number): number => {
  let worst = 0;
  for (let d = 0; d < model.vacancyCount; d += 1) {
    let least = 0;
    const end = model.termOffsets[model.segmentOffsets[d + 1]!]!;
    for (let e = model.termOffsets[model.segmentOffsets[d]!]!; e < end; e += 1)
      if (model.termRow[e] === row) least = Math.min(least, model.termCoef[e]!);
    for (let place = model.placeOffsets[d]!; place < model.placeOffsets[d + 1]!; place += 1)
      worst += model.placeWeight[place]! * least;
  }
  return Math.max(0, model.rowRequired[row]! - worst) + HELD;
};

/**
 * Least total slack of the rows asked, on lists whose places are all filled: by the solver where the session is small and one is
 * given, else by the price phase. All limits are counted, so the answer is the same each time.
 *
 * @param model as for `slackModel`.
 */
export const leastSlack = async (
  model: AssignmentModel,
  asked: readonly number[],
  solver: LinearSolver | null,
): Promise<LeastSlack> => {
  const bare = slackModel(model, asked);
  if (solver !== null && isSmall(bare)) {
    const bound = await exactBound(bare, solver);
    const best = await exactAssignment(bare, solver, { maxNodes: NODES });
    if (bound.status === 'solved' && best.status === 'solved')
      return answerOf(bare, { assignment: best.assignment, duals: bound.duals, finished: best.finished });
  }
  const { assignment, duals } = priceRows(bare, { limits: { maxRounds: SEARCH_ROUNDS } });
  return answerOf(bare, { assignment, duals, finished: false });
};

const answerOf = (
  bare: AssignmentModel,
  { assignment, duals, finished }: { assignment: Assignment; duals: Duals; finished: boolean },
): LeastSlack => {
  const lacks = slackOf(bare, rowActivity(bare, segmentOfPairs(bare), assignment));
  const slack = lacks.map((lack, row) => (bare.rowPenalty[row]! > 0 && lack > HELD ? lack : 0));
  const total = slack.reduce((sum, lack) => sum + lack, 0);
  const full = bare.placeWeight.reduce((sum, weight) => sum + weight * bare.fillBonus, 0);
  const certificate = certify(bare, duals);
  const atLeast =
    certificate.outcome === 'certified' ? Math.max(0, (full - certificate.bound) / DWELLING) : 0;
  const filled = !assignment.includes(EMPTY);
  const known = filled && total - atLeast <= HELD ? 'counted' : finished ? 'solver' : 'search';
  return { holds: filled && total === 0, slack, total, atLeast, known, rowPrice: duals.rowPrice };
};

export const lacksOf = (slack: Float64Array): readonly RowLack[] =>
  Array.from(slack, (dwellings, row) => ({ row, dwellings })).filter(({ dwellings }) => dwellings > HELD);
