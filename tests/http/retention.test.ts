import { beforeEach, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served, settle } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { problemOf } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';

const { admin } = PRINCIPALS;
let town: Served;
let store: MemoryStore;
const origin = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const old = { filedOn: '2015-01-01', renewedOn: '2016-01-01', updatedOn: '2016-01-01' };

beforeEach(async () => {
  store = new MemoryStore({});
  await settle(store);
  await store.commit(
    'demands',
    [701, 702, 703].map((n) => aDemand(n, old)),
    origin,
  );
  await store.commit(
    'allocations',
    [anAllocation('L-1', { demand: aNumber(702), decidedOn: '2026-01-01' })],
    origin,
  );
  town = served({}, { store });
});

interface Shown {
  readonly past: number;
  readonly items: readonly { readonly number: string; readonly until: string }[];
  readonly nextCursor: string | null;
  readonly durations: readonly { readonly months: number; readonly certainty: string }[];
}
const read = async (query = ''): Promise<Shown> =>
  (await (await town.ask(admin, 'GET', `/v1/retention${query}`)).json()) as Shown;

describe('the durations of retention', () => {
  test('list who is past them, page by page, by durations that are proposals', async () => {
    const first = await read('?limit=1');
    expect(first.durations.map(({ certainty }) => certainty)).toEqual(Array(3).fill('proposition'));
    expect([first.past, first.items.map(({ number }) => number)]).toEqual([2, [aNumber(701)]]);
    const second = await read(`?limit=1&cursor=${first.nextCursor}`);
    expect([second.items.map(({ number }) => number), second.nextCursor]).toEqual([[aNumber(703)], null]);
  });
  test('are set, and then count', async () => {
    const one = { months: 1, source: 'délibération', certainty: 'official' };
    const durations = { demand: one, candidacy: one, allocation: one };
    const set = await town.ask(admin, 'PUT', '/v1/retention/durations', durations);
    expect(await set.json()).toMatchObject({
      text: expect.stringMatching(/13\sménages dépassent toutes les durées/),
    });
    expect(await read()).toMatchObject({
      past: 13,
      durations: [{ months: 1, certainty: 'officiel' }, {}, {}],
    });
    const refused = await town.ask(admin, 'PUT', '/v1/retention/durations', {
      ...durations,
      demand: { ...one, months: 0 },
    });
    await problemOf(refused, 400);
  });
  test('erase as many as are asked, the oldest first, and say how many are left', async () => {
    const erase = async (most: number) =>
      (await town.ask(admin, 'POST', '/v1/retention/erasures', { most })).json();
    expect(await erase(1)).toMatchObject({ households: 1, left: 1, demands: 1 });
    expect((await read()).items.map(({ number }) => number)).toEqual([aNumber(703)]);
    expect(await erase(5)).toMatchObject({ households: 1, left: 0 });
    expect(await erase(5)).toMatchObject({ households: 0, left: 0, text: 'Rien n’est effacé.' });
    const events = await store.events.read({ from: 1, limit: 9 });
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['erased', admin.id],
      ['erased', admin.id],
    ]);
  });
});
