import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { filingDayOf, readingOf } from '../../engine/waiting/filingMonth.ts';
import { aDemand } from '../support/demands.ts';
import { poolOf } from '../support/territory.ts';

const LEASE = dayNumber('2026-05-20' as IsoDay);
const day = (digits: string, reading: 'YYMM' | 'MMYY', notAfter = LEASE): string | null => {
  const found = filingDayOf(`999${digits}000001SIM01`, { reading, notAfter });
  return found === null ? null : isoDay(found);
};

describe('the month in a numéro unique', () => {
  test.each([
    ['year first', '2403', 'YYMM', '2024-03-15'],
    ['month first', '0324', 'MMYY', '2024-03-15'],
    ['read as it is usual there, where both readings will do', '1210', 'YYMM', '2012-10-15'],
    ['the same number, month first', '1210', 'MMYY', '2010-12-15'],
    ['the other reading, where the usual one says no month', '0324', 'YYMM', '2024-03-15'],
    ['the other reading, where the usual one begins after the lease', '2701', 'YYMM', null],
    ['the other reading, before the lease', '2607', 'YYMM', null],
    ['the last century', '9911', 'YYMM', '1999-11-15'],
    ['this century below it', '9711', 'YYMM', null],
    ['no month at all', '3399', 'YYMM', null],
    ['month nought', '2400', 'YYMM', null],
  ] as const)('%s', (_, digits, reading, expected) => {
    expect(day(digits, reading)).toBe(expected);
  });
  test('a month that begins after the lease gives way to the other reading', () => {
    expect(day('1211', 'YYMM', dayNumber('2012-06-01' as IsoDay))).toBe('2011-12-15');
  });
  test('the 15th of the month, but never after the lease', () => {
    expect(day('2605', 'YYMM', dayNumber('2026-05-04' as IsoDay))).toBe('2026-05-04');
    expect(day('2605', 'YYMM', dayNumber('2026-05-01' as IsoDay))).toBe('2026-05-01');
    expect(day('2605', 'YYMM', dayNumber('2026-05-31' as IsoDay))).toBe('2026-05-15');
  });
  test('whatever the digits: a day of that month, not after the lease, or nothing', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.nat(9_999), fc.constantFrom('YYMM' as const, 'MMYY' as const), (digits, reading) => {
        const text = String(digits).padStart(4, '0');
        const said = day(text, reading);
        if (said === null) return;
        found += 1;
        expect(said <= '2026-05-20').toBe(true);
        const pairs = [text.slice(0, 2), text.slice(2)];
        expect([pairs, [...pairs].reverse()]).toContainEqual([said.slice(2, 4), said.slice(5, 7)]);
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(100);
  });
});

describe('the reading of a pool', () => {
  const pool = (numbers: readonly [string, string][]) =>
    poolOf(
      numbers.map(([digits, filedOn], i) =>
        aDemand(i, { number: `999${digits}${String(i).padStart(6, '0')}SIM01`, filedOn }),
      ),
    );
  test('the one that agrees more often with the filing days', () => {
    expect(readingOf(pool([['2403', '2024-03-31']]))).toBe('YYMM');
    expect(readingOf(pool([['0324', '2024-03-01']]))).toBe('MMYY');
    expect(
      readingOf(
        pool([
          ['0324', '2024-03-02'],
          ['0525', '2025-05-02'],
          ['2401', '2024-01-09'],
        ]),
      ),
    ).toBe('MMYY');
  });
  test('year first, where neither does better', () => {
    expect(readingOf(pool([]))).toBe('YYMM');
    expect(readingOf(pool([['0324', '2019-01-01']]))).toBe('YYMM');
    expect(readingOf(pool([['1212', '2012-12-12']]))).toBe('YYMM');
  });
});
