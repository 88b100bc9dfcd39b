import { studentQuantile } from './student.ts';

/** What a difference is worth: chance, under equal arms, that an interval leaves zero out. */
export const INTERVAL_RISK = 0.05;

/** A mean difference over the units of a comparison. */
export interface PairedDifference {
  /** Units where both arms have a value. */
  readonly units: number;
  readonly mean: number;
  /** Interval of 95 % on this difference alone; null where there are fewer than two units. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /**
   * Zero stays out of the interval widened for all the differences looked at together (Bonferroni): under equal arms, one chance in
   * twenty that any of them is called apart.
   */
  readonly apart: boolean;
}

/**
 * Mean of the paired differences of independent units, with Student's interval. A unit is a whole replication, or a block of months:
 * single vacancies of one commission share their ledger and their households, and are not independent.
 *
 * Equal methods draw from one law, so that their differences are symmetric whatever it is: alarms then keep to `INTERVAL_RISK`, or under.
 * Not guaranteed: two methods of equal mean and very unequal shapes, over few units (one-sided exponential differences, 10 units and
 * 20 looks: 4 families of 10 alarm).
 *
 * @param values of each unit, `arm` and `reference`; NaN: none. @param looks differences looked at together, 1 or more.
 * @returns null where no unit has both values.
 */
export const pairedDifference = (
  values: readonly { readonly arm: number; readonly reference: number }[],
  looks: number,
): PairedDifference | null => {
  const differences = values
    .map(({ arm, reference }) => arm - reference)
    .filter((difference) => Number.isFinite(difference));
  const units = differences.length;
  if (units === 0) return null;
  const mean = differences.reduce((sum, each) => sum + each, 0) / units;
  if (units === 1) return { units, mean, interval: null, apart: false };
  const variance = differences.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (units - 1);
  const error = Math.sqrt(variance / units);
  const half = studentQuantile(INTERVAL_RISK, units - 1) * error;
  const wide = studentQuantile(INTERVAL_RISK / looks, units - 1) * error;
  return {
    units,
    mean,
    interval: { low: mean - half, high: mean + half },
    apart: mean - wide > 0 || mean + wide < 0,
  };
};

/** Consecutive months in blocks of a length, the last one longer when they do not divide: what is left over joins it. */
export const monthBlocks = (months: number, length: number): readonly (readonly number[])[] => {
  const blocks = Math.max(1, Math.floor(months / length));
  return Array.from({ length: blocks }, (_, b) => {
    const to = b === blocks - 1 ? months : (b + 1) * length;
    return Array.from({ length: to - b * length }, (_, i) => b * length + i);
  });
};
