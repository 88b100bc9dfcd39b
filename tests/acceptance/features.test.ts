import { describe, expect, test } from 'vitest';
import { offerFacts } from '../../engine/acceptance/individual/facts.ts';
import { describeOffer, FEATURES, featuresOf } from '../../engine/acceptance/individual/features.ts';
import { AcceptanceModelSchema } from '../../engine/acceptance/individual/model.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { OfferFactsSchema } from '../../engine/domain/offerFacts.ts';
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
const FACTS = {
  roomsBeyondNeed: 0,
  rentChangeShare: null,
  kmToNamedCommune: 0,
  wideWish: false,
  floorsOnFoot: 2,
};
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
    expect(features().rentChangeShare).toBe(-0.167);
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
  test('no feature and no fact bears the name of a forbidden input', () => {
    const names = [...FEATURES, ...Object.keys(OfferFactsSchema.shape)];
    expect(names.filter((name) => forbiddenReason(name) !== null)).toEqual([]);
    expect(names.length).toBeGreaterThan(12);
  });
  test.each(['birthplace', 'nationality', 'name', 'incomeKind', 'age'])(
    'a fact named %s is refused, and so is a model that would look at it',
    (name) => {
      const facts = { ...FACTS, [name]: 1 };
      expect(OfferFactsSchema.safeParse(facts).success).toBe(false);
      const term = { feature: name, centre: 0, spread: 1, coefficient: 1, standardError: 0, whenUnknown: 0 };
      const model = { intercept: 0, terms: [term], leftOut: [], calibration: { shift: 0, scale: 1 } };
      expect(AcceptanceModelSchema.safeParse(model).success).toBe(false);
      const known = { ...model, terms: [{ ...term, feature: 'floorsOnFoot' }] };
      expect(AcceptanceModelSchema.safeParse(known).success).toBe(true);
    },
  );
  test('facts that nobody kept are all unknown; rank and class are known', () => {
    const unkept = featuresOf({ rank: 2, fragility: 'fragile', facts: null });
    expect(unkept).toMatchObject({ secondRank: 1, fragile: 1, roomsBeyondNeed: null, wideWish: null });
    expect(Object.values(unkept).filter((value) => value === null)).toHaveLength(5);
  });
  test('the facts of a household of which nothing is known, in a dwelling whose lift is not: none', () => {
    const nothing = {
      bedroomsNeeded: null,
      currentRentEur: null,
      declaredMonthlyEur: null,
      communes: [],
      wideWish: null,
    };
    const place = aDwelling('L1', { floor: 3, lift: null });
    expect(offerFacts(nothing, place, TERRITORY)).toBeNull();
    expect(offerFacts({ ...nothing, wideWish: false }, place, TERRITORY)).toMatchObject({ wideWish: false });
  });
  test('facts that a file would not read back the same are never made: no minus zero', () => {
    const side = {
      bedroomsNeeded: 1,
      currentRentEur: 300.01,
      declaredMonthlyEur: 2000,
      communes: [],
      wideWish: false,
    };
    const { rentChangeShare } = offerFacts(side, aDwelling('L1', { rentEur: 300 }), TERRITORY)!;
    expect(Object.is(rentChangeShare, 0)).toBe(true);
  });
});
