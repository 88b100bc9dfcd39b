import { dayNumber, isoDay } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';

/** A simulated month: its place from the start, and the days that rules look at. */
export interface SimulatedMonth {
  /** From 0. */
  readonly place: number;
  /** `2027-01`. */
  readonly label: string;
  readonly year: number;
  /** Month of the civil year, from 0. */
  readonly ofYear: number;
  /** Day on which lists are made and answers come: the 15th. */
  readonly day: IsoDay;
  readonly lastDay: IsoDay;
  /** The last of a civil year, or of the horizon. */
  readonly closesYear: boolean;
}

/** @param start first month, `2027-01`. */
export const simulatedMonths = (start: string, count: number): readonly SimulatedMonth[] => {
  const first = monthNumber(start);
  return Array.from({ length: count }, (_, place) => {
    const label = monthLabel(first + place);
    const ofYear = (first + place) % 12;
    return {
      place,
      label,
      year: Math.floor((first + place) / 12),
      ofYear,
      day: `${label}-15` as IsoDay,
      lastDay: isoDay(dayNumber(`${monthLabel(first + place + 1)}-01` as IsoDay) - 1),
      closesYear: ofYear === 11 || place === count - 1,
    };
  });
};

/** Months since year 0. */
export const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;

export const monthLabel = (number: number): string =>
  `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
