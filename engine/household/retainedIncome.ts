import { yearOf } from '../domain/day.ts';
import type { Demand } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';

/** Share by which the income of N-1 must be lower than that of N-2 to replace it. */
export const LOWER_BY_PERCENT = 10;

export interface RetainedTaxIncome {
  /** EUR a year; null when the income of N-2 is not known. */
  readonly amountEur: number | null;
  /** Year of the retained income; N-2, the one to ask for, when unknown. */
  readonly taxYear: number;
  readonly rule: 'N-2' | 'N-1-lower' | 'unknown';
  readonly n2Eur: number | null;
  readonly n1Eur: number | null;
}

/**
 * Revenu fiscal de référence compared with the ceilings, EUR a year: that of N-2, N being the year of `asOf`, or that of N-1
 * when it is lower by at least 10 % (boundary included, compared in cents). An unknown N-1 leaves N-2; an unknown N-2 leaves
 * the income unknown even if N-1 is known, because the comparison cannot be made.
 * Source: arrêté of 29 July 1987. The last twelve months (job loss, separation) need papers a demand does not carry.
 */
export const retainedTaxIncome = (
  { referenceTaxIncome }: Pick<Demand['incomes'], 'referenceTaxIncome'>,
  asOf: IsoDay,
): RetainedTaxIncome => {
  const n = yearOf(asOf);
  const n2Eur = amountOf(referenceTaxIncome, n - 2);
  const n1Eur = amountOf(referenceTaxIncome, n - 1);
  if (n2Eur === null) return { amountEur: null, taxYear: n - 2, rule: 'unknown', n2Eur, n1Eur };
  if (n1Eur !== null && isLowerEnough({ n1Eur, n2Eur })) {
    return { amountEur: n1Eur, taxYear: n - 1, rule: 'N-1-lower', n2Eur, n1Eur };
  }
  return { amountEur: n2Eur, taxYear: n - 2, rule: 'N-2', n2Eur, n1Eur };
};

/** Two different amounts for one year contradict each other: the year is unknown. */
const amountOf = (incomes: Demand['incomes']['referenceTaxIncome'], year: number): number | null => {
  const amounts = new Set(incomes.filter((income) => income.year === year).map((income) => income.amountEur));
  const [amount] = amounts;
  return amounts.size === 1 && amount !== undefined ? amount : null;
};

const isLowerEnough = ({ n1Eur, n2Eur }: { n1Eur: number; n2Eur: number }): boolean => {
  const n1Cents = Math.round(n1Eur * 100);
  const n2Cents = Math.round(n2Eur * 100);
  return n1Cents < n2Cents && n1Cents * 100 <= n2Cents * (100 - LOWER_BY_PERCENT);
};
