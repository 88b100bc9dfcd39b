import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/http/app.ts';
import { ComparisonSchema } from '../../api/http/comparisonsSchemas.ts';
import { COMPARISON_MESSAGES } from '../../api/present/comparisonMessages.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import type { Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { aGuard, NOW } from '../support/guard.ts';
import { problemOf } from '../support/http.ts';
import { refused } from '../support/townCli.ts';
import { aWorld, RULES } from './world.ts';

const FEW = ['points', 'lottery'] as const;

describe('precal compare', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  let openStore: () => Promise<Store>;
  let comparing: (...options: string[]) => ReturnType<typeof precal>;
  beforeAll(async () => {
    folder = await aFolder();
    const { store } = await aWorld();
    openStore = async () => store;
    comparing = (...options) => precal(['compare', '--data', 'x', ...options], { openStore });
  }, 60_000);
  afterAll(() => folder.remove());

  test('months to come, in words and in JSON, the same twice', async () => {
    const options = ['--months', '1', '--replications', '2', '--policies', FEW.join()];
    const text = await comparing(...options);
    expect(text).toMatchObject({ code: 0 });
    expect(text.err).toMatch(/2 réplications/);
    expect(text.out).toMatch(/Essai de 2 façons de faire les listes.*1\smois à venir/s);
    const json = await comparing(...options, '--json');
    const shown = JSON.parse(json.out);
    expect(ComparisonSchema.omit({ at: true }).parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({ mode: 'generated', reference: 'points', replications: 2 });
    expect((await comparing(...options, '--json')).out).toBe(json.out);
  });

  test('a method in a file is tried beside the territory’s', async () => {
    const shipped = await readFile(new URL('../../scoring/methods/ar-habitat.yaml', import.meta.url), 'utf8');
    const file = folder.path('grille.yaml');
    await writeFile(file, shipped.replace(/^id: .*$/m, 'id: grille-essayee'));
    const ran = await comparing(
      '--months',
      '1',
      '--replications',
      '1',
      '--policies',
      'points',
      '--methods',
      file,
    );
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/Points seuls \(grille-essayee\)/);
  });

  test('recorded months as a file', async () => {
    const to = RULES.territory.pack.referenceDay.slice(0, 7);
    const [year, month] = to.split('-').map(Number) as [number, number];
    const before = month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
    const file = folder.path('essai.csv');
    const ran = await comparing(
      '--from',
      before,
      '--to',
      before,
      '--replications',
      '1',
      '--policies',
      'points,recorded',
      '--csv',
      file,
    );
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.out).toMatch(/Décisions enregistrées/);
    expect(await readFile(file, 'utf8')).toMatch(/Rubrique.*Intervalle à 95 %/);
    const again = await comparing(
      '--months',
      '1',
      '--policies',
      'points,lottery',
      '--replications',
      '1',
      '--out',
      file,
    );
    expect(again).toMatchObject({ code: 1, out: '' });
    const book = folder.path('essai.xlsx');
    await comparing('--months', '1', '--policies', 'points,lottery', '--replications', '1', '--xlsx', book);
    expect(existsSync(book)).toBe(true);
  });

  test.each([
    [['--months', '2', '--from', '2026-01', '--to', '2026-02'], /Choisissez une période/],
    [['--from', '2026-01'], /il en manque un/],
    [['--from', '2026-13', '--to', '2026-14'], /n’est pas un mois/],
    [['--from', '2031-01', '--to', '2031-02'], /ne peut pas être rejouée/],
    [['--from', '2019-01', '--to', '2019-02'], /Aucun logement libéré n’est enregistré/],
    [['--policies', 'hasard'], /« hasard » n’est pas une façon de faire les listes/],
    [['--policies', 'points'], /comparer de 2 à 12/],
    [['--months', '1', '--policies', 'points,recorded'], /ne se rejouent que sur des mois passés/],
    [['--months', '1', '--reference', 'sort'], /« sort » n’est pas comparé ici/],
    [['--months', '1', '--methods', 'nulle'], /Aucune méthode ne s’appelle « nulle »/],
    [['--methods', 'absente.yaml'], /absente\.yaml/],
    [['--months', '0'], /--months : « 0 » reçu/],
    [['--replications', '0'], /--replications : « 0 » reçu/],
  ])('%s is refused', async (options, says) => {
    await refused(['compare', '--data', 'x', ...options], says, 1, { openStore });
  });
});

describe('/v1/comparisons', () => {
  let app: Hono;
  const ask = (who: keyof typeof PRINCIPALS, path: string, body?: unknown) =>
    app.request(path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization: `Bearer ${PRINCIPALS[who].id}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const made = async (who: keyof typeof PRINCIPALS, body: unknown): Promise<string> => {
    const started = await ask(who, '/v1/comparisons', body);
    expect(started.status).toBe(202);
    const where = started.headers.get('location')!;
    for (;;) {
      const job = (await (await ask(who, where)).json()) as { status: string; result: string | null };
      if (job.status === 'done') return job.result!;
      expect(job.status).toBe('running');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  beforeAll(async () => {
    const { store, workspace } = await aWorld();
    const guard = aGuard({}, Object.values(PRINCIPALS));
    app = createApp(new WorkspaceCache({ store, rules: RULES, today: () => workspace.pool.asOf }), guard, {
      service: new SessionService({ store, solver: sameThreadSolver }),
      jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
      now: () => NOW,
      waitMs: 60_000,
    });
  }, 60_000);

  test('a coordination body asks, follows, reads and downloads; the same question is the same result', async () => {
    const question = { policies: FEW, months: 1, replications: 2 };
    const where = await made('coordination', question);
    expect(await made('coordination', question)).toBe(where);
    const answer = await ask('coordination', where);
    expect(answer.status).toBe(200);
    const comparison = ComparisonSchema.parse(await answer.json());
    expect(where).toBe(`/v1/comparisons/${comparison.id}`);
    const list = (await (await ask('coordination', '/v1/comparisons')).json()) as { items: unknown[] };
    expect(list.items).toEqual([
      {
        id: comparison.id,
        at: NOW,
        asOf: comparison.asOf,
        title: comparison.title,
        mode: 'generated',
      },
    ]);
    const heads = await (await ask('coordination', '/v1/comparisons?format=csv')).text();
    expect(heads.trimEnd().split('\r\n').slice(1)).toEqual([
      expect.stringMatching(new RegExp(`^${comparison.id};.*;mois à venir;${comparison.asOf};`)),
    ]);
    const csv = await ask('coordination', `${where}?format=csv`);
    expect(csv.headers.get('content-disposition')).toMatch(/essai-.*\.csv/);
    expect(await csv.text()).toMatch(/Rubrique/);
    // An analyst reads the same without small counts.
    const seen = ComparisonSchema.parse(await (await ask('analyst', where)).json());
    expect(seen.notices.join(' ')).toMatch(/effectifs de 1 à 4/);
    expect(comparison.notices.join(' ')).not.toMatch(/effectifs de 1 à 4/);
  });

  test('who is no coordination body, analyst or administrator is refused', async () => {
    for (const who of ['bailleur', 'commune', 'reservataire'] as const)
      expect((await ask(who, '/v1/comparisons', {})).status).toBe(403);
  });

  test('a wrong question is refused at once, an unknown comparison too', async () => {
    expect((await problemOf(await ask('admin', '/v1/comparisons', { from: '2026-01' }), 400)).code).toBe(
      'comparison.half-period',
    );
    expect(
      (await problemOf(await ask('admin', '/v1/comparisons', { policies: ['points'], months: 1 }), 400)).code,
    ).toBe('comparison.arms');
    expect((await problemOf(await ask('admin', '/v1/comparisons/0'), 404)).code).toBe('comparison.unknown');
  });

  test('a period where nothing is on record fails the job, and says why', async () => {
    const started = await ask('admin', '/v1/comparisons', { from: '2019-01', to: '2019-02' });
    const where = started.headers.get('location')!;
    let job: { status: string; issues: readonly { code: string; message: string }[] };
    do job = (await (await ask('admin', where)).json()) as typeof job;
    while (job.status === 'running');
    expect(job).toMatchObject({ status: 'failed', issues: [{ code: 'comparison.no-vacancies' }] });
  });
});

test('every refusal has its sentence', () => {
  for (const [code, say] of Object.entries(COMPARISON_MESSAGES)) {
    const text = say({ code, path: 'x', received: 'reçu', expected: 'attendu' });
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined/);
  }
});
