import { describe, expect, test } from 'vitest';
import { decisionsByHand } from '../../../engine/assignment/explain/byHand.ts';
import { explainHousehold } from '../../../engine/assignment/explain/household.ts';
import { planView } from '../../../engine/assignment/explain/view.ts';
import { dwelling, household, rowOf, type SessionCase, solved } from './support.ts';

/* One demand in a session: eligible where, listed where, how near it came. */

const SIX = [2016, 2017, 2018, 2019, 2020, 2021].map((year, i) =>
  household(i + 1, { filed: `${year}-11-02` }),
);
const TWO = [dwelling('L-1'), dwelling('L-2', { typology: 'T3', rooms: 3, livingAreaM2: 60 })];

const inSession = (given: SessionCase, demand: number) => {
  const { prepared, result } = solved(given);
  const byHand = decisionsByHand(prepared);
  const view = planView(prepared, result, new Set(byHand.pins.map(({ row }) => row)));
  return explainHousehold(view, byHand, rowOf(prepared.request.pool, demand));
};

test('listed: at which rank, and set aside elsewhere by which rule', () => {
  const found = inSession({ demands: SIX, dwellings: TWO }, 2);
  expect(found.listed).toEqual({ vacancy: 0, rank: 2 });
  expect(found.nearest).toBeNull();
  expect(found.vacancies).toMatchObject([
    { outcome: 'listed', rank: 2, byHand: false },
    { outcome: 'excluded-by-rule', by: { rule: 'typology-wish' } },
  ]);
});

test('eligible elsewhere as well', () => {
  const found = inSession({ demands: SIX, dwellings: [dwelling('L-1'), dwelling('L-2')] }, 1);
  expect(found.vacancies.map(({ outcome }) => outcome).sort()).toEqual(['listed', 'listed-elsewhere']);
});

test('not listed: points short of the last one taken, and no other list nearer', () => {
  const found = inSession({ demands: SIX, dwellings: TWO }, 5);
  // 2018 to 2020: 24 months at half a point.
  expect(found.nearest).toEqual({ vacancy: 0, rank: 3, points: 12_000, unit: 'own' });
});

test('as good as the last one taken, but for the lot: nothing is short', () => {
  const same = [1, 2, 3, 4].map((n) => household(n));
  const { prepared, result } = solved({ demands: same, dwellings: [dwelling('L-1')] });
  const view = planView(prepared, result);
  const out = [0, 1, 2, 3].filter((row) => !view.standing.has(row));
  expect(out).toHaveLength(1);
  const found = explainHousehold(view, decisionsByHand(prepared), out[0]!);
  expect(found.nearest!.points).toBeLessThanOrEqual(1);
});

describe('not proposed for another reason', () => {
  test('eligible nowhere', () => {
    const found = inSession({ demands: [...SIX, household(7, { typologies: ['T5'] })], dwellings: TWO }, 7);
    expect([found.listed, found.nearest]).toEqual([null, null]);
    expect(found.vacancies.map(({ outcome }) => outcome)).toEqual(['excluded-by-rule', 'excluded-by-rule']);
  });
  test('set aside by hand', () => {
    const given = { demands: SIX, dwellings: [dwelling('L-1')], exclusions: [{ vacancy: 'V-1', demand: 1 }] };
    expect(inSession(given, 1).vacancies).toMatchObject([
      { outcome: 'excluded-by-hand', exclusion: { vacancy: 0, motive: null } },
    ]);
  });
  test('every place is held by hand', () => {
    const pins = [1, 2, 3].map((demand) => ({ vacancy: 'V-1', demand, rank: demand }));
    const given = { demands: SIX, dwellings: [dwelling('L-1')], pins };
    expect(inSession(given, 4).vacancies).toEqual([{ outcome: 'no-place' }]);
    expect(inSession(given, 2).vacancies).toEqual([{ outcome: 'listed', rank: 2, byHand: true }]);
  });
});

test('a row that the pool does not have is a programmer’s error', () => {
  const { prepared, result } = solved({ demands: SIX, dwellings: [dwelling('L-1')] });
  expect(() => explainHousehold(planView(prepared, result), decisionsByHand(prepared), 6)).toThrow(
    'row 6 is not in the pool, which has 6',
  );
});
