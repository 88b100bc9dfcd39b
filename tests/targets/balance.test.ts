import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Target } from '../../engine/domain/territory.ts';
import {
  balanceHundredths,
  effectsOf,
  type TargetState,
  targetStates,
} from '../../engine/targets/balance.ts';
import { Ledger, type TargetProfile } from '../../engine/targets/ledger.ts';
import { type Aim, aimOf, countAim } from '../../engine/targets/schedule.ts';
import { aTerritory, PROPOSAL, ROUBAIX, TERRITORY, target } from '../support/territory.ts';

const place = { quartier: null, qpv: null, commune: ROUBAIX, bailleur: 'vilogia' };
const modest: TargetProfile = {
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile: null,
  verifiedPriority: false,
  npruRelocation: false,
};
const higher: TargetProfile = { ...modest, bandGroup: 'intermediate-or-higher' };
const unknown: TargetProfile = { ...modest, bandGroup: null };

const aimed = (changes: Partial<Target>): Aim =>
  aimOf(TERRITORY, target('t', changes), ROUBAIX, new Ledger(2026))!;

/** State of one target after so many leases to each kind of household. */
const stateAfter = (
  looked: Target,
  leases: { modest?: number; higher?: number; unknown?: number },
): TargetState => {
  const territory = aTerritory({ targets: [looked] });
  const ledger = new Ledger(2026);
  const add = (profile: TargetProfile, times = 0) => {
    for (let i = 0; i < times; i += 1) ledger.add(territory, place, profile);
  };
  add(modest, leases.modest);
  add(higher, leases.higher);
  add(unknown, leases.unknown);
  return targetStates(territory, ledger, place)[0]!;
};

describe('balance, in hundredths of dwellings', () => {
  test.each([
    ['min', 0.5, 10, 5, 0],
    ['min', 0.5, 10, 4, -100],
    ['min', 0.5, 11, 5, -50],
    ['min', 0.45, 1, 0, -45],
    ['min', 0.45, 1, 1, 55],
    ['max', 0.5, 10, 6, -100],
    ['max', 0.5, 10, 4, 100],
    ['max', 0.04, 100, 4, 0],
    ['min', 0.29, 100, 29, 0],
  ] as const)('at %s %d of %i, with %i: %i', (bound, share, among, counted, balance) => {
    expect(balanceHundredths(aimed({ bound, share }), { among, counted })).toBe(balance);
  });
  test('is a whole number, and "at most" mirrors "at least"', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), fc.integer({ min: 0, max: 100 }), (counted, others, percent) => {
        const count = { among: counted + others, counted };
        const min = balanceHundredths(aimed({ share: percent / 100 }), count);
        expect(Number.isInteger(min)).toBe(true);
        expect(min).toBe(counted * 100 - percent * count.among);
        expect(balanceHundredths(aimed({ share: percent / 100, bound: 'max' }), count) + min).toBe(0);
      }),
    );
  });
});

describe('balance of a count', () => {
  test.each([
    ['min', 2, 1, -100],
    ['min', 2, 2, 0],
    ['min', 2.5, 2, -50],
    ['max', 2, 3, -100],
    ['max', 2, 2, 0],
    ['max', 2, 0, 200],
  ] as const)(
    'at %s %d dwellings, %i counted: %i, however many are looked at',
    (bound, due, counted, balance) => {
      for (const among of [counted, 50])
        expect(balanceHundredths(countAim(bound, due), { among, counted })).toBe(balance);
    },
  );
  test('nothing yet is short of a number, not empty', () => {
    const { share: _, ...rest } = target('due', { scope: 'commune' });
    const due: Target = { ...rest, count: { dwellings: 2 }, toleranceDwellings: 0 };
    expect(stateAfter(due, {})).toMatchObject({ status: 'missed', balanceHundredths: -200 });
    expect(stateAfter({ ...due, toleranceDwellings: 2 }, {}).status).toBe('within-tolerance');
    expect(stateAfter(due, { modest: 2, higher: 40 })).toMatchObject({ status: 'reached' });
  });
});

describe('status at its boundaries', () => {
  const half = target('half', { scope: 'commune', share: 0.5, toleranceDwellings: 1 });
  test.each([
    ['nothing yet', {}, 'empty', null],
    ['exactly at the share', { modest: 5, higher: 5 }, 'reached', 0.5],
    ['above', { modest: 1 }, 'reached', 1],
    ['exactly one dwelling short', { modest: 4, higher: 6 }, 'within-tolerance', 0.4],
    ['half a dwelling more than the tolerance', { modest: 4, higher: 7 }, 'missed', 4 / 11],
    ['an unknown profile counts against', { modest: 5, higher: 4, unknown: 1 }, 'reached', 0.5],
    ['and can make it miss', { modest: 5, higher: 5, unknown: 3 }, 'missed', 5 / 13],
  ] as const)('at least half: %s', (_, leases, status, share) => {
    expect(stateAfter(half, leases)).toMatchObject({ status, share });
  });
  test.each([
    ['exactly at the share', { modest: 5, higher: 5 }, 'reached'],
    ['one dwelling over', { modest: 6, higher: 4 }, 'within-tolerance'],
    ['more than one over', { modest: 7, higher: 4 }, 'missed'],
    ['unknown profiles count as in', { modest: 5, higher: 4, unknown: 3 }, 'missed'],
  ] as const)('at most half: %s', (_, leases, status) => {
    expect(stateAfter({ ...half, bound: 'max' }, leases).status).toBe(status);
  });
  test('without tolerance, a hundredth of a dwelling is missed', () => {
    const strict = { ...half, share: 0.51, toleranceDwellings: 0 };
    expect(stateAfter(strict, { modest: 50, higher: 50 })).toMatchObject({
      status: 'missed',
      balanceHundredths: -100,
    });
    expect(stateAfter(strict, { modest: 51, higher: 49 })).toMatchObject({ status: 'reached' });
  });
});

test.each([
  ['an inactive one', { active: false }],
  ['one that has ended', { provenance: { ...PROPOSAL, validTo: '2026-12-30' } }],
  ['one that has not begun', { provenance: { ...PROPOSAL, validFrom: '2027-01-01' } }],
] as const)('%s has no weight, so no state', (_, changes) => {
  const states = (looked: Target) => targetStates(aTerritory({ targets: [looked] }), new Ledger(2026), place);
  expect(states(target('t', { scope: 'commune' }))).toHaveLength(1);
  expect(states({ ...target('t', { scope: 'commune' }), ...(changes as Partial<Target>) })).toEqual([]);
});

test('states come in the order of precedence, and only those that look at the place', () => {
  const territory = aTerritory({
    targets: [
      target('last', { scope: 'commune', precedence: 9 }),
      target('elsewhere', { scope: 'quartier', fragility: ['fragile'], precedence: 1 }),
      target('first', { scope: 'bailleur', precedence: 1 }),
    ],
  });
  const states = targetStates(territory, new Ledger(2026), place);
  expect(states.map((s) => [s.target.id, s.place, s.status])).toEqual([
    ['first', 'vilogia', 'empty'],
    ['last', ROUBAIX, 'empty'],
  ]);
});

describe('what one more lease does', () => {
  const half = target('half', { scope: 'commune' });
  const effect = (looked: Target, profile: TargetProfile) =>
    effectsOf([stateAfter(looked, { modest: 4, higher: 6 })], profile)[0]!;

  test('towards "at least" for who counts, away for who does not', () => {
    expect(effect(half, modest)).toMatchObject({ direction: 'towards', counted: true, unknown: false });
    expect(effect(half, modest).after).toMatchObject({
      count: { among: 11, counted: 5 },
      balanceHundredths: -50,
    });
    expect(effect(half, higher)).toMatchObject({ direction: 'away', counted: false });
    expect(effect(half, higher).after).toMatchObject({ balanceHundredths: -150, status: 'missed' });
  });
  test('the other way round for "at most"', () => {
    const atMost = { ...half, bound: 'max' } as const;
    expect(effect(atMost, modest).direction).toBe('away');
    expect(effect(atMost, higher).direction).toBe('towards');
  });
  test.each(['min', 'max'] as const)('an unknown profile goes away from "%s", and is said', (bound) => {
    const said = effect({ ...half, bound }, unknown);
    expect(said).toMatchObject({ direction: 'away', unknown: true, counted: bound === 'max' });
    expect(said.after.count.unknown).toBe(1);
  });
  test('for a count, towards only who is counted; the others are without effect', () => {
    const { share: _, ...rest } = half;
    const due: Target = { ...rest, count: { dwellings: 20 } };
    expect(effect(due, modest)).toMatchObject({ direction: 'towards', after: { balanceHundredths: -1500 } });
    expect(effect(due, higher)).toMatchObject({ direction: 'none', counted: false });
    expect(effect({ ...due, bound: 'max' }, modest).direction).toBe('away');
  });
  test('for a share of everything, who is counted goes towards it without moving it', () => {
    expect(effect({ ...half, share: 1 }, modest).direction).toBe('towards');
    expect(effect({ ...half, share: 0 }, higher).direction).toBe('none');
  });
  test('a mutation changes nothing in a first-access target', () => {
    const said = effect({ ...half, among: 'first-access' }, { ...modest, firstAccess: false });
    expect(said).toMatchObject({ direction: 'none', counted: false, unknown: false });
    expect(said.after).toBe(said.before);
  });
  test('is what the ledger says once the lease is there', () => {
    let towards = 0;
    const profile = fc.constantFrom(
      modest,
      higher,
      unknown,
      { ...modest, firstAccess: null },
      { ...higher, firstAccess: false },
    );
    const lookedAt = fc.constantFrom<Target>(
      half,
      { ...half, bound: 'max' },
      { ...half, among: 'first-access' },
    );
    fc.assert(
      fc.property(fc.array(profile, { maxLength: 20 }), profile, lookedAt, (before, next, t) => {
        const territory = aTerritory({ targets: [t] });
        const ledger = new Ledger(2026);
        for (const p of before) ledger.add(territory, place, p);
        const [said] = effectsOf(targetStates(territory, ledger, place), next);
        ledger.add(territory, place, next);
        expect(said!.after).toEqual(targetStates(territory, ledger, place)[0]);
        if (said!.direction === 'towards') towards += 1;
      }),
      { numRuns: 100 },
    );
    expect(towards).toBeGreaterThan(8);
  });
});
