import { Best, type Branched, type BranchLimits, branchOnColumns, NOT_TRIED } from './branching.ts';
import { columnsOf, mergedColumns, type PlaceColumns } from './columns.ts';
import { type LinearLimits, linearOptimum } from './linearOptimum.ts';
import {
  type Assignment,
  type AssignmentModel,
  type Duals,
  type StageResult,
  segmentOfPairs,
} from './model.ts';
import { shapeOf } from './modelShape.ts';
import { ROW_ROUNDING, worthOf } from './objective.ts';
import { columnsWithin } from './pricing.ts';
import { POINT } from './sessionProgram.ts';
import { settle } from './settle.ts';
import type { HighsSolver } from './solvers/highsSolver.ts';

export type ColumnLimits = LinearLimits & BranchLimits;

const DEFAULT_LIMITS: ColumnLimits = {
  maxRounds: 200,
  columnsPerPlace: 12,
  relativeGap: 1e-9,
  maxColumns: 20_000,
  maxNodes: 200,
  absoluteGap: 1,
};

export interface ColumnOptions {
  readonly limits?: Partial<ColumnLimits>;
  /** Result of the price phase: its assignment is the one to beat, its duals choose the first columns. */
  readonly start?: { readonly assignment?: Assignment; readonly duals?: Duals };
  /** Asked between rounds and inside the solver; a stop keeps the best answer and its bound. */
  readonly stopped?: (round: number) => boolean;
}

export interface ColumnSolved extends Omit<StageResult, 'bids'> {
  readonly status: 'solved';
  /** The linear program over all pairs was solved to its end: no other duals prove less. */
  readonly linearOptimum: boolean;
  /** Columns of the linear program. */
  readonly columns: number;
  readonly whole: Branched;
}

export type ColumnResult =
  | ColumnSolved
  /** Hard rows that cannot hold together, even by fractions of households: those that have a price in the proof. */
  | { readonly status: 'infeasible'; readonly rows: readonly number[] }
  /** Fractions of households would do; whole ones were not found. */
  | { readonly status: 'unsettled'; readonly duals: Duals; readonly bound: number }
  | { readonly status: 'failed'; readonly reason: string };

/** First columns of a place, the cheapest at the first prices: few when these come from the price phase. */
const FIRST_COLUMNS = { priced: 8, unpriced: 24 };

/**
 * Sessions of moderate size, to the linear optimum and near the whole one: columns are generated until the duals prove the
 * linear bound over all pairs; then HiGHS branches on the columns that could belong to something better than the best known
 * (reduced-cost fixing), which is exact when they all fit in `maxColumns`.
 */
export const generateColumns = async (
  model: AssignmentModel,
  solver: HighsSolver,
  options: ColumnOptions = {},
): Promise<ColumnResult> => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const segmentOf = segmentOfPairs(model);
  const best = new Best(model, segmentOf, options.start?.assignment);
  let first = firstColumns(model, options.start?.duals, best.assignment);
  let rounds = 0;
  const shared = { limits, ...(options.stopped ? { stopped: options.stopped } : {}) };
  if (!best.feasible) {
    const reached = linearOptimum(hardRowsOnly(model), segmentOf, solver, {
      ...shared,
      columns: first,
      enough: -ROW_ROUNDING * POINT,
    });
    if (reached.status === 'failed') return reached;
    rounds += reached.rounds;
    if (reached.converged && reached.bound < -ROW_ROUNDING * POINT)
      return { status: 'infeasible', rows: pricedRows(reached.duals) };
    if (!reached.converged && !reached.aborted)
      return { status: 'failed', reason: `hard rows not settled in ${reached.rounds} rounds` };
    first = reached.columns;
  }
  const linear = linearOptimum(model, segmentOf, solver, {
    ...shared,
    columns: first,
    ...(options.start?.duals ? { duals: options.start.duals } : {}),
  });
  if (linear.status === 'failed') return linear;
  rounds += linear.rounds;
  const whole = linear.aborted
    ? NOT_TRIED
    : await branchOnColumns({ model, segmentOf, solver, linear, best, ...shared });
  if (!best.feasible) return { status: 'unsettled', duals: linear.duals, bound: linear.bound };
  const shape = shapeOf(model);
  const settled = settle(model, shape, best.assignment);
  const worth = worthOf(model, segmentOf, settled);
  // A hard row may need somebody at a rank: their list then keeps its empty place.
  const assignment = worth.violation > ROW_ROUNDING ? best.assignment : settled;
  return {
    status: 'solved',
    assignment,
    value: worthOf(model, segmentOf, assignment).value,
    duals: linear.duals,
    bound: linear.bound,
    rounds,
    aborted: linear.aborted || whole.aborted,
    linearOptimum: linear.converged,
    columns: linear.columns.place.length,
    whole,
  };
};

const firstColumns = (
  model: AssignmentModel,
  duals: Duals | undefined,
  assignment: Assignment,
): PlaceColumns => {
  const prices = duals ?? {
    candidatePrice: new Float64Array(model.candidateCount),
    rowPrice: new Float64Array(model.rowCount),
  };
  const near = columnsWithin(model, prices, {
    within: Infinity,
    most: duals ? FIRST_COLUMNS.priced : FIRST_COLUMNS.unpriced,
  });
  return mergedColumns(model, columnsOf(assignment), near);
};

/** The model whose value is minus what the hard rows lack: at zero they can hold. */
const hardRowsOnly = (model: AssignmentModel): AssignmentModel => ({
  ...model,
  pairScore: new Int32Array(model.pairScore.length),
  fillBonus: 0,
  rowPenalty: Float64Array.from(model.rowPenalty, (penalty) => (penalty === Infinity ? POINT : 0)),
});

const pricedRows = ({ rowPrice }: Duals): readonly number[] =>
  Array.from(rowPrice, (_, row) => row).filter((row) => rowPrice[row]! > 1e-6 * POINT);
