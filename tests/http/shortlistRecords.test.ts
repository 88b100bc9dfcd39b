import { describe, expect, test } from 'vitest';
import { createApp } from '../../api/http/app.ts';
import { makeGuard } from '../../api/http/makeGuard.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { ADMIN, aGuard, appForAdmin, askedBy, NOW } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const served = () => {
  const store = new MemoryStore(MEETING_TOWN);
  const cache = new WorkspaceCache({ store, rules, today: () => TODAY });
  return { store, cache, app: appForAdmin(cache) };
};
const record = (
  app: ReturnType<typeof served>['app'],
  vacancy: string,
  body: unknown = {},
  headers: Record<string, string> = {},
) =>
  app.request(`/v1/vacancies/${vacancy}/shortlists`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
interface Recorded {
  readonly entry: { readonly record: string; readonly head: { readonly seq: number; readonly hash: string } };
  readonly shortlist: unknown;
}

describe('POST /v1/vacancies/{id}/shortlists', () => {
  test('answers the list that a preview gives, with its record and the head of the register', async () => {
    const { app, store } = served();
    const response = await record(app, 'V-1');
    expect(response.status).toBe(201);
    const { entry, shortlist } = (await response.json()) as Recorded;
    const preview = await app.request('/v1/shortlists', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ vacancy: 'V-1' }),
    });
    expect(shortlist).toEqual(await preview.json());
    expect(entry.head).toMatchObject(await store.events.head());
    const found = await app.request(`/v1/register/records/${entry.record}`);
    expect(await found.json()).toMatchObject({ format: 'precal-shortlist-1', vacancy: 'V-1', asOf: TODAY });
    const [event] = await store.events.read({ from: 1, limit: 1 });
    expect(event).toMatchObject({ actor: ADMIN.id, at: NOW });
    expect((await checkRegister(store, { seq: 1, hash: entry.head.hash })).fault).toBeNull();
  });
  test('asked again with its key, it is recorded once and answered the same', async () => {
    const { app, store } = served();
    const key = { 'idempotency-key': 'liste-1' };
    const [first, again] = [await record(app, 'V-1', {}, key), await record(app, 'V-1', {}, key)];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.text()).toBe(await first.text());
    expect((await store.events.head()).seq).toBe(1);
    const other = await problemOf(await record(app, 'V-2', {}, key), 409);
    expect(other.code).toBe('request.key-reused');
  });
  test('twenty at once are twenty entries of one chain', async () => {
    const { app, store } = served();
    const all = await Promise.all(Array.from({ length: 20 }, (_, i) => record(app, `V-${1 + (i % 3)}`)));
    const entries = await Promise.all(all.map(async (one) => ((await one.json()) as Recorded).entry));
    expect(entries.map(({ head }) => head.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
    const check = await checkRegister(store, await store.events.head());
    expect(check).toMatchObject({ fault: null, records: 20 });
  });
  test.each([
    ['a vacancy that does not exist', 'V-99', {}, 404, 'vacancy.unknown'],
    ['another vacancy in the body', 'V-1', { vacancy: 'V-2' }, 400, 'request.field.unknown'],
    ['a list of two', 'V-1', { size: 2 }, 400, 'request.field.invalid'],
    ['prices that are not kept', 'V-1', { prices: 'a'.repeat(64) }, 404, 'prices.none'],
  ])('%s is refused, and nothing is on record', async (_, vacancy, body, status, code) => {
    const { app, store } = served();
    expect((await problemOf(await record(app, vacancy, body), status)).code).toBe(code);
    expect((await store.events.head()).seq).toBe(0);
  });
});

describe('GET /v1/reads', () => {
  const withTrail = async (readsKeptDays?: number) => {
    const store = new MemoryStore(MEETING_TOWN);
    const cache = new WorkspaceCache({ store, rules, today: () => TODAY });
    const { onPersonalRead } = await makeGuard({
      store,
      now: () => NOW,
      write: () => {},
      publicHosts: [],
      measureProcess: false,
      ...(readsKeptDays === undefined ? {} : { readsKeptDays }),
    });
    return { store, app: askedBy(createApp(cache, aGuard({ onPersonalRead })), ADMIN) };
  };
  const post = (app: ReturnType<typeof served>['app'], path: string, body: unknown) =>
    app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  interface Reads {
    readonly items: readonly Record<string, unknown>[];
    readonly nextCursor: string | null;
  }
  const reads = async (app: ReturnType<typeof served>['app'], query = ''): Promise<Reads> =>
    (await (await app.request(`/v1/reads${query}`)).json()) as Reads;

  test('tells who read what, by pseudonym, the latest first; reading it reads nobody', async () => {
    const { app } = await withTrail();
    await post(app, '/v1/shortlists', { vacancy: 'V-1' });
    await post(app, '/v1/demand-explanations', { number: household(1) });
    await record(app, 'V-2');
    await app.request('/v1/vacancies');
    const { items, nextCursor } = await reads(app);
    expect(nextCursor).toBeNull();
    expect(items).toHaveLength(3);
    const about = (route: string) => items.find((item) => item.route === route);
    expect(about('/v1/shortlists')).toMatchObject({ who: 'admin', about: 'V-1', demand: null, clear: true });
    expect(about('/v1/vacancies/{id}/shortlists')).toMatchObject({ about: 'V-2', households: 13 });
    const { demand, text } = about('/v1/demand-explanations') as { demand: string; text: string };
    expect(demand).toMatch(/^PS-/);
    expect(text).toContain(`demande ${demand}`);
    expect(JSON.stringify(items)).not.toMatch(/999\d{10}/);
    expect(await reads(app)).toMatchObject({ items: { length: 3 } });
  });
  test('page by page, by vacancy, and as a table', async () => {
    const { app } = await withTrail();
    for (const vacancy of ['V-1', 'V-2', 'V-1']) await post(app, '/v1/shortlists', { vacancy });
    const first = await reads(app, '?limit=2');
    const rest = await reads(app, `?limit=2&cursor=${encodeURIComponent(first.nextCursor!)}`);
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    expect((await reads(app, '?about=V-1')).items).toHaveLength(2);
    expect((await reads(app, '?who=personne')).items).toEqual([]);
    const table = await app.request('/v1/reads?format=csv');
    expect((await table.text()).split('\r\n')).toHaveLength(5);
  });
  test('those of before the days kept are forgotten with the first read of a day', async () => {
    const { app, store } = await withTrail(30);
    const old = { ...(await oneRead(store, app)), requestId: 'vieille', at: '2026-10-02T08:00:00.000Z' };
    const kept = { ...old, requestId: 'gardée', at: '2026-10-04T08:00:00.000Z' };
    await store.readTrail.append([old, kept]);
    const next = await withTrail(30);
    await next.store.readTrail.append([old, kept]);
    await post(next.app, '/v1/shortlists', { vacancy: 'V-1' });
    expect((await reads(next.app)).items.map(({ requestId }) => requestId)).toEqual([
      expect.not.stringMatching(/gardée|vieille/),
      'gardée',
    ]);
  });
  const oneRead = async (store: MemoryStore, app: ReturnType<typeof served>['app']) => {
    await post(app, '/v1/shortlists', { vacancy: 'V-1' });
    const ANY = { before: null, limit: 1, who: null, about: null, demand: null };
    const { id, ...read } = (await store.readTrail.read(ANY))[0]!;
    return read;
  };
});
