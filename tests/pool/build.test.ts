import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Demand } from '../../engine/domain/demand.ts';
import type { CommuneCode, IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand, aNumber } from '../support/demands.ts';
import { aTerritory, poolOf, ROUBAIX, TODAY } from '../support/territory.ts';

const base = aDemand(1);
const thrown = (work: () => unknown): readonly { code: string; path: string; received?: string }[] => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.issues;
    throw error;
  }
  return [];
};

describe('what a pool refuses', () => {
  test('a numéro unique that comes twice, without repeating it', () => {
    const issues = thrown(() => poolOf([aDemand(2), aDemand(1), aDemand(2, { dalo: 'ACTIF' })]));
    expect(issues).toEqual([{ code: 'pool.duplicate-number', path: 'demands[2].number' }]);
  });
  test('a wish for a commune outside the territory', () => {
    const issues = thrown(() => poolOf([aDemand(1, { wishes: { ...base.wishes, communes: ['75056'] } })]));
    expect(issues).toEqual([{ code: 'pool.unknown-commune', path: 'demands[0].wishes', received: '75056' }]);
  });
  test('a wish for a quartier outside the territory', () => {
    const issues = thrown(() =>
      poolOf([aDemand(1, { wishes: { ...base.wishes, quartiers: ['nulle-part'] } })]),
    );
    expect(issues).toEqual([
      { code: 'pool.unknown-quartier', path: 'demands[0].wishes', received: 'nulle-part' },
    ]);
  });
  test('a situation that the territory does not have', () => {
    const priorities = [{ situation: 'ACI_NULLE', evidence: 'verified', since: null }];
    expect(thrown(() => poolOf([aDemand(1, { priorities })]))).toEqual([
      { code: 'pool.unknown-situation', path: 'demands[0].priorities', received: 'ACI_NULLE' },
    ]);
  });
});

test('an empty pool works', () => {
  const pool = poolOf([]);
  expect(pool.rowCount).toBe(0);
  expect(pool.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(pool.numbers.rowOf(aNumber(1))).toBe(-1);
  expect(pool.wishes.wideCount).toBe(0);
  expect(pool.wishes.named(pool.communeNumber(ROUBAIX as CommuneCode), 'T2')).toHaveLength(0);
});

test('rows are in the order of the numéros uniques, and found by them', () => {
  const pool = poolOf([aDemand(30), aDemand(4), aDemand(100)]);
  expect([0, 1, 2].map((row) => pool.numbers.at(row))).toEqual([aNumber(4), aNumber(30), aNumber(100)]);
  expect(pool.numbers.rowOf(aNumber(100))).toBe(2);
});

test('places that nobody has heard of have no number', () => {
  const pool = poolOf([]);
  expect(pool.communeNumber('75056' as CommuneCode)).toBe(-1);
  expect(pool.quartierNumber('nulle-part' as QuartierId)).toBe(-1);
});

describe('hash of a snapshot', () => {
  const demands = Array.from({ length: 12 }, (_, i) =>
    aDemand(i, {
      filedOn: `202${i % 6}-03-0${1 + (i % 9)}`,
      wishes: { ...base.wishes, communes: i % 2 ? [ROUBAIX] : ['59350', ROUBAIX], wide: i % 3 === 0 },
      dalo: i % 4 === 0 ? null : 'NON',
    }),
  );
  const pool = poolOf(demands);

  test('and every column are the same whatever the order the demands come in', () => {
    let moved = 0;
    fc.assert(
      fc.property(fc.shuffledSubarray(demands, { minLength: demands.length }), (shuffled) => {
        const other = poolOf(shuffled);
        expect(other.hash).toBe(pool.hash);
        expect(other.columns).toEqual(pool.columns);
        if (shuffled[0] !== demands[0]) moved += 1;
      }),
      { numRuns: 40 },
    );
    expect(moved).toBeGreaterThan(25);
  });

  const wishes = base.wishes;
  const changes: readonly (readonly [string, Partial<Record<keyof Demand, unknown>>])[] = [
    ['the number', { number: aNumber(999) }],
    ['the day of filing, inside one month', { filedOn: '2025-06-16' }],
    ['the day of renewal', { renewedOn: '2026-06-16' }],
    ['a birth date', { household: { ...base.household, adults: [{ birthDate: '1980-01-01' }] } }],
    ['a disability, from no to not declared', { household: { ...base.household, disabledMember: null } }],
    [
      'an income by one cent',
      { incomes: { ...base.incomes, referenceTaxIncome: [{ year: 2024, amountEur: 9_000.01 }] } },
    ],
    [
      'a monthly income from zero to not declared',
      { incomes: { ...base.incomes, declaredMonthlyEur: null } },
    ],
    ['the current housing', { currentHousing: { ...base.currentHousing, kind: 'HLM' } }],
    [
      'a contract',
      { employment: { ...base.employment, applicant: { ...base.employment.applicant, contract: 'CDD' } } },
    ],
    ['a motive', { motives: ['20'] }],
    ['a commune wished', { wishes: { ...wishes, communes: ['59350'] } }],
    ['a quartier wished', { wishes: { ...wishes, quartiers: ['59512-fresnoy'] } }],
    ['a typology wished', { wishes: { ...wishes, typologies: ['T1', 'T2'] } }],
    ['a wide wish', { wishes: { ...wishes, wide: true } }],
    ['a building wish', { wishes: { ...wishes, building: 'house' } }],
    ['a need of accessibility', { accessibility: { stepFree: true, maxFloorOnFoot: null } }],
    ['a floor limit', { accessibility: { stepFree: false, maxFloorOnFoot: 0 } }],
    ['a priority label', { priorities: [{ situation: 'ACI_LABEL', evidence: 'verified', since: null }] }],
    ['a level of evidence', { priorities: [{ situation: 'ACI_LABEL', evidence: 'declared', since: null }] }],
    ['the DALO status', { dalo: 'ACTIF' }],
    ['the NPRU relocation', { npruRelocation: null }],
    ['the history', { history: { suitedRefusals: 1, rankedNotHoused: 0 } }],
  ];
  const before = poolOf([base]).hash;
  test('each change below gives a hash of its own', () => {
    const hashes = changes.map(([, change]) => poolOf([aDemand(1, change)]).hash);
    expect(new Set([before, ...hashes]).size).toBe(changes.length + 1);
  });
  test.each(changes)('changes with %s', (_, change) => {
    expect(poolOf([aDemand(1, change)]).hash).not.toBe(before);
  });
  test('changes with the day, the territory, and one demand more', () => {
    expect(poolOf([base], { asOf: '2026-11-03' as IsoDay }).hash).not.toBe(before);
    expect(poolOf([base], { territory: aTerritory({ id: 'ailleurs' }) }).hash).not.toBe(before);
    expect(poolOf([base, aDemand(2)]).hash).not.toBe(before);
    expect(poolOf([base], { asOf: TODAY }).hash).toBe(before);
  });
});
