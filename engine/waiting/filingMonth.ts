import { dayNumber } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';

/*
 * Month of filing that a numéro unique carries: four digits after the département, kept when the demand is renewed.
 * Publications differ on whether the year or the month comes first, so both readings are tried.
 */

export type NumberReading = 'YYMM' | 'MMYY';

const FIRST_DIGIT = 3;
/** First year of the numéro unique: two-digit years from here on are of the last century. */
const OLDEST_YEAR = 1998;

/** Day number of the first of a month, by year since 2000 (negative before) and month 1 to 12. */
const firstOfMonth = new Map<number, number>();
const monthStart = (year: number, month: number): number => {
  const key = year * 12 + month;
  let day = firstOfMonth.get(key);
  if (day === undefined) {
    day = dayNumber(`${year}-${String(month).padStart(2, '0')}-01` as IsoDay);
    firstOfMonth.set(key, day);
  }
  return day;
};

/** First day of the month that two pairs of digits say; null when they say none. */
const monthOf = (pairs: readonly [number, number], reading: NumberReading): number | null => {
  const [shortYear, month] = reading === 'YYMM' ? pairs : [pairs[1], pairs[0]];
  if (month < 1 || month > 12) return null;
  return monthStart(shortYear >= OLDEST_YEAR - 1900 ? 1900 + shortYear : 2000 + shortYear, month);
};

const pairsAt = (digit: (place: number) => number): [number, number] => [
  digit(FIRST_DIGIT) * 10 + digit(FIRST_DIGIT + 1),
  digit(FIRST_DIGIT + 2) * 10 + digit(FIRST_DIGIT + 3),
];

/** The reading that agrees more often with the filing days of a pool; year first when neither does better. */
export const readingOf = (pool: Pool): NumberReading => {
  const { bytes } = pool.numbers;
  const width = bytes.length / Math.max(1, pool.rowCount);
  const filed = pool.array('filedDay');
  const agreed = { YYMM: 0, MMYY: 0 };
  const zero = '0'.charCodeAt(0);
  for (let row = 0; row < pool.rowCount; row += 1) {
    const pairs = pairsAt((place) => bytes[row * width + place]! - zero);
    for (const reading of ['YYMM', 'MMYY'] as const) {
      const first = monthOf(pairs, reading);
      // No month is longer than 31 days: a filing in the first days of the next one counts, for both readings alike.
      if (first !== null && filed[row]! >= first && filed[row]! < first + 31) agreed[reading] += 1;
    }
  }
  return agreed.MMYY > agreed.YYMM ? 'MMYY' : 'YYMM';
};

/**
 * Day number of filing, as far as a number tells it: the 15th of its month, and never after `notAfter`. The other reading is
 * taken where the usual one says no month, or one that begins after that day; null where neither will do.
 */
export const filingDayOf = (
  number: string,
  { reading, notAfter }: { readonly reading: NumberReading; readonly notAfter: number },
): number | null => {
  const pairs = pairsAt((place) => Number(number[place]));
  for (const tried of [reading, reading === 'YYMM' ? 'MMYY' : 'YYMM'] as const) {
    const first = monthOf(pairs, tried);
    if (first !== null && first <= notAfter) return Math.min(first + 14, notAfter);
  }
  return null;
};
