import { guardedSolver } from './guardedSolver.ts';
import { columnCount, type LinearModel, rowCount } from './linearModel.ts';
import type { LinearAnswer, LinearSolver, SolveLimits } from './linearSolver.ts';

/** Rows are met within this: sums of the same terms in another order differ by less. */
const TOLERANCE = 1e-9;

/** What a model can still reach from each column on: the columns before it are decided. */
interface Reach {
  /** Largest objective of columns j and after. Length = columns + 1. */
  readonly objective: Float64Array;
  /** Smallest and largest activity that columns j and after add to row i, at [j · rows + i]. */
  readonly smallest: Float64Array;
  readonly largest: Float64Array;
  /** Entries of each column, with their row. */
  readonly entries: readonly (readonly { readonly row: number; readonly value: number }[])[];
}

const reachOf = (model: LinearModel): Reach => {
  const columns = columnCount(model);
  const rows = rowCount(model);
  const entries: { row: number; value: number }[][] = Array.from({ length: columns }, () => []);
  for (let row = 0; row < rows; row += 1)
    for (let e = model.rowStart[row]!; e < model.rowStart[row + 1]!; e += 1)
      entries[model.entryColumn[e]!]!.push({ row, value: model.entryValue[e]! });
  const objective = new Float64Array(columns + 1);
  const smallest = new Float64Array((columns + 1) * rows);
  const largest = new Float64Array((columns + 1) * rows);
  for (let j = columns - 1; j >= 0; j -= 1) {
    const [lower, upper, cost] = [model.lower[j]!, model.upper[j]!, model.objective[j]!];
    objective[j] = objective[j + 1]! + Math.max(cost * lower, cost * upper);
    smallest.copyWithin(j * rows, (j + 1) * rows, (j + 2) * rows);
    largest.copyWithin(j * rows, (j + 1) * rows, (j + 2) * rows);
    for (const { row, value } of entries[j]!) {
      smallest[j * rows + row]! += Math.min(value * lower, value * upper);
      largest[j * rows + row]! += Math.max(value * lower, value * upper);
    }
  }
  return { objective, smallest, largest, entries };
};

const slackOf = (value: number): number => TOLERANCE * Math.max(1, Math.abs(value));

/** Depth-first over the columns, best value first; a branch ends when a row or the best objective is out of its reach. */
const enumerate = (model: LinearModel, limits: SolveLimits): LinearAnswer => {
  const columns = columnCount(model);
  const rows = rowCount(model);
  const reach = reachOf(model);
  const activity = new Float64Array(rows);
  const x = new Float64Array(columns);
  let best: Float64Array | null = null;
  let bestObjective = -Infinity;
  let tried = 0;
  let stoppedBy: 'nodes' | 'caller' | null = null;

  const hopeless = (j: number): boolean => {
    for (let i = 0; i < rows; i += 1) {
      const least = activity[i]! + reach.smallest[j * rows + i]!;
      const most = activity[i]! + reach.largest[j * rows + i]!;
      const [lower, upper] = [model.rowLower[i]!, model.rowUpper[i]!];
      if (least > upper + slackOf(upper) || most < lower - slackOf(lower)) return true;
    }
    return false;
  };

  const visit = (j: number, objective: number): void => {
    tried += 1;
    if (limits.maxNodes !== undefined && tried > limits.maxNodes) stoppedBy = 'nodes';
    else if (limits.shouldStop?.()) stoppedBy = 'caller';
    if (stoppedBy !== null) return;
    if (objective + reach.objective[j]! <= bestObjective + slackOf(bestObjective) || hopeless(j)) return;
    if (j === columns) {
      best = x.slice();
      bestObjective = objective;
      return;
    }
    const cost = model.objective[j]!;
    const [first, last, step] =
      cost > 0 ? [model.upper[j]!, model.lower[j]!, -1] : [model.lower[j]!, model.upper[j]!, 1];
    for (let value = first; step > 0 ? value <= last : value >= last; value += step) {
      x[j] = value;
      for (const entry of reach.entries[j]!) activity[entry.row]! += entry.value * value;
      visit(j + 1, objective + cost * value);
      for (const entry of reach.entries[j]!) activity[entry.row]! -= entry.value * value;
      if (stoppedBy !== null) return;
    }
  };

  visit(0, 0);
  const work = { iterations: tried, nodes: tried };
  const point = best as Float64Array | null;
  if (stoppedBy !== null)
    return {
      status: 'limit',
      stoppedBy,
      x: point,
      objective: point === null ? null : bestObjective,
      bound: reach.objective[0]!,
      gap: null,
      ...work,
    };
  if (point === null) return { status: 'infeasible', conflict: null, ...work };
  return {
    status: 'optimal',
    objective: bestObjective,
    x: point,
    rowDual: null,
    reducedCost: null,
    bound: bestObjective,
    gap: 0,
    ...work,
  };
};

/**
 * Every whole point of a tiny model, with pruning: the oracle of the tests, and the exact answer where there are few points.
 * Whole numbers between finite bounds only; exact up to 1e-9 of the objective. Give it maxNodes when the model is not tiny.
 */
export const bruteForceSolver = (): LinearSolver =>
  guardedSolver({
    id: 'brute-force',
    offers: {
      continuous: false,
      wholeNumbers: true,
      unboundedColumns: false,
      duals: false,
      conflict: false,
      limits: true,
    },
    async run(model, limits) {
      return enumerate(model, limits);
    },
  });
