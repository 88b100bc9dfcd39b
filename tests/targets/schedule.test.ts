import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/territory.ts';
import { Ledger, type TargetProfile } from '../../engine/targets/ledger.ts';
import { aimOf, inForce } from '../../engine/targets/schedule.ts';
import { aTerritory, FRAGILE, PROPOSAL, ROUBAIX, TERRITORY, target } from '../support/territory.ts';

const day = (text: string) => text as IsoDay;
const ledgerOn = (asOf: string) => new Ledger(Number(asOf.slice(0, 4)), day(asOf));
const { share: _, ...shareless } = target('t', { scope: 'commune' });
const counting = (count: NonNullable<Target['count']>, rest: Partial<Target> = {}): Target => ({
  ...shareless,
  ...rest,
  count,
});
const dueOn = (asOf: string, of: Target, key: string = ROUBAIX) =>
  aimOf(TERRITORY, of, key, ledgerOn(asOf))!.dueHundredths;

describe('a value by date', () => {
  const step = (from: string, share: number) => ({ from: day(from), share, provenance: PROPOSAL });
  const progressive = target('t', {
    share: 0.3,
    schedule: [step('2026-07-01', 0.4), step('2027-01-01', 0.5)],
  });
  test.each([
    ['2026-06-30', 30],
    ['2026-07-01', 40],
    ['2026-12-31', 40],
    ['2027-01-01', 50],
    ['2035-01-01', 50],
  ])('on %s: %i %%', (asOf, hundredths) => {
    expect(aimOf(TERRITORY, progressive, ROUBAIX, ledgerOn(asOf))).toMatchObject({
      kind: 'share',
      shareHundredths: hundredths,
      dueHundredths: 0,
    });
  });
  test('numbers too', () => {
    const due = counting(
      { dwellings: 10 },
      { schedule: [{ from: day('2026-07-01'), count: 12.5, provenance: PROPOSAL }] },
    );
    expect(dueOn('2026-06-30', due)).toBe(1000);
    expect(dueOn('2026-07-01', due)).toBe(1250);
  });
  test('whole hundredths, however the decimal is stored', () => {
    for (const percent of [7, 29, 57, 58])
      expect(aimOf(TERRITORY, target('t', { share: percent / 100 }), 'x', new Ledger(2026))).toMatchObject({
        shareHundredths: percent,
      });
  });
  test('a target without any aim is a fault of the program', () => {
    expect(() => aimOf(TERRITORY, shareless, ROUBAIX, new Ledger(2026))).toThrow(
      'Target t has no share, count or convergence.',
    );
  });
});

describe('dates of a target', () => {
  const dated = (validFrom: string | null, validTo: string | null) =>
    target('t', { provenance: { ...PROPOSAL, validFrom: validFrom as IsoDay, validTo: validTo as IsoDay } });
  test.each([
    [null, null, true],
    ['2026-11-02', null, true],
    ['2026-11-03', null, false],
    [null, '2026-11-02', true],
    [null, '2026-11-01', false],
  ])('from %s to %s: %s on 2 November', (from, to, expected) => {
    expect(inForce(dated(from, to), day('2026-11-02'))).toBe(expected);
  });
});

describe('a number of dwellings', () => {
  test.each([
    ['2026-01-01', Math.round((100 * 73) / 365)],
    ['2026-07-02', Math.round((73 * 100 * 183) / 365)],
    ['2026-12-31', 7300],
    ['2028-12-31', 7300],
  ])('73 as the year goes, on %s: %i hundredths', (asOf, hundredths) => {
    expect(dueOn(asOf, counting({ dwellings: 73, pace: 'linear' }))).toBe(hundredths);
  });
  test('all of it from 1 January unless the pack says otherwise', () => {
    expect(dueOn('2026-01-01', counting({ dwellings: 3 }))).toBe(300);
    expect(dueOn('2026-01-01', counting({ dwellings: 3, pace: 'whole-year' }))).toBe(300);
  });
  test('split between communes by their leases, and the parts make the whole', () => {
    const split = counting({ dwellings: 357, split: 'leases' });
    const parts = TERRITORY.pack.communes.map(({ code }) => dueOn('2026-11-02', split, code));
    expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - 35_700)).toBeLessThanOrEqual(
      parts.length / 2,
    );
    const leases = TERRITORY.estimatedLeasesByCommune;
    const total = [...leases.values()].reduce((sum, value) => sum + value, 0);
    const roubaix = TERRITORY.pack.communes.findIndex(({ code }) => code === ROUBAIX);
    expect(parts[roubaix]).toBe(
      Math.round((35_700 * leases.get(TERRITORY.pack.communes[roubaix]!.code)!) / total),
    );
  });
  test('split between landlords by their stock, between quartiers by their leases', () => {
    const bailleur = TERRITORY.pack.bailleurs[0]!;
    expect(
      dueOn('2026-11-02', counting({ dwellings: 100, split: 'leases' }, { scope: 'bailleur' }), bailleur.id),
    ).toBe(Math.round(10_000 * bailleur.simulatedStockShare));
    const quartiers = counting({ dwellings: 100, split: 'leases' }, { scope: 'quartier' });
    expect(dueOn('2026-11-02', quartiers, FRAGILE)).toBeGreaterThan(0);
  });
  test('a split has nothing for a place that the pack does not know', () => {
    for (const scope of ['commune', 'quartier', 'bailleur'] as const)
      expect(
        dueOn('2026-11-02', counting({ dwellings: 100, split: 'leases' }, { scope }), 'nulle-part'),
      ).toBe(0);
  });
  test('a place’s own number comes before the rule', () => {
    const own = counting({ dwellings: 1, byPlace: { [ROUBAIX]: 4 } });
    expect(dueOn('2026-11-02', own)).toBe(400);
    expect(dueOn('2026-11-02', own, '59350')).toBe(100);
  });
});

describe('convergence to the territory', () => {
  const converging = (bound: 'min' | 'max'): Target => ({
    ...shareless,
    bound,
    convergence: { initialShare: 0.5, fromAllocations: 10, margin: 0.1 },
  });
  const person: TargetProfile = {
    firstAccess: true,
    bandGroup: 'modest',
    firstQuartile: null,
    verifiedPriority: null,
    npruRelocation: null,
  };
  /** Aim after so many leases of each kind, spread over two communes. */
  const aimAfter = (bound: 'min' | 'max', modest: number, higher: number, unknown = 0) => {
    const territory = aTerritory({ targets: [converging(bound)] });
    const ledger = new Ledger(2026);
    const add = (bandGroup: TargetProfile['bandGroup'], times: number) => {
      for (let i = 0; i < times; i += 1)
        ledger.add(
          territory,
          { quartier: null, qpv: null, commune: i % 2 === 0 ? ROUBAIX : '59350', bailleur: 'vilogia' },
          { ...person, bandGroup },
        );
    };
    add('modest', modest);
    add('intermediate-or-higher', higher);
    add(null, unknown);
    return aimOf(territory, converging(bound), '59599', ledger)!;
  };
  test.each([
    ['one allocation too few: the initial share', 9, 0, 0, 0.5, 9],
    ['enough: the territory’s own', 7, 3, 0, 0.7, 10],
    ['unknown profiles neither count as enough', 9, 0, 5, 0.5, 9],
    ['nor drag the reference', 7, 3, 5, 0.7, 10],
  ])('%s', (_, modest, higher, unknown, share, allocations) => {
    for (const bound of ['min', 'max'] as const) {
      const aim = aimAfter(bound, modest, higher, unknown);
      expect(aim.reference).toEqual({ share, allocations });
      expect(aim.shareHundredths).toBe(Math.round(share * 100) + (bound === 'min' ? -10 : 10));
    }
  });
  test('never below nothing nor above all', () => {
    expect(aimAfter('min', 0, 20).shareHundredths).toBe(0);
    expect(aimAfter('max', 20, 0).shareHundredths).toBe(100);
  });
});
