import { describe, expect, test } from 'vitest';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { coverageOf, isWithin, reviewPeriod } from '../../engine/review/period.ts';

const on = (asOf: string, first: number, years = 1) => reviewPeriod({ first, years, asOf: asOf as IsoDay });

describe('the civil years of a review', () => {
  test('a year that is over is whole, and compared with the whole year before', () => {
    expect(on('2026-11-02', 2025)).toEqual({
      years: [
        {
          year: 2025,
          running: false,
          from: '2025-01-01',
          to: '2025-12-31',
          against: { from: '2024-01-01', to: '2024-12-31' },
        },
      ],
      together: null,
    });
  });

  test('the running year stops on the day, and is compared with as many days of the one before', () => {
    expect(on('2026-11-02', 2026).years[0]).toMatchObject({
      running: true,
      to: '2026-11-02',
      against: { from: '2025-01-01', to: '2025-11-02' },
    });
  });

  test('the last day of the year is no running year', () => {
    expect(on('2026-12-31', 2026).years[0]).toMatchObject({ running: false, to: '2026-12-31' });
    expect(on('2026-12-30', 2026).years[0]).toMatchObject({ running: true });
  });

  test('29 February is compared with 28 February', () => {
    expect(on('2028-02-29', 2028).years[0]?.against.to).toBe('2027-02-28');
  });

  test('three years have a whole of their own', () => {
    const { years, together } = on('2026-11-02', 2024, 3);
    expect(years.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
    expect(together).toEqual({ from: '2024-01-01', to: '2026-11-02' });
  });

  test('a year that has not begun is refused', () => {
    expect(() => on('2026-11-02', 2025, 3)).toThrow('The year 2027 has not begun on 2026-11-02.');
  });
});

test('both ends of a window are in it, and no day at all is not', () => {
  const window = { from: '2026-01-01' as IsoDay, to: '2026-11-02' as IsoDay };
  const days = ['2025-12-31', '2026-01-01', '2026-11-02', '2026-11-03'] as IsoDay[];
  expect(days.map((day) => isWithin(window, day))).toEqual([false, true, true, false]);
  expect(isWithin(window, null)).toBe(false);
});

describe('how far records cover a window', () => {
  const window = { from: '2025-01-01' as IsoDay, to: '2025-12-31' as IsoDay };
  test.each([
    ['2024-03-01', 'whole'],
    ['2025-02-01', 'whole'],
    ['2025-02-02', 'part'],
    ['2025-12-31', 'part'],
    ['2026-01-01', 'none'],
    [null, 'none'],
  ])('first record on %s: %s', (first, expected) => {
    expect(coverageOf(window, first as IsoDay | null)).toBe(expected);
  });
});
