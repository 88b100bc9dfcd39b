import { dayNumber, yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';

/** Days that a demand stays valid once it is filed or renewed: one year, article R441-2-7. */
export const VALID_DAYS = 365;

/** Day number of the oldest filing or renewal that is still valid on a day: the same day of the year before. */
export const oldestValidDay = (asOf: IsoDay): number => {
  // 29 February has no anniversary in common years: the day before counts.
  const rest = asOf.slice(4) === '-02-29' ? '-02-28' : asOf.slice(4);
  return dayNumber(`${yearOf(asOf) - 1}${rest}` as IsoDay);
};
