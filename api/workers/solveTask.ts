import type { MessagePort } from 'node:worker_threads';
import type { StagedModel, StagedResult } from '../../engine/assignment/stages.ts';
import type { SolveOptions } from './solver.ts';
import { deadline, solveInSteps } from './solveSteps.ts';

/** What a worker is given: a model on shared buffers, a flag that stops it, a port for its progress. */
export interface SolveTask extends Pick<SolveOptions, 'limits' | 'stopAt' | 'thorough' | 'maxNodes'> {
  readonly staged: StagedModel;
  /** Length 1; anything but zero stops the search at its next round. */
  readonly stop: Int32Array;
  readonly timeLimitMs: number | null;
  /** Progress, then null: nothing more is told. */
  readonly port: MessagePort;
}

/** The whole work of a worker thread; `solveWorker.mjs` starts it. */
export const solveTask = async (task: SolveTask): Promise<StagedResult> => {
  const { staged, stop, timeLimitMs, port, limits, stopAt, thorough = false, maxNodes = null } = task;
  const late = deadline(timeLimitMs);
  try {
    return await solveInSteps(staged, {
      ...(limits ? { limits } : {}),
      ...(stopAt ? { stopAt } : {}),
      thorough,
      maxNodes,
      stopped: () => Atomics.load(stop, 0) !== 0 || late(),
      progress: (progress) => port.postMessage(progress),
    });
  } finally {
    port.postMessage(null);
  }
};
