import { randomUUID } from 'node:crypto';
import { Piscina } from 'piscina';
import type { Comparison } from '../../engine/comparison/comparison.ts';
import type { Experiment } from '../../engine/comparison/experiment.ts';
import type { ReplicationResult } from '../../engine/comparison/replication.ts';
import { InputError } from '../../engine/domain/issue.ts';
import {
  compareTasks,
  DONE,
  type GatherTask,
  type OpenRules,
  type ReplicateTask,
  STOP,
} from './compareTask.ts';

export interface CompareOptions {
  /** Stops all replications at their next month: those that are complete are kept. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CompareProgress) => void;
}

/** Where a comparison is: a step is one month of one arm in one replication. */
export interface CompareProgress {
  readonly done: number;
  readonly total: number;
}

/** Runs experiments somewhere. The figures are the same wherever, and however many at once. */
export interface Comparer {
  /** @throws InputError `comparison.stopped` when no replication was complete. */
  compare(experiment: Experiment, options?: CompareOptions): Promise<Comparison>;
  close(): Promise<void>;
}

const POLL_MS = 200;

/** How a task is run: by a worker thread, or here. */
interface Run {
  replicate(task: ReplicateTask): Promise<ReplicationResult | null>;
  gather(task: GatherTask): Promise<Comparison>;
}

const compare = async (
  run: Run,
  experiment: Experiment,
  { signal, onProgress }: CompareOptions,
): Promise<Comparison> => {
  const board = new Int32Array(new SharedArrayBuffer(8));
  const total = experiment.replications * experiment.arms.length * experiment.months.length;
  const tell = () => onProgress?.({ done: Math.min(total, Atomics.load(board, DONE)), total });
  const stop = () => void Atomics.store(board, STOP, 1);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const timer = setInterval(tell, POLL_MS);
  const key = randomUUID();
  try {
    const found = await Promise.all(
      Array.from({ length: experiment.replications }, (_, replication) =>
        run.replicate({ key, experiment, replication, board }),
      ),
    );
    // The first ones, so that what is kept is what fewer replications would have given.
    const missing = found.indexOf(null);
    const results = found.slice(0, missing < 0 ? found.length : missing).filter((result) => result !== null);
    if (results.length === 0) throw new InputError([{ code: 'comparison.stopped', path: 'job' }]);
    tell();
    return await run.gather({ key, experiment, results });
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  }
};

/** @param threads replications at once. */
export const workerComparer = (threads: number): Comparer => {
  const pool = new Piscina({
    filename: new URL('./compareWorker.mjs', import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 10_000,
    execArgv: [],
  });
  const run: Run = {
    replicate: (task) => pool.run(task, { name: 'replicate' }),
    gather: (task) => pool.run(task, { name: 'gather' }),
  };
  return {
    compare: (experiment, options = {}) => compare(run, experiment, options),
    close: () => pool.destroy(),
  };
};

/** In the calling thread, where nothing else runs meanwhile: tests, and what is small. */
export const sameThreadComparer = (openRules: OpenRules): Comparer => {
  const tasks = compareTasks(openRules);
  const run: Run = {
    replicate: async (task) => tasks.replicate(task),
    gather: async (task) => tasks.gather(task),
  };
  return {
    compare: (experiment, options = {}) => compare(run, experiment, options),
    close: async () => {},
  };
};
