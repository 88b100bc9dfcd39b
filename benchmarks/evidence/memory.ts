import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { StoredTokens } from '../../api/auth/tokens.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS, type Rows, type Store } from '../../api/store/store.ts';
import { TERRITORY } from '../workloads/mel.ts';
import { type Answered, type Asked, Mix } from './memoryMix.ts';
import { type Collection, collectionOf, type MemorySample, memoryOf } from './memoryWatch.ts';

const PROGRAM = fileURLToPath(new URL('../../api/cli/precal.mjs', import.meta.url));
const NOW = '2026-11-02T08:00:00.000Z';

export interface MemoryPlan {
  readonly minutes: number;
  readonly seed: number;
  /** Requests at once, and how many are begun a second at most: fewer than the server grants one token. */
  readonly atATime: number;
  readonly perSecond: number;
  readonly sampleEveryMs: number;
  readonly rows: { readonly [K in keyof Rows]: readonly Rows[K][] };
  /** Day that the rows are of. */
  readonly asOf: NonNullable<Store['referenceDay']>;
}

export interface MemoryRun {
  readonly samples: readonly MemorySample[];
  readonly collections: readonly Collection[];
  /** Answers by status. */
  readonly byStatus: ReadonlyMap<number, number>;
}

/** `precal serve` in a process of its own over a folder with these rows, asked by this one, its memory read at intervals. */
export const watchMemory = async (plan: MemoryPlan): Promise<MemoryRun> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-memory-'));
  const data = join(folder, 'données');
  try {
    const token = await makeStore(data, plan);
    const server = await startServer(data);
    try {
      const { from, ...run } = await work(plan, server.port, token);
      const collections = server.collections.map(({ at, heapMb }) => ({
        minute: (at - from) / 60_000,
        heapMb,
      }));
      return { ...run, collections: collections.filter(({ minute }) => minute >= 0) };
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
};

const makeStore = async (data: string, { rows, asOf }: MemoryPlan): Promise<string> => {
  const store = await openStore(data, { territory: TERRITORY, referenceDay: asOf });
  const origin = { file: 'monde', sha256: '0'.repeat(64), at: NOW, refused: 0 };
  for (const kind of KINDS) await store.commit(kind, rows[kind] as never, origin);
  const { text } = await new StoredTokens(store.collection('tokens')).create({
    role: 'admin',
    of: null,
    label: 'preuve',
    expiresAt: '2100-01-01T00:00:00.000Z',
    now: NOW,
  });
  await store.close();
  return text;
};

const startServer = async (data: string) => {
  const child = spawn(process.execPath, ['--trace-gc', PROGRAM, 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const collections: { readonly at: number; readonly heapMb: number }[] = [];
  let main: string | null = null;
  createInterface({ input: child.stdout }).on('line', (line) => {
    const found = collectionOf(line);
    if (found === null) return;
    main ??= found.thread;
    if (found.thread === main && found.heapMb !== null)
      collections.push({ at: performance.now(), heapMb: found.heapMb });
  });
  const lines = createInterface({ input: child.stderr });
  const port = await new Promise<number>((resolve, reject) => {
    // Its log is read and dropped, so that it never waits for a reader.
    lines.on('line', (line) => {
      const found = /http:\/\/127\.0\.0\.1:(\d+)\//.exec(line);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => reject(new Error(`memory: the server ended with ${code}`)));
  });
  return {
    port,
    collections,
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

/** Samples and answers, and when the first was asked for, in milliseconds of this process. */
const work = async (
  plan: MemoryPlan,
  port: number,
  token: string,
): Promise<Omit<MemoryRun, 'collections'> & { readonly from: number }> => {
  const agent = new Agent({ keepAlive: true, maxSockets: plan.atATime + 1 });
  const send = (asked: Asked) => sendTo({ agent, port, token }, asked);
  const mix = new Mix(
    {
      vacancies: plan.rows.vacancies.map(({ id }) => id),
      numbers: plan.rows.demands.map(({ number }) => number),
      ask: async (asked) => {
        const { status, text, type } = await send(asked);
        return { status, json: type.includes('json') ? (JSON.parse(text) as unknown) : null };
      },
    },
    plan.seed,
  );
  const byStatus = new Map<number, number>();
  const samples: MemorySample[] = [];
  const from = performance.now();
  const minute = () => (performance.now() - from) / 60_000;
  let [begun, requests] = [0, 0];
  const officer = async (): Promise<void> => {
    while (minute() < plan.minutes) {
      const due = (begun / plan.perSecond) * 1000;
      begun += 1;
      await wait(Math.max(0, due - (performance.now() - from)));
      const { status }: Answered = await mix.next();
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      requests += 1;
    }
  };
  const watcher = async (): Promise<void> => {
    while (minute() < plan.minutes) {
      const { text } = await send({ method: 'GET', path: '/metrics' });
      samples.push({ minute: minute(), requests, ...memoryOf(text) });
      await wait(plan.sampleEveryMs);
    }
  };
  await Promise.all([watcher(), ...Array.from({ length: plan.atATime }, officer)]);
  agent.destroy();
  return { from, samples, byStatus };
};

const sendTo = (
  server: { readonly agent: Agent; readonly port: number; readonly token: string },
  asked: Asked,
): Promise<{ readonly status: number; readonly type: string; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const { agent, port, token } = server;
    const { method, path, body, headers } = asked;
    const sent = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            type: response.headers['content-type'] ?? '',
            text: Buffer.concat(pieces).toString(),
          }),
        );
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // A connection kept open, that the server closed as it was used again: nothing was asked yet.
      if (!sent.reusedSocket || error.code !== 'ECONNRESET') return reject(error);
      sendTo(server, asked).then(resolve, reject);
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
