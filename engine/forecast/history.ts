import type { Allocation } from '../domain/allocation.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { allocationProfile, eventOf, membership } from '../targets/ledger.ts';
import { placeKey, placeOf } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';

/** What a target looked at and counted in a place over a civil year. */
export interface YearCount {
  readonly year: number;
  readonly among: number;
  readonly counted: number;
  /** The same by month: twelve numbers each. */
  readonly months: { readonly among: readonly number[]; readonly counted: readonly number[] };
}

/** Counts of one target, year by year, in each place that it was seen in. */
export interface TargetHistory {
  /** Whole years before the one in hand, by place, the oldest first. */
  readonly places: ReadonlyMap<string, readonly YearCount[]>;
  /** Share of a year's events that have come by the end of each month: twelve numbers, the last one 1. */
  readonly seasons: readonly number[];
  /** Whole years behind it. */
  readonly years: readonly number[];
}

/** Events of all targets below which a season's shape is noise: months then weigh alike. */
const SEASON_FROM = 400;

/**
 * The years before the one in hand, as targets would have counted them: the pack's rules of today on the allocations of then.
 *
 * @param asOf in the year in hand, which is left out.
 * @param most years looked back at.
 */
export const targetHistories = (input: {
  readonly territory: Territory;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly asOf: IsoDay;
  readonly most: number;
}): ReadonlyMap<string, TargetHistory> => {
  const { territory, allocations, dwellings, asOf, most } = input;
  const current = yearOf(asOf);
  const counts = new Map<string, Map<string, Map<number, YearCount>>>();
  const months = new Float64Array(12);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const allocation of allocations) {
    const dwelling = dwellings.get(allocation.dwelling);
    if (dwelling === undefined) continue;
    const place = placeOf(territory, dwelling);
    const profile = allocationProfile(territory, allocation, dwelling.bailleur);
    for (const target of territory.targets) {
      const day = eventOf(target) === 'lease' ? allocation.leaseSignedOn : allocation.decidedOn;
      if (day === null) continue;
      const year = yearOf(day);
      if (year >= current || year < current - most) continue;
      const key = placeKey(territory, target, place);
      const is = membership(target, profile, place.bailleur);
      if (key === null || !is.among) continue;
      first = Math.min(first, year);
      last = Math.max(last, year);
      const byPlace = entry(counts, target.id, () => new Map<string, Map<number, YearCount>>());
      const byYear = entry(byPlace, key, () => new Map<number, YearCount>());
      const month = Number(day.slice(5, 7)) - 1;
      byYear.set(year, oneMore(byYear.get(year) ?? noEvents(year), month, is.counted));
      months[month]! += 1;
    }
  }
  const years = Number.isFinite(first) ? Array.from({ length: last - first + 1 }, (_, i) => first + i) : [];
  const seasons = seasonsOf(months);
  return new Map(
    [...counts].map(([target, byPlace]) => [
      target,
      {
        years,
        seasons,
        // A place seen in one year and not in another had none that year: a year without a file is in no place.
        places: new Map(
          [...byPlace].map(([key, byYear]) => [key, years.map((year) => byYear.get(year) ?? noEvents(year))]),
        ),
      },
    ]),
  );
};

const noEvents = (year: number): YearCount => ({
  year,
  among: 0,
  counted: 0,
  months: { among: new Array(12).fill(0), counted: new Array(12).fill(0) },
});

const oneMore = (
  { year, among, counted, months }: YearCount,
  month: number,
  isCounted: boolean,
): YearCount => {
  const plus = (values: readonly number[], by: number) =>
    values.map((value, i) => (i === month ? value + by : value));
  const one = isCounted ? 1 : 0;
  return {
    year,
    among: among + 1,
    counted: counted + one,
    months: { among: plus(months.among, 1), counted: plus(months.counted, one) },
  };
};

/** @param months events by month, over all the years. */
const seasonsOf = (months: Float64Array): readonly number[] => {
  const total = months.reduce((sum, each) => sum + each, 0);
  if (total < SEASON_FROM) return Array.from({ length: 12 }, (_, i) => (i + 1) / 12);
  let sum = 0;
  return Array.from(months, (each) => {
    sum += each;
    return sum / total;
  });
};

const entry = <K, V>(map: Map<K, V>, key: K, make: () => V): V => {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
};

/**
 * Share of the year that has passed on a day, by the seasons of the years before: days within a month weigh alike.
 *
 * @returns in (0, 1].
 */
export const elapsedOn = (seasons: readonly number[], day: IsoDay): number => {
  const month = Number(day.slice(5, 7)) - 1;
  const [year, whole] = [yearOf(day), month + 1];
  const days = new Date(Date.UTC(year, whole, 0)).getUTCDate();
  const before = seasonPassed(seasons, month);
  return before + (seasons[month]! - before) * (Number(day.slice(8, 10)) / days);
};

/** Share of the year that has passed after so many whole months. */
export const seasonPassed = (seasons: readonly number[], months: number): number =>
  months === 0 ? 0 : seasons[months - 1]!;
