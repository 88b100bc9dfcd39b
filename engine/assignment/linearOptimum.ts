import type { PlaceColumns } from './columns.ts';
import type { AssignmentModel, Duals } from './model.ts';
import { boundOf, pricePairs } from './pricing.ts';
import { RestrictedMaster } from './restrictedMaster.ts';
import type { HighsSolver } from './solvers/highsSolver.ts';

export interface LinearLimits {
  readonly maxRounds: number;
  /** Columns that a place may gain in a round. */
  readonly columnsPerPlace: number;
  /** Stop once the bound is within this share of the linear optimum over the columns. */
  readonly relativeGap: number;
}

/** The linear program of a session over all its pairs, by column generation. */
export interface LinearOptimum {
  readonly status: 'solved';
  /** Those of the lowest bound met, over all pairs. */
  readonly duals: Duals;
  /** No assignment is worth more: proved by the duals over all pairs. Thousandths of points. */
  readonly bound: number;
  /** Best value of the linear program over the columns; the bound meets it when `converged`. */
  readonly value: number;
  readonly columns: PlaceColumns;
  readonly rounds: number;
  readonly converged: boolean;
  readonly aborted: boolean;
}

export interface LinearFailure {
  readonly status: 'failed';
  readonly reason: string;
}

/** A pair that gains less than this is left, thousandths of points: the tolerance of the solver's duals. */
const TOLERANCE = 1e-3;

/**
 * Rounds of: solve over the columns known, price every pair with the duals, add those that gain. Each round gives a bound over
 * all pairs, converged or not; the best is kept.
 */
export const linearOptimum = (
  model: AssignmentModel,
  segmentOf: Uint32Array,
  solver: HighsSolver,
  input: {
    readonly columns: PlaceColumns;
    readonly duals?: Duals;
    readonly limits: LinearLimits;
    readonly stopped?: (round: number) => boolean;
    /** Stops as soon as the value reaches it. */
    readonly enough?: number;
  },
): LinearOptimum | LinearFailure => {
  const { limits, stopped } = input;
  const master = new RestrictedMaster(model, segmentOf, solver, input.columns);
  try {
    let duals: Duals | null = input.duals ?? null;
    let bound = duals === null ? Infinity : boundOf(model, duals);
    let value = -Infinity;
    let rounds = 0;
    let converged = false;
    let aborted = false;
    while (rounds < limits.maxRounds && !converged) {
      aborted = stopped?.(rounds) ?? false;
      if (aborted) break;
      rounds += 1;
      const optimum = master.solve(stopped && (() => stopped(rounds)));
      if ('status' in optimum) {
        aborted = optimum.status === 'limit' && optimum.stoppedBy === 'caller';
        if (aborted) break;
        return { status: 'failed', reason: `restricted program: ${reasonOf(optimum)}` };
      }
      value = optimum.value;
      const priced = pricePairs(model, optimum.duals, {
        threshold: optimum.placePrice.map((worth) => worth + TOLERANCE),
        most: limits.columnsPerPlace,
      });
      if (duals === null || priced.bound < bound) {
        bound = priced.bound;
        duals = optimum.duals;
      }
      const gap = bound - value;
      converged =
        value >= (input.enough ?? Infinity) || gap <= limits.relativeGap * Math.max(1, Math.abs(bound));
      if (!converged && master.add(priced.columns) === 0) converged = true;
    }
    duals ??= {
      candidatePrice: new Float64Array(model.candidateCount),
      rowPrice: new Float64Array(model.rowCount),
    };
    if (bound === Infinity) bound = boundOf(model, duals);
    return {
      status: 'solved',
      duals,
      bound,
      value,
      columns: master.columns,
      rounds,
      converged,
      aborted,
    };
  } finally {
    master.dispose();
  }
};

const reasonOf = (answer: { readonly status: string; readonly reason?: string }): string =>
  answer.reason ?? answer.status;
