import { describe, expect, test } from 'vitest';
import { assembleDemand, checkDemandCells, flattenDemand } from '../../api/import/formats/demandCells.ts';
import { DemandSchema } from '../../engine/domain/demand.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { aDemand } from '../support/demands.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

const refusedOn = (lastSuitedRefusalOn: string | null) =>
  aDemand(1, { history: { suitedRefusals: 1, lastSuitedRefusalOn, rankedNotHoused: 0 } as never });
const months = (day: string | null) => poolOf([refusedOn(day)]).array('monthsSinceSuitedRefusal')[0];

describe('months since the last refusal of a suited dwelling', () => {
  test.each([
    ['2026-10-02', 1],
    ['2026-10-03', 0],
    ['2026-11-02', 0],
    ['2025-11-02', 12],
  ])('refused on %s', (day, expected) => {
    expect(months(day)).toBe(expected);
  });
  test('unknown when no date is given, or one still to come', () => {
    expect(months(null)).toBeNaN();
    expect(months('2026-11-03')).toBeNaN();
    expect(poolOf([aDemand(1)]).array('monthsSinceSuitedRefusal')[0]).toBeNaN();
  });
});

describe('the territory’s abnormally long delay', () => {
  test('is the same for every demand, and unknown where the pack does not give it', () => {
    const { pack } = TERRITORY;
    const withDelay = prepareTerritory({
      ...pack,
      norms: { ...pack.norms, abnormalWaitMonths: { ...pack.norms.abnormalWaitMonths, months: 30 } },
    });
    const demands = [aDemand(1), aDemand(2)];
    expect([...poolOf(demands, { territory: withDelay }).array('abnormalWaitMonths')]).toEqual([30, 30]);
    const without = prepareTerritory({
      ...pack,
      norms: { ...pack.norms, abnormalWaitMonths: { ...pack.norms.abnormalWaitMonths, months: null } },
    });
    expect(poolOf(demands, { territory: without }).array('abnormalWaitMonths')[0]).toBeNaN();
  });
});

describe('the date of the last refusal in a demand file', () => {
  test('goes out and comes back; left out, it stays left out', () => {
    for (const demand of [refusedOn('2026-05-01'), aDemand(2)])
      expect(DemandSchema.parse(assembleDemand(flattenDemand(demand)))).toEqual(demand);
  });
  test('before the filing of the demand, it is refused', () => {
    const cells = flattenDemand(refusedOn('2001-01-01'));
    expect(checkDemandCells(cells, {})).toEqual({ code: 'demand.dates.order', field: 'lastSuitedRefusalOn' });
    expect(checkDemandCells(flattenDemand(refusedOn('2026-05-01')), {})).toBeNull();
  });
});
