/** What one rehearsed year says of the months to come. */
export interface RehearsedYear {
  /** SHA-256 of what follows. */
  readonly hash: string;
  /** Months rehearsed, from the start of the horizon to the end of a civil year, or of the horizon. */
  readonly months: number;
  /**
   * By month and target row, dwellings that its balance still moved by until the end of the civil year: from before the lists of the month,
   * and from after their answers. NaN: the target is not in force then, or not at the end. Length of each = months × rows.
   */
  readonly before: Float64Array;
  readonly after: Float64Array;
}

/** Where a row stands in the course of a month. */
export interface Standing {
  readonly row: number;
  /** Place of the month from the start of the horizon. */
  readonly month: number;
  /** Part of the month's lists that is made, 0 to 1. */
  readonly done: number;
  /** Dwellings, what lists made are expected to bring counted. NaN: the target asks for nothing. */
  readonly balance: number;
  /** Dwellings that the target may miss by. */
  readonly tolerance: number;
}

/** What is known of a lack before any year was rehearsed: nothing more than that it is there. */
const EVEN = 0.5;
/** Dwellings under which nothing lacks: sums of chances carry rounding. */
const ROUNDING = 1e-9;

/**
 * The chance that a dwelling more is one less lacking at the end of the civil year: the mean, over rehearsed years, of what the row
 * would lack beyond its tolerance if it moved from now on as it did there, between half a dwelling too many (0) and half a dwelling
 * too few (1). Rehearsed lists made up for part of what lacked, so that early in the year a small lack weighs little. Zero where
 * nothing is known.
 *
 * @param years none: a row that lacks now is as likely to lack at the end as not.
 * @param rowCount rows of the horizon.
 */
export const chanceToLack = (
  years: readonly RehearsedYear[],
  rowCount: number,
  { row, month, done, balance, tolerance }: Standing,
): number => {
  if (years.length === 0) return -tolerance - balance > ROUNDING ? EVEN : 0;
  let sum = 0;
  let known = 0;
  for (let y = 0; y < years.length; y += 1) {
    const { before, after, months } = years[y]!;
    const at = rehearsedMonth(month, months) * rowCount + row;
    const end = balance + (1 - done) * before[at]! + done * after[at]!;
    if (Number.isNaN(end)) continue;
    known += 1;
    sum += Math.min(1, Math.max(0, 0.5 - tolerance - end));
  }
  return known === 0 ? 0 : sum / known;
};

const MONTHS = 12;

/** Months beyond those rehearsed are as the last twelve were, each as the one of its name. */
const rehearsedMonth = (month: number, months: number): number =>
  month < months ? month : months - MONTHS + ((month - months) % MONTHS);
