import { describe, expect, test } from 'vitest';
import { describeOffer, FEATURES } from '../../engine/acceptance/individual/features.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { forbiddenReason } from '../../scoring/formula/forbidden.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import {
  FRAGILE,
  LESS_FRAGILE,
  MOST_FRAGILE,
  poolOf,
  TERRITORY,
  UNKNOWN_FRAGILITY,
} from '../support/territory.ts';

const base = aDemand(1);
type Changes<T> = { readonly [K in keyof T]?: unknown };
const features = (demand: Changes<Demand> = {}, dwelling: Changes<Dwelling> = {}, rank = 1) =>
  describeOffer({
    pool: poolOf([aDemand(1, demand)]),
    territory: TERRITORY,
    row: 0,
    dwelling: aDwelling('L1', dwelling),
    rank,
  });

describe('what the individual model sees of an offer', () => {
  test('the rank', () => {
    expect(
      [1, 2, 3, 7].map((rank) => {
        const { secondRank, laterRank } = features({}, {}, rank);
        return [secondRank, laterRank];
      }),
    ).toEqual([
      [0, 0],
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
  });
  test('the class of the quartier', () => {
    expect(
      [MOST_FRAGILE, FRAGILE, UNKNOWN_FRAGILITY, LESS_FRAGILE].map((quartier) => {
        const { mostFragile, fragile, unclassed } = features({}, { quartier });
        return [mostFragile, fragile, unclassed];
      }),
    ).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
      [0, 0, 0],
    ]);
  });
  test('rooms beyond need: a T2 is what one person needs, a T4 two more; unknown need is unknown', () => {
    expect(features().roomsBeyondNeed).toBe(0);
    expect(features({}, { typology: 'T4', rooms: 4 }).roomsBeyondNeed).toBe(2);
    const two = { ...base.household, adults: [{ birthDate: null }, { birthDate: null }], couple: null };
    expect(features({ household: two }).roomsBeyondNeed).toBeNull();
  });
  test('change of rent over resources: 300 € for 450 € at 900 € a month is a sixth less', () => {
    expect(features().rentChangeShare).toBeCloseTo(-150 / 900, 6);
  });
  test.each([
    ['current rent', { currentHousing: { ...base.currentHousing, rentEur: null } }],
    ['resources', { incomes: { ...base.incomes, declaredMonthlyEur: null } }],
    ['resources that are zero', { incomes: { ...base.incomes, declaredMonthlyEur: 0 } }],
  ])('unknown %s: no change of rent', (_, changes) => {
    expect(features(changes).rentChangeShare).toBeNull();
  });
  test('a change of rent larger than the resources is brought back to them', () => {
    expect(features({ incomes: { ...base.incomes, declaredMonthlyEur: 10 } }).rentChangeShare).toBe(-1);
    expect(
      features({ incomes: { ...base.incomes, declaredMonthlyEur: 10 } }, { rentEur: 900 }).rentChangeShare,
    ).toBe(1);
  });
  test('distance to the nearest named commune: none in a named one, unknown when none is named', () => {
    expect(features().kmToNamedCommune).toBe(0);
    const wishing = (communes: string[]) => ({ wishes: { ...base.wishes, communes, wide: true } });
    const away = features(wishing(['59350'])).kmToNamedCommune!;
    expect(away).toBeGreaterThan(5);
    expect(away).toBeLessThan(20);
    expect(features(wishing(['59350', '59512'])).kmToNamedCommune).toBe(0);
    expect(features(wishing([])).kmToNamedCommune).toBeNull();
  });
  test('a wide wish', () => {
    expect(features().wideWish).toBe(0);
    expect(features({ wishes: { ...base.wishes, wide: true } }).wideWish).toBe(1);
  });
  test.each([
    [{ floor: 3, lift: false }, 3],
    [{ floor: 3, lift: true }, 0],
    [{ floor: 0, lift: null }, 0],
    [{ floor: 3, lift: null }, null],
    [{ floor: null, lift: false }, null],
    [{ floor: null, lift: null, building: 'house' }, 0],
  ])('floors on foot of %o: %s', (dwelling, floors) => {
    expect(features({}, dwelling).floorsOnFoot).toBe(floors);
  });
  test('age, health, priorities and children’s ages change nothing as long as the need is the same', () => {
    expect(
      features({
        household: { ...base.household, adults: [{ birthDate: '1950-01-01' }], disabledMember: true },
        dalo: 'ACTIF',
        motives: ['07'],
        filedOn: '2016-01-01',
        accessibility: { stepFree: true, maxFloorOnFoot: 0 },
      }),
    ).toEqual(features());
  });
  test('no feature bears the name of a forbidden input', () => {
    expect(FEATURES.filter((feature) => forbiddenReason(feature) !== null)).toEqual([]);
    expect(FEATURES.length).toBeGreaterThan(5);
  });
});
