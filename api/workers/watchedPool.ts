import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';

/** Idle workers are let go: sessions and simulations are asked for once in a while. */
const IDLE_MS = 60_000;

interface WatchedRun<Told> {
  /** Task of the worker; left out: its only one. */
  readonly name?: string;
  readonly signal?: AbortSignal;
  readonly tell?: (told: Told) => void;
}

/** Worker threads whose tasks a flag stops, `stop`, and that tell their progress on a port of their own, `port`, then null. */
export interface WatchedPool {
  run<Told, Answer>(task: object, watched: WatchedRun<Told>): Promise<Answer>;
  close(): Promise<void>;
}

/**
 * @param worker module that a thread loads.
 * @param threads tasks that may run at once; the others wait their turn.
 * @param idleMs a thread without work ends after it.
 */
export const watchedPool = ({
  worker,
  threads,
  idleMs = IDLE_MS,
}: {
  readonly worker: URL;
  readonly threads: number;
  readonly idleMs?: number;
}): WatchedPool => {
  const pool = new Piscina({
    filename: worker.href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: idleMs,
    // Flags of the parent (a test runner's loader, a debugger's port) are no business of the workers.
    execArgv: [],
  });
  return {
    run: async <Told, Answer>(task: object, { name, signal, tell }: WatchedRun<Told>): Promise<Answer> => {
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
    },
    close: () => pool.destroy(),
  };
};
