import type { Reservataire } from '../domain/codes.ts';
import type { Territory } from '../territory/territory.ts';
import type { ContingentCounts } from './history.ts';

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
 * Lag of each réservataire at a landlord, `retard(r) = taux(r) × assiette − réalisé(r)` (gestion en flux). The base is the
 * landlord's allocations of the civil year, net of mutations: the plan de gestion of 2016 takes a rotation net of all of them
 * (art. 7.4); R441-5 leaves out only those inside the landlord's own stock, which a past allocation does not tell from others.
 * Other exclusions of R441-5 (urban renewal, ORCOD, insalubrity, sale) are not deducted: only the first of them is recorded.
 */
export const contingentLags = (territory: Territory, counts: ContingentCounts): ContingentState => {
  const lags = territory.pack.contingents.shares.map(({ reservataire, share }): ContingentLag => {
    const due = share * counts.allocations;
    const credited = counts.credited.get(reservataire) ?? 0;
    return { reservataire, share, due, credited, relativeLag: due === 0 ? null : (due - credited) / due };
  });
  return {
    lags: lags.sort((a, b) => (b.relativeLag ?? -Infinity) - (a.relativeLag ?? -Infinity)),
    allocations: counts.allocations,
    unknown: counts.unknown,
  };
};
