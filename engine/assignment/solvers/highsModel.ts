import type { Highs, Model } from 'highs';
import { columnCount, type LinearModel, rowCount } from './linearModel.ts';
import { failed, type LinearAnswer, relativeGap, type SolveLimits, type Stopped } from './linearSolver.ts';

/** Columns to append to a model: coefficients by column, rows that exist. */
export interface NewColumns {
  readonly objective: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Length = columns + 1. */
  readonly columnStart: Uint32Array;
  readonly entryRow: Uint32Array;
  readonly entryValue: Float64Array;
}

const ROW_TOLERANCE = 1e-9;
const INT_LIMIT = 2 ** 31 - 1;
const counted = (limit: number | undefined): number => Math.min(limit ?? INT_LIMIT, INT_LIMIT);

/**
 * A model inside HiGHS: native memory that only `dispose` gives back. Column and row names stay outside: what users type never
 * reaches the solver.
 */
export const openHighsModel = (highs: Highs, model: LinearModel): Model => {
  const wholes = model.integer.some((whole) => whole === 1);
  const native = highs.createModel({
    numCols: columnCount(model),
    numRows: rowCount(model),
    sense: highs.constants.objectiveSense.maximize,
    colCost: model.objective,
    colLower: model.lower,
    colUpper: model.upper,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    matrix: {
      format: 'csr',
      numRows: rowCount(model),
      numCols: columnCount(model),
      starts: Int32Array.from(model.rowStart),
      indices: Int32Array.from(model.entryColumn),
      values: model.entryValue,
    },
    ...(wholes ? { integrality: Int32Array.from(model.integer) } : {}),
  });
  // The light default strategy of HiGHS may find a conflict without rows; 2 looks at the linear program.
  native.options.set({ output_flag: false, random_seed: 0, iis_strategy: 2 });
  // By default, whole numbers may miss a row by 1e-6: more than what a row of shares is held within.
  if (wholes)
    native.options.set({
      mip_feasibility_tolerance: ROW_TOLERANCE,
      primal_feasibility_tolerance: ROW_TOLERANCE,
    });
  return native;
};

/** Appends columns, keeping the basis: the next run starts from it. */
export const addHighsColumns = (native: Model, added: NewColumns): void => {
  native.addCols({
    cost: added.objective,
    lower: added.lower,
    upper: added.upper,
    matrix: {
      format: 'csc',
      numRows: native.getDimensions().numRows,
      numCols: added.objective.length,
      starts: Int32Array.from(added.columnStart),
      indices: Int32Array.from(added.entryRow),
      values: added.entryValue,
    },
  });
};

const infoOf = (native: Model, name: string): number | null => {
  const value = Number(native.info.get(name));
  return Number.isFinite(value) ? value : null;
};

const workOf = (native: Model, wholes: boolean): { iterations: number; nodes: number } => ({
  iterations: Math.max(0, infoOf(native, 'simplex_iteration_count') ?? 0),
  nodes: wholes ? Math.max(0, infoOf(native, 'mip_node_count') ?? 0) : 0,
});

/** HiGHS: the point is feasible by its own account (checkAnswer recounts it). */
const hasPoint = (highs: Highs, native: Model): boolean =>
  infoOf(native, 'primal_solution_status') === highs.constants.solutionStatus.feasible;

const readOptimal = (native: Model, wholes: boolean): LinearAnswer => {
  const solution = native.getSolution();
  const objective = native.getObjectiveValue();
  const bound = wholes ? (infoOf(native, 'mip_dual_bound') ?? objective) : objective;
  return {
    status: 'optimal',
    objective,
    x: solution.colValue,
    rowDual: wholes ? null : solution.rowDual,
    reducedCost: wholes ? null : solution.colDual,
    bound,
    gap: relativeGap(bound, objective),
    ...workOf(native, wholes),
  };
};

const readStopped = (
  highs: Highs,
  native: Model,
  wholes: boolean,
  stoppedBy: Stopped['stoppedBy'],
): Stopped => {
  const point = hasPoint(highs, native);
  const objective = point ? native.getObjectiveValue() : null;
  const bound = wholes ? infoOf(native, 'mip_dual_bound') : null;
  return {
    status: 'limit',
    stoppedBy,
    x: point ? native.getSolution().colValue : null,
    objective,
    bound,
    gap: objective === null || bound === null ? null : relativeGap(bound, objective),
    ...workOf(native, wholes),
  };
};

/** Looked for among fractions; null when those could satisfy every row, so that whole numbers are the cause. */
const conflictOf = (highs: Highs, native: Model, wholes: boolean): readonly number[] | null => {
  if (wholes) {
    native.clearIntegrality();
    native.run();
    if (native.getModelStatus() !== highs.constants.modelStatus.infeasible) return null;
  }
  // HiGHS 1.15 may fail to isolate a conflict that it proved: then there is none to show.
  const { value: iis } = native.raw.getIis();
  if (!iis || (iis.rowIndex.length === 0 && iis.colIndex.length === 0)) return null;
  return [...iis.rowIndex].sort((a, b) => a - b);
};

/** "Infeasible or unbounded": without an objective the model cannot be unbounded, so feasible then means unbounded before. */
const tellApart = (highs: Highs, native: Model, wholes: boolean): LinearAnswer => {
  const work = workOf(native, wholes);
  const columns = native.getDimensions().numCols;
  native.changeColsCost({ kind: 'range', from: 0, to: columns - 1 }, new Float64Array(columns));
  native.run();
  const status = native.getModelStatus();
  if (status === highs.constants.modelStatus.optimal) return { status: 'unbounded', ...work };
  if (status === highs.constants.modelStatus.infeasible)
    return { ...work, status: 'infeasible', conflict: conflictOf(highs, native, wholes) };
  return { ...failed('solver', `HiGHS status ${status} without an objective`), ...work };
};

const readAnswer = (
  highs: Highs,
  native: Model,
  { wholes, stoppedByCaller }: { readonly wholes: boolean; readonly stoppedByCaller: boolean },
): LinearAnswer => {
  const is = highs.constants.modelStatus;
  const status = native.getModelStatus();
  if (status === is.optimal) return readOptimal(native, wholes);
  if (status === is.infeasible) {
    const work = workOf(native, wholes);
    return { ...work, status: 'infeasible', conflict: conflictOf(highs, native, wholes) };
  }
  if (status === is.unbounded || status === is.unboundedOrInfeasible) return tellApart(highs, native, wholes);
  if (status === is.iterationLimit) return readStopped(highs, native, wholes, 'iterations');
  if (status === is.solutionLimit) return readStopped(highs, native, wholes, 'nodes');
  if (status === is.interrupted)
    return readStopped(highs, native, wholes, stoppedByCaller ? 'caller' : 'other');
  if (status === is.unknown) return readStopped(highs, native, wholes, 'other');
  return { ...failed('solver', `HiGHS status ${status}`), ...workOf(native, wholes) };
};

/**
 * One run of a model that is inside HiGHS; it blocks the thread until it ends. Not rechecked. HiGHS looks at `shouldStop` in the
 * simplex and in branch-and-bound, not during presolve: a stop can take seconds on large models.
 */
export const runHighsModel = (
  highs: Highs,
  native: Model,
  wholes: boolean,
  limits: SolveLimits,
): LinearAnswer => {
  native.options.set({
    mip_rel_gap: limits.relativeGap ?? 0,
    mip_max_nodes: counted(limits.maxNodes),
    simplex_iteration_limit: counted(limits.maxIterations),
  });
  if (limits.start) native.setSolution({ colValue: limits.start });
  let stoppedByCaller = false;
  const look = (event: { interrupt(): void }): undefined => {
    if (stoppedByCaller || !limits.shouldStop?.()) return;
    stoppedByCaller = true;
    event.interrupt();
  };
  const { simplexInterrupt, mipInterrupt } = highs.constants.callbackType;
  native.run(limits.shouldStop ? { [simplexInterrupt]: look, [mipInterrupt]: look } : undefined);
  return readAnswer(highs, native, { wholes, stoppedByCaller });
};
