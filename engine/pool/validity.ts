import { dayNumber, isoDay, yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';

/*
 * A demand lives one year from its filing or last renewal, article R441-2-7: valid up to and on the anniversary. A demand of
 * 29 February has its anniversary on the 28th, the last day of its month.
 */

/** Last day of validity, as a day number, of a demand filed or renewed on a day (a day number too). */
export const lastValidDay = (confirmed: number): number => {
  const day = isoDay(confirmed);
  const rest = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4);
  return dayNumber(`${String(yearOf(day) + 1).padStart(4, '0')}${rest}` as IsoDay);
};

/** Day number of the oldest filing or renewal that is still valid on a day: the same day of the year before. */
export const oldestValidDay = (asOf: IsoDay): number => {
  // The anniversary of 28 February was the day before.
  const rest = asOf.slice(4) === '-02-29' ? '-03-01' : asOf.slice(4);
  return dayNumber(`${yearOf(asOf) - 1}${rest}` as IsoDay);
};
