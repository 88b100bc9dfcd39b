import type { IsoDay } from './ids.ts';

/*
 * Calendar arithmetic on ISO days. A day number counts days since 1970-01-01 in the proleptic Gregorian calendar, without
 * time zones. Day arithmetic is the language's own `Date` in UTC, read from a given day, never from a clock.
 */

const MS_PER_DAY = 86_400_000;

export const dayNumber = (day: IsoDay): number => Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY;

export const isoDay = (number: number): IsoDay =>
  new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as IsoDay;

const parts = (day: string): [year: number, month: number, day: number] => [
  Number(day.slice(0, 4)),
  Number(day.slice(5, 7)),
  Number(day.slice(8, 10)),
];

/** Whole months from one day to another; negative before. 31 January to 28 February is 0 month, to 1 March 1. */
export const wholeMonthsBetween = (from: IsoDay, to: IsoDay): number => {
  const [y1, m1, d1] = parts(from);
  const [y2, m2, d2] = parts(to);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
};

/** Age in whole years on a day. */
export const ageOn = (birthDate: IsoDay, day: IsoDay): number =>
  Math.floor(wholeMonthsBetween(birthDate, day) / 12);
export const yearOf = (day: IsoDay): number => Number(day.slice(0, 4));
