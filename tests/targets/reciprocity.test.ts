import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { CommuneCode, DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import { NO_MOVES, receivedCount, reciprocityLedger } from '../../engine/targets/reciprocity.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { ROUBAIX, TERRITORY, TODAY } from '../support/territory.ts';

const LILLE = '59350';
const LOMME = '59355';
const OUTSIDE = '62041';
const dwellings = byId(aDwelling('R', { commune: ROUBAIX }), aDwelling('L', { commune: LILLE }));

/** A mutation of a tenant of `home` into the dwelling. */
const mutation = (dwelling: string, n: number, rest: Record<string, unknown> = {}): Allocation =>
  anAllocation(dwelling, { demand: aNumber(n), firstAccess: false, ...rest });
const HOMES = new Map<string, string | null>([
  [aNumber(1), LILLE],
  [aNumber(2), ROUBAIX],
  [aNumber(3), LOMME],
  [aNumber(4), OUTSIDE],
  [aNumber(5), null],
]);
const movesOf = (...allocations: readonly Allocation[]) =>
  reciprocityLedger({
    territory: TERRITORY,
    allocations,
    dwellings,
    homeOf: (demand: DemandNumber) => (HOMES.get(demand) ?? null) as CommuneCode | null,
    asOf: TODAY,
  });
const of = (moves: ReturnType<typeof movesOf>, commune: string) => moves.get(commune as CommuneCode);

describe('mutations between communes', () => {
  test('one commune receives, the other sends', () => {
    const moves = movesOf(mutation('R', 1));
    expect(of(moves, ROUBAIX)).toEqual({ ...NO_MOVES, received: 1 });
    expect(of(moves, LILLE)).toEqual({ ...NO_MOVES, sent: 1 });
  });
  test('within one commune, nobody is received or sent; an associated commune is its commune', () => {
    expect(of(movesOf(mutation('R', 2)), ROUBAIX)).toEqual({ ...NO_MOVES, within: 1 });
    expect(of(movesOf(mutation('L', 3)), LILLE)).toEqual({ ...NO_MOVES, within: 1 });
  });
  test('from outside the territory: received, sent by nobody', () => {
    const moves = movesOf(mutation('R', 4));
    expect(of(moves, ROUBAIX)).toEqual({ ...NO_MOVES, received: 1 });
    expect([...moves.values()].reduce((sum, { sent }) => sum + sent, 0)).toBe(0);
    expect(of(moves, OUTSIDE)).toBeUndefined();
  });
  test('a home that is not known is neither received nor within', () => {
    for (const n of [5, 6])
      expect(of(movesOf(mutation('R', n)), ROUBAIX)).toEqual({ ...NO_MOVES, unknownHome: 1 });
  });
  test.each([
    ['a first access', { firstAccess: true }],
    ['not known to be a mutation', { firstAccess: null }],
    ['of another year', { decidedOn: '2025-12-31' }],
    ['decided after the day', { decidedOn: '2026-11-03' as IsoDay }],
  ])('%s is not counted', (_, rest) => {
    expect(of(movesOf(mutation('R', 1, rest)), ROUBAIX)).toEqual(NO_MOVES);
  });
  test('a dwelling that is not in the stock is left out', () => {
    const moves = movesOf(mutation('nulle-part', 1));
    expect([...moves.values()].every(({ received, sent }) => received + sent === 0)).toBe(true);
  });
  test('every commune of the territory has its line, and entries do not share one', () => {
    const moves = movesOf(mutation('R', 1), mutation('R', 1), mutation('L', 2));
    expect(moves.size).toBe(TERRITORY.pack.communes.length);
    expect(of(moves, ROUBAIX)).toEqual({ ...NO_MOVES, received: 2, sent: 1 });
    expect(NO_MOVES.received).toBe(0);
  });
});

test('a target counts those received among all mutations into the commune', () => {
  expect(receivedCount({ received: 2, sent: 9, within: 3, unknownHome: 1 })).toEqual({
    among: 6,
    counted: 2,
    unknown: 1,
  });
});
