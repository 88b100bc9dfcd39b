import { rowBrakes } from '../../engine/assignment/explain/brakePrices.ts';
import { highsOfThread } from './highs.ts';
import type { SessionSolver } from './solver.ts';
import { deadline, solveInSteps } from './solveSteps.ts';

/**
 * Solves in the calling thread: the command line's small sessions, and tests. Nothing else runs meanwhile, so that a signal
 * raised during the search is only seen if `onProgress` raises it.
 */
export const sameThreadSolver: SessionSolver = {
  solve: async (
    staged,
    { limits, stopAt, thorough = false, maxNodes = null, timeLimitMs = null, signal, onProgress } = {},
  ) => {
    const late = deadline(timeLimitMs);
    return solveInSteps(staged, {
      ...(limits ? { limits } : {}),
      ...(stopAt ? { stopAt } : {}),
      thorough,
      maxNodes,
      stopped: () => signal?.aborted === true || late(),
      progress: (progress) => onProgress?.(progress),
    });
  },
  brakes: async (staged, result, { signal, onProgress } = {}) =>
    rowBrakes(staged, result, await highsOfThread(), {
      stopped: () => signal?.aborted === true,
      progress: (done) => onProgress?.(done),
    }),
  close: async () => {},
};
