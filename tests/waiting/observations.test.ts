import { describe, expect, test } from 'vitest';
import type { Allocation } from '../../engine/domain/allocation.ts';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { NOT_OBSERVED, observe } from '../../engine/waiting/observations.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDemand, aDwelling } from '../support/demands.ts';
import { poolOf, TODAY } from '../support/territory.ts';

const FORMER = '9992403000001SIM01';
const lease = (leaseSignedOn: string | null, demand = FORMER, dwelling = 'L-1'): Allocation =>
  anAllocation(dwelling, { decidedOn: '2024-01-01', leaseSignedOn, demand });
const seen = (demands: readonly Demand[], allocations: readonly Allocation[]) =>
  observe({ pool: poolOf(demands), allocations, dwellings: byId(aDwelling('L-1')) });
const days = (from: string, to: string): number => dayNumber(to as IsoDay) - dayNumber(from as IsoDay);

describe('the window', () => {
  test('two years, where leases go back further', () => {
    const { from, to } = seen([], [lease('2020-01-01'), lease('2026-01-01', '9992403000002SIM01')]);
    expect([isoDay(from), isoDay(to)]).toEqual(['2024-11-02', TODAY]);
  });
  test('from the first lease on record, where it is later', () => {
    expect(isoDay(seen([], [lease('2025-07-08')]).from)).toBe('2025-07-08');
  });
  test('two years, where there is no lease', () => {
    expect(isoDay(seen([], []).from)).toBe('2024-11-02');
    expect(isoDay(seen([], [lease(null)]).from)).toBe('2024-11-02');
  });
});

describe('a lease', () => {
  test('is the event, on its day; filing is the month of the number when the demand has left', () => {
    const { leases, undated } = seen([], [lease('2026-05-20')]);
    expect(leases).toEqual([
      {
        row: -1,
        commune: '59512',
        typology: 'T2',
        entry: days('2024-03-15', '2026-05-20'),
        exit: days('2024-03-15', '2026-05-20'),
      },
    ]);
    expect(undated).toBe(0);
  });
  test('of a demand still in the pool: its own day of filing, and it waits no more', () => {
    const demand = aDemand(1, { filedOn: '2025-06-15' });
    const { leases, entry, exit, running } = seen([demand], [lease('2026-05-20', demand.number)]);
    expect(leases[0]).toMatchObject({ row: 0, exit: days('2025-06-15', '2026-05-20') });
    expect([entry[0], exit[0], running[0]]).toEqual([
      days('2025-06-15', '2026-05-20'),
      days('2025-06-15', '2026-05-20'),
      0,
    ]);
  });
  test('that is not signed, or after the day, is none: the demand goes on waiting', () => {
    const demand = aDemand(1);
    for (const signed of [null, '2026-11-03']) {
      const { leases, running } = seen([demand], [lease(signed, demand.number)]);
      expect(leases).toEqual([]);
      expect(running[0]).toBe(1);
    }
  });
  test('signed on the day itself counts', () => {
    expect(seen([], [lease(TODAY)]).leases).toHaveLength(1);
  });
  test('before the window is not counted, but its demand has left', () => {
    const demand = aDemand(1, { filedOn: '2020-01-01' });
    const { leases, entry, running } = seen([demand], [lease('2024-01-01', demand.number)]);
    expect(leases).toEqual([]);
    expect([entry[0], running[0]]).toEqual([NOT_OBSERVED, 0]);
  });
  test('the first of two of one demand counts', () => {
    const { leases } = seen([], [lease('2026-06-20'), lease('2026-05-20'), lease('2026-07-20')]);
    expect(leases.map((l) => l.exit)).toEqual([days('2024-03-15', '2026-05-20')]);
  });
  test('whose filing cannot be told is counted apart', () => {
    const known = aDemand(1, { filedOn: '2026-06-01' });
    const { leases, undated, running } = seen(
      [known],
      [lease('2026-05-20', '9992705000001SIM01'), lease('2026-05-20', known.number)],
    );
    expect(leases).toEqual([]);
    expect(undated).toBe(2);
    // A lease before the filing is a mistake of the file: it houses nobody.
    expect(running[0]).toBe(1);
  });
  test('of a dwelling that is not in the stock counts for the territory only', () => {
    expect(seen([], [lease('2026-05-20', FORMER, 'L-9')]).leases[0]).toMatchObject({
      commune: null,
      typology: null,
    });
  });
});

describe('a demand that waits', () => {
  const first = lease('2025-07-08');
  test('filed in the window: at risk from its first day to the last', () => {
    const { entry, exit, running } = seen([aDemand(1, { filedOn: '2026-06-15' })], [first]);
    expect([entry[0], exit[0], running[0]]).toEqual([0, days('2026-06-15', TODAY), 1]);
  });
  test('filed before: at risk from what it had waited when the window opened', () => {
    const { entry, exit } = seen([aDemand(1, { filedOn: '2020-06-15' })], [first]);
    expect([entry[0], exit[0]]).toEqual([days('2020-06-15', '2025-07-08'), days('2020-06-15', TODAY)]);
  });
  test('filed today: at risk for a day; tomorrow: not yet', () => {
    const { entry, exit } = seen(
      [
        aDemand(1, { filedOn: TODAY, renewedOn: null, updatedOn: TODAY }),
        aDemand(2, { filedOn: '2026-11-03', renewedOn: null, updatedOn: '2026-11-03' }),
      ],
      [],
    );
    expect([entry[0], exit[0]]).toEqual([0, 0]);
    expect(entry[1]).toBe(NOT_OBSERVED);
  });
  test('not renewed: waits until the end of its validity, and is not counted today', () => {
    const lapsed = aDemand(1, { filedOn: '2024-01-10', renewedOn: '2025-01-10', updatedOn: '2025-01-10' });
    const { exit, running } = seen([lapsed], []);
    expect([exit[0], running[0]]).toEqual([days('2024-01-10', '2026-01-10'), 0]);
  });
  test('not renewed since before the window: never seen', () => {
    const lapsed = aDemand(1, { filedOn: '2020-01-10', renewedOn: null, updatedOn: '2020-01-10' });
    const { entry, running } = seen([lapsed], []);
    expect([entry[0], running[0]]).toEqual([NOT_OBSERVED, 0]);
  });
});
