import { beforeEach, describe, expect, test } from 'vitest';
import { auditDocument, auditId } from '../../api/service/disparityDocument.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
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

describe('kept computations', () => {
  const left = { candidates: 0, gone: 0, outsidePool: 0, leases: 0, leasesGone: 0 };
  const keep = async (at: string): Promise<string> => {
    const found = {
      asOf: '2026-11-02' as IsoDay,
      source: 'lists',
      period: null,
      left,
      audit: { at } as never,
    } as const;
    const made = { ...found, at, id: auditId(found) };
    await store.collection('disparities').save({ id: made.id, version: 1, document: auditDocument(made) }, 0);
    return made.id;
  };
  const review = async (query = '') =>
    (await town.ask(admin, 'GET', `/v1/retention/studies${query}`)).json() as Promise<
      Pick<Shown, 'past' | 'nextCursor'> & { readonly items: readonly { readonly id: string }[] }
    >;

  test('are listed once past their durations, removed when asked, the oldest first', async () => {
    const ids = [await keep('2020-01-01T08:00:00.000Z'), await keep('2021-01-01T08:00:00.000Z')];
    await keep('2026-11-01T08:00:00.000Z');
    const first = await review('?limit=1');
    expect([first.past, first.items.map(({ id }) => id)]).toEqual([2, [ids[0]]]);
    const second = await review(`?limit=1&cursor=${first.nextCursor}`);
    expect(second.items.map(({ id }) => id)).toEqual([ids[1]]);
    const csv = await town.ask(admin, 'GET', '/v1/retention/studies?format=csv');
    const lines = (await csv.text()).replace('\ufeff', '').trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(new RegExp(`^Examens de l’égalité de traitement;${ids[0]};2020-01-01;`));
    const remove = async (most: number) =>
      (await town.ask(admin, 'POST', '/v1/retention/studies/removals', { most })).json();
    expect(await remove(1)).toMatchObject({ removed: { audit: 1, prices: 0 }, left: 1 });
    expect(await remove(500)).toMatchObject({ removed: { audit: 1 }, left: 0 });
    expect(await remove(500)).toMatchObject({ left: 0, text: 'Rien n’est retiré.' });
    expect((await store.collection('disparities').all()).length).toBe(1);
  });
  test('last as long as is set', async () => {
    await keep('2026-08-01T08:00:00.000Z');
    const one = { months: 1, source: 'délibération', certainty: 'official' };
    const months = { comparison: one, simulation: one, audit: one, draws: one };
    const year = { ...one, months: 12 };
    const set = (durations: unknown) => town.ask(admin, 'PUT', '/v1/retention/studies/durations', durations);
    expect(await (await set({ ...months, prices: year })).json()).toMatchObject({
      text: expect.stringMatching(/1\scalcul gardé dépasse sa durée, sur 1\sgardé/),
    });
    await problemOf(await set({ ...months, prices: one }), 400);
    expect((await review()).past).toBe(1);
  });
});
