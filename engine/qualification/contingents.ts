import type { Allocation } from '../domain/allocation.ts';
import type { Reservataire } from '../domain/codes.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { Territory } from '../territory/territory.ts';

/** What one réservataire was owed and got from a landlord this civil year. */
export interface ContingentLag {
  readonly reservataire: Reservataire;
  /** Share of the flow in the pack, 0 to 1. */
  readonly share: number;
  /** share × allocations of the landlord so far. */
  readonly due: number;
  readonly credited: number;
  /** (due − credited) ÷ due; null when nothing is due. The largest positive lag is served first. */
  readonly relativeLag: number | null;
}

export interface ContingentState {
  /** Largest relative lag first. */
  readonly lags: readonly ContingentLag[];
  readonly allocations: number;
  /** Allocations whose contingent is not recorded: credited to nobody. */
  readonly unknown: number;
}

/**
 * Lag of each réservataire at a landlord, `retard(r) = taux(r) × assiette − réalisé(r)` (domain: gestion en flux). The base
 * is the landlord's allocations of the civil year up to `asOf`, mutations inside the social stock left out (R441-5).
 */
export const contingentLags = (input: {
  readonly territory: Territory;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly bailleur: string;
  readonly asOf: IsoDay;
}): ContingentState => {
  const { territory, allocations, dwellings, bailleur, asOf } = input;
  const base = allocations.filter(
    (a) =>
      yearOf(a.decidedOn) === yearOf(asOf) &&
      a.decidedOn <= asOf &&
      a.firstAccess !== false &&
      dwellings.get(a.dwelling)?.bailleur === bailleur,
  );
  const credited = new Map<string, number>();
  for (const { contingent } of base)
    if (contingent !== null) credited.set(contingent, (credited.get(contingent) ?? 0) + 1);
  const lags = territory.pack.contingents.shares.map(({ reservataire, share }): ContingentLag => {
    const due = share * base.length;
    const got = credited.get(reservataire) ?? 0;
    return { reservataire, share, due, credited: got, relativeLag: due === 0 ? null : (due - got) / due };
  });
  return {
    lags: lags.sort((a, b) => (b.relativeLag ?? -Infinity) - (a.relativeLag ?? -Infinity)),
    allocations: base.length,
    unknown: base.filter((a) => a.contingent === null).length,
  };
};
