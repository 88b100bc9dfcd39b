import { addHighsColumns, type NewColumns, openHighsModel, runHighsModel } from './highsModel.ts';
import type { HighsSolver } from './highsSolver.ts';
import { checkLinearModel, type LinearModel, LinearModelError } from './linearModel.ts';
import { type LinearAnswer, NO_WORK, type SolveLimits } from './linearSolver.ts';

/**
 * A linear program that grows by rows and columns and keeps its basis: the next run starts where the last one ended. Its
 * answers are not recounted, since the whole model is inside HiGHS: use the duals, and prove what they prove elsewhere.
 */
export interface HighsMaster {
  /** Empty rows Σ ≤ upper, for columns to come. */
  addRows(upper: Float64Array): void;
  addColumns(columns: NewColumns): void;
  /** New objective and upper bound of the columns from `from` on. */
  change(from: number, columns: { readonly objective: Float64Array; readonly upper: Float64Array }): void;
  /** New bounds of a row. The basis stays dual feasible: the next run is best begun by the dual simplex. */
  changeRow(row: number, bounds: { readonly lower: number; readonly upper: number }): void;
  /**
   * `fresh` forgets the basis: after many new columns, presolve and the dual simplex are faster from nothing. `dual`: the dual
   * simplex from the basis there is, after rows changed.
   */
  solve(options: { readonly fresh: boolean; readonly dual?: boolean }, limits?: SolveLimits): LinearAnswer;
  /** Gives the native memory back; mandatory. */
  dispose(): void;
}

/** HiGHS: the first run by the dual simplex (1), then by the primal (4), which stays feasible when columns come. */
const DUAL = 1;
const PRIMAL = 4;

/** HiGHS has no answer for a model without columns. Nothing is then the only point, whatever the rows say of it. */
const emptyOptimum = (rows: number): LinearAnswer => ({
  status: 'optimal',
  objective: 0,
  x: new Float64Array(0),
  rowDual: new Float64Array(rows),
  reducedCost: new Float64Array(0),
  bound: 0,
  gap: 0,
  ...NO_WORK,
});

/**
 * @throws LinearModelError on a malformed model, and on whole numbers: a master is continuous.
 */
export const openHighsMaster = (solver: HighsSolver, model: LinearModel): HighsMaster => {
  checkLinearModel(model);
  const whole = model.integer.indexOf(1);
  if (whole >= 0)
    throw new LinearModelError('range', `integer[${whole}]`, '1, expected 0: a master is continuous.');
  const highs = solver.runtime();
  const native = openHighsModel(highs, model);
  return {
    addRows(upper) {
      const rows = upper.length;
      if (rows === 0) return;
      native.addRows({
        lower: new Float64Array(rows).fill(-Infinity),
        upper,
        matrix: {
          format: 'csr',
          numRows: rows,
          numCols: native.getDimensions().numCols,
          starts: new Int32Array(rows + 1),
          indices: new Int32Array(0),
          values: new Float64Array(0),
        },
      });
    },
    addColumns(columns) {
      if (columns.objective.length > 0) addHighsColumns(native, columns);
    },
    change(from, { objective, upper }) {
      if (objective.length === 0) return;
      const selection = { kind: 'range', from, to: from + objective.length - 1 } as const;
      native.changeColsCost(selection, objective);
      native.changeColsBounds(selection, new Float64Array(objective.length), upper);
    },
    changeRow(row, { lower, upper }) {
      native.changeRowBounds(row, lower, upper);
    },
    solve({ fresh, dual = fresh }, limits = {}) {
      const { numCols, numRows } = native.getDimensions();
      if (numCols === 0) return emptyOptimum(numRows);
      if (fresh) native.clearSolver();
      native.options.set('simplex_strategy', dual ? DUAL : PRIMAL);
      return runHighsModel(highs, native, false, limits);
    },
    dispose() {
      native.dispose();
    },
  };
};
