import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNMET } from '../../engine/eligibility/rule.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { poissonInterval } from '../../engine/placement/poisson.ts';
import { releaseRates } from '../../engine/placement/releases.ts';
import { stockIndex } from '../../engine/placement/stock.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { anyDwelling, someDemands } from '../support/arbitraries.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { groundOf, placementOf } from '../support/placements.ts';
import { aTerritory, MEL_PACK, TERRITORY, TODAY } from '../support/territory.ts';

const base = aDemand(0);
const fifty = Array.from({ length: 50 }, (_, i) => aDwelling(`L-${i}`));
const rates = (allocations: Parameters<typeof releaseRates>[0]['allocations'], territory = TERRITORY) => {
  const { cells } = stockIndex(territory, fifty);
  return {
    cells,
    rates: releaseRates({ territory, cells, allocations, dwellings: byId(...fifty), asOf: TODAY }),
  };
};

describe('Poisson interval', () => {
  test('known values: mean 3, 90 %: from 1 to 6; mean 0: nothing', () => {
    expect(poissonInterval(3, 0.9)).toEqual({ low: 1, high: 6 });
    expect(poissonInterval(0, 0.9)).toEqual({ low: 0, high: 0 });
    expect(poissonInterval(0.02, 0.9)).toEqual({ low: 0, high: 0 });
  });
  test('holds its share of the chances, and no bound could be tighter', () => {
    const chance = (mean: number, upTo: number) => {
      let sum = 0;
      let term = Math.exp(-mean);
      for (let k = 0; k <= upTo; k += 1) {
        sum += term;
        term *= mean / (k + 1);
      }
      return sum;
    };
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 300, noNaN: true }),
        fc.double({ min: 0.5, max: 0.99, noNaN: true }),
        (mean, share) => {
          const { low, high } = poissonInterval(mean, share);
          expect(chance(mean, high) - chance(mean, low - 1)).toBeGreaterThanOrEqual(share - 1e-9);
          expect(chance(mean, low - 1)).toBeLessThanOrEqual((1 - share) / 2 + 1e-9);
          expect(chance(mean, high - 1)).toBeLessThanOrEqual((1 + share) / 2 + 1e-9);
        },
      ),
      { numRuns: 200 },
    );
  });
  test('refuses what is no mean or no share', () => {
    expect(() => poissonInterval(-1, 0.9)).toThrow(RangeError);
    expect(() => poissonInterval(1, 1)).toThrow(RangeError);
    expect(() => poissonInterval(Number.NaN, 0.9)).toThrow(RangeError);
  });
});

describe('rotation', () => {
  const over = (days: readonly string[]) => days.map((decidedOn, i) => anAllocation(`L-${i}`, { decidedOn }));

  test('dwellings allocated in the last twelve months, each once, over the stock', () => {
    const { rates: found } = rates([
      ...over(['2025-10-01', '2026-01-10', '2026-05-05', '2026-09-09', '2026-10-30', '2026-12-01']),
      anAllocation('L-1', { decidedOn: '2026-08-01' }),
      anAllocation('elsewhere', { decidedOn: '2026-08-01' }),
    ]);
    // L-0 is older, L-5 is of a day to come, L-1 counts once, one is not in the stock.
    expect(found).toMatchObject({ source: 'allocations', since: '2025-11-02', releases: 4 });
    expect(found.perDwellingYear).toBeCloseTo(4 / 50, 3);
  });
  test('a cell is drawn towards its typology: alone in it, it keeps its own rate', () => {
    const { cells, rates: found } = rates(over(['2025-10-01', '2026-01-10', '2026-05-05']));
    expect(cells).toHaveLength(1);
    expect(found.rateOf(cells[0]!)).toBeCloseTo(2 / 50, 3);
  });
  test('less than two months on record: the territory’s own estimate', () => {
    const { rates: found } = rates(over(['2026-10-01']));
    expect(found).toMatchObject({ source: 'pack', since: null });
    expect(found.perDwellingYear).toBeGreaterThan(0);
  });
  test('nothing on record and no estimate: unknown, not zero', () => {
    const bare = aTerritory({
      quartiers: MEL_PACK.quartiers.map((q) => ({ ...q, estimatedLeasesPerYear: 0 })),
    });
    const { cells, rates: found } = rates([], bare);
    expect(found).toMatchObject({ source: 'none', perDwellingYear: null });
    expect(found.rateOf(cells[0]!)).toBeNull();
    const [place] = placementOf({ demands: [aDemand(1)], dwellings: fifty, vacancies: [], territory: bare })
      .groups[0]!.expected;
    expect(place).toMatchObject({ stock: 50, perDwellingYear: null });
    expect(place!.within).toEqual([1, 3, 6].map((months) => ({ months, mean: null, interval: null })));
  });
});

describe('expected dwellings', () => {
  const allocations = [anAllocation('L-0', { decidedOn: '2025-10-01' })].concat(
    Array.from({ length: 10 }, (_, i) => anAllocation(`L-${i}`, { decidedOn: '2026-03-01' })),
  );
  const expectedOf = (demand: object, dwellings = fifty, beyondWishes = false) =>
    placementOf({ demands: [aDemand(1, demand)], dwellings, vacancies: [], allocations }, beyondWishes)
      .groups[0]!.expected;

  test('stock × rotation × months, with its interval', () => {
    const [place, ...others] = expectedOf({});
    expect(others).toEqual([]);
    expect(place).toMatchObject({
      commune: '59512',
      typology: 'T2',
      wish: 'named',
      stock: 50,
      suitedShare: 1,
    });
    const [one, , six] = place!.within;
    expect(one!.mean).toBeCloseTo(10 / 12, 2);
    expect(six!.mean).toBeCloseTo(5, 1);
    expect(six!.interval).toEqual(poissonInterval(six!.mean!, 0.9));
  });
  test('only the part of the stock that suits: floor', () => {
    const half = fifty.map((d, i) => (i % 2 === 0 ? d : aDwelling(d.id, { floor: 8 })));
    const [place] = expectedOf({ accessibility: { stepFree: false, maxFloorOnFoot: 3 } }, half);
    expect(place).toMatchObject({ suitedShare: 0.5, unknownShare: 0 });
    expect(place!.within[2]!.mean).toBeCloseTo(2.5, 1);
  });
  test('a paper that is missing takes nothing away, and is said', () => {
    const unsaid = fifty.map((d) => aDwelling(d.id, { stepFree: null }));
    const [place] = expectedOf({ accessibility: { stepFree: true, maxFloorOnFoot: 'any' } }, unsaid);
    expect(place).toMatchObject({ suitedShare: 1, unknownShare: 1 });
  });
  test('the part whose cost stays within the norms', () => {
    const dear = fifty.map((d, i) => (i < 40 ? d : aDwelling(d.id, { rentEur: 900 })));
    const [place] = expectedOf({ incomes: { ...base.incomes, declaredMonthlyEur: 1_600 } }, dear);
    expect(place!.withinMeansShare).toBe(0.8);
  });
  test('a demand that is no longer valid: none', () => {
    expect(expectedOf({ renewedOn: '2020-01-01', updatedOn: '2020-01-01', filedOn: '2019-01-01' })).toEqual(
      [],
    );
  });
  test('communes named go before those only accepted', () => {
    const dwellings = [...fifty, ...fifty.map((d) => aDwelling(`${d.id}-B`, { commune: '59350' }))];
    const found = expectedOf({ wishes: { ...base.wishes, wide: true } }, dwellings);
    expect(found.map(({ commune, wish }) => [commune, wish])).toEqual([
      ['59512', 'named'],
      ['59350', 'wide'],
    ]);
  });

  test('asking each kind once counts the same dwellings as asking each dwelling', () => {
    let suited = 0;
    fc.assert(
      fc.property(
        someDemands({ minLength: 1, maxLength: 3 }),
        fc.array(anyDwelling, { minLength: 1, maxLength: 25 }),
        fc.boolean(),
        (demands, drawn, beyondWishes) => {
          const dwellings = drawn.map((d, i) => aDwelling(`L-${i}`, { ...d, id: `L-${i}` }));
          const given = { demands, dwellings, vacancies: [], allocations };
          const { pool, territory } = groundOf(given);
          const row = pool.numbers.rowOf(demands[0]!.number);
          const alone = dwellings.filter((dwelling) => {
            if (!territory.communeByCode.has(dwelling.commune)) return false;
            const quartier = territory.quartierOfDwelling(dwelling)?.id ?? null;
            return prepareRules({ pool, territory, dwelling, quartier }).every(
              (rule) => (beyondWishes && rule.kind === 'wish') || rule.test(row) !== UNMET,
            );
          }).length;
          const found = placementOf(given, beyondWishes).groups.flatMap(({ expected }) => expected);
          const counted = found.reduce((sum, { stock, suitedShare }) => sum + stock * suitedShare, 0);
          expect(counted).toBeCloseTo(alone, 9);
          suited += alone;
        },
      ),
      { numRuns: 300 },
    );
    expect(suited).toBeGreaterThan(50);
  });
});
