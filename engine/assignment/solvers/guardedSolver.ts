import { checkAnswer } from './checkAnswer.ts';
import { checkLinearModel, columnCount, type LinearModel, rowCount } from './linearModel.ts';
import {
  failed,
  type Infeasible,
  type LinearAnswer,
  type LinearSolver,
  NO_WORK,
  type SolveLimits,
  type SolverOffer,
} from './linearSolver.ts';

/** What an adapter writes: it may count on a well-formed model with columns, and on bounds that do not cross. */
export interface SolverCore {
  readonly id: string;
  readonly offers: SolverOffer;
  run(model: LinearModel, limits: SolveLimits): Promise<LinearAnswer>;
}

/** Bounds of whole columns may be off by this before they are rounded inwards. */
const WHOLE = 1e-9;

/** Whole columns with whole bounds; or null when a column has no value left. */
const tightened = (model: LinearModel): LinearModel | null => {
  const lower = Float64Array.from(model.lower, (bound, j) =>
    model.integer[j] === 1 ? Math.ceil(bound - WHOLE) + 0 : bound,
  );
  const upper = Float64Array.from(model.upper, (bound, j) =>
    model.integer[j] === 1 ? Math.floor(bound + WHOLE) + 0 : bound,
  );
  return lower.some((bound, j) => bound > upper[j]!) ? null : { ...model, lower, upper };
};

const infeasible = (conflict: Infeasible['conflict']): Infeasible => ({
  status: 'infeasible',
  conflict,
  ...NO_WORK,
});

/** Rows that no point satisfies by themselves: crossed bounds, or no entry and zero outside. */
const impossibleRow = (model: LinearModel): number => {
  for (let i = 0; i < rowCount(model); i += 1) {
    if (model.rowLower[i]! > model.rowUpper[i]!) return i;
    const empty = model.rowStart[i] === model.rowStart[i + 1];
    if (empty && (model.rowLower[i]! > 0 || model.rowUpper[i]! < 0)) return i;
  }
  return -1;
};

const notOffered = ({ id, offers }: SolverCore, model: LinearModel): string | null => {
  if (!offers.continuous && model.integer.some((whole) => whole === 0))
    return `${id} takes whole numbers only`;
  if (!offers.wholeNumbers && model.integer.some((whole) => whole === 1))
    return `${id} takes no whole numbers`;
  if (
    !offers.unboundedColumns &&
    model.lower.some((bound, j) => !Number.isFinite(bound) || !Number.isFinite(model.upper[j]!))
  )
    return `${id} takes columns with two finite bounds only`;
  return null;
};

/**
 * One way in and one way out for every solver: the model is checked before, trivial cases are answered here so that no solver
 * has its own idea of an empty model, and the answer is recounted after.
 */
export const guardedSolver = (core: SolverCore): LinearSolver => ({
  id: core.id,
  offers: core.offers,
  async solve(model, limits = {}) {
    checkLinearModel(model);
    if (limits.start && limits.start.length !== columnCount(model))
      return failed(
        'not-offered',
        `start has ${limits.start.length} values for ${columnCount(model)} columns`,
      );
    const refusal = notOffered(core, model);
    if (refusal !== null) return failed('not-offered', refusal);
    const row = impossibleRow(model);
    if (row >= 0) return infeasible([row]);
    const tight = tightened(model);
    if (tight === null) return infeasible([]);
    if (columnCount(model) === 0)
      return {
        status: 'optimal',
        objective: 0,
        x: new Float64Array(0),
        rowDual: core.offers.duals ? new Float64Array(rowCount(model)) : null,
        reducedCost: core.offers.duals ? new Float64Array(0) : null,
        bound: 0,
        gap: 0,
        ...NO_WORK,
      };
    return checkAnswer(tight, await core.run(tight, limits));
  },
});
