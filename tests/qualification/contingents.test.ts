import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import { contingentLags } from '../../engine/qualification/contingents.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { aHistory } from '../support/history.ts';
import { TERRITORY, TODAY } from '../support/territory.ts';

const dwellings = byId(aDwelling('L-1'), aDwelling('L-2', { bailleur: 'vilogia' }));
const lagsOf = (allocations: readonly Allocation[], asOf: string = TODAY) =>
  contingentLags(
    TERRITORY,
    aHistory({ allocations, dwellings, asOf }).contingents('lille-metropole-habitat'),
  );
const credited = (contingent: string | null, times: number, rest: object = {}) =>
  Array.from({ length: times }, () => anAllocation('L-1', { contingent, ...rest }));

describe('lags of the réservataires', () => {
  test('due is the share of the flow; the largest relative lag comes first', () => {
    const { lags, allocations } = lagsOf([...credited('PPRIOR', 2), ...credited('AUCUN', 8)]);
    expect(allocations).toBe(10);
    expect(lags).toEqual([
      { reservataire: 'COLACT', share: 0.2, due: 2, credited: 0, relativeLag: 1 },
      { reservataire: 'PPRIOR', share: 0.3, due: 3, credited: 2, relativeLag: 1 / 3 },
      { reservataire: 'AUCUN', share: 0.5, due: 5, credited: 8, relativeLag: -0.6 },
    ]);
  });
  test('a larger absolute lag does not pass before a larger relative one', () => {
    const { lags } = lagsOf([...credited('COLACT', 0), ...credited('PPRIOR', 10), ...credited('AUCUN', 10)]);
    expect(lags.map((l) => [l.reservataire, l.due - l.credited])).toEqual([
      ['COLACT', 4],
      ['AUCUN', 0],
      ['PPRIOR', -4],
    ]);
  });
  test('nothing allocated: nothing due, no lag to compute', () => {
    const { lags, allocations } = lagsOf([]);
    expect(allocations).toBe(0);
    expect(lags.map((l) => [l.reservataire, l.relativeLag])).toEqual([
      ['PPRIOR', null],
      ['COLACT', null],
      ['AUCUN', null],
    ]);
  });
  test('an allocation without contingent is in the flow, credited to nobody, and said', () => {
    expect(lagsOf([...credited(null, 2), ...credited('COLACT', 1)])).toMatchObject({
      allocations: 3,
      unknown: 2,
    });
  });
  test.each([
    ['a mutation is outside the base', { firstAccess: false }, 0],
    ['a first access that is not known is inside', { firstAccess: null }, 1],
    ['last year', { decidedOn: '2025-12-31' }, 0],
    ['1 January', { decidedOn: '2026-01-01' }, 1],
    ['the day examined', { decidedOn: TODAY }, 1],
    ['the day after', { decidedOn: '2026-11-03' }, 0],
  ])('%s', (_, rest, allocations) => {
    expect(lagsOf(credited('COLACT', 1, rest)).allocations).toBe(allocations);
  });
  test('another landlord’s allocations, or those of an unknown dwelling, do not count', () => {
    expect(lagsOf([anAllocation('L-2'), anAllocation('L-9'), anAllocation('L-1')]).allocations).toBe(1);
  });
});
