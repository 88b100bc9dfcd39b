import type { MessagePort } from 'node:worker_threads';
import { type RowBrake, rowBrakes } from '../../engine/assignment/explain/brakePrices.ts';
import type { StagedModel, StagedResult } from '../../engine/assignment/stages.ts';
import { highsOfThread } from './highs.ts';

/** A solved session whose prices are to be confirmed; the same flag and port as a search. */
export interface BrakeTask {
  readonly staged: StagedModel;
  readonly result: StagedResult;
  /** Length 1; anything but zero stops it at the next row. */
  readonly stop: Int32Array;
  /** Part of the rows done, 0 to 1; then null. */
  readonly port: MessagePort;
}

/** The work of a worker thread for brakes; `solveWorker.mjs` starts it. */
export const brakeTask = async ({ staged, result, stop, port }: BrakeTask): Promise<readonly RowBrake[]> => {
  try {
    return rowBrakes(staged, result, await highsOfThread(), {
      stopped: () => Atomics.load(stop, 0) !== 0,
      progress: (done) => port.postMessage(done),
    });
  } finally {
    port.postMessage(null);
  }
};
