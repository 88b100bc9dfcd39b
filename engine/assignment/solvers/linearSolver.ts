import type { LinearModel } from './linearModel.ts';

/**
 * Where a solver must stop. Counted in work, not in seconds, so that a replay stops at the same place. A solver that cannot
 * count one of them says so in `offers`.
 */
export interface SolveLimits {
  /** Branch-and-bound nodes. */
  readonly maxNodes?: number;
  /** Simplex iterations of a model without whole numbers. */
  readonly maxIterations?: number;
  /** "Optimal" once (bound − objective) / |objective| is at most this; 0 by default. */
  readonly relativeGap?: number;
  /** A point to start from, feasible or not. Length = columns. It changes the work, never the truth of the answer. */
  readonly start?: Float64Array;
  /**
   * Asked now and then; true stops with status `limit`, stopped by `caller`. Solvers run synchronously, so it must read
   * something that another thread writes, or a clock: such a stop cannot be replayed, and the status says so.
   */
  readonly shouldStop?: () => boolean;
}

interface Work {
  /** Simplex pivots; assignments tried for brute force. */
  readonly iterations: number;
  /** Branch-and-bound nodes; 0 without whole numbers, null where the solver does not tell. */
  readonly nodes: number | null;
}

export interface Optimal extends Work {
  readonly status: 'optimal';
  /** Objective of x, recounted. */
  readonly objective: number;
  /** Length = columns. */
  readonly x: Float64Array;
  /**
   * Change of the optimal objective per unit of the row's binding bound: ≥ 0 where rowUpper binds, ≤ 0 where rowLower does.
   * A price that supports this answer, not the price: assignment models are degenerate. Null for models with whole numbers
   * and solvers that give none. Length = rows.
   */
  readonly rowDual: Float64Array | null;
  /** objective − Aᵀ·rowDual: the same, for the column's own bounds. Length = columns. */
  readonly reducedCost: Float64Array | null;
  /** No feasible point is worth more, says the solver; recounted from the duals where there are any. */
  readonly bound: number;
  /** (bound − objective) / max(1, |objective|), never negative. */
  readonly gap: number;
}

export interface Stopped extends Work {
  readonly status: 'limit';
  readonly stoppedBy: 'nodes' | 'iterations' | 'caller' | 'other';
  /** The best feasible point met; null if none was. */
  readonly x: Float64Array | null;
  readonly objective: number | null;
  /** Null when the solver has none yet. */
  readonly bound: number | null;
  readonly gap: number | null;
}

export interface Infeasible extends Work {
  readonly status: 'infeasible';
  /**
   * Rows that cannot hold together within the bounds of the columns. Null where the solver does not tell, or where only whole
   * numbers make it infeasible.
   */
  readonly conflict: readonly number[] | null;
}

export interface Unbounded extends Work {
  readonly status: 'unbounded';
}

/** No answer: said, never guessed. */
export interface Failed extends Work {
  readonly status: 'failed';
  /**
   * `not-offered`: outside what the solver takes; `rejected`: its answer did not pass the recheck; `solver`: it gave up;
   * `disposed`: called after dispose().
   */
  readonly code: 'not-offered' | 'rejected' | 'solver' | 'disposed';
  readonly reason: string;
}

export type LinearAnswer = Optimal | Stopped | Infeasible | Unbounded | Failed;

/** What a solver takes and tells. */
export interface SolverOffer {
  readonly continuous: boolean;
  readonly wholeNumbers: boolean;
  /** Columns without two finite bounds. */
  readonly unboundedColumns: boolean;
  readonly duals: boolean;
  readonly conflict: boolean;
  /** It honours maxNodes, maxIterations, relativeGap and shouldStop. */
  readonly limits: boolean;
}

export interface LinearSolver {
  readonly id: string;
  readonly offers: SolverOffer;
  /**
   * The answer, rechecked: x is inside its bounds and rows, whole where it must be, and worth what is said.
   * @throws LinearModelError on a malformed model, before solving.
   */
  solve(model: LinearModel, limits?: SolveLimits): Promise<LinearAnswer>;
}

export const NO_WORK: Work = { iterations: 0, nodes: 0 };

export const failed = (code: Failed['code'], reason: string): Failed => ({
  status: 'failed',
  code,
  reason,
  ...NO_WORK,
});

export const relativeGap = (bound: number, objective: number): number =>
  Math.max(0, bound - objective) / Math.max(1, Math.abs(objective));
