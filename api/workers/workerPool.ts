import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { StagedResult } from '../../engine/assignment/stages.ts';
import type { SessionSolver, SolveProgress } from './solver.ts';
import type { SolveTask } from './solveTask.ts';

/** Idle workers are let go: a session is prepared once in a while. */
const IDLE_MS = 60_000;

/**
 * Solves in worker threads. Models lie on shared buffers, so that a task carries none of their bytes; a flag on a shared buffer
 * stops it, progress comes back on a port of its own.
 *
 * @param threads searches that may run at once; the others wait their turn.
 */
export const workerPoolSolver = (threads: number): SessionSolver => {
  const pool = new Piscina({
    filename: new URL('./solveWorker.mjs', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    // Flags of the parent (a test runner's loader, a debugger's port) are no business of the workers.
    execArgv: [],
  });
  return {
    solve: async (
      staged,
      { limits, stopAt, thorough = false, timeLimitMs = null, signal, onProgress } = {},
    ) => {
      const { port1, port2 } = new MessageChannel();
      const stop = new Int32Array(new SharedArrayBuffer(4));
      const raise = () => void Atomics.store(stop, 0, 1);
      if (signal?.aborted) raise();
      signal?.addEventListener('abort', raise, { once: true });
      const told = new Promise<void>((resolve) => {
        port1.on('message', (progress: SolveProgress | null) => {
          if (progress === null) resolve();
          else onProgress?.(progress);
        });
      });
      const task: SolveTask = {
        staged,
        stop,
        thorough,
        timeLimitMs,
        port: port2,
        ...(limits ? { limits } : {}),
        ...(stopAt ? { stopAt } : {}),
      };
      try {
        const result = (await pool.run(task, { transferList: [port2] })) as StagedResult;
        // What the worker told last may come after its answer.
        await told;
        return result;
      } finally {
        signal?.removeEventListener('abort', raise);
        port1.close();
      }
    },
    close: () => pool.destroy(),
  };
};
