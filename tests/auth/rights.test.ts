import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RIGHTS, rightOf, tablePath } from '../../api/auth/rights.ts';
import { ROLES, type Role } from '../../api/auth/roles.ts';
import { rightsDocument } from '../../api/present/rights.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { aNumber } from '../support/demands.ts';
import { household } from '../support/meetingTown.ts';
import { asking, type Started } from './asked.ts';
import { MINE, OTHER, OTHER_BAILLEUR, PRINCIPALS, type Served, served } from './twoBailleurs.ts';

const DOCUMENT = resolve(import.meta.dirname, '../../docs/droits.md');

test('docs/droits.md is the table', async () => {
  if (process.env.UPDATE_RIGHTS === '1') await writeFile(DOCUMENT, rightsDocument());
  expect(await readFile(DOCUMENT, 'utf8')).toBe(rightsDocument());
});

let town: Served;
let started: Started;

beforeAll(async () => {
  // Long enough for a request to get a job rather than its session.
  const slow: SessionSolver = {
    ...sameThreadSolver,
    solve: async (staged, options) => {
      await new Promise((next) => setTimeout(next, 100));
      return sameThreadSolver.solve(staged, options);
    },
  };
  town = served({}, { solver: slow, waitMs: 1 });
  const made = async (vacancy: string) => {
    const response = await town.ask(PRINCIPALS.admin, 'POST', '/v1/sessions', { vacancies: [vacancy] });
    const job = response.headers.get('location') as string;
    for (;;) {
      const { status, session } = (await (await town.ask(PRINCIPALS.admin, 'GET', job)).json()) as {
        status: string;
        session: string | null;
      };
      if (session !== null) return session;
      expect(status).toBe('running');
      await new Promise((next) => setTimeout(next, 5));
    }
  };
  const mySession = await made(MINE.inSession);
  const otherSession = await made(OTHER.inSession);
  const mine = await town.ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  expect(mine.status).toBe(202);
  const studying = new Map<Role, string>();
  for (const role of ['commune', 'reservataire', 'coordination', 'analyst'] as const) {
    const begun = await town.ask(PRINCIPALS[role], 'POST', `${mySession}/brakes`);
    expect(begun.status).toBe(202);
    studying.set(role, begun.headers.get('location') as string);
  }
  started = { mySession, otherSession, myJob: mine.headers.get('location') as string, studying };
});

const registered = (): string[] => [
  ...new Set(
    town.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${tablePath(path)}`),
  ),
];

describe('the table and the routes', () => {
  test('every registered route has its line, and nothing else has', () => {
    expect(registered().length).toBeGreaterThan(20);
    expect(
      registered().filter((route) => !RIGHTS.some(({ method, path }) => `${method} ${path}` === route)),
      'Maybe add a line to RIGHTS in api/auth/rights.ts, and how to ask it to tests/auth/asked.ts',
    ).toEqual([]);
    expect(RIGHTS.filter(({ method, path }) => !registered().includes(`${method} ${path}`))).toEqual([]);
  });
  test('no route has two lines, and a path is found in both writings', () => {
    expect(new Set(RIGHTS.map(({ method, path }) => `${method} ${path}`)).size).toBe(RIGHTS.length);
    expect(rightOf('GET', '/v1/jobs/:id')).toBe(rightOf('GET', '/v1/jobs/{id}'));
    expect(rightOf('PUT', '/v1/jobs/{id}')).toBeNull();
  });
  test('a route in no line is refused to everybody', async () => {
    const { app, ask } = served();
    app.get('/v1/secret', (context) => context.text('secret'));
    for (const who of Object.values(PRINCIPALS)) {
      const response = await ask(who, 'GET', '/v1/secret');
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'auth.route-closed' });
    }
    expect((await ask(null, 'GET', '/v1/secret')).status).toBe(401);
  });
});

describe('every route, every role, one’s own and another’s', () => {
  const closed = RIGHTS.filter(({ open }) => open !== 'anyone');
  const cases = closed.flatMap((right) =>
    ROLES.flatMap((role) => [true, false].map((mine) => ({ right, role, mine }))),
  );

  test('all of them are walked', () => {
    expect(
      closed.filter((right) => asking(started, right) === undefined),
      'Maybe say in tests/auth/asked.ts how the new route is asked',
    ).toEqual([]);
    expect(cases.length).toBeGreaterThan(200);
  });

  test.each(
    cases.map((each) => ({
      ...each,
      name: `${each.right.method} ${each.right.path}, ${each.role}, ${each.mine ? 'own' : 'other'}`,
    })),
  )('$name', async ({ right, role, mine }) => {
    const { path, body } = asking(started, right)!(mine, role);
    const response = await town.ask(PRINCIPALS[role], right.method, path, body);
    const text = await response.text();
    const scope = right.scopes[role];
    const told = right.subject === 'list';
    const passes = scope === 'all' || (scope === 'own' && (mine || told));
    expect([response.status === 401, response.status === 403], text.slice(0, 300)).toEqual([false, !passes]);
    expect(response.status).not.toBe(500);
    // What a list holds is one's own.
    if (told && scope === 'own')
      for (const id of [OTHER.vacancy, OTHER.inSession, started.otherSession.split('/').at(-1)!])
        expect(text).not.toContain(`"${id}"`);
    const others = {
      '/v1/vacancies': OTHER.vacancy,
      '/logements': OTHER.vacancy,
      '/v1/sessions': started.otherSession.split('/').at(-1)!,
    };
    const shown = new Map(Object.entries({ ...others, '/v1/targets': OTHER_BAILLEUR })).get(right.path);
    if (told && scope === 'all' && shown !== undefined) expect(text).toContain(shown);
    if (told && scope === 'own' && shown !== undefined) expect(text).not.toContain(shown);
    // Who may not read numbers reads none, whatever is answered.
    if (role !== 'bailleur' && role !== 'admin') expect(text).not.toMatch(/999\d{10}[A-Z0-9]{5}/);
  });

  test.each(closed.map((right) => ({ right, name: `${right.method} ${right.path}` })))(
    '$name without a token, or with a wrong one',
    async ({ right }) => {
      const { path, body } = asking(started, right)!(true, 'admin');
      const nobody = await town.ask(null, right.method, path, body);
      // A browser's own requests are refused for their origin first when they change something.
      expect([401, 403]).toContain(nobody.status);
      const wrong = await town.ask({ ...PRINCIPALS.admin, id: 'faux' }, right.method, path, body);
      expect([401, 403]).toContain(wrong.status);
    },
  );
});

describe('addresses written otherwise', () => {
  test.each([
    ['HEAD', '/v1/vacancies', 401, 200],
    ['GET', '/v1/vacancies/', 401, 404],
    ['GET', '/v1//vacancies', 401, 404],
    ['GET', '/V1/vacancies', 401, 404],
    ['GET', '/v1/%76acancies', 401, 200],
    ['OPTIONS', '/v1/vacancies', 401, 405],
    ['PURGE', '/v1/vacancies', 403, 405],
  ])('%s %s', async (method, path, nobody, admin) => {
    expect((await town.ask(null, method, path)).status).toBe(nobody);
    expect((await town.ask(PRINCIPALS.admin, method, path)).status).toBe(admin);
    expect((await town.ask(PRINCIPALS.commune, method, path)).status).toBe(admin);
  });
  test('another’s session by a coded address is another’s still', async () => {
    const coded = started.otherSession.replace('2026-', '2026%2D');
    expect(coded).not.toBe(started.otherSession);
    expect((await town.ask(PRINCIPALS.admin, 'GET', coded)).status).toBe(200);
    expect((await town.ask(PRINCIPALS.bailleur, 'GET', coded)).status).toBe(403);
  });
});

describe('what is one’s own', () => {
  test('a session made without naming vacancies is of the bailleur’s own', async () => {
    const { ask } = served();
    const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', {});
    expect(made.status).toBe(201);
    const { lists } = (await made.json()) as { lists: { dwelling: { vacancy: string } }[] };
    expect(lists.map(({ dwelling }) => dwelling.vacancy).sort()).toEqual(['V-1', 'V-2']);
  });
  test.each([
    ['another bailleur', { bailleur: 'vilogia' }],
    ['a vacancy of another among one’s own', { vacancies: [MINE.vacancy, OTHER.vacancy] }],
    ['a vacancy of another beyond wishes', { beyondWishes: [OTHER.vacancy] }],
    [
      'a pin on a vacancy of another',
      {
        vacancies: [MINE.vacancy],
        pins: [{ vacancy: OTHER.vacancy, number: aNumber(1), motive: 'commission' }],
      },
    ],
  ])('%s is refused', async (_, body) => {
    const response = await served().ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', body);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: 'auth.not-own' });
  });
  test('another’s vacancy is not brought into one’s own session', async () => {
    const response = await town.ask(PRINCIPALS.bailleur, 'POST', `${started.mySession}/changes`, {
      changes: [{ kind: 'add', vacancy: OTHER.vacancy }],
    });
    expect(response.status).toBe(403);
  });
  test('without a JSON body, nothing falls back on what nobody asked', async () => {
    const { app } = served();
    const response = await app.request('/v1/sessions', {
      method: 'POST',
      headers: { authorization: `Bearer ${PRINCIPALS.bailleur.id}` },
    });
    expect(response.status).toBe(415);
    const cut = await app.request('/v1/sessions', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${PRINCIPALS.bailleur.id}`,
        'content-type': 'application/json',
      },
      body: '{"vacancies":',
    });
    expect(cut.status).toBe(400);
  });
  test.each([{}, { vacancy: null }])('no vacancy named (%j) is not every vacancy', async (body) => {
    for (const path of ['/v1/shortlists', '/v1/demand-counterfactuals']) {
      const response = await town.ask(PRINCIPALS.bailleur, 'POST', path, { number: household(1), ...body });
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ code: 'auth.unnamed' });
    }
  });
  test('a vacancy that nobody has is unknown, not refused', async () => {
    const response = await town.ask(PRINCIPALS.commune, 'POST', '/v1/shortlists', { vacancy: 'V-99' });
    expect(response.status).toBe(404);
    expect((await town.ask(PRINCIPALS.bailleur, 'GET', '/v1/sessions/rien')).status).toBe(404);
  });
});
