import { readFile } from 'node:fs/promises';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../api/http/app.ts';
import { DisparitiesSchema, DisparitySchema } from '../../api/http/disparitiesSchemas.ts';
import { DISPARITY_MESSAGES } from '../../api/present/disparityMessages.ts';
import { DisparityBook } from '../../api/service/disparities.ts';
import { auditDocument, readAudit } from '../../api/service/disparityDocument.ts';
import { DEFAULT_DISPARITY } from '../../api/service/disparityQuestion.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { callingThreadStudies } from '../../api/service/studies.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import type { Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { aWorld, RULES } from '../comparison/world.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { aGuard, NOW } from '../support/guard.ts';
import { problemOf } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { refused } from '../support/townCli.ts';

let world: Awaited<ReturnType<typeof aWorld>>;
beforeAll(async () => {
  world = await aWorld();
}, 60_000);

describe('precal disparities', () => {
  let folder: Awaited<ReturnType<typeof aFolder>>;
  let openStore: () => Promise<Store>;
  let looking: (...options: string[]) => ReturnType<typeof precal>;
  beforeAll(async () => {
    folder = await aFolder();
    openStore = async () => world.store;
    looking = (...options) => precal(['disparities', '--data', 'x', ...options], { openStore });
  });
  afterAll(() => folder.remove());

  test('recorded decisions where there are some: in words, in JSON, the same twice, and as a file', async () => {
    const text = await looking();
    expect(text).toMatchObject({ code: 0 });
    expect(text.out).toMatch(/décisions des\s+commissions/);
    expect(text.out).toMatch(/SUR UNE LISTE DE LA COMMISSION/);
    expect(text.out).toMatch(/ne sont plus dans le\s+fichier/);
    expect(text.out).toMatch(/CE QUE CHAQUE CRITÈRE DÉPLACE/);
    const json = await looking('--json');
    const shown = JSON.parse(json.out);
    expect(DisparitySchema.omit({ at: true }).parse(shown)).toEqual(shown);
    const file = folder.path('egalite.csv');
    const again = await looking('--json', '--out', file);
    expect(again.out).toBe(json.out);
    expect(await readFile(file, 'utf8')).toMatch(/Fois attendues à chances égales/);
    expect(await looking('--out', file)).toMatchObject({ code: 1, out: '' });
  });

  test('the lists of the method on the dwellings free today', async () => {
    const { code, out } = await looking('--source', 'lists', '--size', '4', '--json');
    expect(code).toBe(0);
    const shown = DisparitySchema.omit({ at: true }).parse(JSON.parse(out));
    expect(shown).toMatchObject({ source: 'lists', period: null, vacancies: 10, size: 4 });
    expect(shown.readings.map(({ kind }) => kind)).toEqual(['method']);
    expect(shown.rules.length).toBeGreaterThan(5);
  });

  test.each([
    [['--from', '2026-01'], /il en manque un/],
    [['--from', '2031-01', '--to', '2031-02'], /ne peut pas être rejouée/],
    [['--from', '2019-01', '--to', '2019-02'], /Aucun logement libéré n’est enregistré/],
    [['--source', 'hasard'], /« hasard » ne dit pas quoi examiner/],
    [['--method', 'nulle'], /Aucune méthode ne s’appelle « nulle »/],
    [['--size', '2'], /--size : « 2 » reçu/],
  ])('%s is refused', async (options, says) => {
    await refused(['disparities', '--data', 'x', ...options], says, 1, { openStore });
  });

  test('nothing decided, nothing free: there is nothing to look at', async () => {
    const empty = new MemoryStore(
      { demands: await world.store.all('demands') },
      { referenceDay: world.workspace.pool.asOf },
    );
    await refused(['disparities', '--data', 'x'], /Il n’y a rien à examiner/, 1, {
      openStore: async () => empty,
    });
    await refused(['disparities', '--data', 'x', '--source', 'recorded'], /Il n’y a rien à examiner/, 1, {
      openStore: async () => empty,
    });
  });
});

describe('what is kept', () => {
  const run = { at: NOW, keep: true };
  const lists = { ...DEFAULT_DISPARITY, source: 'lists' } as const;
  const aBook = () => new DisparityBook({ store: world.store, studies: callingThreadStudies(world.store) });

  test('the same question is the same audit; one that was changed since is refused', async () => {
    const book = aBook();
    const made = await book.make(world.workspace, lists, run);
    expect(await book.make(world.workspace, lists, { ...run, at: '2030-01-01T00:00:00.000Z' })).toEqual(made);
    expect(await book.find(made.id)).toEqual(made);
    const document = auditDocument({ ...made, left: { ...made.left, gone: 12 } });
    expect(() => readAudit({ id: made.id, version: 1, document })).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code: 'disparity.unreadable' })] }),
    );
  });

  test('one that is stopped keeps nothing', async () => {
    const abort = new AbortController();
    const book = aBook();
    const before = await book.all();
    await expect(
      book.make(
        world.workspace,
        { ...lists, size: 5 },
        { ...run, signal: abort.signal, onProgress: () => abort.abort() },
      ),
    ).rejects.toMatchObject({ issues: [{ code: 'disparity.stopped' }] });
    expect(await book.all()).toEqual(before);
  });
});

describe('/v1/disparities', () => {
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
  beforeAll(() => {
    const { store, workspace } = world;
    const guard = aGuard({}, Object.values(PRINCIPALS));
    app = createApp(new WorkspaceCache({ store, rules: RULES, today: () => workspace.pool.asOf }), guard, {
      service: new SessionService({ store, solver: sameThreadSolver }),
      jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
      now: () => NOW,
      waitMs: 60_000,
    });
  });

  test('an analyst asks, follows, reads and downloads', async () => {
    const started = await ask('analyst', '/v1/disparities', { source: 'lists', size: 6 });
    expect(started.status).toBe(202);
    const where = started.headers.get('location')!;
    let job: { status: string; result: string };
    do {
      await new Promise((next) => setTimeout(next, 10));
      job = (await (await ask('analyst', where)).json()) as typeof job;
    } while (job.status === 'running');
    expect(job.status).toBe('done');
    const answer = await ask('analyst', job.result);
    expect(answer.status).toBe(200);
    const shown = DisparitySchema.parse(await answer.json());
    expect(job.result).toBe(`/v1/disparities/${shown.id}`);
    const list = DisparitiesSchema.parse(await (await ask('analyst', '/v1/disparities')).json());
    expect(list.items.map(({ id }) => id)).toContain(shown.id);
    const heads = await (await ask('analyst', '/v1/disparities?format=csv')).text();
    expect(heads).toMatch(new RegExp(`\r\n${shown.id};[^\r]*;listes de la méthode;`));
    const csv = await ask('analyst', `${job.result}?format=csv`);
    expect(csv.headers.get('content-disposition')).toMatch(/egalite-.*\.csv/);
    expect(await csv.text()).toMatch(/Places dues à la règle/);
  });

  test('who is no coordination body, analyst or administrator is refused', async () => {
    for (const who of ['bailleur', 'commune', 'reservataire'] as const)
      expect((await ask(who, '/v1/disparities', {})).status).toBe(403);
  });

  test('a wrong question is refused at once, an unknown audit too', async () => {
    const wrong = async (body: unknown) =>
      (await problemOf(await ask('admin', '/v1/disparities', body), 400)).code;
    expect(await wrong({ from: '2026-01' })).toBe('comparison.half-period');
    expect(await wrong({ from: '2031-01', to: '2031-02' })).toBe('comparison.period');
    expect((await problemOf(await ask('admin', '/v1/disparities/0'), 404)).code).toBe('disparity.unknown');
  });
});

test('every refusal has its sentence', () => {
  for (const [code, say] of Object.entries(DISPARITY_MESSAGES)) {
    const text = say({ code, path: 'x', received: 'reçu', expected: 'attendu' });
    expect(text.length).toBeGreaterThan(20);
    expect(text).not.toMatch(/undefined/);
  }
});
