import type { Allocation } from '../domain/allocation.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { FRAGILITIES, type Fragility } from '../domain/territory.ts';
import { flowRows } from '../targets/flow.ts';
import { allocationProfile, eventOf, membership } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';
import { cellOf } from './potential.ts';

/** Where the leases credited to a réservataire are. */
export interface CreditedPlaces {
  /** Null: no contingent is on record. */
  readonly reservataire: Reservataire | null;
  readonly leases: number;
  readonly byFragility: Readonly<Record<Fragility, number>>;
}

/**
 * Leases of the flow of the civil year by réservataire and fragility of the quartier (plan de gestion 2016, art. 7.4: the
 * localisation of what is credited is followed), all of them first. What counts is what the flow counts.
 *
 * @param bailleur null: every landlord.
 */
export const localisationOf = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly asOf: IsoDay;
  readonly bailleur: string | null;
}): { readonly all: CreditedPlaces; readonly credited: readonly CreditedPlaces[] } => {
  const counts = new Map<Reservataire | null, Record<Fragility, number>>();
  for (const { allocation, dwelling } of flowOfYear(input)) {
    const fragility = input.territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
    const count = counts.get(allocation.contingent) ?? noLease();
    count[fragility] += 1;
    counts.set(allocation.contingent, count);
  }
  const placesOf = (reservataire: Reservataire | null, byFragility: Record<Fragility, number>) => ({
    reservataire,
    leases: FRAGILITIES.reduce((sum, fragility) => sum + byFragility[fragility], 0),
    byFragility,
  });
  const all = noLease();
  for (const count of counts.values())
    for (const fragility of FRAGILITIES) all[fragility] += count[fragility];
  return {
    all: placesOf(null, all),
    credited: [...RESERVATAIRE_CODES, null].flatMap((reservataire) => {
      const count = counts.get(reservataire);
      return count === undefined ? [] : [placesOf(reservataire, count)];
    }),
  };
};

const noLease = (): Record<Fragility, number> => ({
  'most-fragile': 0,
  fragile: 0,
  'less-fragile': 0,
  unknown: 0,
});

/** Allocations of the civil year, up to the day, that are in the flow of their landlord. */
export const flowOfYear = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly asOf: IsoDay;
  readonly bailleur: string | null;
}): readonly { readonly allocation: Allocation; readonly dwelling: Dwelling }[] => {
  const { territory, dwellings, allocations, asOf, bailleur } = input;
  return allocations.flatMap((allocation) => {
    const dwelling = dwellings.get(allocation.dwelling);
    if (dwelling === undefined || (bailleur !== null && dwelling.bailleur !== bailleur)) return [];
    const cell = cellOf(territory, dwelling);
    const target = cell === null ? undefined : flowRows(territory, cell)[0];
    if (target === undefined) return [];
    const on = eventOf(target) === 'lease' ? allocation.leaseSignedOn : allocation.decidedOn;
    if (on === null || on > asOf || yearOf(on) !== yearOf(asOf)) return [];
    const profile = allocationProfile(territory, allocation, dwelling.bailleur);
    return membership(target, profile, dwelling.bailleur).among ? [{ allocation, dwelling }] : [];
  });
};
