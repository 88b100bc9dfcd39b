import type { Allocation } from '../domain/allocation.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay, QuartierId } from '../domain/ids.ts';
import type { Fragility, Target } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';

/** What a household is, in the eyes of targets. `null` = not known: it counts against the row, and is shown. */
export interface TargetProfile {
  readonly firstAccess: boolean | null;
  readonly bandGroup: 'modest' | 'intermediate-or-higher' | null;
  /** Of the first quartile of the demand's resources (L441-1). */
  readonly firstQuartile: boolean | null;
  readonly verifiedPriority: boolean | null;
  readonly npruRelocation: boolean | null;
}

/** Where an allocation counts. */
export interface TargetPlace {
  readonly quartier: string | null;
  /** In a QPV, outside, or not said (null). */
  readonly qpv: boolean | null;
  readonly commune: string;
  readonly bailleur: string;
}

/** Counts of one target in one place over a civil year: whole allocations. */
export interface TargetCount {
  /** Allocations that the target looks at. */
  readonly among: number;
  /** Of those, the ones it counts. */
  readonly counted: number;
  /** Of those, the ones whose profile is not known: in `among`, never in the row's favour. */
  readonly unknown: number;
}

const NONE: TargetCount = { among: 0, counted: 0, unknown: 0 };

/** Whether a profile is looked at and counted by a target. Unknown counts against: out for "at least", in for "at most". */
export const membership = (
  target: Target,
  profile: TargetProfile,
): { readonly among: boolean; readonly counted: boolean; readonly unknown: boolean } => {
  // An unknown first access is looked at, so that it cannot hide from a first-access target.
  const among = target.among === 'all' || profile.firstAccess !== false;
  const tests: (boolean | null)[] = [];
  if (target.among === 'first-access' && profile.firstAccess === null) tests.push(null);
  if (target.counts.bandGroup)
    tests.push(profile.bandGroup === null ? null : profile.bandGroup === target.counts.bandGroup);
  if (target.counts.quartile === 'first') tests.push(either(profile.firstQuartile, profile.npruRelocation));
  if (target.counts.quartile === 'others') tests.push(not(profile.firstQuartile));
  if (target.counts.verifiedPriority) tests.push(profile.verifiedPriority);
  if (target.counts.npruRelocation) tests.push(profile.npruRelocation);
  const no = tests.includes(false);
  const unknown = !no && tests.includes(null);
  return { among, counted: among && (unknown ? target.bound === 'max' : !no), unknown: among && unknown };
};

/** Households rehoused by urban renewal count with the first quartile (L441-1). */
const either = (a: boolean | null, b: boolean | null): boolean | null =>
  a === true || b === true ? true : a === null || b === null ? null : false;
const not = (value: boolean | null): boolean | null => (value === null ? null : !value);

/** Place key of a target, or null when the target does not apply there. */
export const placeKey = (territory: Territory, target: Target, place: TargetPlace): string | null => {
  if (target.qpv !== undefined && place.qpv !== (target.qpv === 'in')) return null;
  switch (target.scope) {
    case 'territory':
      return territory.pack.id;
    case 'commune':
      return place.commune;
    case 'bailleur':
      return place.bailleur;
    case 'quartier': {
      if (place.quartier === null) return null;
      const fragility = quartierFragility(territory, place.quartier);
      return fragility && (!target.fragility || target.fragility.includes(fragility)) ? place.quartier : null;
    }
  }
};

const quartierFragility = (territory: Territory, id: string): Fragility | null =>
  territory.quartierById.get(id as QuartierId)?.fragility ?? null;

/** Append-only counts by target and place for one civil year. */
export class Ledger {
  readonly year: number;
  readonly #counts = new Map<string, TargetCount>();

  constructor(year: number) {
    this.year = year;
  }

  count(target: Target, key: string): TargetCount {
    return this.#counts.get(`${target.id} ${key}`) ?? NONE;
  }

  add(territory: Territory, place: TargetPlace, profile: TargetProfile): void {
    for (const target of territory.pack.targets) {
      const key = placeKey(territory, target, place);
      const is = membership(target, profile);
      if (key === null || !is.among) continue;
      const before = this.count(target, key);
      this.#counts.set(`${target.id} ${key}`, {
        among: before.among + 1,
        counted: before.counted + (is.counted ? 1 : 0),
        unknown: before.unknown + (is.unknown ? 1 : 0),
      });
    }
  }
}

/** Profile of a past allocation. */
export const allocationProfile = (territory: Territory, allocation: Allocation): TargetProfile => ({
  firstAccess: allocation.firstAccess,
  bandGroup: territory.bandOf(allocation.shareOfPlusCeiling)?.group ?? null,
  firstQuartile: territory.isFirstQuartile(allocation.incomePerUcEur, allocation.decidedOn),
  verifiedPriority: territory.prioritySituations.some(({ code }) =>
    allocation.verifiedSituations.includes(code),
  ),
  npruRelocation: allocation.npruRelocation,
});

/**
 * Ledger of the civil year of `asOf`, from the allocations decided in it up to that day. An allocation whose dwelling is
 * not in the stock is left out and counted in `missing`.
 */
export const ledgerOf = (input: {
  readonly territory: Territory;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly asOf: IsoDay;
}): { readonly ledger: Ledger; readonly counted: number; readonly missing: number } => {
  const { territory, allocations, dwellings, asOf } = input;
  const ledger = new Ledger(yearOf(asOf));
  let counted = 0;
  let missing = 0;
  for (const allocation of allocations) {
    if (yearOf(allocation.decidedOn) !== ledger.year || allocation.decidedOn > asOf) continue;
    const dwelling = dwellings.get(allocation.dwelling);
    if (!dwelling) {
      missing += 1;
      continue;
    }
    ledger.add(territory, placeOf(territory, dwelling), allocationProfile(territory, allocation));
    counted += 1;
  }
  return { ledger, counted, missing };
};

export const placeOf = (territory: Territory, dwelling: Dwelling): TargetPlace => ({
  quartier: territory.quartierOfDwelling(dwelling)?.id ?? null,
  qpv: dwelling.qpv2024 === null ? null : dwelling.qpv2024 !== false,
  commune: dwelling.commune,
  bailleur: dwelling.bailleur,
});
