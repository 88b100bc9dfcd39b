import { type Demand, isFirstAccess } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Scenario } from '../domain/scenario.ts';
import { completeDemands, draftDemands } from '../simulation/demands.ts';
import { syntheticNumber } from '../simulation/filing.ts';
import type { Territory } from '../territory/territory.ts';
import { monthLabel, monthNumber } from './calendar.ts';

/** Demands that may be filed in one year of the horizon, in order of month: each replication draws which ones are. */
export interface Cohort {
  /** Filed on the reference day, so that rules read them as new; `months` and `days` say when they come. */
  readonly demands: readonly Demand[];
  /** Month of filing from the start of the horizon, and day of that month. Length = demands. */
  readonly months: Int32Array;
  readonly days: Uint8Array;
  /** 1: rehoused by urban renewal, comes and stays in every replication. Length = demands. */
  readonly always: Uint8Array;
}

/** Sequences of arrivals begin here: under it, those of the demands that wait at the start. */
const FIRST_SEQUENCE = 300_000;
/** Of one year's cohort: what six digits leave. */
const MOST_ARRIVALS = 600_000;
const MONTHS = 12;
const LAST_DAY = 28;

/** How many more demands are made than come on average, so that a replication of many arrivals has enough: 2.5 deviations. */
const headroom = ({ uncertainty }: Scenario): number => Math.exp(2.5 * uncertainty.arrivals);

/** Demands expected in a month of a year of the horizon. */
export const expectedArrivals = ({ demand }: Scenario, year: number): number =>
  (demand.arrivalsPerYear * (1 + demand.arrivalsTrend) ** year) / MONTHS;

/** Relocations of urban renewal that are due by the end of a month of the horizon, from 0. */
const relocationsBy = ({ npru }: Scenario, month: number): number =>
  Math.round((npru.relocations * Math.min(month + 1, npru.programmeMonths)) / npru.programmeMonths);

/**
 * The cohort of a year of the horizon: households as the generator draws them, none of whom has waited or been proposed anything.
 * Relocations of the scenario's programme are tenants of social housing; no other arrival is one.
 *
 * @param year from 0, years of twelve months from the start.
 * @throws Error when a year has more than 600,000 arrivals.
 */
export const drawCohort = (input: {
  readonly territory: Territory;
  readonly scenario: Scenario;
  readonly year: number;
  readonly asOf: IsoDay;
  readonly letDwellings: readonly Dwelling[];
}): Cohort | null => {
  const { territory, scenario, year, asOf, letDwellings } = input;
  const months = Math.min(MONTHS, scenario.months - year * MONTHS);
  const usual = Math.ceil(expectedArrivals(scenario, year) * headroom(scenario));
  const relocated = Array.from(
    { length: months },
    (_, m) =>
      relocationsBy(scenario, year * MONTHS + m) -
      (year + m === 0 ? 0 : relocationsBy(scenario, year * MONTHS + m - 1)),
  );
  const perMonth = relocated.map((count) => usual + count);
  const total = perMonth.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  if (total > MOST_ARRIVALS) throw new Error(`years: ${total} arrivals in a year`);
  const seed = cohortSeed(scenario.seed, year);
  const draft = draftDemands({ territory, seed, count: total, asOf, letDwellings });
  const first = monthNumber(scenario.start) + year * MONTHS;
  const monthOf = Int32Array.from(perMonth.flatMap((count, m) => new Array<number>(count).fill(m)));
  const days = Uint8Array.from(monthOf, (_, i) => ((i * 11) % LAST_DAY) + 1);
  const filed = draft.demands.map((demand, i): Demand => {
    const day = `${monthLabel(first + monthOf[i]!)}-${String(days[i]).padStart(2, '0')}` as IsoDay;
    const number = syntheticNumber(day, FIRST_SEQUENCE + i);
    return { ...demand, number, filedOn: asOf, renewedOn: null, updatedOn: asOf };
  });
  const always = chooseRelocated(filed, monthOf, relocated);
  const { demands } = completeDemands({
    draft: {
      ...draft,
      demands: filed.map((demand, i) => ({
        ...demand,
        npruRelocation:
          always[i] === 1 ? true : demand.npruRelocation === true ? false : demand.npruRelocation,
      })),
    },
    histories: filed.map(() => ({ suitedRefusals: 0, rankedNotHoused: 0 })),
    territory,
    seed,
    asOf,
  });
  return { demands, months: monthOf.map((m) => m + year * MONTHS), days, always };
};

/** A seed for each year, apart from those of worlds, which are small. */
const cohortSeed = (seed: number, year: number): number => seed + 1_000_000_007 * (year + 1);

/** In each month, the demands that the generator calls relocations, then other tenants of social housing, in their order. */
const chooseRelocated = (
  demands: readonly Demand[],
  months: Int32Array,
  wanted: readonly number[],
): Uint8Array => {
  const chosen = new Uint8Array(demands.length);
  const left = [...wanted];
  for (const certain of [true, false])
    demands.forEach((demand, i) => {
      const month = months[i]!;
      if (left[month]! <= 0 || chosen[i] === 1 || isFirstAccess(demand) !== false) return;
      if (certain && demand.npruRelocation !== true) return;
      chosen[i] = 1;
      left[month]! -= 1;
    });
  return chosen;
};

/** Chance that a demand of a month's cohort comes, in a replication that multiplies arrivals by `factor`; one at most. */
export const arrivalChance = (scenario: Scenario, year: number, factor: number): number => {
  const made = Math.ceil(expectedArrivals(scenario, year) * headroom(scenario));
  return made === 0 ? 0 : Math.min(1, (expectedArrivals(scenario, year) * factor) / made);
};
