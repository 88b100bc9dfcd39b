import { workerData } from 'piscina';
import type { YearPolicy } from '../../engine/domain/scenario.ts';
import { type ReplicationResult, runReplication } from '../../engine/years/replication.ts';
import { type OpenSimulation, openSimulation, type SimulationData } from '../../engine/years/simulation.ts';

/** One replication under one policy; the horizon is the thread's own data, on shared buffers. */
export interface SimulateTask {
  readonly policy: YearPolicy;
  readonly replication: number;
  /** Length 1; anything but zero gives the replication up at its next month. */
  readonly stop: Int32Array;
}

let opened: OpenSimulation | null = null;

/** The work of a worker thread for simulations; `simulateWorker.mjs` starts it. Null when it was stopped. */
export const simulateTask = ({ policy, replication, stop }: SimulateTask): ReplicationResult | null => {
  opened ??= openSimulation(workerData as SimulationData);
  const { open, prices } = opened;
  return runReplication(open, { policy, replication, prices, stopped: () => Atomics.load(stop, 0) !== 0 });
};
