import { yearOf } from '../domain/day.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { ReviewPeriod, ReviewWindow } from '../review/period.ts';

/** Half of a civil year: coordination bodies meet every six months or so (plan de gestion 2016, art. 7.3.2). */
export interface Semester {
  readonly year: number;
  readonly half: 1 | 2;
}

export const semesterOf = (day: IsoDay): Semester => ({
  year: yearOf(day),
  half: Number(day.slice(5, 7)) <= 6 ? 1 : 2,
});

/** "2026-S1". */
export const semesterId = ({ year, half }: Semester): string => `${year}-S${half}`;

/** Null for what is no name of a semester. */
export const semesterNamed = (text: string): Semester | null => {
  const found = /^(2\d{3})-S([12])$/.exec(text);
  return found === null ? null : { year: Number(found[1]), half: found[2] === '1' ? 1 : 2 };
};

export const semesterBefore = ({ year, half }: Semester): Semester =>
  half === 2 ? { year, half: 1 } : { year: year - 1, half: 2 };

/** First and last day. */
export const semesterDays = ({ year, half }: Semester): ReviewWindow =>
  half === 1
    ? { from: `${year}-01-01` as IsoDay, to: `${year}-06-30` as IsoDay }
    : { from: `${year}-07-01` as IsoDay, to: `${year}-12-31` as IsoDay };

/**
 * A semester as the period of a review, beside the same days of the year before: seasons weigh on moves. Targets are those of the civil
 * year, as they stand on its last day counted.
 *
 * @param asOf last day that may be counted. @throws Error for a semester that has not begun.
 */
export const semesterPeriod = (semester: Semester, asOf: IsoDay): ReviewPeriod => {
  const { from, to: end } = semesterDays(semester);
  if (asOf < from) throw new Error(`The semester ${semesterId(semester)} has not begun on ${asOf}.`);
  const running = asOf < end;
  const to = running ? asOf : end;
  const before = (day: IsoDay): IsoDay => {
    const same = day.slice(4) === '-02-29' ? '-02-28' : day.slice(4);
    return `${semester.year - 1}${same}` as IsoDay;
  };
  return {
    years: [{ year: semester.year, running, from, to, against: { from: before(from), to: before(to) } }],
    together: null,
  };
};
