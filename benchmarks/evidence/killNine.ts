import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { aDwelling } from '../../tests/support/demands.ts';

/*
 * A program that writes is killed at a random moment, again and again. Operations are numbered and written one by one, so what must
 * be found afterwards is known: everything up to the last number said, and nothing beyond the one after it.
 */

const WRITER = fileURLToPath(new URL('./killNineWriter.ts', import.meta.url));
const MEL = { territory: 'mel-2016', referenceDay: null };

export interface KillCount {
  readonly rounds: number;
  /** Operations acknowledged: imports of 30 rows, session saves, appends of 3 events. */
  readonly acknowledged: number;
  /** Rounds after which an operation was there without having been acknowledged: it was on its way. */
  readonly unsaid: number;
  /** What was found wrong, one line each. */
  readonly wrong: readonly string[];
}

/** Events of one operation, and of all up to one. */
const eventsOf = (nth: number): number => (nth % 3 === 2 ? 3 : 1);
const eventsUpTo = (nth: number): number =>
  Array.from({ length: nth }, (_, i) => eventsOf(i + 1)).reduce((sum, n) => sum + n, 0);
const lastOf = (kind: number, nth: number): number => nth - ((nth - kind + 3) % 3);

const startWriter = (
  place: string,
  from: number,
  { limit = 0, version = 0 } = {},
  prefix: readonly string[] = [],
) => {
  const command = [
    ...prefix,
    process.execPath,
    '--import',
    'tsx',
    WRITER,
    place,
    String(from),
    String(limit),
    String(version),
  ];
  return spawn(command[0] as string, command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PRECAL_DWELLING: JSON.stringify(aDwelling('L-1')) },
  });
};

/**
 * @param kill ends the writer, or what it writes to, and makes the place answer again.
 * @param longestMs longest time between the first acknowledgement and the kill.
 */
export const killRounds = async (input: {
  readonly place: string;
  readonly rounds: number;
  readonly seed: number;
  readonly longestMs: number;
  /** No round begins later, on the clock of `performance.now()`. */
  readonly until?: number;
  readonly kill: (writer: { kill(): void }, round: number) => Promise<void>;
}): Promise<KillCount> => {
  const random = randomStream(input.seed, 'evidence/kill-9');
  const wrong: string[] = [];
  let done = 0;
  let acknowledged = 0;
  let unsaid = 0;
  let rounds = 0;
  for (let round = 1; round <= input.rounds; round += 1) {
    if (performance.now() > (input.until ?? Number.POSITIVE_INFINITY)) break;
    rounds += 1;
    const version = Math.floor((done + 2) / 3);
    const writer = startWriter(input.place, done + 1, { version });
    const said: number[] = [];
    const lines = createInterface({ input: writer.stdout });
    let failure = '';
    writer.stderr.on('data', (piece: Buffer) => {
      failure += piece.toString();
    });
    const first = new Promise<void>((resolve) => {
      lines.on('line', (line) => {
        said.push(Number(line));
        resolve();
      });
      writer.once('exit', () => resolve());
    });
    const closed = once(lines, 'close');
    await first;
    if (said.length === 0) {
      wrong.push(`round ${round}: the writer could not begin: ${failure.slice(0, 300)}`);
      break;
    }
    await wait(random.next() * input.longestMs);
    await input.kill({ kill: () => writer.kill('SIGKILL') }, round);
    writer.kill('SIGKILL');
    await closed;
    const last = said.at(-1) as number;
    acknowledged += said.length;
    const found = await whatIsThere(input.place);
    const reached = [last, last + 1].find((nth) => eventsUpTo(nth) === found.events);
    if (reached === undefined)
      wrong.push(
        `round ${round}: ${last} acknowledged, ${found.events} events instead of ${eventsUpTo(last)}`,
      );
    else if (reached > last) unsaid += 1;
    done = reached ?? last;
    for (const line of found.problems) wrong.push(`round ${round}: ${line}`);
    if (found.rows.length > 1) wrong.push(`round ${round}: rows of ${found.rows.length} imports`);
    if (done >= 3 && found.rows[0] !== `op-${lastOf(0, done)}`)
      wrong.push(`round ${round}: rows of ${found.rows[0]} after ${done}`);
    if (found.session !== lastOf(1, done))
      wrong.push(`round ${round}: session of ${found.session} after ${done}`);
    if (wrong.length > 0) break;
  }
  return { rounds, acknowledged, unsaid, wrong };
};

const whatIsThere = async (place: string) => {
  const store = await openStore(place, MEL);
  try {
    const rows = [...new Set((await store.all('dwellings')).map(({ residence }) => residence))];
    const session = await store.sessions.find('S-1');
    const { damages, head } = await storeCare.check(place);
    return {
      rows,
      session: (session?.document as { nth: number } | undefined)?.nth ?? null,
      events: head.seq,
      problems: damages.map(({ what, which }) => `damaged: ${what} ${which ?? ''}`),
    };
  } finally {
    await store.close();
  }
};

/** Whether flushes can be counted from outside the program. */
export const hasStrace = (): boolean => {
  try {
    execFileSync('strace', ['-e', 'trace=none', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Lets a writer acknowledge a number of operations on a place of its own, through another program (`strace …`) or directly. */
export const runWriter = async (
  place: string,
  operations: number,
  prefix: readonly string[] = [],
): Promise<void> => {
  await (await openStore(place, MEL)).close();
  const writer = startWriter(place, 1, { limit: operations }, prefix);
  const said: string[] = [];
  createInterface({ input: writer.stdout }).on('line', (line) => said.push(line));
  const [code] = (await once(writer, 'close')) as [number | null];
  if (code !== 0 || said.length !== operations)
    throw new Error(`evidence: the writer ended with ${code}, after ${said.length} operations`);
};

/** Flushes of a file or its data that a writer asks the system for, while it acknowledges `operations` on a place of its own. */
export const countFlushes = async (place: string, trace: string, operations: number): Promise<number> => {
  await runWriter(place, operations, ['strace', '-f', '-e', 'trace=fsync,fdatasync', '-o', trace]);
  const text = await readFile(trace, 'utf8');
  await rm(trace);
  return text.split('\n').filter((line) => /f(data)?sync\(/.test(line)).length;
};
