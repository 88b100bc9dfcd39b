import { Worker } from 'node:worker_threads';
import type { BoxedMessage, BoxedQuestions } from '../peer/nationalPeer.ts';

export type BoxedAnswer = Extract<BoxedMessage, { readonly kind: 'answer' }>;

export interface BoxedRun {
  readonly answers: readonly BoxedAnswer[];
  /** Making, scoring and grouping the objects; null when even that was not finished in time. */
  readonly objectsMs: number | null;
  /** True when it was stopped at the limit: what is missing in `answers` took longer. */
  readonly stopped: boolean;
}

const HEAP_MB = 12_000;

/** Runs the peer in a worker and stops it `limitMs` after its objects are ready, or when they are not by `objectsLimitMs`. */
export const runBoxed = (
  questions: BoxedQuestions,
  { limitMs, objectsLimitMs }: { readonly limitMs: number; readonly objectsLimitMs: number },
): Promise<BoxedRun> =>
  new Promise((done, failed) => {
    const answers: BoxedAnswer[] = [];
    let objectsMs: number | null = null;
    let stopped = false;
    const worker = new Worker(new URL('../peer/boxed.mjs', import.meta.url), {
      workerData: questions,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    const stop = (): void => {
      stopped = true;
      worker.terminate().catch(failed);
    };
    let limit = setTimeout(stop, objectsLimitMs);
    worker.on('message', (message: BoxedMessage) => {
      if (message.kind === 'answer') answers.push(message);
      else {
        objectsMs = message.objectsMs;
        clearTimeout(limit);
        limit = setTimeout(stop, limitMs);
      }
    });
    worker.on('error', failed);
    worker.on('exit', () => {
      clearTimeout(limit);
      done({ answers, objectsMs, stopped });
    });
  });
