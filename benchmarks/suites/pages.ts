import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { MOST_PER_SECOND } from '../../api/auth/token.ts';
import { createApp } from '../../api/http/app.ts';
import { makeGuard } from '../../api/http/makeGuard.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import { KINDS } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { quantile, timingOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import { type MelWorkload, TERRITORY } from '../workloads/mel.ts';

const ORIGIN = { file: 'monde', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
/** Vacancies of the session whose board is asked. */
const SESSION = 45;

interface Shown {
  readonly name: string;
  /** Addresses asked in turn, so that a page is not always the same. */
  readonly paths: readonly string[];
}

export interface PageTimes {
  readonly name: string;
  readonly samplesMs: Float64Array;
  /** Largest answer, gzipped, in bytes: the page alone. */
  readonly bytes: number;
}

const shownPages = (
  session: string,
  vacancies: readonly string[],
  communes: readonly string[],
): readonly Shown[] => [
  { name: 'home', paths: ['/'] },
  { name: 'freed dwellings', paths: ['/logements', '/logements?page=2'] },
  { name: 'a freed dwelling', paths: vacancies.map((id) => `/logements/${encodeURIComponent(id)}`) },
  { name: 'sessions', paths: ['/seances', '/seances/nouvelle'] },
  { name: `board of ${SESSION} vacancies`, paths: [session] },
  {
    name: 'a list of the session',
    paths: vacancies.map((id) => `${session}/logements/${encodeURIComponent(id)}`),
  },
  { name: 'decisions', paths: [`${session}/decisions`] },
  { name: 'dossier', paths: [`${session}/dossier`] },
  { name: 'minutes', paths: [`${session}/proces-verbal`] },
  { name: 'map', paths: ['/territoire', ...communes.map((code) => `/territoire?commune=${code}`)] },
  { name: 'targets', paths: ['/territoire/objectifs'] },
  { name: 'forecasts', paths: ['/territoire/previsions'] },
  { name: 'flows', paths: ['/territoire/flux'] },
  { name: 'reviews', paths: ['/territoire/bilan'] },
  { name: 'waits', paths: ['/territoire/attente'] },
  { name: 'methods', paths: ['/methodes', '/methodes/ar-habitat', '/methodes/comparer'] },
  { name: 'coordination', paths: ['/coordination'] },
  { name: 'half-day dossier', paths: ['/coordination/est', '/coordination/ouest'] },
  {
    name: 'studies',
    paths: ['/essais', '/essais/nouveau', '/egalite', '/simulations', '/simulations/scenarios/tendance'],
  },
  { name: 'register', paths: ['/registre'] },
];

/** Asks every page in turn, `rounds` times, as one officer would: each answer ends before the next question. */
export const timePages = async (
  mel: Pick<MelWorkload, 'world' | 'asOf' | 'questions'>,
  rounds: number,
): Promise<readonly PageTimes[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
  const store = await openStore(join(folder, 'data'), { territory: TERRITORY, referenceDay: mel.asOf });
  const now = () => '2026-11-02T08:00:00.000Z';
  try {
    const vacancies = mel.questions.map(({ vacancy }) => vacancy);
    const rows = { ...mel.world, vacancies };
    for (const kind of KINDS) await store.commit(kind, rows[kind] as never, ORIGIN);
    const guard = await makeGuard({ store, now, write: () => {}, publicHosts: [], measureProcess: false });
    const { text } = await guard.tokens.create({
      role: 'admin',
      of: null,
      label: 'bench',
      expiresAt: '2100-01-01T00:00:00.000Z',
      perSecond: MOST_PER_SECOND,
      now: now(),
    });
    const rules = openRules(TERRITORY);
    const app = createApp(new WorkspaceCache({ store, rules, today: () => mel.asOf }), guard, {
      service: new SessionService({ store, solver: sameThreadSolver }),
      jobs: new Jobs({ documents: store.collection('jobs'), now }),
      now,
      waitMs: 60_000,
    });
    const headers = { authorization: `Bearer ${text}`, accept: 'text/html' };
    const ids = vacancies.slice(0, SESSION).map(({ id }) => id as string);
    const made = await app.request('/v1/sessions', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ vacancies: ids }),
    });
    const session = made.headers.get('location')?.replace('/v1/sessions', '/seances');
    if (made.status !== 201 || session === undefined) throw new Error(`pages: no session (${made.status})`);
    const communes = rules.territory.pack.communes.slice(0, 5).map(({ code }) => code as string);
    const times: PageTimes[] = [];
    for (const { name, paths } of shownPages(session, ids.slice(0, 20), communes)) {
      const samples: number[] = [];
      let bytes = 0;
      for (let round = -1; round < rounds; round += 1)
        for (const path of round < 0 ? paths : [paths[round % paths.length]!]) {
          const { ms, size } = await timed(app, path, headers);
          bytes = Math.max(bytes, size);
          // The first pass makes what is then kept.
          if (round >= 0) samples.push(ms);
        }
      times.push({ name, samplesMs: Float64Array.from(samples), bytes });
    }
    return times;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
};

/** @throws Error when the answer is no page. */
const timed = async (
  app: Hono,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<{ readonly ms: number; readonly size: number }> => {
  const from = performance.now();
  const response = await app.request(path, { headers });
  const body = await response.text();
  const ms = performance.now() - from;
  if (response.status !== 200 || !body.includes('</html>'))
    throw new Error(`pages: ${path.replace(/\/[^/]*\d[^/]*/g, '/…')} answers ${response.status}`);
  return { ms, size: gzipSync(body).length };
};

/** Pages as the server makes them. */
export const pagesSuite = (context: Context): Suite => ({
  name: 'pages',
  about: `Pages of a server over a SQLite folder, asked one after the other, with token, rights, numbers' border and trail of reads; the first time, which fills what is kept, apart (bars: p95 within 150 ms, 250 kB gzipped with all resources).`,
  async run() {
    const { mel, quick } = context;
    const times = await timePages(mel, quick ? 5 : 60);
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified: ['every answer is a whole page'],
      timings: times.map(({ name, samplesMs }) => timingOf(name, samplesMs)),
      ratios: [],
      figures: times.flatMap(({ name, samplesMs, bytes }) => [
        { name: `${name}, p95`, value: quantile(samplesMs, 0.95), unit: 'ms' },
        { name: `${name}, gzipped`, value: bytes / 1000, unit: 'kB' },
      ]),
    };
  },
});
