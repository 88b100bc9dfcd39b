import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { Register } from '../../api/records/projections/register.ts';
import { openRules } from '../../api/service/territories.ts';
import { openStore } from '../../api/store/openStore.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { endTrace, type Flushes, flushesBefore, tracedCommand, traceProcess } from './killNineFlushes.ts';
import { whatIsThere } from './killNineFound.ts';
import { fillTown, OPERATIONS, type Operation, operationOf } from './killNineWork.ts';
import type { WriterOrder } from './killNineWriter.ts';

/*
 * A program that imports, proposes and decides is killed at a random moment, again and again, in the middle of any of these. What it
 * acknowledged is known, and so is what any number of operations leaves.
 */

/** The store that is written to, and the server under it where it has one. */
export interface KilledStore {
  /** A place where nothing is yet. */
  newPlace(): Promise<string>;
  /** A server whose flushes are to be seen, besides the program's own: its process, where it runs. */
  readonly server: { pid(): number; crash(): Promise<void>; restart(): Promise<void> } | null;
}

export interface KillPlan {
  readonly rounds: number;
  readonly seed: number;
  /** Rounds on one place: afterwards another is made. */
  readonly perPlace: number;
  /** Longest time between an acknowledgement and the kill, in milliseconds: what an operation takes. */
  readonly longestMs: number;
  /** Whether flushes are seen (strace). */
  readonly traced: boolean;
  /** What runs the writer: Node and its program. */
  readonly command: readonly string[];
  /** No round begins later, on the clock of `performance.now()`. */
  readonly until?: number;
}

export interface KillCount {
  readonly rounds: number;
  /** Operations acknowledged, all told. */
  readonly acknowledged: number;
  /** Rounds after which an operation was there without having been acknowledged: it was on its way. */
  readonly unsaid: number;
  /** Rounds by the operation under way when the program was killed. */
  readonly during: ReadonlyMap<Operation, number>;
  /** Rounds after which the ledgers rebuilt from the disk were compared with those that the program had last said. */
  readonly compared: number;
  /** Of the acknowledged operations, those of which no flush was seen before. */
  readonly unflushed: number;
  readonly flushes: number;
  /** What was found wrong, one line each: the first round that finds anything is the last. */
  readonly wrong: readonly string[];
}

/** Acknowledgements after which a writer is killed, at most: the next one goes on where it was, so all operations have their turn. */
const MOST_ACKS = 4;

interface Writer {
  /** Number of its process. */
  readonly pid: number;
  begin(order: WriterOrder): void;
  /** Number and ledgers of each acknowledgement, as they come. */
  readonly said: { readonly nth: number; readonly ledgers: string }[];
  /** Kept at the next acknowledgement, or at its end. */
  next(): Promise<void>;
  isGone(): boolean;
  /** Kept once it is gone and all that it said was read. */
  readonly ended: Promise<void>;
  readonly failure: () => string;
}

/** Loads a writer, which then waits for its order. @throws Error when it cannot begin. */
const startWriter = async (command: readonly string[]): Promise<Writer> => {
  const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'pipe'] });
  const lines: Interface = createInterface({ input: child.stdout });
  const said: { nth: number; ledgers: string }[] = [];
  let failure = '';
  let pid = 0;
  let wake = (): void => {};
  child.stderr.on('data', (piece: Buffer) => {
    failure += piece.toString();
  });
  // A writer that was killed has an input that nobody reads.
  child.stdin.on('error', () => {});
  const ended = Promise.all([once(lines, 'close'), once(child, 'exit')]).then(() => wake());
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  const next = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
      if (isGone()) resolve();
    });
  lines.on('line', (line) => {
    const [word, number, ledgers = ''] = line.split(' ');
    if (word === 'ready') pid = Number(number);
    else said.push({ nth: Number(number), ledgers });
    wake();
  });
  await next();
  if (pid === 0) throw new Error(`evidence: the writer could not begin: ${failure.slice(0, 500)}`);
  return {
    pid,
    begin: (order) => child.stdin.write(`${JSON.stringify(order)}\n`),
    said,
    next,
    isGone,
    ended,
    failure: () => failure,
  };
};

/** Kills writers, one after the other, and looks at what each left. */
export const killRounds = async (store: KilledStore, plan: KillPlan): Promise<KillCount> => {
  const random = randomStream(plan.seed, 'evidence/kill-9');
  const folder = await mkdtemp(join(tmpdir(), 'precal-kill-'));
  const rules = openRules('mel-2016');
  const during = new Map<Operation, number>(OPERATIONS.map((each) => [each, 0]));
  const count = { rounds: 0, acknowledged: 0, unsaid: 0, compared: 0, unflushed: 0, flushes: 0 };
  const wrong: string[] = [];
  let on = { place: '', done: 0, followed: new Register() };
  const prefixOf = (round: number) => join(folder, `writer-${round}`);
  const load = (round: number) =>
    startWriter([...(plan.traced ? tracedCommand(prefixOf(round)) : []), ...plan.command]);
  const loading = (round: number) => {
    const writer = load(round);
    // Told when it is awaited.
    writer.catch(() => {});
    return writer;
  };
  let standby = loading(1);
  try {
    for (let round = 1; round <= plan.rounds && wrong.length === 0; round += 1) {
      if (performance.now() > (plan.until ?? Number.POSITIVE_INFINITY)) break;
      if ((round - 1) % plan.perPlace === 0) {
        on = { place: await store.newPlace(), done: 0, followed: new Register() };
        const made = await openStore(on.place, { territory: 'mel-2016', referenceDay: null });
        await fillTown(made);
        await made.close();
      }
      const files = join(folder, `files-${round}`);
      await mkdir(files);
      const serverPrefix = join(folder, `server-${round}`);
      const tracer =
        plan.traced && store.server ? await traceProcess(store.server.pid(), serverPrefix) : null;
      const writer = await standby;
      // The next one loads while this one works.
      standby = loading(round + 1);
      writer.begin({ place: on.place, files, first: on.done + 1, limit: 0 });
      const acks = random.integer(1, MOST_ACKS);
      while (writer.said.length < acks && !writer.isGone()) await writer.next();
      await wait(random.next() * plan.longestMs);
      const crashes = store.server !== null && round % 2 === 0;
      if (crashes) await store.server?.crash();
      killHard(writer.pid);
      await writer.ended;
      if (tracer) await endTrace(tracer);
      if (crashes) await store.server?.restart();
      const last = writer.said.at(-1);
      count.rounds += 1;
      if (last === undefined) {
        wrong.push(`round ${round}: nothing was acknowledged: ${writer.failure().slice(0, 500)}`);
        break;
      }
      count.acknowledged += writer.said.length;
      const under = operationOf(last.nth + 1);
      during.set(under, (during.get(under) ?? 0) + 1);
      const found = await whatIsThere(on.place, last.nth, { rules, followed: on.followed });
      wrong.push(...found.wrong.map((line) => `round ${round}: ${line}`));
      if (found.reached === last.nth + 1) count.unsaid += 1;
      else {
        count.compared += 1;
        if (found.ledgers !== last.ledgers) wrong.push(`round ${round}: ledgers are not those last said`);
      }
      on.done = found.reached ?? last.nth;
      await rm(files, { recursive: true });
      if (!plan.traced) continue;
      const flushes = await flushesBefore([prefixOf(round), serverPrefix]);
      count.flushes += flushes.before;
      count.unflushed += unflushedOf(flushes, writer.said.length);
    }
  } finally {
    const left = await standby.catch(() => null);
    if (left) killHard(left.pid);
    await left?.ended;
    await rm(folder, { recursive: true, force: true });
  }
  return { ...count, during, wrong };
};

/** What was acknowledged and not seen at all counts as not flushed. */
const unflushedOf = ({ acknowledged, without }: Flushes, said: number): number =>
  without.length + Math.max(0, said - acknowledged);

const killHard = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
};
