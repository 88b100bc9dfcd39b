import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Situation } from '../../engine/domain/territory.ts';
import { demandProfile } from '../../engine/shortlist/profile.ts';
import {
  allocationProfile,
  membership,
  placeKey,
  placeOf,
  type TargetProfile,
} from '../../engine/targets/ledger.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import {
  aTerritory,
  PROPOSAL,
  poolOf,
  ROUBAIX,
  SITUATIONS,
  TERRITORY,
  target,
} from '../support/territory.ts';

/* The legal quotas of L441-1: quartiles of the demand's resources, in and out of QPV, priority publics. */

const profile = (firstQuartile: boolean | null, npruRelocation: boolean | null = false): TargetProfile => ({
  firstAccess: true,
  bandGroup: 'modest',
  firstQuartile,
  verifiedPriority: false,
  npruRelocation,
});

describe('a target on the first quartile', () => {
  const first = target('q1', { counts: { quartile: 'first' } });
  test.each([
    ['of the first quartile', profile(true), true, false],
    ['above it', profile(false), false, false],
    ['above it, but rehoused by urban renewal, which the law counts too', profile(false, true), true, false],
    ['of unknown resources: counts against', profile(null), false, true],
    ['of unknown resources, but rehoused by urban renewal', profile(null, true), true, false],
    ['above it, relocation unknown: counts against', profile(false, null), false, true],
    ['of the first quartile, relocation unknown', profile(true, null), true, false],
  ] as const)('a household %s', (_, looked, counted, unknown) => {
    expect(membership(first, looked)).toEqual({ among: true, counted, unknown });
  });
});

describe('a target on the other quartiles', () => {
  const others = target('q234', { counts: { quartile: 'others' } });
  test.each([
    ['of the first quartile', profile(true), false, false],
    ['above it', profile(false), true, false],
    ['above it, rehoused by urban renewal: still of another quartile', profile(false, true), true, false],
    ['of unknown resources: counts against', profile(null), false, true],
  ] as const)('a household %s', (_, looked, counted, unknown) => {
    expect(membership(others, looked)).toEqual({ among: true, counted, unknown });
  });
});

describe('in and out of QPV', () => {
  const place = (qpv: boolean | null) => ({ quartier: null, qpv, commune: ROUBAIX, bailleur: 'vilogia' });
  const key = (qpv: 'in' | 'out' | undefined, at: boolean | null) =>
    placeKey(TERRITORY, target('t', qpv === undefined ? {} : { qpv }), place(at));
  const everywhere = TERRITORY.pack.id;

  test.each([
    ['in', true, everywhere],
    ['in', false, null],
    ['in', null, null],
    ['out', true, null],
    ['out', false, everywhere],
    ['out', null, null],
    [undefined, null, everywhere],
  ] as const)('target %s, dwelling %s: %s', (asked, at, expected) => {
    expect(key(asked, at)).toBe(expected);
  });

  test('a dwelling says it by its QPV of 2024: a code, no, or nothing', () => {
    const at = (qpv2024: string | false | null) => placeOf(TERRITORY, aDwelling('L-1', { qpv2024 })).qpv;
    expect([at('QN05981M'), at(false), at(null)]).toEqual([true, false, null]);
  });
});

const situation = (code: string, rest: Partial<Situation>): Situation => ({
  ...(SITUATIONS[0] as Situation),
  code,
  ...rest,
});

/** Codes that no rule could guess: what makes a priority is the scope that the pack gives. */
const LAW = aTerritory({
  situations: [
    situation('PUBLIC_A', { scope: 'all', predicate: 'motive07' }),
    situation('PUBLIC_B', { scope: 'first-access' }),
    situation('ECHANGE', { scope: 'mutation' }),
  ],
  quartiles: [
    { validFrom: '2025-01-01' as IsoDay, firstQuartileBelowEurPerUc: 9_000, provenance: PROPOSAL },
    { validFrom: '2026-06-01' as IsoDay, firstQuartileBelowEurPerUc: 9_500, provenance: PROPOSAL },
  ],
});

describe('priority situations', () => {
  test('are those of the pack, whatever their codes, but for those of mutations', () => {
    expect(LAW.prioritySituations.map(({ code }) => code)).toEqual(['PUBLIC_A', 'PUBLIC_B']);
    const verified = (...codes: string[]) =>
      allocationProfile(LAW, anAllocation('L-1', { verifiedSituations: codes })).verifiedPriority;
    expect([verified('PUBLIC_A'), verified('ECHANGE', 'PUBLIC_B')]).toEqual([true, true]);
    expect([verified('ECHANGE'), verified(), verified('ACI_NOWHERE')]).toEqual([false, false, false]);
  });

  const hlm = { currentHousing: { ...aDemand(1).currentHousing, kind: 'HLM' } };
  const labelled = (code: string, rest = {}) =>
    aDemand(1, {
      priorities: [{ situation: code, evidence: 'verified', since: '2026-01-05' }],
      ...rest,
    });
  const verifiedIn = (demand: ReturnType<typeof aDemand>) =>
    demandProfile(poolOf([demand], { territory: LAW }), LAW, 0).verifiedPriority;

  test('of scope all count on a first access and on a mutation', () => {
    expect([verifiedIn(labelled('PUBLIC_A')), verifiedIn(labelled('PUBLIC_A', hlm))]).toEqual([true, true]);
  });
  test('of first access do not count on a mutation', () => {
    expect([verifiedIn(labelled('PUBLIC_B')), verifiedIn(labelled('PUBLIC_B', hlm))]).toEqual([true, false]);
  });
  test('of mutation never count', () => {
    expect([verifiedIn(labelled('ECHANGE')), verifiedIn(labelled('ECHANGE', hlm))]).toEqual([false, false]);
  });
  test('declared but not verified do not count', () => {
    expect(verifiedIn(aDemand(1, { motives: ['07'] }))).toBe(false);
  });
  test('of scope all are read on mutations by their predicate too', () => {
    const level = (rest: object) => poolOf([aDemand(1, rest)], { territory: LAW }).array('PUBLIC_A')[0];
    expect(level({ motives: ['07'], ...hlm })).toBe(level({ motives: ['07'] }));
    expect(level({ motives: ['07'], ...hlm })).not.toBe(level({ motives: ['19'], ...hlm }));
  });
});

describe('the quartile of a household', () => {
  test('of a past allocation, by the threshold in force on the day of the decision', () => {
    const first = (incomePerUcEur: number | null, decidedOn: string) =>
      allocationProfile(LAW, anAllocation('L-1', { incomePerUcEur, decidedOn })).firstQuartile;
    expect([first(9_200, '2026-05-31'), first(9_200, '2026-06-01')]).toEqual([false, true]);
    expect([first(9_500, '2026-06-01'), first(null, '2026-06-01')]).toEqual([false, null]);
    expect(first(100, '2024-12-31')).toBeNull();
  });

  test('of a demand, by its monthly resources a year and consumption unit; unknown stays unknown', () => {
    const first = (declaredMonthlyEur: number | null) => {
      const demand = aDemand(1, { incomes: { ...aDemand(1).incomes, declaredMonthlyEur } });
      return demandProfile(poolOf([demand], { territory: LAW }), LAW, 0).firstQuartile;
    };
    expect([first(791), first(792), first(null)]).toEqual([true, false, null]);
  });
});
