import type { RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import type { StagedResult } from '../../engine/assignment/stages.ts';
import type { BrakeTask } from './brakeTask.ts';
import type { SessionSolver, SolveProgress } from './solver.ts';
import type { SolveTask } from './solveTask.ts';
import { watchedPool } from './watchedPool.ts';

/**
 * Solves in worker threads. Models lie on shared buffers, so that a task carries none of their bytes; a flag on a shared buffer
 * stops it, progress comes back on a port of its own.
 *
 * @param threads searches that may run at once; the others wait their turn.
 */
export const workerPoolSolver = (threads: number): SessionSolver => {
  const pool = watchedPool({ worker: new URL('./solveWorker.mjs', import.meta.url), threads });
  return {
    solve: (
      staged,
      { limits, stopAt, thorough = false, maxNodes = null, timeLimitMs = null, signal, onProgress } = {},
    ) => {
      const task: Omit<SolveTask, 'stop' | 'port'> = {
        staged,
        thorough,
        maxNodes,
        timeLimitMs,
        ...(limits ? { limits } : {}),
        ...(stopAt ? { stopAt } : {}),
      };
      return pool.run<SolveProgress, StagedResult>(task, {
        ...(signal ? { signal } : {}),
        ...(onProgress ? { tell: onProgress } : {}),
      });
    },
    brakes: (staged, result, { signal, onProgress } = {}) => {
      const task: Omit<BrakeTask, 'stop' | 'port'> = { staged, result };
      return pool.run<number, readonly RowBrake[]>(task, {
        name: 'brakeTask',
        ...(signal ? { signal } : {}),
        ...(onProgress ? { tell: onProgress } : {}),
      });
    },
    close: () => pool.close(),
  };
};
