import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amountsOf, applied, type Change, compareSets, setKey } from '../../engine/counterfactual/change.ts';
import { papersOf } from '../../engine/counterfactual/papers.ts';
import { replaceRow } from '../../engine/counterfactual/replaceRow.ts';
import { floorIsAWish } from '../../engine/counterfactual/wishes.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import type { ShortlistCase } from '../support/shortlists.ts';
import { FRAGILE, MOST_FRAGILE, poolOf, TERRITORY, TODAY } from '../support/territory.ts';
import { isListed, whatIf } from './support.ts';

/*
 * Against brute force: every set of every admissible change, put in the demand, the pool and the list made anew. Few papers at once,
 * so that every set can be run.
 */

const base = aDemand(0);
const years = fc.integer({ min: 2012, max: 2025 });
const evidence = fc.constantFrom('declared', 'computed', 'verified');
const labels = fc.oneof(
  { weight: 2, arbitrary: fc.constant([]) },
  evidence.map((level) => [{ situation: 'ACI_LABEL', evidence: level, since: null }]),
);

/** What may be missing, or off, in the demand that asks. */
const asking = fc
  .record({
    year: fc.integer({ min: 2010, max: 2016 }),
    labels,
    daloKnown: fc.boolean(),
    rentKnown: fc.boolean(),
    taxKnown: fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false)),
    renewed: fc.boolean(),
    communes: fc.constantFrom(['59512'], ['59350']),
    typologies: fc.constantFrom(['T2'], ['T1']),
    quartiers: fc.constantFrom([], [FRAGILE]),
    wide: fc.boolean(),
    groundFloor: fc.constantFrom(true, false),
    maxFloorOnFoot: fc.constantFrom('any' as const, 1),
    rich: fc.boolean(),
  })
  .map(
    (v): Demand =>
      aDemand(50, {
        filedOn: `${v.year}-04-01`,
        renewedOn: v.renewed ? '2026-06-15' : '2020-01-01',
        updatedOn: '2020-01-01',
        priorities: v.labels,
        dalo: v.daloKnown ? 'NON' : null,
        currentHousing: { ...base.currentHousing, rentEur: v.rentKnown ? 200 : null },
        incomes: {
          ...base.incomes,
          referenceTaxIncome: v.taxKnown ? [{ year: 2024, amountEur: v.rich ? 60_000 : 9_000 }] : [],
        },
        wishes: {
          ...base.wishes,
          communes: v.communes,
          typologies: v.typologies,
          quartiers: v.quartiers,
          wide: v.wide,
          groundFloor: v.groundFloor,
        },
        accessibility: { stepFree: false, maxFloorOnFoot: v.maxFloorOnFoot },
      }),
  );

const others = fc
  .array(fc.record({ year: years, labels, dalo: fc.boolean() }), { minLength: 3, maxLength: 6 })
  .map((all) =>
    all.map(({ year, labels: priorities, dalo }, i) =>
      aDemand(i + 1, { filedOn: `${year}-04-01`, priorities, dalo: dalo && i === 0 ? 'ACTIF' : 'NON' }),
    ),
  );

const dwellings = fc
  .record({ floor: fc.constantFrom(0, 2), quartier: fc.constantFrom(null, MOST_FRAGILE) })
  .map(({ floor, quartier }) => aDwelling('L-1', { floor, quartier }));

const cases = fc.record({
  demand: asking,
  others,
  dwelling: dwellings,
  seed: fc.integer({ min: 0, max: 50 }),
});

/** Every change that the household could make for a dwelling, by subject: the catalogue said again, not asked of the search. */
const catalogue = (demand: Demand, dwelling: Dwelling): readonly (readonly Change[])[] => {
  const pool = poolOf([demand]);
  const wishes: readonly Change[] = [
    { kind: 'renew', on: TODAY },
    ...(demand.wishes.communes.includes(dwelling.commune)
      ? []
      : [{ kind: 'add-commune', commune: dwelling.commune } as const]),
    ...(demand.wishes.typologies.includes(dwelling.typology)
      ? []
      : [{ kind: 'add-typology', typology: dwelling.typology } as const]),
    ...(dwelling.quartier === null ? [] : [{ kind: 'add-quartier', quartier: dwelling.quartier } as const]),
    ...(demand.wishes.groundFloor === false ? [{ kind: 'ground-floor' } as const] : []),
    ...(demand.wishes.wide ? [] : [{ kind: 'wide' } as const]),
    ...(floorIsAWish(demand) && dwelling.floor !== null
      ? [{ kind: 'floor', upTo: dwelling.floor } as const]
      : []),
  ];
  return [...papersOf({ pool, row: 0, demand, territory: TERRITORY }), ...wishes.map((wish) => [wish])];
};

const allSets = (subjects: readonly (readonly Change[])[]): readonly (readonly Change[])[] =>
  subjects.reduce<readonly (readonly Change[])[]>(
    (sets, subject) => sets.flatMap((set) => [set, ...subject.map((change) => [...set, change])]),
    [[]],
  );

/** The first set that puts the demand on the list whatever its papers show; null: none does. */
const byForce = (given: ShortlistCase, demand: Demand, dwelling: Dwelling): readonly Change[] | null => {
  const among = given.demands.filter(({ number }) => number !== demand.number);
  const sets = [...allSets(catalogue(demand, dwelling))].sort(compareSets);
  return (
    sets.find((changes) =>
      applied(demand, changes).every((changed) =>
        isListed({ ...given, demands: [...among, changed] }, demand.number),
      ),
    ) ?? null
  );
};

describe('beside every set of changes that could be made', () => {
  test('the set found is the first of all, and none is found only where none is', {
    timeout: 120_000,
  }, () => {
    const seen = { listed: 0, found: 0, several: 0, never: 0 };
    fc.assert(
      fc.property(cases, ({ demand, others: rest, dwelling, seed }) => {
        const given: ShortlistCase = { demands: [...rest, demand], dwelling, seed };
        const { listed, ways } = whatIf(given, demand.number);
        const first = byForce(given, demand, dwelling);
        if (listed.length > 0) {
          seen.listed += 1;
          expect(first).toEqual([]);
        } else if (first === null) {
          seen.never += 1;
          expect(ways).toEqual([]);
        } else {
          seen.found += 1;
          if (first.length > 1) seen.several += 1;
          expect(setKey(ways[0]!.changes)).toBe(setKey(first));
          expect(ways[0]!.smallest).toBe(true);
        }
      }),
      { seed: 20261122, numRuns: 25 },
    );
    expect(seen.found).toBeGreaterThanOrEqual(8);
    expect(seen.several).toBeGreaterThanOrEqual(4);
    expect(seen.never).toBeGreaterThanOrEqual(2);
  });
});

/** The demand with all that a household may change taken out: what is left is its family, its health and its known amounts. */
const untouchable = (demand: Demand) => ({
  household: demand.household,
  stepFree: demand.accessibility.stepFree,
  motives: demand.motives,
  filedOn: demand.filedOn,
  history: demand.history,
  knownIncomes: demand.incomes.referenceTaxIncome.filter(({ amountEur }) => amountEur !== null).length,
});

test('no change touches a family, health, motives, or an amount that is known', () => {
  let changes = 0;
  fc.assert(
    fc.property(asking, dwellings, (demand, dwelling) => {
      for (const subject of catalogue(demand, dwelling))
        for (const change of subject)
          for (const changed of applied(demand, [change])) {
            changes += 1;
            const { knownIncomes: before, ...still } = untouchable(demand);
            const { knownIncomes: after, ...now } = untouchable(changed);
            expect(now).toEqual(still);
            if (change.kind === 'tax-income') expect([before, after]).toEqual([0, 1]);
            else expect(changed.incomes).toEqual(demand.incomes);
          }
    }),
    { seed: 7, numRuns: 100 },
  );
  expect(changes).toBeGreaterThan(500);
});

test('what a paper would show is told by ranges that meet and do not overlap', () => {
  const demand = aDemand(1, {
    incomes: { referenceTaxIncome: [], declaredMonthlyEur: null, rolling12MonthsEur: null },
  });
  const pool = poolOf([demand]);
  const subjects = papersOf({ pool, row: 0, demand, territory: TERRITORY });
  for (const kind of ['tax-income', 'monthly-income']) {
    const ranges = subjects.flatMap((subject) =>
      subject.flatMap((change) => ('low' in change && change.kind === kind ? [change] : [])),
    );
    expect(ranges.length).toBeGreaterThan(2);
    expect(ranges[0]!.low).toBe(0);
    for (const [i, range] of ranges.entries()) {
      expect(range.high).toBeGreaterThanOrEqual(range.low);
      if (i > 0) expect(range.low).toBe(ranges[i - 1]!.high + 1);
      expect(amountsOf(range).at(0)).toBe(range.low);
      expect(amountsOf(range).at(-1)).toBe(range.high);
    }
  }
});

test('a situation of the household that is not known is never to be established', () => {
  const demand = aDemand(1, { motives: null, currentHousing: { ...base.currentHousing, rentEur: null } });
  const menage = { ...TERRITORY.pack.situations[2]!, family: 'menage' as const };
  const established = (situations: typeof TERRITORY.pack.situations) => {
    const territory = { ...TERRITORY, pack: { ...TERRITORY.pack, situations } };
    const pool = poolOf([demand], { territory });
    return papersOf({ pool, row: 0, demand, territory })
      .flat()
      .flatMap((change) => (change.kind === 'establish' ? [change.situation] : []));
  };
  expect(established([TERRITORY.pack.situations[2]!])).toEqual([menage.code]);
  expect(established([menage])).toEqual([]);
});

test('a pool with one row replaced is the pool built anew, bytes for bytes', () => {
  fc.assert(
    fc.property(others, asking, asking, (rest, before, after) => {
      const pool = poolOf([...rest, before]);
      const row = pool.numbers.rowOf(before.number);
      const replaced = replaceRow(pool, row, { pool: poolOf([after]), at: 0 });
      expect(replaced.hash).toBe(poolOf([...rest, after]).hash);
    }),
    { seed: 3, numRuns: 100 },
  );
});
