import type { SessionSolver } from './solver.ts';
import { deadline, solveInSteps } from './solveSteps.ts';

/**
 * Solves in the calling thread: the command line's small sessions, and tests. Nothing else runs meanwhile, so that a signal
 * raised during the search is only seen if `onProgress` raises it.
 */
export const sameThreadSolver: SessionSolver = {
  solve: async (
    staged,
    { limits, stopAt, thorough = false, timeLimitMs = null, signal, onProgress } = {},
  ) => {
    const late = deadline(timeLimitMs);
    return solveInSteps(staged, {
      ...(limits ? { limits } : {}),
      ...(stopAt ? { stopAt } : {}),
      thorough,
      stopped: () => signal?.aborted === true || late(),
      progress: (progress) => onProgress?.(progress),
    });
  },
  close: async () => {},
};
