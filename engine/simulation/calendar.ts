import { isoDay as isoDayOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';

/** Days already written. A world writes half a million dates over some thirty thousand days. */
const written = new Map<number, IsoDay>();

/** The ISO day of a day number, as `engine/domain/day.ts` writes it; each day is formatted once. */
export const isoDay = (number: number): IsoDay => {
  let day = written.get(number);
  if (day === undefined) {
    day = isoDayOf(number);
    written.set(number, day);
  }
  return day;
};
