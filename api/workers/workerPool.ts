import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import type { StagedResult } from '../../engine/assignment/stages.ts';
import type { BrakeTask } from './brakeTask.ts';
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
  /** Runs a task that a flag stops and that tells its progress on a port. */
  const watched = async <Told, Answer>(
    task: object,
    { name, signal, tell }: { name?: string; signal?: AbortSignal; tell?: (told: Told) => void },
  ): Promise<Answer> => {
    const { port1, port2 } = new MessageChannel();
    const stop = new Int32Array(new SharedArrayBuffer(4));
    const raise = () => void Atomics.store(stop, 0, 1);
    if (signal?.aborted) raise();
    signal?.addEventListener('abort', raise, { once: true });
    const ended = new Promise<void>((resolve) => {
      port1.on('message', (told: Told | null) => {
        if (told === null) resolve();
        else tell?.(told);
      });
    });
    try {
      const answer = (await pool.run(
        { ...task, stop, port: port2 },
        { transferList: [port2], ...(name === undefined ? {} : { name }) },
      )) as Answer;
      // What the worker told last may come after its answer.
      await ended;
      return answer;
    } finally {
      signal?.removeEventListener('abort', raise);
      port1.close();
    }
  };
  return {
    solve: (staged, { limits, stopAt, thorough = false, timeLimitMs = null, signal, onProgress } = {}) => {
      const task: Omit<SolveTask, 'stop' | 'port'> = {
        staged,
        thorough,
        timeLimitMs,
        ...(limits ? { limits } : {}),
        ...(stopAt ? { stopAt } : {}),
      };
      return watched<SolveProgress, StagedResult>(task, {
        ...(signal ? { signal } : {}),
        ...(onProgress ? { tell: onProgress } : {}),
      });
    },
    brakes: (staged, result, { signal, onProgress } = {}) => {
      const task: Omit<BrakeTask, 'stop' | 'port'> = { staged, result };
      return watched<number, readonly RowBrake[]>(task, {
        name: 'brakeTask',
        ...(signal ? { signal } : {}),
        ...(onProgress ? { tell: onProgress } : {}),
      });
    },
    close: () => pool.destroy(),
  };
};
