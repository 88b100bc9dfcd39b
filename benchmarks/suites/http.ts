import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { z } from 'zod';
import { MOST_PER_SECOND } from '../../api/auth/token.ts';
import { createApp } from '../../api/http/app.ts';
import { makeGuard } from '../../api/http/makeGuard.ts';
import { serveNode } from '../../api/http/nodeServer.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS, type Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { runChild } from '../harness/child.ts';
import { timingOf } from '../harness/measure.ts';
import type { Figure, Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import type { MelWorkload } from '../workloads/mel.ts';
import { TERRITORY } from '../workloads/mel.ts';

const ORIGIN = { file: 'monde', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
/** Vacancies of the questions that are asked again and again. */
const SAME = 40;

/** A request: path and body. */
type Question = readonly [string, string];

interface Vacancies {
  readonly all: readonly string[];
  /** The first oriented to each contingent, and to none. */
  readonly opening: readonly string[];
  /** All but those. */
  readonly others: readonly string[];
}

const vacanciesOf = (questions: MelWorkload['questions']): Vacancies => {
  const first = new Map(
    questions.toReversed().map(({ vacancy }) => [vacancy.orientedTo, vacancy.id as string]),
  );
  const opening = [...first.values()];
  const all = questions.map(({ vacancy }) => vacancy.id as string);
  return { all, opening, others: all.filter((id) => !opening.includes(id)) };
};

/** How a client asks: each kind finds what those before it left in memory. */
interface Asking {
  readonly about: string;
  readonly right: number;
  readonly atATime: number;
  /** Starts over after the last question. */
  readonly again: boolean;
  questions(vacancies: Vacancies): readonly Question[];
}

const preview = (question: object): Question => ['/v1/shortlists', JSON.stringify(question)];

const MODES = {
  /** Opens the data, and works out the order of each contingent: what a server does once. */
  opening: {
    about: 'not recorded, the first of each contingent',
    right: 200,
    atATime: 1,
    again: false,
    questions: ({ opening }) => opening.map((vacancy) => preview({ vacancy })),
  },
  first: {
    about: 'not recorded, each vacancy for the first time',
    right: 200,
    atATime: 16,
    again: false,
    questions: ({ others }) => others.map((vacancy) => preview({ vacancy })),
  },
  preview: {
    about: 'not recorded, no question twice',
    right: 200,
    atATime: 16,
    again: false,
    questions: ({ all }) =>
      [10, 9, 11, 8, 12, 7, 13].flatMap((next) =>
        [4, 5, 3, 6].flatMap((size) =>
          [false, true]
            .filter((beyondWishes) => beyondWishes || next !== 10 || size !== 3)
            .flatMap((beyondWishes) => all.map((vacancy) => preview({ vacancy, size, next, beyondWishes }))),
        ),
      ),
  },
  brief: {
    about: 'not recorded, at most two households after the list, no question twice',
    right: 200,
    atATime: 16,
    again: false,
    questions: ({ all }) =>
      [0, 1, 2].flatMap((next) =>
        [3, 4, 5, 6].flatMap((size) =>
          [false, true].flatMap((beyondWishes) =>
            all.map((vacancy) => preview({ vacancy, size, next, beyondWishes })),
          ),
        ),
      ),
  },
  same: {
    about: 'not recorded, the same forty again and again',
    right: 200,
    atATime: 16,
    again: true,
    questions: ({ all }) => all.slice(0, SAME).map((vacancy) => preview({ vacancy })),
  },
  record: {
    about: 'recorded durably',
    right: 201,
    atATime: 6,
    again: true,
    questions: ({ all }) => all.map((vacancy): Question => [`/v1/vacancies/${vacancy}/shortlists`, '{}']),
  },
} as const satisfies Readonly<Record<string, Asking>>;
type Mode = keyof typeof MODES;
const MODE_NAMES = Object.keys(MODES) as Mode[];

const MeasuredSchema = z.object({
  samplesMs: z.array(z.number()).min(1),
  clientCpuMs: z.number(),
  refused: z.int(),
  answered: z.int(),
  named: z.int(),
  seconds: z.number(),
  bytes: z.number(),
});
type Measured = z.infer<typeof MeasuredSchema>;

/** What one client saw of one kind of question, with the processor time that the server took meanwhile. */
export interface HttpRun extends Measured {
  readonly mode: Mode;
  readonly serverCpuMs: number;
}

/**
 * A server as `precal serve` opens one (sessions, token, access log to a file, durable trail of reads), asked by a client in a
 * second process: previews first, then lists that are recorded, so long at most for each kind. The answers are checked against what
 * the store then holds.
 */
export const runHttp = async (
  mel: Pick<MelWorkload, 'world' | 'asOf' | 'questions'>,
  ms: number,
): Promise<{ readonly runs: readonly HttpRun[]; readonly verified: readonly string[] }> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
  const { asOf, world } = mel;
  const store = await openStore(join(folder, 'data'), { territory: TERRITORY, referenceDay: asOf });
  const now = () => new Date().toISOString();
  const log = createWriteStream(join(folder, 'journal.jsonl'));
  let lines = 0;
  const guard = await makeGuard({
    store,
    now,
    write: (line) => {
      lines += 1;
      log.write(line);
    },
    publicHosts: [],
    measureProcess: false,
  });
  try {
    const rows = { ...world, vacancies: mel.questions.map(({ vacancy }) => vacancy) };
    for (const kind of KINDS) await store.commit(kind, rows[kind] as never, ORIGIN);
    const { text } = await guard.tokens.create({
      role: 'admin',
      of: null,
      label: 'bench',
      expiresAt: '2100-01-01T00:00:00.000Z',
      perSecond: MOST_PER_SECOND,
      now: now(),
    });
    const cache = new WorkspaceCache({ store, rules: openRules(TERRITORY), today: () => asOf });
    const app = createApp(cache, guard, {
      service: new SessionService({ store, solver: sameThreadSolver }),
      jobs: new Jobs({ documents: store.collection('jobs'), now }),
      now,
      waitMs: 1_500,
    });
    const { port, stopped } = await serveNode(app, {
      host: '127.0.0.1',
      port: 0,
      onStop: () => guard.gate.drain(),
    });
    const vacancies = vacanciesOf(mel.questions);
    const client = new URL('./httpClient.ts', import.meta.url);
    const file = join(folder, 'questions.json');
    const runs: HttpRun[] = [];
    for (const mode of MODE_NAMES) {
      const { questions, atATime, right, again } = MODES[mode];
      await writeFile(file, JSON.stringify(questions(vacancies)));
      const before = process.cpuUsage();
      const args = [port, text, ms, atATime, right, file, ...(again ? ['again'] : [])].map(String);
      const measured = MeasuredSchema.parse(await runChild(client, args));
      const { user, system } = process.cpuUsage(before);
      runs.push({ ...measured, mode, serverCpuMs: (user + system) / 1000 });
    }
    process.emit('SIGTERM');
    await stopped;
    return { runs, verified: await verify(store, runs, lines) };
  } finally {
    log.end();
    await finished(log);
    await store.close();
    await rm(folder, { recursive: true });
  }
};

/** @throws Error when an answer is missing, or is not what the store holds. */
const verify = async (store: Store, runs: readonly HttpRun[], lines: number): Promise<readonly string[]> => {
  const answered = runs.reduce((sum, run) => sum + run.answered, 0);
  const recorded = runs.find(({ mode }) => mode === 'record')?.answered ?? 0;
  for (const { mode, refused } of runs)
    if (refused > 0) throw new Error(`http: ${refused} answers to ${mode} are not shortlists`);
  if (lines < answered) throw new Error(`http: ${lines} log lines for ${answered} answers`);
  const any = { before: null, limit: answered + 1, who: null, about: null, demand: null };
  const named = runs.reduce((sum, run) => sum + run.named, 0);
  const reads = (await store.readTrail.read(any)).length;
  if (reads !== named)
    throw new Error(`http: ${reads} reads on the trail for ${named} answers that name somebody`);
  const { fault, records, head } = await checkRegister(store, await store.events.head());
  if (fault !== null) throw new Error(`http: the register breaks at ${fault.seq}: ${fault.fault}`);
  if (records !== recorded || head.seq !== recorded)
    throw new Error(`http: ${records} records and ${head.seq} events for ${recorded} recorded lists`);
  return [
    'every answer has its status and its line of log, and where it names somebody its line on the trail of reads',
    `every recorded list is in the register, whose chain and records hold (${records})`,
  ];
};

/** Shortlists over HTTP, the client in a second process. */
export const httpSuite = (context: Context): Suite => ({
  name: 'http',
  about: `Shortlists asked over HTTP by a client in a second process, ${MODES.preview.atATime} at a time (${MODES.record.atATime} when recorded), over a SQLite folder, with token, access log and durable trail of reads (bars: 1,000 a second not recorded; 300 a second recorded durably, p99 within 50 ms). What a vacancy and a demand say of each other stays written for as long as the data stand: the questions asked for the first time find none of it, those that are never asked twice find what others about the same vacancies left. An answer tells its candidates and the ten households after them, each with points, rules, effects and rent, unless it is said otherwise.`,
  async run() {
    const { runs, verified } = await runHttp(context.mel, context.quick ? 2_000 : 15_000);
    const told = runs.filter(({ mode }) => mode !== 'opening');
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified: [...verified],
      timings: told.map(({ mode, samplesMs }) =>
        timingOf(`one shortlist over HTTP, ${MODES[mode].about}`, Float64Array.from(samplesMs)),
      ),
      ratios: [],
      figures: told.flatMap(
        ({ mode, samplesMs, answered, seconds, serverCpuMs, clientCpuMs, bytes }): Figure[] => {
          const { about } = MODES[mode];
          return [
            { name: `shortlists over HTTP, ${about}`, value: answered / seconds, unit: 'a second' },
            {
              name: `server's processor time, ${about}`,
              value: serverCpuMs / answered,
              unit: 'ms a request',
            },
            {
              name: `client's processor time, ${about}`,
              value: clientCpuMs / answered,
              unit: 'ms a request',
            },
            { name: `answer, ${about}`, value: bytes / samplesMs.length / 1000, unit: 'kB' },
          ];
        },
      ),
    };
  },
});
