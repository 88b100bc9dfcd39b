import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ChainHead } from '../../api/records/chain.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS, type Rows } from '../../api/store/store.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { randomStream } from '../../engine/simulation/random.ts';

/*
 * Lists recorded by a program that is killed, again and again: what it acknowledged must be there, in one chain that holds, each with its
 * record and its salts. And the flushes that it asks the system for, counted from outside.
 */

const WRITER = fileURLToPath(new URL('./listWriter.ts', import.meta.url));
const MAKING = { territory: 'mel-2016', referenceDay: null };
const ORIGIN = { file: 'ville', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

/** A town whose vacancies all have lists, and the day on which they are made. */
export interface ListTown {
  readonly rows: { readonly [K in keyof Rows]?: readonly Rows[K][] };
  readonly asOf: IsoDay;
}

/** Makes the store of a town in a place where nothing is yet. */
export const makeListTown = async (place: string, { rows }: ListTown): Promise<void> => {
  const store = await openStore(place, MAKING);
  for (const kind of KINDS) await store.commit(kind, (rows[kind] ?? []) as never, ORIGIN);
  await store.close();
};

interface Said extends ChainHead {
  readonly record: string;
}

const startWriter = (
  place: string,
  { asOf, limit = 0, atATime }: { asOf: IsoDay; limit?: number; atATime: number },
  prefix: readonly string[] = [],
) => {
  const args = [process.execPath, '--import', 'tsx', WRITER, place, asOf, String(limit), String(atATime)];
  const [program, ...rest] = [...prefix, ...args] as [string, ...string[]];
  const child = spawn(program, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Said[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const [seq = '', hash = '', record = ''] = line.split(' ');
    // A line that was cut was not said.
    if (record.length === 64) said.push({ seq: Number(seq), hash, record });
  });
  let failure = '';
  child.stderr.on('data', (piece: Buffer) => {
    failure += piece.toString();
  });
  return { child, said, closed: once(lines, 'close'), failure: () => failure };
};

export interface ListKills {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Lists that were there without having been acknowledged: they were on their way. */
  readonly unsaid: number;
  /** What was found wrong, one line each. */
  readonly wrong: readonly string[];
}

/** Acknowledgements that each round waits for. */
const LEAST_SAID = 4;

/** @param longestMs longest time between the first acknowledgements of a round and its kill. */
export const killLists = async (input: {
  readonly place: string;
  readonly asOf: IsoDay;
  readonly rounds: number;
  readonly seed: number;
  readonly longestMs: number;
}): Promise<ListKills> => {
  const random = randomStream(input.seed, 'evidence/recorded-lists');
  const wrong: string[] = [];
  let acknowledged = 0;
  let unsaid = 0;
  let before = 0;
  for (let round = 1; round <= input.rounds && wrong.length === 0; round += 1) {
    const { child, said, closed, failure } = startWriter(input.place, { asOf: input.asOf, atATime: 8 });
    while (said.length < LEAST_SAID && child.exitCode === null) await wait(2);
    if (said.length === 0)
      wrong.push(`round ${round}: the writer could not begin: ${failure().slice(0, 300)}`);
    await wait(random.next() * input.longestMs);
    child.kill('SIGKILL');
    await closed;
    acknowledged += said.length;
    const found = await whatIsThere(input.place, said);
    wrong.push(...found.wrong.map((line) => `round ${round}: ${line}`));
    unsaid += found.lists - before - said.length;
    before = found.lists;
  }
  return { rounds: input.rounds, acknowledged, unsaid, wrong };
};

const whatIsThere = async (place: string, said: readonly Said[]) => {
  const store = await openStore(place, MAKING);
  try {
    const wrong: string[] = [];
    const last = said.toSorted((a, b) => b.seq - a.seq)[0] ?? null;
    const { fault, records, head } = await checkRegister(store, last);
    if (fault !== null) wrong.push(`the register breaks at ${fault.seq}: ${fault.fault}`);
    if (records !== head.seq) wrong.push(`${records} records for ${head.seq} events`);
    for (const { seq, hash, record } of said) {
      const [event] = await store.events.read({ from: seq, limit: 1 });
      if (event?.kind !== 'shortlist-recorded' || event.hash !== hash || event.body.record !== record)
        wrong.push(`list ${seq} was acknowledged, and is not there`);
      else
        for (const household of event.body.candidates)
          if ((await store.events.numberOf(household)) === null)
            wrong.push(`list ${seq} has lost the salts of its households`);
    }
    return { wrong, lists: head.seq };
  } finally {
    await store.close();
  }
};

export interface ListFlushes {
  readonly acknowledged: number;
  readonly flushes: number;
  /** Acknowledgements said while something written to the store had not been flushed. */
  readonly tooEarly: number;
}

/** Lets a writer record lists on a SQLite folder under `strace`, and reads the order of its writes, flushes and acknowledgements. */
export const countListFlushes = async (input: {
  readonly place: string;
  readonly trace: string;
  readonly asOf: IsoDay;
  readonly lists: number;
  readonly atATime: number;
}): Promise<ListFlushes> => {
  const calls = 'trace=fsync,fdatasync,pwrite64,write';
  const strace = ['strace', '-f', '-y', '-e', calls, '-s', '8', '-o', input.trace];
  const { child, said, closed, failure } = startWriter(
    input.place,
    { asOf: input.asOf, limit: input.lists, atATime: input.atATime },
    strace,
  );
  const [code] = (await once(child, 'close')) as [number | null];
  await closed;
  if (code !== 0) throw new Error(`evidence: the writer ended with ${code}: ${failure().slice(0, 300)}`);
  const text = await readFile(input.trace, 'utf8');
  await rm(input.trace);
  return { ...flushesIn(text), acknowledged: said.length };
};

/** What a trace says: each acknowledgement must come after a flush of all that was written to the store's log. */
export const flushesIn = (trace: string): Omit<ListFlushes, 'acknowledged'> => {
  let flushes = 0;
  let tooEarly = 0;
  let unflushed = false;
  for (const line of trace.split('\n')) {
    if (/ pwrite64\(\d+<[^>]*-wal>/.test(line)) unflushed = true;
    else if (/ f(data)?sync\(\d+<[^>]*-wal>/.test(line)) {
      flushes += 1;
      unflushed = false;
    } else if (/ write\(1</.test(line) && unflushed) tooEarly += 1;
  }
  return { flushes, tooEarly };
};
