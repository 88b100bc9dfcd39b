import { checkLinearModel, columnCount, type LinearModel, rowCount } from './linearModel.ts';
import type { Failed, LinearSolver, SolveLimits, Stopped, Unbounded } from './linearSolver.ts';

/** By how much each row must give way, at the least total price. */
export interface Relaxation {
  readonly status: 'relaxed';
  /** > 0: rowLower comes down by it; < 0: rowUpper goes up by its size; 0: kept. Length = rows. */
  readonly give: Float64Array;
  /** Σ price · |give|. */
  readonly cost: number;
  /** A point of the relaxed model. Length = columns of the model. */
  readonly x: Float64Array;
}

/** Even with every row that has a price set aside, nothing is feasible. */
export interface Unrelaxable {
  readonly status: 'unrelaxable';
}

interface ElasticColumn {
  readonly row: number;
  readonly sign: 1 | -1;
}

/** Below it, a row is said to be kept: the tolerance of the recheck. */
const KEPT = 1e-6;

/** The model with its objective set aside, and columns that let each priced row be missed from either side. */
const elastic = (model: LinearModel, columns: readonly ElasticColumn[], price: Float64Array): LinearModel => {
  const own = columnCount(model);
  const ofRow: number[][] = Array.from({ length: rowCount(model) }, () => []);
  columns.forEach(({ row }, k) => {
    ofRow[row]!.push(k);
  });
  const total = own + columns.length;
  const widened = (values: Float64Array, added: number): Float64Array => {
    const wide = new Float64Array(total).fill(added, own);
    wide.set(values);
    return wide;
  };
  const objective = new Float64Array(total);
  columns.forEach(({ row }, k) => {
    objective[own + k] = -price[row]!;
  });
  const integer = new Uint8Array(total);
  integer.set(model.integer);
  const rowStart = new Uint32Array(rowCount(model) + 1);
  const entryColumn: number[] = [];
  const entryValue: number[] = [];
  for (let i = 0; i < rowCount(model); i += 1) {
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1) {
      entryColumn.push(model.entryColumn[e]!);
      entryValue.push(model.entryValue[e]!);
    }
    for (const k of ofRow[i]!) {
      entryColumn.push(own + k);
      entryValue.push(columns[k]!.sign);
    }
    rowStart[i + 1] = entryColumn.length;
  }
  return {
    objective,
    lower: widened(model.lower, 0),
    upper: widened(model.upper, Infinity),
    integer,
    rowLower: model.rowLower,
    rowUpper: model.rowUpper,
    rowStart,
    entryColumn: Uint32Array.from(entryColumn),
    entryValue: Float64Array.from(entryValue),
  };
};

/** How far x is from each row, counted from x itself: a solver's own slacks carry its tolerance. */
const missing = (model: LinearModel, x: Float64Array): Float64Array => {
  const give = new Float64Array(rowCount(model));
  for (let i = 0; i < give.length; i += 1) {
    let activity = 0;
    for (let e = model.rowStart[i]!; e < model.rowStart[i + 1]!; e += 1)
      activity += model.entryValue[e]! * x[model.entryColumn[e]!]!;
    const below = Math.max(0, model.rowLower[i]! - activity);
    const above = Math.max(0, activity - model.rowUpper[i]!);
    const by = below > 0 ? below : -above;
    give[i] = Math.abs(by) < KEPT ? 0 : by;
  }
  return give;
};

/**
 * The cheapest way to make an infeasible model feasible: which rows give way, and by how much. `rowPrice` is the price of one
 * unit of each row; Infinity keeps the row as it is. The model's own objective plays no part.
 * @throws LinearModelError on a malformed model.
 */
export const smallestRelaxation = async (
  model: LinearModel,
  rowPrice: Float64Array,
  solver: LinearSolver,
  limits: SolveLimits = {},
): Promise<Relaxation | Unrelaxable | Stopped | Unbounded | Failed> => {
  checkLinearModel(model);
  const columns = Array.from(rowPrice, (price, row): ElasticColumn[] =>
    Number.isFinite(price)
      ? [
          ...(Number.isFinite(model.rowLower[row]!) ? [{ row, sign: 1 } as const] : []),
          ...(Number.isFinite(model.rowUpper[row]!) ? [{ row, sign: -1 } as const] : []),
        ]
      : [],
  ).flat();
  const answer = await solver.solve(elastic(model, columns, rowPrice), limits);
  if (answer.status === 'infeasible') return { status: 'unrelaxable' };
  if (answer.status !== 'optimal') return answer;
  const x = answer.x.slice(0, columnCount(model));
  const give = missing(model, x);
  return {
    status: 'relaxed',
    give,
    cost: give.reduce((sum, value, row) => (value === 0 ? sum : sum + Math.abs(value) * rowPrice[row]!), 0),
    x,
  };
};
