import { describe, expect, test } from 'vitest';
import { importContext } from '../../api/service/imports.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion, Workspace } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { aDemand, aNumber, aVacancy } from '../support/demands.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';

const rules = openRules('mel-2016');
const issuesOf = async (work: () => unknown): Promise<readonly Issue[]> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  return [];
};
const open = (
  content: ConstructorParameters<typeof MemoryStore>[0] = TOWN,
  referenceDay: IsoDay | null = null,
) => Workspace.open({ store: new MemoryStore(content, { referenceDay }), ...rules, asOf: TODAY });
const question = (changes: Partial<ShortlistQuestion> = {}): ShortlistQuestion => ({
  ...DEFAULT_QUESTION,
  vacancy: 'V-1',
  ...changes,
});

describe('rules of a territory', () => {
  test('the pack and the methods that were shipped', () => {
    expect(rules.territory.pack.id).toBe('mel-2016');
    expect([...rules.methods.keys()]).toEqual(expect.arrayContaining(['action-logement', 'ar-habitat']));
  });
  test.each(['nulle-part', '../mel-2016', ''])('%j is not one of them', async (id) => {
    expect(await issuesOf(() => openRules(id))).toEqual([
      {
        code: 'territory.unknown',
        path: 'territory',
        received: id,
        expected: expect.stringContaining('mel-2016'),
      },
    ]);
  });
});

describe('questions that have no answer', () => {
  test.each([
    ['a vacancy that nobody imported', { vacancy: 'V-99' }, { code: 'vacancy.unknown', received: 'V-99' }],
    [
      'a method that does not exist',
      { method: 'au-hasard' },
      { code: 'method.unknown', received: 'au-hasard', expected: 'ar-habitat' },
    ],
    [
      'a weighting taken for an ordering',
      { method: 'action-logement' },
      { code: 'method.not-an-ordering', expected: 'ar-habitat' },
    ],
  ])('%s', async (_, changes, issue) => {
    const workspace = await open();
    expect(await issuesOf(() => workspace.shortlist(question(changes)))).toEqual([
      expect.objectContaining(issue),
    ]);
  });
  test('a vacancy of a dwelling that is not in the stock', async () => {
    const workspace = await open({ ...TOWN, dwellings: [] });
    expect(await issuesOf(() => workspace.place('V-1'))).toEqual([
      { code: 'vacancy.dwelling-unknown', path: 'vacancy', received: 'L-1' },
    ]);
  });
  test.each([aNumber(99), 'x', ''])(
    'a demand that is not in the pool: its number is not repeated',
    async (number) => {
      const workspace = await open();
      expect(await issuesOf(() => workspace.explain(question(), number))).toEqual([
        { code: 'demand.unknown', path: 'demand' },
      ]);
    },
  );
});

describe('answers', () => {
  test('a shortlist, with what presents it', async () => {
    const { shortlist, context } = (await open()).shortlist(question({ next: 2 }));
    expect(shortlist.candidates.map((c) => c.number)).toEqual([1, 2, 3].map(aNumber));
    expect(shortlist.next).toHaveLength(2);
    expect(shortlist.funnel).toMatchObject({ total: 9, eligibleCount: 7 });
    expect(context).toMatchObject({ simulated: false, ranking: { seed: 1, weighting: null } });
  });
  test('data made by the world generator are said to be simulated', async () => {
    expect((await open(TOWN, TODAY)).simulated).toBe(true);
  });
  test('each demand set aside by a rule, with its reason', async () => {
    const workspace = await open();
    expect(
      workspace.setAside(question(), 'commune-wish', 10).map((p) => [p.number, p.excludedBy?.rule]),
    ).toEqual([[aNumber(8), 'commune-wish']]);
    expect(workspace.setAside(question(), 'valid-demand', 10).map((p) => p.number)).toEqual([aNumber(9)]);
    expect(workspace.setAside(question({ beyondWishes: true }), 'commune-wish', 10)).toEqual([]);
  });
  test('one demand, on the list or not', async () => {
    const workspace = await open();
    expect(workspace.explain(question(), aNumber(2)).place).toEqual({ rank: 2, of: 7 });
    expect(workspace.explain(question(), aNumber(8)).excludedBy).toMatchObject({ rule: 'commune-wish' });
  });
});

describe('contingent', () => {
  const oriented = { ...TOWN, vacancies: [aVacancy('V-1', 'L-1', { orientedTo: 'COLACT' })] };
  const weightingOf = async (
    content: ConstructorParameters<typeof MemoryStore>[0],
    contingent: string | null,
  ) => (await open(content)).shortlist(question({ contingent })).context.ranking.weighting?.method.id ?? null;

  test.each([
    ['nobody’s', TOWN, null, null],
    ['asked for', TOWN, 'COLACT', 'action-logement'],
    ['the one that the vacancy is oriented to', oriented, null, 'action-logement'],
    ['asked for, against the orientation', oriented, 'PPRIOR', null],
  ] as const)('%s', async (_, content, contingent, weighting) => {
    expect(await weightingOf(content, contingent)).toBe(weighting);
  });
  test('its points reach only who is in its scope', async () => {
    const workspace = await open();
    const pointsOf = (sequence: number, contingent: string | null) =>
      workspace.explain(question({ contingent }), aNumber(sequence)).score.points;
    expect(pointsOf(7, 'COLACT')).toBeGreaterThan(pointsOf(7, null));
    expect(pointsOf(1, 'COLACT')).toBe(pointsOf(1, null));
  });
});

test('the same question gives the same ranking object: an order is made once', async () => {
  const workspace = await open();
  const ranking = (changes: Partial<ShortlistQuestion>) =>
    workspace.shortlist(question(changes)).context.ranking;
  expect(ranking({})).toBe(ranking({ vacancy: 'V-7', size: 5 }));
  expect(ranking({ seed: 2 })).not.toBe(ranking({}));
});

describe('workspace of a server', () => {
  const cacheOf = (store: MemoryStore, today: () => IsoDay = () => TODAY) =>
    new WorkspaceCache({ store, rules, today });
  const origin = { file: 'demandes.csv', sha256: '0', at: '2026-11-02T08:00:00Z', refused: 0 };

  test('is made once while neither the data nor the day changes, for all who wait', async () => {
    const store = new MemoryStore(TOWN);
    const cache = cacheOf(store);
    const [first, second] = await Promise.all([cache.current(), cache.current()]);
    expect(first).toBe(second);
    expect(await cache.current()).toBe(first);
    expect(store.reads).toBe(1);
  });
  test('is made again when an import changes the data', async () => {
    const store = new MemoryStore(TOWN);
    const cache = cacheOf(store);
    const before = await cache.current();
    await store.commit('demands', [aDemand(77)], origin);
    const after = await cache.current();
    expect([before.pool.rowCount, after.pool.rowCount]).toEqual([9, 10]);
  });
  test('is made again when the day changes', async () => {
    let day = TODAY;
    const cache = cacheOf(new MemoryStore(TOWN), () => day);
    expect((await cache.current()).pool.asOf).toBe(TODAY);
    day = '2026-11-03' as IsoDay;
    expect((await cache.current()).pool.asOf).toBe(day);
  });
  test('a failed opening is said, and not kept', async () => {
    const twice = new MemoryStore({ ...TOWN, demands: [aDemand(1), aDemand(1)] });
    const cache = cacheOf(twice);
    expect(await issuesOf(() => cache.current())).toEqual([
      expect.objectContaining({ code: 'pool.duplicate-number' }),
    ]);
    await twice.commit('demands', [], origin);
    expect((await cache.current()).pool.rowCount).toBe(1);
  });
});

test('what a territory tells an import: its own codes, and the dwellings when they are known', () => {
  const context = importContext(rules.territory, new Set(['L-1']));
  expect(context.canonicalCommune('59355')).toBe('59350');
  expect(context.canonicalCommune('75056')).toBeNull();
  expect(context.bailleurIds.has('vilogia')).toBe(true);
  expect(context.situationCodes.size).toBe(rules.territory.pack.situations.length);
  expect(context.dwellingIds?.has('L-1')).toBe(true);
  expect(importContext(rules.territory, null).dwellingIds).toBeUndefined();
  const iris = rules.territory.pack.quartiers[0]!.iris[0]!;
  expect(context.quartierOfIris?.(iris)).toBe(rules.territory.pack.quartiers[0]!.id);
  expect(context.quartierOfIris?.('000000000')).toBeNull();
});
