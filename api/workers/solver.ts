import type { RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import type { PriceLimits } from '../../engine/assignment/priceRows.ts';
import type { StagedModel, StagedResult } from '../../engine/assignment/stages.ts';

/** Where the search is: what a person who waits is shown. */
export interface SolveProgress {
  /** Place of the goal among the model's, from 0. */
  readonly stage: number;
  readonly stages: number;
  readonly round: number;
  /** Best value so far, and the bound that nothing passes: thousandths of points, fill bonus included. */
  readonly value: number;
  readonly bound: number;
}

export interface SolveOptions {
  readonly limits?: Partial<PriceLimits>;
  /**
   * Rounds of each stage at which another run was stopped; null for a stage that ran to its own end. The same model then gives
   * the same bytes: a replay looks at no clock.
   */
  readonly stopAt?: readonly (number | null)[];
  /**
   * The last stage again by column generation, for sessions that it can take (`refineStages`): a finer proof, and better lists if
   * there are some. A search that is stopped meanwhile gives back what it had before.
   */
  readonly thorough?: boolean;
  /** Nodes of each of the two branchings of a thorough search, at most; null: those of the program. */
  readonly maxNodes?: number | null;
  /** Milliseconds of wall clock after which the search stops at its next round; null: its own limits only. */
  readonly timeLimitMs?: number | null;
  /** Stops the search at its next round: the answer so far is given back, with its bound. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
}

export interface BrakeOptions {
  /** Stops at the next row: the rows done are given back. */
  readonly signal?: AbortSignal;
  /** Part of the rows done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Solves the stages of a session somewhere: in this thread, or in a pool of workers. The bytes are the same. */
export interface SessionSolver {
  solve(staged: StagedModel, options?: SolveOptions): Promise<StagedResult>;
  /** What each target row of a solved session costs, confirmed by solving it again: see `rowBrakes`. */
  brakes(staged: StagedModel, result: StagedResult, options?: BrakeOptions): Promise<readonly RowBrake[]>;
  /** Ends the workers, if there are some. Nothing is solved afterwards. */
  close(): Promise<void>;
}
