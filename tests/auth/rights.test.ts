import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RIGHTS, type Right, rightOf, tablePath } from '../../api/auth/rights.ts';
import { ROLES, type Role } from '../../api/auth/roles.ts';
import { rightsDocument } from '../../api/present/rights.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { aNumber } from '../support/demands.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';
import { MINE, OTHER, OTHER_BAILLEUR, PRINCIPALS, type Served, served } from './twoBailleurs.ts';

const DOCUMENT = resolve(import.meta.dirname, '../../docs/droits.md');

test('docs/droits.md is the table', async () => {
  if (process.env.UPDATE_RIGHTS === '1') await writeFile(DOCUMENT, rightsDocument());
  expect(await readFile(DOCUMENT, 'utf8')).toBe(rightsDocument());
});

let town: Served;
let mySession = '';
let otherSession = '';
let myJob = '';
/** Comparisons that those who hold no dwelling started, by role. */
const comparing = new Map<Role, string>();
const jobOf = (mine: boolean, role: Role): string => (mine ? (comparing.get(role) ?? myJob) : '/v1/jobs/x');

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
  mySession = await made(MINE.inSession);
  otherSession = await made(OTHER.inSession);
  const mine = await town.ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  expect(mine.status).toBe(202);
  myJob = mine.headers.get('location') as string;
  for (const role of ['coordination', 'analyst'] as const) {
    const asked = { policies: ['points', 'lottery'], months: 1 };
    const started = await town.ask(PRINCIPALS[role], 'POST', '/v1/comparisons', asked);
    expect(started.status).toBe(202);
    comparing.set(role, started.headers.get('location') as string);
  }
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
      'Maybe add a line to RIGHTS in api/auth/rights.ts, and how to ask it to ASKED below',
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

interface Ask {
  readonly path: string;
  readonly body?: unknown;
}
const get = (path: string) => (): Ask => ({ path });
const number = (role: Role) =>
  role === 'bailleur' || role === 'admin' ? household(1) : PSEUDONYMS.of(household(1));
const inSession =
  (suffix: string, body?: unknown) =>
  (mine: boolean): Ask => ({
    path: `${mine ? mySession : otherSession}${suffix}`,
    ...(body === undefined ? {} : { body }),
  });

/** A page of a session. */
const onSession =
  (suffix: string, body?: (mine: boolean, role: Role) => unknown) =>
  (mine: boolean, role: Role): Ask => ({
    path: `/seances/${(mine ? mySession : otherSession).split('/').at(-1)}${suffix}`,
    ...(body === undefined ? {} : { body: body(mine, role) }),
  });

/**
 * How each route is asked about what is one's own, or another's. Changes carry no If-Match: let in, they are refused for that,
 * and change nothing.
 */
const ASKED: Readonly<Record<string, (mine: boolean, role: Role) => Ask>> = {
  'GET /logements/{id}': (mine) => ({ path: `/logements/${mine ? MINE.vacancy : OTHER.vacancy}` }),
  'GET /logements/{id}/tableau': (mine) => ({
    path: `/logements/${mine ? MINE.vacancy : OTHER.vacancy}/tableau?format=csv`,
  }),
  'POST /demande/logements': (_, role) => ({
    path: '/demande/logements',
    body: { number: number(role) },
  }),
  'POST /demande': (_, role) => ({ path: '/demande', body: { number: number(role) } }),
  'POST /demande/logement': (mine, role) => ({
    path: '/demande/logement',
    body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy, number: number(role) },
  }),
  'GET /v1/vacancies/{id}/qualification': (mine) => ({
    path: `/v1/vacancies/${mine ? MINE.vacancy : OTHER.vacancy}/qualification`,
  }),
  'GET /coordination/{area}': get('/coordination/est'),
  'POST /coordination/{area}/preconisations': () => ({
    path: '/coordination/est/preconisations',
    body: {},
  }),
  'POST /coordination/{area}/preconisations/{id}/decision': () => ({
    path: '/coordination/est/preconisations/x/decision',
    body: {},
  }),
  'POST /coordination/{area}/preconisations/{id}/levee': () => ({
    path: '/coordination/est/preconisations/x/levee',
    body: {},
  }),
  'GET /v1/coordination/{area}': get('/v1/coordination/est'),
  'POST /v1/guidance': () => ({ path: '/v1/guidance', body: {} }),
  'POST /v1/guidance/{id}/decision': () => ({ path: '/v1/guidance/x/decision', body: {} }),
  'POST /v1/guidance/{id}/end': () => ({ path: '/v1/guidance/x/end', body: {} }),
  'POST /methodes/essayer': () => ({ path: '/methodes/essayer', body: {} }),
  'GET /methodes/{id}': get('/methodes/ar-habitat'),
  'POST /imports': () => ({ path: '/imports', body: {} }),
  'GET /imports/{id}': get('/imports/x'),
  'POST /imports/{id}/corriger': () => ({ path: '/imports/x/corriger', body: {} }),
  'GET /registre/{seq}': get('/registre/1'),
  'GET /registre/proces-verbaux/{hash}': get(`/registre/proces-verbaux/${'0'.repeat(64)}`),
  'POST /registre/proces-verbaux/{hash}/refaire': () => ({
    path: `/registre/proces-verbaux/${'0'.repeat(64)}/refaire`,
    body: {},
  }),
  'GET /v1/methods/{id}': get('/v1/methods/ar-habitat'),
  'POST /v1/method-checks': () => ({ path: '/v1/method-checks', body: { text: 'id: x' } }),
  'POST /v1/method-previews': () => ({ path: '/v1/method-previews', body: { text: 'id: x' } }),
  'POST /v1/comparisons': () => ({ path: '/v1/comparisons', body: { policies: ['points'], months: 1 } }),
  'GET /v1/comparisons/{id}': get('/v1/comparisons/0'),
  'POST /v1/disparities': () => ({ path: '/v1/disparities', body: { size: 0 } }),
  'GET /v1/disparities/{id}': get('/v1/disparities/0'),
  'POST /egalite': () => ({ path: '/egalite', body: {} }),
  'GET /egalite/{id}': get('/egalite/0'),
  'POST /v1/scenarios': () => ({ path: '/v1/scenarios', body: { text: 'id: x' } }),
  'GET /v1/scenarios/{id}': get('/v1/scenarios/0'),
  'POST /v1/simulations': () => ({ path: '/v1/simulations', body: { scenario: '0' } }),
  'GET /v1/simulations/{id}': get('/v1/simulations/0'),
  'GET /v1/simulations/{id}/places/{place}': get('/v1/simulations/0/places/0'),
  'GET /v1/simulations/{id}/charts/{chart}': get('/v1/simulations/0/charts/0'),
  'POST /simulations': () => ({ path: '/simulations', body: {} }),
  'POST /simulations/nouveau': () => ({ path: '/simulations/nouveau', body: {} }),
  'GET /simulations/scenarios/{id}': get('/simulations/scenarios/0'),
  'GET /simulations/scenarios/{id}/texte': get('/simulations/scenarios/0/texte'),
  'GET /simulations/scenarios/{id}/changer': get('/simulations/scenarios/0/changer'),
  'POST /simulations/scenarios/{id}/changer': () => ({ path: '/simulations/scenarios/0/changer', body: {} }),
  'GET /simulations/{id}': get('/simulations/0'),
  'GET /v1/register/entries/{seq}': get('/v1/register/entries/1'),
  'GET /v1/register/records/{hash}': get(`/v1/register/records/${'0'.repeat(64)}`),
  'POST /v1/imports': () => ({ path: '/v1/imports?kind=demands&file=x.csv', body: {} }),
  'GET /v1/jobs/{id}/events': (mine, role) => ({ path: `${jobOf(mine, role)}/events` }),
  'GET /v1/jobs/{id}/refusals': (mine) => ({ path: `${mine ? myJob : '/v1/jobs/x'}/refusals` }),
  'PUT /v1/retention/durations': () => ({ path: '/v1/retention/durations', body: {} }),
  'POST /v1/retention/erasures': () => ({ path: '/v1/retention/erasures', body: { most: 0 } }),
  'POST /territoire/freins': () => ({ path: '/territoire/freins', body: {} }),
  'POST /v1/prices': () => ({ path: '/v1/prices', body: {} }),
  'POST /v1/vacancies/{id}/shortlists': (mine) => ({
    path: `/v1/vacancies/${mine ? MINE.vacancy : OTHER.vacancy}/shortlists`,
    body: {},
  }),
  'POST /v1/shortlists': (mine) => ({
    path: '/v1/shortlists',
    body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy },
  }),
  'POST /v1/demand-explanations': (_, role) => ({
    path: '/v1/demand-explanations',
    body: { number: number(role) },
  }),
  'POST /v1/demand-counterfactuals': (mine, role) => ({
    path: '/v1/demand-counterfactuals',
    body: { vacancy: mine ? MINE.vacancy : OTHER.vacancy, number: number(role) },
  }),
  'POST /v1/placements': (_, role) => ({ path: '/v1/placements', body: { numbers: [number(role)] } }),
  'POST /v1/sessions': (mine) => ({
    path: '/v1/sessions',
    body: { vacancies: [mine ? MINE.inSession : OTHER.inSession] },
  }),
  'DELETE /v1/sessions/{id}': inSession(''),
  'POST /v1/sessions/{id}/changes': inSession('/changes', { changes: [{ kind: 'pull', vacancy: 'V-9' }] }),
  'DELETE /v1/sessions/{id}/changes/last': inSession('/changes/last'),
  'POST /v1/sessions/{id}/plans': inSession('/plans'),
  'POST /v1/sessions/{id}/demand-counterfactuals': (mine, role) =>
    inSession('/demand-counterfactuals', {
      number: number(role),
      vacancy: mine ? MINE.inSession : OTHER.inSession,
    })(mine),
  'POST /v1/sessions/{id}/demand-explanations': (mine, role) =>
    inSession('/demand-explanations', { number: number(role) })(mine),
  'POST /v1/sessions/{id}/decisions': (mine) =>
    inSession('/decisions', {
      decisions: [{ vacancy: 'V-9', number: household(1), verdict: { decision: 'attribution' } }],
    })(mine),
  'POST /v1/sessions/{id}/acts': (mine) =>
    inSession('/acts', { act: { act: 'lease', vacancy: 'V-9', number: household(1) } })(mine),
  'POST /v1/sessions/{id}/offers/{offer}/answer': inSession('/offers/9/answer', {
    answer: { answer: 'accepted' },
  }),
  'POST /v1/sessions/{id}/corrections': inSession('/corrections', {
    of: 9,
    motive: 'typing-error',
    replacement: null,
  }),
  'POST /v1/tokens': () => ({ path: '/v1/tokens', body: { role: 'analyst', label: 'essai' } }),
  'DELETE /v1/tokens/{id}': get('/v1/tokens/0000000000000000'),
  'POST /essais': () => ({ path: '/essais', body: {} }),
  'GET /essais/{id}': get('/essais/0'),
  'GET /essais/{id}/objectifs': get('/essais/0/objectifs'),
  'GET /essais/{id}/segments': get('/essais/0/segments'),
  'GET /travaux/{id}': (mine, role) => ({ path: jobOf(mine, role).replace('/v1/jobs', '/travaux') }),
  'POST /travaux/{id}/arret': (mine, role) => ({
    path: `${jobOf(mine, role).replace('/v1/jobs', '/travaux')}/arret`,
    body: {},
  }),
  'GET /v1/jobs/{id}': (mine, role) => ({ path: jobOf(mine, role) }),
  'POST /seances': (mine) => ({
    path: '/seances',
    body: { vacancies: [mine ? MINE.inSession : OTHER.inSession] },
  }),
  'GET /seances/calculs/{id}': (mine) => ({
    path: mine ? myJob.replace('/v1/jobs', '/seances/calculs') : '/seances/calculs/x',
  }),
  'POST /seances/calculs/{id}/arret': (mine) => ({
    path: `${mine ? myJob.replace('/v1/jobs', '/seances/calculs') : '/seances/calculs/x'}/arret`,
    body: {},
  }),
  'GET /seances/{id}': onSession(''),
  'GET /seances/{id}/version': onSession('/version'),
  'GET /seances/{id}/ajout': onSession('/ajout'),
  'POST /seances/{id}/essai': onSession('/essai', () => ({})),
  'POST /seances/{id}/changements': onSession('/changements', () => ({})),
  'POST /seances/{id}/annuler': onSession('/annuler', () => ({})),
  'POST /seances/{id}/abandonner': onSession('/abandonner', () => ({})),
  'POST /seances/{id}/recalculer': onSession('/recalculer', () => ({})),
  'GET /seances/{id}/logements/{vacancy}': (mine, role) =>
    onSession(`/logements/${mine ? MINE.inSession : OTHER.inSession}`)(mine, role),
  'POST /seances/{id}/demande': onSession('/demande', (_, role) => ({ number: number(role) })),
  'GET /seances/{id}/freins': onSession('/freins'),
  'GET /seances/{id}/decisions': onSession('/decisions'),
  'POST /seances/{id}/decisions': onSession('/decisions', () => ({})),
  'GET /seances/{id}/dossier': onSession('/dossier'),
  'GET /seances/{id}/proces-verbal': onSession('/proces-verbal'),
  'DELETE /v1/jobs/{id}': (mine, role) => ({ path: jobOf(mine, role) }),
};

/** What only reads is asked by its address; the rest says above what it sends. */
const asking = ({ method, path, subject }: Right) => {
  const written = ASKED[`${method} ${path}`];
  if (written !== undefined || method !== 'GET') return written;
  if (subject === 'session') return inSession(path.replace('/v1/sessions/{id}', ''));
  return path.includes('{') ? undefined : get(path);
};

describe('every route, every role, one’s own and another’s', () => {
  const closed = RIGHTS.filter(({ open }) => open !== 'anyone');
  const cases = closed.flatMap((right) =>
    ROLES.flatMap((role) => [true, false].map((mine) => ({ right, role, mine }))),
  );

  test('all of them are walked', () => {
    expect(
      closed.filter((right) => asking(right) === undefined),
      'Maybe say in ASKED how the new route is asked',
    ).toEqual([]);
    expect(cases.length).toBeGreaterThan(200);
  });

  test.each(
    cases.map((each) => ({
      ...each,
      name: `${each.right.method} ${each.right.path}, ${each.role}, ${each.mine ? 'own' : 'other'}`,
    })),
  )('$name', async ({ right, role, mine }) => {
    const { path, body } = asking(right)!(mine, role);
    const response = await town.ask(PRINCIPALS[role], right.method, path, body);
    const text = await response.text();
    const scope = right.scopes[role];
    const told = right.subject === 'list';
    const passes = scope === 'all' || (scope === 'own' && (mine || told));
    expect([response.status === 401, response.status === 403], text.slice(0, 300)).toEqual([false, !passes]);
    expect(response.status).not.toBe(500);
    // What a list holds is one's own.
    if (told && scope === 'own')
      for (const id of [OTHER.vacancy, OTHER.inSession, otherSession.split('/').at(-1)!])
        expect(text).not.toContain(`"${id}"`);
    const others = {
      '/v1/vacancies': OTHER.vacancy,
      '/logements': OTHER.vacancy,
      '/v1/sessions': otherSession.split('/').at(-1)!,
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
      const { path, body } = asking(right)!(true, 'admin');
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
    const coded = otherSession.replace('2026-', '2026%2D');
    expect(coded).not.toBe(otherSession);
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
    const response = await town.ask(PRINCIPALS.bailleur, 'POST', `${mySession}/changes`, {
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
