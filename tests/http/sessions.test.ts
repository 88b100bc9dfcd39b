import type { Hono } from 'hono';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { JobSchema } from '../../api/http/jobs.ts';
import {
  SavedSessionSchema,
  SessionEntriesSchema,
  SessionExplanationSchema,
  SessionHouseholdSchema,
  VerificationSchema,
} from '../../api/http/sessionsSchemas.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { workerPoolSolver } from '../../api/workers/workerPool.ts';
import { readProof } from '../../engine/assignment/proof/proofFile.ts';
import { checkStagedProof } from '../../engine/assignment/proof/stagedProof.ts';
import { appForAdmin } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const workers = workerPoolSolver(1);
afterAll(() => workers.close());

const served = (solver: SessionSolver, waitMs = 60_000): Hono => {
  const store = new MemoryStore(MEETING_TOWN);
  return appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }), {
    service: new SessionService({ store, solver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => '2026-11-02T08:00:00.000Z' }),
    now: () => '2026-11-02T08:00:00.000Z',
    waitMs,
  });
};

let app: Hono;
beforeEach(() => {
  app = served(sameThreadSolver);
});

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}, to = app) =>
  to.request(path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const propose = (body: object = { vacancies: ['V-1', 'V-2'] }, headers: Record<string, string> = {}) =>
  send('POST', '/v1/sessions', body, headers);
const sessionOf = async (response: Response, status: number) => {
  expect(response.status, await response.clone().text()).toBe(status);
  expect(response.headers.get('cache-control')).toBe('no-store');
  const session = SavedSessionSchema.parse(await response.json());
  expect(response.headers.get('etag')).toBe(`"${session.version}"`);
  return session;
};
const SESSION = `/v1/sessions/${TODAY}-1`;
const withdraw = (number: string) => ({ changes: [{ kind: 'withdraw', number, motive: 'withdrew' }] });

describe('POST /v1/sessions', () => {
  test('answers the session, where it is, and its version', async () => {
    const response = await propose();
    expect(response.headers.get('location')).toBe(SESSION);
    const session = await sessionOf(response, 201);
    expect(session.lists.map(({ candidates }) => candidates.length)).toEqual([3, 3]);
    expect(await sessionOf(await app.request(SESSION), 200)).toEqual(session);
    const list = SessionEntriesSchema.parse(await (await app.request('/v1/sessions')).json());
    expect(list.items.map(({ id }) => id)).toEqual([session.id]);
  });
  test('solved in a worker, it is the same session', async () => {
    const here = await sessionOf(await propose(), 201);
    const there = await sessionOf(
      await send('POST', '/v1/sessions', { vacancies: ['V-1', 'V-2'] }, {}, served(workers)),
      201,
    );
    expect(there).toEqual(here);
  });
  test('thorough, it is sound, and the same session in a worker', async () => {
    const body = { vacancies: ['V-1', 'V-2'], maxRounds: 1, thorough: true };
    const here = await sessionOf(await propose(body), 201);
    const there = await sessionOf(await send('POST', '/v1/sessions', body, {}, served(workers)), 201);
    expect(there).toEqual(here);
    const verified = await (await app.request(`${SESSION}/verification`)).json();
    expect(VerificationSchema.parse(verified)).toMatchObject({ outcome: 'sound' });
    expect((await problemOf(await propose({ ...body, thorough: 'oui' }), 400)).code).toBe(
      'request.field.invalid',
    );
  });
  test('the same key makes one session; with another request, it is refused', async () => {
    const key = { 'idempotency-key': 'abc-1' };
    const first = await sessionOf(await propose(undefined, key), 201);
    expect((await sessionOf(await propose(undefined, key), 201)).id).toBe(first.id);
    const other = await propose({ vacancies: ['V-3'] }, key);
    expect((await problemOf(other, 409)).code).toBe('request.key-reused');
    expect((await problemOf(await propose(undefined, { 'idempotency-key': 'a b' }), 400)).code).toBe(
      'request.key-malformed',
    );
    expect(SessionEntriesSchema.parse(await (await app.request('/v1/sessions')).json()).items).toHaveLength(
      1,
    );
  });
  test.each([
    ['an unknown vacancy', { vacancies: ['V-99'] }, 404, 'vacancy.unknown'],
    [
      'an unknown demand',
      { withdrawn: [{ number: household(999), motive: 'withdrew' }] },
      404,
      'demand.unknown',
    ],
    [
      'a motive of no list',
      { withdrawn: [{ number: household(1), motive: 'bof' }] },
      400,
      'request.field.invalid',
    ],
    ['no vacancy', { commune: 'Hem' }, 400, 'session.no-vacancy'],
    [
      'vacancies named, and the first of them',
      { vacancies: ['V-1'], first: 1 },
      400,
      'session.named-and-chosen',
    ],
    ['a field of its own', { graine: 2 }, 400, 'request.field.unknown'],
    ['a list too short', { listSize: 2 }, 400, 'request.field.invalid'],
  ])('%s is refused', async (_, body, status, code) => {
    const problem = await problemOf(await propose(body), status);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(problem)).not.toContain(household(999));
  });
});

test('a vacancy that another session holds is a conflict, not a mistake', async () => {
  await propose();
  const problem = await problemOf(await propose({ vacancies: ['V-1'] }), 409);
  expect(problem.code).toBe('session.vacancy-awaited');
});

describe('a long computation', () => {
  /** Begins when it is told to: what a client sees meanwhile. */
  const held = () => {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const solver: SessionSolver = {
      solve: async (staged, options) => {
        options?.onProgress?.({ stage: 0, stages: 1, round: 3, value: 1, bound: 2 });
        await begun;
        return sameThreadSolver.solve(staged, options);
      },
      brakes: sameThreadSolver.brakes,
      close: async () => {},
    };
    return { app: served(solver, 5), begin };
  };
  const jobOf = async (response: Response, status: number) => {
    expect(response.status).toBe(status);
    return JobSchema.parse(await response.json());
  };
  const ended = async (of: Hono, path: string) => {
    for (let i = 0; i < 500; i += 1) {
      const job = await jobOf(await of.request(path), 200);
      if (job.status !== 'running') return job;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the job did not end');
  };

  test('answers 202, its progress, then the session', async () => {
    const { app: slow, begin } = held();
    const response = await send(
      'POST',
      '/v1/sessions',
      { vacancies: ['V-1'] },
      { 'idempotency-key': 'k' },
      slow,
    );
    const path = response.headers.get('location')!;
    const job = await jobOf(response, 202);
    expect(job).toMatchObject({ status: 'running', progress: { round: 3 }, session: null });
    // Asked again, it is the same computation.
    const again = await send(
      'POST',
      '/v1/sessions',
      { vacancies: ['V-1'] },
      { 'idempotency-key': 'k' },
      slow,
    );
    expect((await jobOf(again, 202)).id).toBe(job.id);
    const reused = await send(
      'POST',
      '/v1/sessions',
      { vacancies: ['V-2'] },
      { 'idempotency-key': 'k' },
      slow,
    );
    expect((await problemOf(reused, 409)).code).toBe('request.key-reused');
    begin();
    const done = await ended(slow, path);
    expect(done).toMatchObject({ status: 'done', session: SESSION });
    await sessionOf(await slow.request(done.session!), 200);
  });
  test('stopped, keeps the answer so far, and says so', async () => {
    const { app: slow, begin } = held();
    const response = await send('POST', '/v1/sessions', { vacancies: ['V-1'] }, {}, slow);
    const path = response.headers.get('location')!;
    await jobOf(await send('DELETE', path, undefined, {}, slow), 202);
    begin();
    const done = await ended(slow, path);
    const session = await sessionOf(await slow.request(done.session!), 200);
    expect(session.proof).toMatch(/Recherche arrêtée au tour 0/);
    expect(session.lists[0]!.candidates).toHaveLength(3);
  });
  test('that fails says why, and nothing of the inside', async () => {
    const failing: SessionSolver = {
      solve: async () => {
        throw new Error('secret of the inside');
      },
      brakes: sameThreadSolver.brakes,
      close: async () => {},
    };
    const broken = served(failing);
    const problem = await problemOf(
      await send('POST', '/v1/sessions', { vacancies: ['V-1'] }, {}, broken),
      500,
    );
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
  test('that nobody started is unknown', async () => {
    expect((await problemOf(await app.request('/v1/jobs/abc'), 404)).code).toBe('job.unknown');
    expect((await problemOf(await send('DELETE', '/v1/jobs/abc'), 404)).code).toBe('job.unknown');
  });
});

describe('changes', () => {
  test('on the version read: mended, then undone', async () => {
    const before = await sessionOf(await propose(), 201);
    const number = before.lists[0]!.candidates[0]!.number;
    const after = await sessionOf(
      await send('POST', `${SESSION}/changes`, withdraw(number), { 'if-match': '"1"' }),
      200,
    );
    expect(after.changed?.summary).toMatch(/1\sliste change/);
    const stale = await send('POST', `${SESSION}/changes`, withdraw(number), { 'if-match': '"1"' });
    expect((await problemOf(stale, 412)).code).toBe('session.stale');
    const undone = await sessionOf(
      await send('DELETE', `${SESSION}/changes/last`, undefined, { 'if-match': '"2"' }),
      200,
    );
    expect([undone.version, undone.lists]).toEqual([3, before.lists]);
    const nothing = await send('DELETE', `${SESSION}/changes/last`, undefined, { 'if-match': '"3"' });
    expect((await problemOf(nothing, 400)).code).toBe('session.nothing-to-undo');
  });
  test('a repeat with its key changes once', async () => {
    const { lists } = await sessionOf(await propose(), 201);
    const headers = { 'if-match': '"1"', 'idempotency-key': 'once' };
    const body = withdraw(lists[0]!.candidates[0]!.number);
    const once = await sessionOf(await send('POST', `${SESSION}/changes`, body, headers), 200);
    const twice = await sessionOf(await send('POST', `${SESSION}/changes`, body, headers), 200);
    expect([once.version, twice.version, twice.lists]).toEqual([2, 2, once.lists]);
  });
  test.each([
    ['no version', {}, 428, 'request.version-missing'],
    ['a version that is none', { 'if-match': 'deux' }, 400, 'request.version-malformed'],
    ['any version', { 'if-match': '*' }, 400, 'request.version-malformed'],
  ])('%s is refused', async (_, headers, status, code) => {
    await propose();
    for (const response of [
      await send('POST', `${SESSION}/changes`, withdraw(household(1)), headers),
      await send('DELETE', `${SESSION}/changes/last`, undefined, headers),
      await send('DELETE', SESSION, undefined, headers),
      await send('POST', `${SESSION}/plans`, undefined, headers),
    ])
      expect((await problemOf(response, status)).code).toBe(code);
  });
  test.each([
    [
      'a motive of no list',
      { kind: 'withdraw', number: household(1), motive: 'bof' },
      400,
      'request.field.invalid',
    ],
    ['a kind of no change', { kind: 'house', number: household(1) }, 400, 'request.field.invalid'],
    ['an unknown demand', { kind: 'release', number: household(999) }, 404, 'demand.unknown'],
    ['an unknown vacancy', { kind: 'pull', vacancy: 'V-5' }, 400, 'session.vacancy-absent'],
  ])('%s is refused', async (_, asked, status, code) => {
    await propose();
    const response = await send('POST', `${SESSION}/changes`, { changes: [asked] }, { 'if-match': '"1"' });
    expect((await problemOf(response, status)).code).toBe(code);
  });
  test('computed anew, then set aside', async () => {
    await propose();
    const again = await sessionOf(
      await send('POST', `${SESSION}/plans`, undefined, { 'if-match': '"1"' }),
      201,
    );
    expect(again.version).toBe(2);
    const response = await send('DELETE', SESSION, undefined, { 'if-match': '"2"' });
    expect(SessionEntriesSchema.parse(await response.json()).items).toMatchObject([{ status: 'cancelled' }]);
    const late = await send('POST', `${SESSION}/changes`, withdraw(household(1)), { 'if-match': '"3"' });
    expect((await problemOf(late, 409)).code).toBe('session.cancelled');
  });
});

describe('what is read of a session', () => {
  test('its explanation, that of one demand, its verification', async () => {
    await propose();
    const explanation = SessionExplanationSchema.parse(
      await (await app.request(`${SESSION}/explanation`)).json(),
    );
    expect([explanation.lists.length, explanation.certificate.verified]).toEqual([2, true]);
    const demand = await send('POST', `${SESSION}/demand-explanations`, { number: household(20) });
    expect(SessionHouseholdSchema.parse(await demand.json())).toMatchObject({ number: household(20) });
    const verification = VerificationSchema.parse(
      await (await app.request(`${SESSION}/verification`)).json(),
    );
    expect(verification).toMatchObject({ outcome: 'sound', faults: [] });
    const proof = await app.request(`${SESSION}/proof`);
    expect(proof.headers.get('content-disposition')).toMatch(/attachment; filename="preuve-.*-v\d+\.json"/);
    const read = readProof(await proof.json());
    if (read.outcome !== 'read') throw new Error(read.at);
    expect(checkStagedProof(read.proof.plan).flatMap(({ findings }) => findings)).toEqual([]);
  });
  test('which targets cannot hold together, when it is asked', async () => {
    await propose();
    const conflictOf = async (query: string) =>
      SessionExplanationSchema.parse(await (await app.request(`${SESSION}/explanation${query}`)).json())
        .conflict;
    expect(await conflictOf('')).toBeNull();
    expect(await conflictOf('?conflicts=false')).toBeNull();
    const conflict = await conflictOf('?conflicts=true');
    expect(conflict).toMatchObject({ compatible: false });
    expect(conflict!.relaxation).toMatch(/^Le plus petit relâchement/);
    for (const query of ['?conflicts=oui', '?conflits=true'])
      await problemOf(await app.request(`${SESSION}/explanation${query}`), 400);
  });
  test('strict targets that lack say so by themselves', async () => {
    await propose({ vacancies: ['V-1'], precedence: 'strict' });
    const response = await app.request(`${SESSION}/explanation`);
    expect(SessionExplanationSchema.parse(await response.json()).conflict).toMatchObject({
      compatible: false,
    });
  });
  test.each(['', '/explanation', '/verification', '/proof'])(
    'of a session that nobody made: %s',
    async (part) => {
      expect((await problemOf(await app.request(`/v1/sessions/2026-01-01-9${part}`), 404)).code).toBe(
        'session.unknown',
      );
    },
  );
});

test('the description of the API has the routes of sessions', async () => {
  const { paths, components } = (await (await app.request('/openapi.json')).json()) as {
    paths: Record<string, { get?: { parameters?: object[] } }>;
    components: { schemas: Record<string, { properties: object }> };
  };
  for (const asked of ['thorough', 'maxRounds', 'maxBids', 'maxNodes'])
    expect(components.schemas.SessionRequest!.properties).toHaveProperty(asked);
  expect(paths['/v1/sessions/{id}/explanation']!.get!.parameters).toContainEqual(
    expect.objectContaining({ name: 'conflicts', in: 'query' }),
  );
  const served = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((m) => `${m} ${path}`),
  );
  expect(served).toEqual(
    expect.arrayContaining([
      'post /v1/sessions',
      'get /v1/sessions',
      'get /v1/sessions/{id}',
      'delete /v1/sessions/{id}',
      'post /v1/sessions/{id}/changes',
      'delete /v1/sessions/{id}/changes/last',
      'post /v1/sessions/{id}/plans',
      'get /v1/sessions/{id}/explanation',
      'post /v1/sessions/{id}/demand-explanations',
      'get /v1/sessions/{id}/verification',
      'get /v1/sessions/{id}/proof',
      'get /v1/jobs/{id}',
      'delete /v1/jobs/{id}',
    ]),
  );
});
