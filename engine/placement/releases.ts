import type { Allocation } from '../domain/allocation.ts';
import { dayNumber, isoDay } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Territory } from '../territory/territory.ts';
import type { StockCell } from './stock.ts';

/** How often dwellings come free. An estimate, always. */
export interface ReleaseRates {
  /** allocations: those on record; pack: too few days on record, the territory's own estimate stands in; none: neither. */
  readonly source: 'allocations' | 'pack' | 'none';
  /** First day looked at, excluded; null unless allocations are the source. */
  readonly since: IsoDay | null;
  /** Dwellings of the stock that were allocated in that time, each once. */
  readonly releases: number;
  /** Of the whole stock: releases a dwelling and a year; null when nothing says it. */
  readonly perDwellingYear: number | null;
  /** Releases a dwelling and a year in a cell of the stock; null when nothing says it. */
  rateOf(cell: StockCell): number | null;
}

const DAYS_PER_YEAR = 365.25;
/** With fewer days on record, a rate would be chance. */
const LEAST_DAYS = 60;

/**
 * Rotation of each landlord in each commune and typology, from the allocations of the last twelve months (or as many as are on record):
 * every dwelling allocated had come free. Few dwellings make an unsure rate, so it is drawn towards the typology's own over the territory:
 * (n + k·ρ·y) / ((N + k)·y), for n releases of N dwellings in y years and k of the pack (`placement.expected.priorDwellings`), the mean
 * of a Gamma–Poisson model. A first letting counts as a release.
 */
export const releaseRates = (input: {
  readonly territory: Territory;
  readonly cells: readonly StockCell[];
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly asOf: IsoDay;
}): ReleaseRates => {
  const { territory, cells, allocations, dwellings, asOf } = input;
  const { priorDwellings } = territory.pack.placement.expected;
  const today = dayNumber(asOf);
  const past = allocations.filter(({ decidedOn }) => decidedOn <= asOf);
  const oldest = past.reduce((day, { decidedOn }) => Math.min(day, dayNumber(decidedOn) - 1), today);
  const from = Math.max(oldest, Math.round(today - DAYS_PER_YEAR));
  const years = (today - from) / DAYS_PER_YEAR;
  if (today - from < LEAST_DAYS) return ofPack(territory);
  const released = new Set(
    past.filter(({ decidedOn }) => dayNumber(decidedOn) > from).map(({ dwelling }) => dwelling),
  );
  const byCell = new Map<string, number>();
  const byTypology = new Map<string, { dwellings: number; releases: number }>();
  let releases = 0;
  for (const id of released) {
    const dwelling = dwellings.get(id);
    if (dwelling === undefined) continue;
    releases += 1;
    byCell.set(keyOf(dwelling), (byCell.get(keyOf(dwelling)) ?? 0) + 1);
  }
  let stock = 0;
  for (const cell of cells) {
    const of = byTypology.get(cell.typology) ?? { dwellings: 0, releases: 0 };
    of.dwellings += cell.dwellings;
    of.releases += byCell.get(keyOf(cell)) ?? 0;
    byTypology.set(cell.typology, of);
    stock += cell.dwellings;
  }
  return {
    source: 'allocations',
    since: isoDay(from),
    releases,
    perDwellingYear: stock === 0 ? null : releases / stock / years,
    rateOf: (cell) => {
      const of = byTypology.get(cell.typology);
      if (of === undefined || of.dwellings === 0) return null;
      const prior = of.releases / of.dwellings;
      const own = byCell.get(keyOf(cell)) ?? 0;
      return (own + priorDwellings * prior) / (cell.dwellings + priorDwellings) / years;
    },
  };
};

const keyOf = ({
  bailleur,
  commune,
  typology,
}: Pick<Dwelling, 'bailleur' | 'commune' | 'typology'>): string => `${bailleur} ${commune} ${typology}`;

/** One rate for all: the leases that the pack estimates over the dwellings that it estimates. */
const ofPack = ({ pack }: Territory): ReleaseRates => {
  const leases = pack.quartiers.reduce((sum, q) => sum + q.estimatedLeasesPerYear, 0);
  const dwellings = pack.quartiers.reduce((sum, q) => sum + q.estimatedDwellings, 0);
  const rate = dwellings === 0 || leases === 0 ? null : leases / dwellings;
  return {
    source: rate === null ? 'none' : 'pack',
    since: null,
    releases: 0,
    perDwellingYear: rate,
    rateOf: () => rate,
  };
};
