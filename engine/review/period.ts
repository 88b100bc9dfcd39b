import { dayNumber, yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';

/** Days that are counted, both included. */
export interface ReviewWindow {
  readonly from: IsoDay;
  readonly to: IsoDay;
}

/** One civil year of a review. */
export interface ReviewYear extends ReviewWindow {
  readonly year: number;
  /** Not over on the day of the review: counted up to it. */
  readonly running: boolean;
  /** The year before: whole, or up to the same day where this one is running. */
  readonly against: ReviewWindow;
}

export interface ReviewPeriod {
  readonly years: readonly ReviewYear[];
  /** All the years together; null when there is one only. */
  readonly together: ReviewWindow | null;
}

/**
 * Civil years of a review. A running year is compared with the same days of the one before: twelve months against eleven would
 * always fall.
 *
 * @param first first year. @param years how many, 1 or more. @param asOf last day that may be counted.
 * @throws Error when the last year has not begun: nothing can be counted in it.
 */
export const reviewPeriod = ({
  first,
  years,
  asOf,
}: {
  readonly first: number;
  readonly years: number;
  readonly asOf: IsoDay;
}): ReviewPeriod => {
  const last = first + years - 1;
  if (last > yearOf(asOf)) throw new Error(`The year ${last} has not begun on ${asOf}.`);
  const listed = Array.from({ length: years }, (_, i) => yearWindow(first + i, asOf));
  return {
    years: listed,
    together: years === 1 ? null : { from: listed[0]!.from, to: listed[years - 1]!.to },
  };
};

const yearWindow = (year: number, asOf: IsoDay): ReviewYear => {
  const end = `${year}-12-31` as IsoDay;
  const running = asOf < end;
  const to = running ? asOf : end;
  const same = to.slice(4) === '-02-29' ? '-02-28' : to.slice(4);
  return {
    year,
    running,
    from: `${year}-01-01` as IsoDay,
    to,
    against: { from: `${year - 1}-01-01` as IsoDay, to: `${year - 1}${same}` as IsoDay },
  };
};

export const isWithin = ({ from, to }: ReviewWindow, day: IsoDay | null): day is IsoDay =>
  day !== null && from <= day && day <= to;

/** How much of a window the records hold. */
export type Coverage = 'whole' | 'part' | 'none';

/** Days after its start by which the first record of a window that is held whole is expected. Ours. */
const FIRST_RECORD_DAYS = 31;

/** @param first day of the first record of the kind; null: there is none. */
export const coverageOf = ({ from, to }: ReviewWindow, first: IsoDay | null): Coverage => {
  if (first === null || first > to) return 'none';
  return dayNumber(first) > dayNumber(from) + FIRST_RECORD_DAYS ? 'part' : 'whole';
};
