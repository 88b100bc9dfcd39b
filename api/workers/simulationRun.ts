import { Piscina } from 'piscina';
import type { YearPolicy } from '../../engine/domain/scenario.ts';
import { type ReplicationResult, runReplication } from '../../engine/years/replication.ts';
import { openSimulation, type SimulationData } from '../../engine/years/simulation.ts';
import type { SimulateTask } from './simulateTask.ts';

/** One replication to run. */
export type ReplicationAsked = Pick<SimulateTask, 'policy' | 'replication'>;

export interface SimulationRun {
  readonly data: SimulationData;
  readonly asked: readonly ReplicationAsked[];
  /** Replications at once; 1: in the calling thread. The results are the same. */
  readonly threads: number;
  /** Stops at the next month: replications that are done stay done. */
  readonly signal?: AbortSignal;
  /** Asked at each month, with one thread: where the calling thread computes, no signal comes meanwhile. */
  readonly stopped?: () => boolean;
  /** Each result as it comes, in no promised order; the next ones do not wait for it. */
  readonly onResult: (result: ReplicationResult) => void | Promise<void>;
}

/** Runs replications, in this thread or in workers over shared columns. Ends early when it is stopped. */
export const runReplications = (run: SimulationRun): Promise<void> =>
  run.threads <= 1 ? here(run) : inWorkers(run);

const here = async ({ data, asked, signal, stopped: told, onResult }: SimulationRun): Promise<void> => {
  const { open, prices } = openSimulation(data);
  for (const { policy, replication } of asked) {
    // Lets a signal be raised between two replications.
    await new Promise((resolve) => setImmediate(resolve));
    const stopped = () => signal?.aborted === true || told?.() === true;
    const result = stopped() ? null : runReplication(open, { policy, replication, prices, stopped });
    if (result === null) return;
    await onResult(result);
  }
};

const inWorkers = async ({ data, asked, threads, signal, onResult }: SimulationRun): Promise<void> => {
  const pool = new Piscina({
    filename: new URL('./simulateWorker.mjs', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    workerData: data,
    // Flags of the parent (a test runner's loader, a debugger's port) are no business of the workers.
    execArgv: [],
  });
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const raise = () => void Atomics.store(stop, 0, 1);
  if (signal?.aborted) raise();
  signal?.addEventListener('abort', raise, { once: true });
  try {
    await Promise.all(
      asked.map(async ({ policy, replication }: { policy: YearPolicy; replication: number }) => {
        const task: SimulateTask = { policy, replication, stop };
        const result = (await pool.run(task)) as ReplicationResult | null;
        if (result !== null) await onResult(result);
      }),
    );
  } finally {
    signal?.removeEventListener('abort', raise);
    await pool.destroy();
  }
};
