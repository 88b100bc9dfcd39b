import type { Allocation } from '../domain/allocation.ts';
import { dayNumber } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { cellKey, type FlowCell, flowRows } from '../targets/flow.ts';
import { allocationProfile, eventOf, membership } from '../targets/ledger.ts';
import { placeOf } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';

const YEAR_DAYS = 365;
/** Leases of a year under which a landlord's own rate says little: its relative error would be above 22 % (Poisson). */
const FEWEST_LEASES = 20;
/** Days of record under which a year cannot be drawn from it. */
const FEWEST_DAYS = 90;

/** Leases of the flow a year, for one dwelling of the stock. */
export interface Rotation {
  readonly perYear: number;
  /** The landlord's own leases of the last twelve months; or the pack's estimate, when there are too few of them. */
  readonly from: 'last-12-months' | 'pack';
  /** Leases of the landlord in the cell over the days on record, twelve months at most. */
  readonly leases: number;
  /** Of those, in the flow. */
  readonly inFlow: number;
  /** Left out of the flow: mutations, relocations of urban renewal (R441-5). */
  readonly withoutMutations: number;
  readonly withoutNpru: number;
  /** Days that the record covers, twelve months at most. */
  readonly days: number;
}

/** What a landlord's stock can bring to réservataires in a year (plan de gestion 2016, art. 7.4). */
export interface YearlyPotential extends FlowCell {
  readonly stock: number;
  readonly rotation: Rotation;
  /** stock × rotation net of mutations: leases of the flow a year. The share of each réservataire is taken of it. */
  readonly leasesPerYear: number;
}

export interface Potentials {
  /** One for each landlord and side that has dwellings, by landlord in the pack's order, in QPV first. */
  readonly cells: readonly YearlyPotential[];
  /** Dwellings whose QPV is not said: they count in no flow. */
  readonly qpvUnknown: number;
}

interface Counting {
  stock: number;
  leases: number;
  inFlow: number;
  withoutMutations: number;
  withoutNpru: number;
}

/**
 * Yearly potential of each landlord, in QPV and outside: stock × rotation net of mutations. The rotation is that of its own
 * leases of the last twelve months (decisions or signed leases, as the pack counts the flow), or the pack's when they are under
 * 20. Degraded co-ownerships, insalubrity and sale (R441-5) are in no file and are not deducted.
 */
export const yearlyPotentials = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly asOf: IsoDay;
}): Potentials => {
  const { territory, dwellings } = input;
  const counts = new Map<string, Counting & FlowCell>();
  let qpvUnknown = 0;
  for (const dwelling of dwellings.values()) {
    const cell = cellOf(territory, dwelling);
    if (cell === null) qpvUnknown += 1;
    else countingOf(counts, cell).stock += 1;
  }
  const record = yearOnRecord(input);
  for (const { allocation, dwelling } of record.rows) {
    const cell = cellOf(territory, dwelling);
    if (cell === null) continue;
    const counting = countingOf(counts, cell);
    const [target] = flowRows(territory, cell);
    counting.leases += 1;
    const profile = allocationProfile(territory, allocation, dwelling.bailleur);
    if (target === undefined || membership(target, profile, dwelling.bailleur).among) counting.inFlow += 1;
    else if (profile.npruRelocation === true) counting.withoutNpru += 1;
    else counting.withoutMutations += 1;
  }
  const packRate = estimatedRate(territory, [...counts.values()]);
  const ranks = new Map(territory.pack.bailleurs.map(({ id }, i) => [id as string, i]));
  const rank = ({ bailleur }: FlowCell): number => ranks.get(bailleur) ?? ranks.size;
  const cells = [...counts.values()]
    .filter(({ stock }) => stock > 0)
    .sort(
      (a, b) =>
        rank(a) - rank(b) ||
        (a.bailleur < b.bailleur ? -1 : a.bailleur > b.bailleur ? 1 : 0) ||
        (a.qpv ? -1 : 1),
    )
    .map(({ bailleur, qpv, stock, ...counting }): YearlyPotential => {
      const own = counting.inFlow >= FEWEST_LEASES && record.days >= FEWEST_DAYS;
      const perYear = own ? ((counting.inFlow / stock) * YEAR_DAYS) / record.days : packRate;
      return {
        bailleur,
        qpv,
        stock,
        rotation: { perYear, from: own ? 'last-12-months' : 'pack', ...counting, days: record.days },
        leasesPerYear: stock * perYear,
      };
    });
  return { cells, qpvUnknown };
};

/** Where a dwelling counts; null when its QPV is not said. */
export const cellOf = (territory: Territory, dwelling: Dwelling): FlowCell | null => {
  const { bailleur, qpv } = placeOf(territory, dwelling);
  return qpv === null ? null : { bailleur, qpv };
};

const countingOf = (counts: Map<string, Counting & FlowCell>, cell: FlowCell): Counting => {
  const key = cellKey(cell);
  const known = counts.get(key);
  if (known) return known;
  const made = { ...cell, stock: 0, leases: 0, inFlow: 0, withoutMutations: 0, withoutNpru: 0 };
  counts.set(key, made);
  return made;
};

/** Allocations whose event is in the last twelve months, and the days of them that the record covers. */
const yearOnRecord = ({
  territory,
  dwellings,
  allocations,
  asOf,
}: Parameters<typeof yearlyPotentials>[0]): {
  readonly rows: readonly { readonly allocation: Allocation; readonly dwelling: Dwelling }[];
  readonly days: number;
} => {
  const [target] = territory.flowTargets;
  const byLease = target !== undefined && eventOf(target) === 'lease';
  const today = dayNumber(asOf);
  let first = today;
  const rows = allocations.flatMap((allocation) => {
    const dwelling = dwellings.get(allocation.dwelling);
    const on = byLease ? allocation.leaseSignedOn : allocation.decidedOn;
    if (on === null || on > asOf || dwelling === undefined) return [];
    const day = dayNumber(on);
    first = Math.min(first, day);
    return day > today - YEAR_DAYS ? [{ allocation, dwelling }] : [];
  });
  return { rows, days: Math.min(YEAR_DAYS, today - first + (rows.length > 0 ? 1 : 0)) };
};

/** Leases a dwelling and year that the pack estimates, times the share of the territory's leases that were in the flow. */
const estimatedRate = ({ pack }: Territory, counts: readonly Counting[]): number => {
  const sum = (read: (of: (typeof pack.quartiers)[number]) => number): number =>
    pack.quartiers.reduce((total, quartier) => total + read(quartier), 0);
  const dwellings = sum((quartier) => quartier.estimatedDwellings);
  const leases = counts.reduce((total, counting) => total + counting.leases, 0);
  const inFlow = counts.reduce((total, counting) => total + counting.inFlow, 0);
  const gross = dwellings === 0 ? 0 : sum((quartier) => quartier.estimatedLeasesPerYear) / dwellings;
  return gross * (leases === 0 ? 1 : inFlow / leases);
};
