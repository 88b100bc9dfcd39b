import type { IrisIncome } from './incomes.ts';
import { type Iris, irisByCommune } from './openData.ts';

/*
 * Social dwellings by IRIS are not published. They are estimated so that quartiers have a size; the total is the pack's
 * (`world`). The share of social housing falls in a straight line with the median declared income.
 */

/** Whole territory: social dwellings, and leases signed a year. */
export interface StockTotals {
  readonly dwellings: number;
  readonly leasesPerYear: number;
}

const POOREST_EUR = 8_000;
const RICHEST_EUR = 30_000;
const LOWEST_SHARE = 0.05;
const HIGHEST_SHARE = 0.65;

/** Share of social dwellings before scaling: 65 % at 8,000 EUR a year and below, 5 % at 30,000 EUR and above. */
export const shareAtIncome = (incomeEur: number): number => {
  const clamped = Math.max(POOREST_EUR, Math.min(RICHEST_EUR, incomeEur));
  return (
    LOWEST_SHARE + ((HIGHEST_SHARE - LOWEST_SHARE) * (RICHEST_EUR - clamped)) / (RICHEST_EUR - POOREST_EUR)
  );
};

export interface IrisStock {
  /** Estimated social dwellings by IRIS code, whole numbers that add up to the total. */
  readonly dwellings: ReadonlyMap<string, number>;
  readonly leasesPerDwelling: number;
  /** What the total is to the unscaled estimate. */
  readonly scale: number;
}

/** Housing and whole-commune IRIS, and any other where an income is published: somebody lives there. */
const inhabited = (i: Iris, incomes: ReadonlyMap<string, IrisIncome>): boolean =>
  i.kind === 'H' || i.kind === 'Z' || incomes.get(i.code)?.from === 'iris';

/** Whole numbers closest to the shares of a total: largest remainders, then order. */
const apportion = (weights: readonly (readonly [string, number])[], total: number): Map<string, number> => {
  const sum = weights.reduce((s, [, weight]) => s + weight, 0);
  const exact = weights.map(([code, weight]) => ({ code, value: (weight * total) / sum }));
  const result = new Map(exact.map(({ code, value }) => [code, Math.floor(value)]));
  const left = total - [...result.values()].reduce((s, value) => s + value, 0);
  const byRemainder = [...exact].sort((a, b) => (b.value % 1) - (a.value % 1) || (a.code < b.code ? -1 : 1));
  for (const { code } of byRemainder.slice(0, left)) result.set(code, (result.get(code) as number) + 1);
  return result;
};

/**
 * Estimated social dwellings of each IRIS: households of the commune, shared equally between its inhabited IRIS (an IRIS is
 * drawn to hold about 2,000 inhabitants), times the share at its income; where no income is published, the mean share of the
 * commune's other IRIS; then everything scaled to the total.
 */
export const irisStock = (
  iris: readonly Iris[],
  incomes: ReadonlyMap<string, IrisIncome>,
  householdsByCommune: ReadonlyMap<string, number>,
  totals: StockTotals,
): IrisStock => {
  const weights: [string, number][] = [];
  for (const [commune, members] of irisByCommune(iris)) {
    const homes = members.filter((i) => inhabited(i, incomes));
    const households = householdsByCommune.get(commune);
    if (households === undefined) throw new Error(`No households for commune ${commune}.`);
    const shares = homes.map((i) => {
      const income = incomes.get(i.code)?.incomeEur ?? null;
      return income === null ? null : shareAtIncome(income);
    });
    const known = shares.filter((share) => share !== null);
    if (known.length === 0) throw new Error(`No income at all in commune ${commune}.`);
    const mean = known.reduce((s, share) => s + share, 0) / known.length;
    homes.forEach((i, k) => {
      weights.push([i.code, (households / homes.length) * (shares[k] ?? mean)]);
    });
  }
  const dwellings = apportion(weights, totals.dwellings);
  return {
    dwellings: new Map(iris.map((i) => [i.code, dwellings.get(i.code) ?? 0])),
    leasesPerDwelling: totals.leasesPerYear / totals.dwellings,
    scale: totals.dwellings / weights.reduce((s, [, weight]) => s + weight, 0),
  };
};
