import type { Hono } from 'hono';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { BrakesSchema, FrontierSchema } from '../../api/http/brakesRoutes.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { MINE, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { appForAdmin } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

interface Told {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly session: string | null;
  readonly result: string | null;
  readonly progressShare: number | null;
  readonly issues: readonly { readonly code: string; readonly message: string }[];
}

const SESSION = `/v1/sessions/${TODAY}-1`;
const json = (
  method: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});

let app: Hono;
let service: SessionService;
beforeAll(async () => {
  const store = new MemoryStore(MEETING_TOWN);
  service = new SessionService({ store, solver: sameThreadSolver });
  app = appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }), {
    service,
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => '2026-11-02T08:00:00.000Z' }),
    now: () => '2026-11-02T08:00:00.000Z',
    waitMs: 60_000,
  });
  const made = await app.request('/v1/sessions', json('POST', { vacancies: ['V-1', 'V-2', 'V-3'] }));
  expect(made.status, await made.clone().text()).toBe(201);
});

/** Every state told of the work that a request starts, the last when it has ended. */
const followed = async (path: string, asked: RequestInit): Promise<readonly Told[]> => {
  const response = await app.request(path, asked);
  expect(response.status, await response.clone().text()).toBe(202);
  const job = response.headers.get('location') as string;
  expect(job).toBe(`/v1/jobs/${((await response.json()) as Told).id}`);
  const events = await (await app.request(`${job}/events`)).text();
  return [...events.matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data as string) as Told);
};

describe('/v1/sessions/{id}/brakes', () => {
  test('not asked for yet, says how to ask', async () => {
    const { code, detail } = await problemOf(await app.request(`${SESSION}/brakes`), 404);
    expect(code).toBe('session.brakes-absent');
    expect(detail).toMatch(/POST à la même adresse/);
  });
  test('is work that tells how far it is, then what each target costs, and names nobody', async () => {
    const states = await followed(`${SESSION}/brakes`, { method: 'POST' });
    const last = states.at(-1)!;
    expect(last).toMatchObject({
      kind: 'brakes',
      status: 'done',
      session: SESSION,
      result: `${SESSION}/brakes?version=1`,
      progressShare: 1,
    });
    const shares = states.flatMap(({ progressShare }) => progressShare ?? []);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    for (const path of [last.result!, `${SESSION}/brakes`]) {
      const response = await app.request(path);
      expect(response.status, await response.clone().text()).toBe(200);
      const text = await response.text();
      const shown = BrakesSchema.parse(JSON.parse(text));
      expect(shown.version).toBe(1);
      expect(shown.costing.length + shown.unreachable.length + shown.free.length).toBeGreaterThan(2);
      for (const { verdict, pricePoints } of shown.costing)
        expect(pricePoints === null).toBe(verdict !== 'steady');
      expect(text).not.toMatch(/999\d{15}/);
    }
  });
  test('once made is read from memory: the session is not built again', async () => {
    const open = vi.spyOn(service, 'open').mockRejectedValue(new Error('built'));
    try {
      expect((await app.request(`${SESSION}/brakes`)).status).toBe(200);
      expect((await app.request(`${SESSION}/brakes?version=1`)).status).toBe(200);
    } finally {
      open.mockRestore();
    }
  });
  test('of no session is 404', async () => {
    await problemOf(await app.request('/v1/sessions/2026-11-02-9/brakes'), 404);
    await problemOf(await app.request('/v1/sessions/2026-11-02-9/brakes', { method: 'POST' }), 404);
  });
  test('a version that is none is refused', async () => {
    for (const query of ['?version=0', '?version=x', '?other=1'])
      await problemOf(await app.request(`${SESSION}/brakes${query}`), 400);
  });
});

describe('/v1/sessions/{id}/frontier', () => {
  test('is work, then the points of a family, by its own number of lines', async () => {
    const states = await followed(`${SESSION}/frontier`, json('POST', { family: 'aci', steps: 4 }));
    const { result } = states.at(-1)!;
    expect(result).toBe(`${SESSION}/frontier?family=aci&steps=4&version=1`);
    const response = await app.request(result!);
    expect(response.status, await response.clone().text()).toBe(200);
    const shown = FrontierSchema.parse(await response.json());
    expect(shown).toMatchObject({ version: 1, family: 'aci', complete: true });
    expect(shown.points.length).toBeGreaterThanOrEqual(2);
    await problemOf(await app.request(`${SESSION}/frontier?family=aci`), 404);
  });
  test('a family that does not exist, too many lines, are refused', async () => {
    for (const query of ['', '?family=dalo', '?family=aci&steps=40', '?family=aci&other=1'])
      await problemOf(await app.request(`${SESSION}/frontier${query}`), 400);
    for (const body of [{}, { family: 'dalo' }, { family: 'aci', steps: 40 }, { family: 'aci', other: 1 }])
      await problemOf(await app.request(`${SESSION}/frontier`, json('POST', body)), 400);
  });
});

test('of a session changed since, an answer is read as one of its version, and asked for again', async () => {
  const changes = json('POST', { changes: [{ kind: 'pull', vacancy: 'V-3' }] }, { 'if-match': '"1"' });
  expect((await app.request(`${SESSION}/changes`, changes)).status).toBe(200);
  const { code, detail } = await problemOf(await app.request(`${SESSION}/brakes`), 409);
  expect(code).toBe('session.brakes-earlier');
  expect(detail).toMatch(/version 1 .*\?version=1/);
  expect((await app.request(`${SESSION}/brakes?version=1`)).status).toBe(200);
  await problemOf(await app.request(`${SESSION}/brakes?version=2`), 404);
  const states = await followed(`${SESSION}/brakes`, { method: 'POST' });
  expect(states.at(-1)!.result).toBe(`${SESSION}/brakes?version=2`);
  expect(BrakesSchema.parse(await (await app.request(`${SESSION}/brakes`)).json()).version).toBe(2);
  expect((await app.request(`${SESSION}/brakes?version=1`)).status).toBe(200);
});

test('a commune follows and stops what it asked, and no work of a bailleur', async () => {
  const solver = {
    ...sameThreadSolver,
    brakes: async (...[, , options]: Parameters<typeof sameThreadSolver.brakes>) => {
      await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
      return [];
    },
  };
  const { ask } = served({}, { solver });
  const made = await ask(PRINCIPALS.bailleur, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
  const session = made.headers.get('location') as string;
  const asked = await ask(PRINCIPALS.commune, 'POST', `${session}/brakes`);
  expect(asked.status).toBe(202);
  const job = asked.headers.get('location') as string;
  expect((await ask(PRINCIPALS.bailleur, 'GET', job)).status).toBe(403);
  expect((await ask(PRINCIPALS.commune, 'DELETE', job)).status).toBe(202);
  const events = await (await ask(PRINCIPALS.commune, 'GET', `${job}/events`)).text();
  expect(events).toMatch(/"status":"failed".*"code":"session.brakes-stopped"/);
  expect(events).toContain('arrêté avant la fin');
  await problemOf(await ask(PRINCIPALS.commune, 'GET', `${session}/brakes`), 404);
});
