import { borderKey } from './borders.ts';

/*
 * Quartiers made of IRIS: 517 IRIS for about 8,000 leases a year would leave targets no grip. The rule is stated in French
 * in the pack (`pack.yaml`, `fragilityRule`); this is its only implementation.
 */

export const MIN_LEASES_PER_YEAR = 20;

export interface IrisEstimate {
  readonly code: string;
  /** Median declared income, EUR a year per consumption unit; null when not published. */
  readonly incomeEur: number | null;
  readonly dwellings: number;
  readonly leasesPerYear: number;
}

export interface Group {
  readonly iris: readonly IrisEstimate[];
  readonly dwellings: number;
  readonly leasesPerYear: number;
  /** Mean of the published medians weighted by dwellings; null when none of its IRIS has one. */
  readonly incomeEur: number | null;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const groupOf = (iris: readonly IrisEstimate[]): Group => {
  const known = iris.filter((i) => i.incomeEur !== null);
  const weight = sum(known.map((i) => i.dwellings));
  return {
    iris: [...iris].sort((a, b) => b.dwellings - a.dwellings || (a.code < b.code ? -1 : 1)),
    dwellings: sum(iris.map((i) => i.dwellings)),
    leasesPerYear: sum(iris.map((i) => i.leasesPerYear)),
    incomeEur:
      weight === 0
        ? (known[0]?.incomeEur ?? null)
        : sum(known.map((i) => (i.incomeEur as number) * i.dwellings)) / weight,
  };
};

/** Distance of incomes. Two unknown incomes are alike; an unknown and a known one are as far as can be. */
const incomeDistance = (a: Group, b: Group): number => {
  if (a.incomeEur === null || b.incomeEur === null)
    return a.incomeEur === b.incomeEur ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(a.incomeEur - b.incomeEur);
};

const border = (a: Group, b: Group, borders: ReadonlyMap<string, number>): number =>
  sum(a.iris.flatMap((i) => b.iris.map((j) => borders.get(borderKey(i.code, j.code)) ?? 0)));

const firstCode = (group: Group): string => group.iris.map((i) => i.code).sort()[0] as string;

/**
 * Merges the IRIS of one commune until each group has `MIN_LEASES_PER_YEAR` leases a year or one group is left. Each step
 * takes the group with the fewest leases and joins it to the neighbour of closest income (ties: longest border, then code);
 * a group that touches none may join any group of the commune.
 */
export const mergeIris = (
  iris: readonly IrisEstimate[],
  borders: ReadonlyMap<string, number>,
): readonly Group[] => {
  let groups = iris.map((i) => groupOf([i]));
  for (;;) {
    groups.sort((a, b) => a.leasesPerYear - b.leasesPerYear || (firstCode(a) < firstCode(b) ? -1 : 1));
    const smallest = groups[0];
    if (groups.length < 2 || smallest === undefined || smallest.leasesPerYear >= MIN_LEASES_PER_YEAR)
      return groups.sort((a, b) => (firstCode(a) < firstCode(b) ? -1 : 1));
    const others = groups.slice(1);
    const touching = others.filter((g) => border(smallest, g, borders) > 0);
    const [chosen] = (touching.length > 0 ? touching : others).sort((a, b) => {
      const [da, db] = [incomeDistance(smallest, a), incomeDistance(smallest, b)];
      // Infinity − Infinity is NaN: equal distances are compared first.
      if (da !== db) return da - db;
      return (
        border(smallest, b, borders) - border(smallest, a, borders) || (firstCode(a) < firstCode(b) ? -1 : 1)
      );
    });
    const target = chosen as Group;
    groups = [...others.filter((g) => g !== target), groupOf([...smallest.iris, ...target.iris])];
  }
};
