import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { createApp } from '../../api/http/app.ts';
import { makeGuard } from '../../api/http/makeGuard.ts';
import { serveNode } from '../../api/http/nodeServer.ts';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS } from '../../api/store/store.ts';
import { runChild } from '../harness/child.ts';
import { timingOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import { TERRITORY } from '../workloads/mel.ts';

const ORIGIN = { file: 'monde', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const AT_A_TIME = 8;
const VACANCIES = 40;
/** Past any rate that one client reaches: what is measured is the server, not its limit of 200 a second for one token. */
const WIDE = { perSecond: 1e6, burst: 1e6 };
const MeasuredSchema = z.object({
  samplesMs: z.array(z.number()).min(1),
  refused: z.int(),
  seconds: z.number(),
});

/** Shortlists over HTTP, the client in a second process: nothing recorded but the access log and the reads of households. */
export const httpSuite = (context: Context): Suite => ({
  name: 'http',
  about: `Shortlists asked over HTTP by a client in a second process, ${AT_A_TIME} at a time, over a SQLite folder, with token, access log and log of reads (bar for previews, which nothing records: 1,000 a second).`,
  async run() {
    const { world, asOf } = context.mel;
    const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
    const store = await openStore(join(folder, 'data'), { territory: TERRITORY, referenceDay: asOf });
    const now = () => new Date().toISOString();
    let lines = 0;
    const guard = await makeGuard({
      store,
      now,
      write: () => {
        lines += 1;
      },
      publicHosts: [],
      measureProcess: false,
    });
    try {
      const rows = { ...world, vacancies: context.mel.questions.map(({ vacancy }) => vacancy) };
      for (const kind of KINDS) await store.commit(kind, rows[kind] as never, ORIGIN);
      const { text } = await guard.tokens.create({
        role: 'admin',
        of: null,
        label: 'bench',
        expiresAt: '2100-01-01T00:00:00.000Z',
        now: now(),
      });
      const cache = new WorkspaceCache({ store, rules: openRules(TERRITORY), today: () => asOf });
      const app = createApp(cache, { ...guard, limits: { ...guard.limits, known: WIDE } });
      const { port, stopped } = await serveNode(app, {
        host: '127.0.0.1',
        port: 0,
        onStop: () => guard.gate.drain(),
      });
      const vacancies = context.mel.questions.slice(0, VACANCIES).map(({ vacancy }) => vacancy.id);
      const measured = MeasuredSchema.parse(
        await runChild(new URL('./httpClient.ts', import.meta.url), [
          String(port),
          text,
          context.quick ? '2000' : '20000',
          String(AT_A_TIME),
          vacancies.join(','),
        ]),
      );
      process.emit('SIGTERM');
      await stopped;
      const { samplesMs, seconds, refused } = measured;
      if (refused > 0) throw new Error(`http: ${refused} answers are not shortlists`);
      if (lines < samplesMs.length)
        throw new Error(`http: ${lines} log lines for ${samplesMs.length} answers`);
      return {
        workload: { label: context.melLabel, hash: context.hashOf('mel') },
        verified: ['every answer has status 200, and at least one line of log'],
        timings: [timingOf('one shortlist over HTTP, not recorded', Float64Array.from(samplesMs))],
        ratios: [],
        figures: [
          { name: 'shortlists over HTTP, not recorded', value: samplesMs.length / seconds, unit: 'a second' },
        ],
      };
    } finally {
      await store.close();
      await rm(folder, { recursive: true });
    }
  },
});
