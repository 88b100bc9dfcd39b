import { cell, type Iris, irisByCommune, publishedNumber, type Row } from './openData.ts';

/** Median declared income of an IRIS and where it comes from. */
export interface IrisIncome {
  /** EUR a year per consumption unit; null when none is published. */
  readonly incomeEur: number | null;
  readonly from: 'iris' | 'commune' | 'none';
}

export interface IrisIncomes {
  readonly byIris: ReadonlyMap<string, IrisIncome>;
  /** Median over communes of (mean of the IRIS' declared medians) / (commune's median niveau de vie). */
  readonly declaredPerDisposable: number;
  readonly communesWithBoth: number;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

/**
 * Filosofi publishes declared income by IRIS, but by commune only the niveau de vie, which is disposable (after transfers and
 * tax). A whole-commune IRIS has no figure of its own: the commune's is converted by the median ratio of the two measures
 * over the communes that have both.
 */
export const irisIncomes = (
  iris: readonly Iris[],
  irisRows: readonly Row[],
  communeRows: readonly Row[],
): IrisIncomes => {
  const declared = new Map(
    irisRows.map((row) => [cell(row, 'IRIS'), publishedNumber(cell(row, 'DEC_MED21'))]),
  );
  const disposable = new Map(
    communeRows.map((row) => [cell(row, 'CODGEO'), publishedNumber(cell(row, 'MED21'))]),
  );
  const ratios: number[] = [];
  for (const [commune, members] of irisByCommune(iris)) {
    const known = members.map((i) => declared.get(i.code) ?? null).filter((value) => value !== null);
    const whole = disposable.get(commune) ?? null;
    if (known.length > 0 && whole !== null)
      ratios.push(known.reduce((total, value) => total + value, 0) / known.length / whole);
  }
  const declaredPerDisposable = median(ratios);
  const incomeOf = (i: Iris): IrisIncome => {
    const own = declared.get(i.code) ?? null;
    if (own !== null) return { incomeEur: own, from: 'iris' };
    const whole = i.kind === 'Z' ? (disposable.get(i.commune) ?? null) : null;
    return whole === null
      ? { incomeEur: null, from: 'none' }
      : { incomeEur: Math.round(whole * declaredPerDisposable), from: 'commune' };
  };
  return {
    byIris: new Map(iris.map((i) => [i.code, incomeOf(i)])),
    declaredPerDisposable,
    communesWithBoth: ratios.length,
  };
};
