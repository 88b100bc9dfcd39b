import { describe, expect, test } from 'vitest';
import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { attractiveness, functioning, guardRail, occupation } from '../../engine/qualification/axes.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { aHistory } from '../support/history.ts';
import { FRAGILE, TERRITORY, TODAY } from '../support/territory.ts';

const home = (id: string, overrides: { readonly [K in keyof Dwelling]?: unknown } = {}) =>
  aDwelling(id, { residence: 'Les Tilleuls', quartier: FRAGILE, ...overrides });
const MODEST = { shareOfPlusCeiling: 0.2 };
const HIGHER = { shareOfPlusCeiling: 0.7 };
const UNKNOWN = { shareOfPlusCeiling: null };
/** Decided and signed on one day. */
const entry = (dwelling: string, on: string, rest: object = MODEST): Allocation =>
  anAllocation(dwelling, {
    decidedOn: on,
    leaseSignedOn: on,
    demand: aNumber(Number(on.replaceAll('-', '').slice(2))),
    ...rest,
  });
const outcome = (dwelling: string, answer: string | null, rest: object = {}): Outcome =>
  OutcomeSchema.parse({
    vacancy: `V-${dwelling}`,
    dwelling,
    demand: aNumber(1),
    rank: 1,
    examinedOn: '2026-05-12',
    decision: 'attribution-ranked',
    answer,
    refusalReason: null,
    ...rest,
  });

describe('occupation: who came in lately', () => {
  const dwellings = byId(
    home('L-1'),
    home('L-2'),
    home('L-3', { residence: 'Les Ormes' }),
    home('L-4', { residence: null }),
  );
  const history = aHistory({
    dwellings,
    allocations: [
      entry('L-1', '2026-01-10'),
      entry('L-2', '2026-02-10', HIGHER),
      entry('L-3', '2026-03-10', UNKNOWN),
      entry('L-1', '2024-11-02'),
      entry('L-1', '2024-11-03'),
    ],
  });
  test('the residence and the quartier are counted apart, over two years, unknown bands said', () => {
    expect(occupation(history, home('L-1'), FRAGILE)).toEqual({
      residence: { entries: 3, modest: 2, unknown: 0 },
      quartier: { entries: 4, modest: 2, unknown: 1 },
      recordedDays: 730,
    });
  });
  test('a dwelling without residence, or without quartier, has no such profile', () => {
    expect(occupation(history, home('L-4', { residence: null }), null)).toEqual({
      residence: null,
      quartier: null,
      recordedDays: 730,
    });
  });
  test('nobody has come in before the lease: a decision alone is no entry, and the day is that of the lease', () => {
    const of = (leaseSignedOn: string | null) =>
      occupation(
        aHistory({ dwellings, allocations: [entry('L-1', '2026-01-10', { leaseSignedOn })] }),
        home('L-1'),
        null,
      );
    expect(of(null)).toMatchObject({ residence: { entries: 0 }, recordedDays: 0 });
    expect(of('2026-11-03')).toMatchObject({ residence: { entries: 0 }, recordedDays: 0 });
    expect(of('2026-11-02')).toMatchObject({ residence: { entries: 1 }, recordedDays: 0 });
    expect(of('2026-10-23')).toMatchObject({ residence: { entries: 1 }, recordedDays: 10 });
  });
  test('residences of two landlords that share a name are two residences', () => {
    expect(occupation(history, home('L-9', { bailleur: 'vilogia' }), null).residence).toEqual({
      entries: 0,
      modest: 0,
      unknown: 0,
    });
  });
});

describe('functioning', () => {
  const dwellings = byId(home('L-1'), home('L-2'), home('L-3', { residence: 'Les Ormes' }));
  const of = (dwelling: Dwelling, outcomes: readonly Outcome[], availableOn = '2026-10-03') =>
    functioning({
      history: aHistory({ dwellings, outcomes, allocations: [entry('L-1', '2026-01-10')] }),
      vacancy: aVacancy('V-1', 'L-1', { availableOn }),
      dwelling,
      quartier: FRAGILE,
      asOf: TODAY as IsoDay,
    });
  test('turnover is entries a year per dwelling, over the days that the record covers', () => {
    expect(of(home('L-1'), []).turnover).toEqual({
      perYear: 365 / 296 / 2,
      entries: 1,
      dwellings: 2,
      recordedDays: 296,
    });
  });
  test.each([
    ['two whole years, whatever is older', '2020-01-01', { entries: 0, recordedDays: 730 }],
    ['exactly half a year', '2026-05-04', { entries: 1, recordedDays: 182 }],
    ['less: a season would pass for a year', '2026-05-05', null],
  ])('a record of %s', (_, signedOn, expected) => {
    const { turnover } = functioning({
      history: aHistory({ dwellings, allocations: [entry('L-1', signedOn)] }),
      vacancy: aVacancy('V-1', 'L-1'),
      dwelling: home('L-1'),
      quartier: null,
      asOf: TODAY as IsoDay,
    });
    if (expected === null) expect(turnover).toBeNull();
    else expect(turnover).toMatchObject(expected);
  });
  test('one dwelling alone has no turnover', () => {
    expect(of(home('L-3', { residence: 'Les Ormes' }), []).turnover).toBeNull();
  });
  test('silence is a refusal; a turn that never came and lower ranks are not answers', () => {
    const outcomes = [
      outcome('L-1', 'refused'),
      outcome('L-1', 'no-answer'),
      outcome('L-2', 'accepted'),
      outcome('L-1', null),
      outcome('L-1', 'refused', { rank: 2 }),
      outcome('L-1', 'refused', { examinedOn: '2024-10-01' }),
    ];
    expect(of(home('L-1'), outcomes).firstRankRefusals).toEqual({
      refused: 2,
      answered: 3,
      scope: 'residence',
    });
  });
  test('a residence without answers shows its quartier; without any, nothing', () => {
    expect(of(home('L-1'), [outcome('L-3', 'refused')]).firstRankRefusals).toEqual({
      refused: 1,
      answered: 1,
      scope: 'quartier',
    });
    expect(of(home('L-1'), []).firstRankRefusals).toBeNull();
  });
  test('days vacant start on the day it is free', () => {
    expect(of(home('L-1'), []).vacantDays).toBe(30);
    expect(of(home('L-1'), [], TODAY).vacantDays).toBe(0);
    expect(of(home('L-1'), [], '2026-12-01').vacantDays).toBe(0);
  });
});

describe('attractiveness', () => {
  test('rent against the same financing of the quartier, demands against the leases of the year', () => {
    const dwellings = byId(
      home('L-1', { rentEur: 300, livingAreaM2: 50 }),
      home('L-2', { rentEur: 500, livingAreaM2: 50 }),
      home('L-3', { rentEur: 900, livingAreaM2: 50, financing: 'PLS' }),
    );
    const history = aHistory({
      dwellings,
      allocations: [entry('L-2', '2026-01-10'), entry('L-2', '2025-10-01')],
    });
    expect(
      attractiveness({ history, territory: TERRITORY, dwelling: dwellings.get('L-1')!, demands: 12 }),
    ).toMatchObject({ rentPerM2Eur: 6, usualRentPerM2Eur: 8, demandsPerLease: { demands: 12, leases: 1 } });
  });
  test('no lease of its kind in a year: no pressure to state', () => {
    const history = aHistory({ dwellings: byId(home('L-1')) });
    expect(
      attractiveness({ history, territory: TERRITORY, dwelling: home('L-1'), demands: 12 }).demandsPerLease,
    ).toBeNull();
  });
});

describe('guard-rail on lists: entries of one side in a row', () => {
  const railOf = (...entries: readonly Allocation[]) =>
    guardRail(aHistory({ dwellings: byId(home('L-1'), home('L-2')), allocations: entries }), home('L-1'), 3);
  test('met at the limit, whatever the order of the file', () => {
    expect(
      railOf(entry('L-2', '2026-03-10'), entry('L-1', '2026-01-10'), entry('L-1', '2026-02-10')),
    ).toEqual({ group: 'modest', consecutive: 3, limit: 3 });
  });
  test('one short of the limit', () => {
    expect(railOf(entry('L-1', '2026-01-10'), entry('L-1', '2026-02-10'))).toBeNull();
  });
  test('broken by another side, and by a profile that is not known', () => {
    expect(
      railOf(
        entry('L-1', '2026-01-10'),
        entry('L-1', '2026-02-10', HIGHER),
        entry('L-1', '2026-03-10'),
        entry('L-1', '2026-04-10'),
      ),
    ).toBeNull();
    expect(
      railOf(
        entry('L-1', '2026-01-10'),
        entry('L-1', '2026-02-10'),
        entry('L-1', '2026-03-10'),
        entry('L-1', '2026-04-10', UNKNOWN),
      ),
    ).toBeNull();
  });
});
