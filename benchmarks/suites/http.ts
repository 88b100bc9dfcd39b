import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
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
const AT_A_TIME = 8;
const VACANCIES = 40;
const MeasuredSchema = z.object({
  samplesMs: z.array(z.number()).min(1),
  refused: z.int(),
  answered: z.int(),
  named: z.int(),
  seconds: z.number(),
  bytes: z.number(),
});
type Measured = z.infer<typeof MeasuredSchema>;

/** What one client saw of one kind of question, with the processor time that the server took meanwhile. */
export interface HttpRun extends Measured {
  readonly mode: 'preview' | 'record';
  readonly serverCpuMs: number;
}

/**
 * A server as `precal serve` opens one (sessions, token, access log to a file, durable trail of reads), asked by a client in a
 * second process: previews first, then lists that are recorded. The answers are checked against what the store then holds.
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
    const vacancies = mel.questions.slice(0, VACANCIES).map(({ vacancy }) => vacancy.id);
    const client = new URL('./httpClient.ts', import.meta.url);
    const runs: HttpRun[] = [];
    for (const mode of ['preview', 'record'] as const) {
      const before = process.cpuUsage();
      const args = [mode, String(port), text, String(ms), String(AT_A_TIME), vacancies.join(',')];
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

const NAMES = { preview: 'not recorded', record: 'recorded durably' } as const;

/** Shortlists over HTTP, the client in a second process. */
export const httpSuite = (context: Context): Suite => ({
  name: 'http',
  about: `Shortlists asked over HTTP by a client in a second process, ${AT_A_TIME} at a time, over a SQLite folder, with token, access log and durable trail of reads (bars: 1,000 a second not recorded; 300 a second recorded durably, p99 within 50 ms).`,
  async run() {
    const { runs, verified } = await runHttp(context.mel, context.quick ? 2_000 : 20_000);
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified: [...verified],
      timings: runs.map(({ mode, samplesMs }) =>
        timingOf(`one shortlist over HTTP, ${NAMES[mode]}`, Float64Array.from(samplesMs)),
      ),
      ratios: [],
      figures: runs.flatMap(({ mode, samplesMs, answered, seconds, serverCpuMs, bytes }): Figure[] => [
        { name: `shortlists over HTTP, ${NAMES[mode]}`, value: samplesMs.length / seconds, unit: 'a second' },
        {
          name: `server's processor time, ${NAMES[mode]}`,
          value: serverCpuMs / answered,
          unit: 'ms a request',
        },
        { name: `answer, ${NAMES[mode]}`, value: bytes / samplesMs.length / 1000, unit: 'kB' },
      ]),
    };
  },
});
