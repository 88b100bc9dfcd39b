import { isoDay, wholeMonthsBetween } from '../domain/day.ts';

/** How long those housed had waited. */
export interface WaitSummary {
  /** Leases whose day of filing is told, and those whose is not. */
  readonly known: number;
  readonly unknown: number;
  /** Days from filing to lease, over the known ones; null when there is none. */
  readonly medianDays: number | null;
  readonly meanDays: number | null;
  /** Of the known ones, those that had waited as long as the territory calls abnormal; null: it says no such delay. */
  readonly abnormal: number | null;
}

/** Days of one lease. */
export interface Wait {
  /** Day numbers; null: not told. */
  readonly filed: number | null;
  readonly signed: number;
}

/** @param abnormalMonths délai anormalement long, whole months; null: the value is not known. */
export const waitSummary = (waits: readonly Wait[], abnormalMonths: number | null): WaitSummary => {
  const known = waits.flatMap(({ filed, signed }) => (filed === null ? [] : [{ filed, signed }]));
  const days = known.map(({ filed, signed }) => signed - filed).sort((a, b) => a - b);
  const middle = Math.floor(days.length / 2);
  return {
    known: known.length,
    unknown: waits.length - known.length,
    medianDays:
      days.length === 0
        ? null
        : days.length % 2 === 1
          ? days[middle]!
          : (days[middle - 1]! + days[middle]!) / 2,
    meanDays: days.length === 0 ? null : days.reduce((sum, each) => sum + each, 0) / days.length,
    abnormal:
      abnormalMonths === null
        ? null
        : known.filter(
            ({ filed, signed }) => wholeMonthsBetween(isoDay(filed), isoDay(signed)) >= abnormalMonths,
          ).length,
  };
};
