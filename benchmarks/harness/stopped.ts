import { Worker } from 'node:worker_threads';
import { timingOf } from './measure.ts';
import type { Timing } from './result.ts';

/** What a peer in a worker came to. Times are milliseconds, from when it said it was ready. */
export type Stopped<T> =
  | { readonly outcome: 'answered'; readonly answer: T; readonly ms: number }
  /** Stopped at the limit: it would have taken longer. */
  | { readonly outcome: 'stopped'; readonly ms: number }
  | { readonly outcome: 'failed'; readonly reason: string; readonly ms: number };

/** What a peer posts: once its libraries are loaded, then once for all with its answer and its own measure. */
export type StoppableMessage<T> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly answer: T; readonly ms: number };

const HEAP_MB = 12_000;

/**
 * Runs a peer in a worker of its own and kills it `limitMs` after it is ready.
 *
 * @param entry a JavaScript file that loads the TypeScript of the peer, as workers do not inherit tsx.
 */
export const runStopped = <T>(entry: URL, workerData: unknown, limitMs: number): Promise<Stopped<T>> =>
  new Promise((done, failed) => {
    let result: Stopped<T> | null = null;
    let limit: NodeJS.Timeout | undefined;
    let since = performance.now();
    const worker = new Worker(entry, {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
      stdout: true,
      stderr: true,
    });
    const end = (ended: Stopped<T>): void => {
      result ??= ended;
      worker.terminate().catch(failed);
    };
    worker.on('message', (message: StoppableMessage<T>) => {
      if (message.kind === 'answer') {
        end({ outcome: 'answered', answer: message.answer, ms: message.ms });
        return;
      }
      since = performance.now();
      limit = setTimeout(() => end({ outcome: 'stopped', ms: limitMs }), limitMs);
    });
    worker.on('error', (error) => {
      const reason = error instanceof Error ? error.message : String(error);
      result ??= { outcome: 'failed', reason: reason.slice(0, 200), ms: performance.now() - since };
    });
    worker.on('exit', (code) => {
      clearTimeout(limit);
      done(result ?? { outcome: 'failed', reason: `exit ${code}`, ms: performance.now() - since });
    });
  });

/** One timing of several runs: those stopped count as their limit, which makes it a lower bound; failures have no time. */
export const stoppedTiming = (name: string, runs: readonly Stopped<unknown>[]): readonly Timing[] => {
  const timed = runs.filter(({ outcome }) => outcome !== 'failed');
  if (timed.length === 0) return [];
  const timing = timingOf(
    name,
    Float64Array.from(timed, ({ ms }) => ms),
  );
  return [{ ...timing, atLeast: timed.some(({ outcome }) => outcome === 'stopped') }];
};
