import type { Allocation, Outcome } from '../domain/allocation.ts';
import type { Demand } from '../domain/demand.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { WORLD_HISTORY_YEARS } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { drawAllocations } from './allocations.ts';
import { drawPastVacancies } from './commissions.ts';
import { completeDemands, draftDemands } from './demands.ts';
import { ASSUMPTIONS } from './figures.ts';
import { resourceMeasures } from './measures.ts';
import { situationWeights } from './priorities.ts';
import { drawProposals } from './proposals.ts';
import { generateStock } from './stock.ts';
import { openVacancies, splitStock } from './vacancies.ts';

/** A generated world: no real household, no real dwelling. Landlords are the pack's, their figures are simulated. */
export interface World {
  readonly demands: readonly Demand[];
  readonly dwellings: readonly Dwelling[];
  /** Free on the day, not allocated yet. */
  readonly vacancies: readonly Vacancy[];
  /** Of the last two years, oldest first: the current civil year and a whole past one. */
  readonly allocations: readonly Allocation[];
  /** Of the same past vacancies, which are not among `vacancies`. */
  readonly outcomes: readonly Outcome[];
}

export interface WorldOptions {
  readonly territory: Territory;
  readonly seed: number;
  readonly asOf: IsoDay;
  /** At least 100. Sizes that are not given are the pack's (`world`). */
  readonly demandCount?: number;
  readonly dwellingCount?: number;
  readonly allocationsPerYear?: number;
  readonly openVacancyCount?: number;
}

/** Under this many, quotas of a percent round to nobody and margins mean nothing. */
export const LEAST_DEMANDS = 100;
const DAYS_PER_YEAR = 365;

/**
 * A world for a territory, a seed and a day: same arguments, same values. What it stands on is in `figures.ts` and measured by
 * `calibrationReport`.
 *
 * @throws Error when the options do not fit together (more dwellings to free than the stock has, fewer than 100 demands), or
 * when the territory has no ceilings for the year.
 */
export const generateWorld = ({
  territory,
  seed,
  asOf,
  demandCount = territory.pack.world.demands.value,
  dwellingCount = territory.pack.world.dwellings.value,
  allocationsPerYear = territory.pack.world.leasesPerYear.value,
  openVacancyCount = territory.pack.world.openVacancies.value,
}: WorldOptions): World => {
  if (demandCount < LEAST_DEMANDS)
    throw new Error(`world: ${demandCount} demands asked for, at least ${LEAST_DEMANDS} are needed`);
  const { pack } = territory;
  const dwellings = generateStock({ pack, seed, count: dwellingCount, asOf });
  const turnover = splitStock(dwellings, {
    seed,
    openCount: openVacancyCount,
    pastCount: WORLD_HISTORY_YEARS * allocationsPerYear,
  });
  const draft = draftDemands({ territory, seed, count: demandCount, asOf, letDwellings: turnover.let });
  const pastVacancies = drawPastVacancies({
    pack,
    past: turnover.past,
    seed,
    asOf,
    days: WORLD_HISTORY_YEARS * DAYS_PER_YEAR,
  });
  const proposals = drawProposals({
    pastVacancies,
    candidates: draft.demands,
    currentShare: currentShareOf(demandCount, allocationsPerYear),
    territory,
    seed,
  });
  const { demands, established } = completeDemands({
    draft,
    histories: proposals.histories,
    territory,
    seed,
    asOf,
  });
  const measures = resourceMeasures(demands, territory, asOf);
  const allocations = drawAllocations({
    pack,
    pastVacancies,
    housed: proposals.housed,
    ranks: proposals.ranks,
    donors: measures.map((measure, place) => ({ ...measure, persons: draft.households[place]!.persons })),
    situations: situationWeights(established),
    seed,
    asOf,
  });
  return {
    demands,
    dwellings,
    vacancies: openVacancies({ pack, open: turnover.open, seed, asOf }),
    allocations,
    outcomes: proposals.outcomes,
  };
};

/** Demands for each allocation of a year (54,000 for 8,000) at which the stated share of past candidates still waits. */
const USUAL_PRESSURE = 6.75;

/** A smaller demand cannot have lived through as many proposals. */
const currentShareOf = (demandCount: number, allocationsPerYear: number): number => {
  const pressure = demandCount / allocationsPerYear / USUAL_PRESSURE;
  return ASSUMPTIONS.currentCandidates.value * Math.min(1, pressure);
};
