import type { Allocation } from '../domain/allocation.ts';
import { yearOf } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { CommuneCode, DemandNumber, IsoDay } from '../domain/ids.ts';
import type { Territory } from '../territory/territory.ts';
import type { TargetCount, TargetProfile } from './ledger.ts';

/*
 * Mutations between communes. The intercommunality vouches for their reciprocity (délibération 16 C 0645, §3; plan de gestion
 * 2016, art. 8.2), without a number: they are counted and shown. Where a pack turns the row on, a commune is asked to take in, over
 * the civil year, as many tenants from elsewhere as left it for elsewhere.
 */

/** Mutations of one commune over a civil year: whole allocations. */
export interface CommuneMoves {
  /** Tenants of another commune who moved in. */
  readonly received: number;
  /** Tenants of the commune who moved to another. */
  readonly sent: number;
  readonly within: number;
  /** Mutations into the commune from a place that is not known: neither received nor within. */
  readonly unknownHome: number;
}

export type ReciprocityLedger = ReadonlyMap<CommuneCode, CommuneMoves>;

export const NO_MOVES: CommuneMoves = { received: 0, sent: 0, within: 0, unknownHome: 0 };

/**
 * Ledger of the civil year of `asOf`, one entry for each commune of the territory, from the mutations decided up to that day. An
 * allocation whose first access is not known is no mutation here; one whose dwelling is not in the stock is left out. A tenant
 * from outside the territory is received, and sent by nobody.
 *
 * @param homeOf commune of the dwelling that a demand's household leaves; null when it is not known.
 */
export const reciprocityLedger = (input: {
  readonly territory: Territory;
  readonly allocations: readonly Allocation[];
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly homeOf: (demand: DemandNumber) => CommuneCode | null;
  readonly asOf: IsoDay;
}): ReciprocityLedger => {
  const { territory, allocations, dwellings, homeOf, asOf } = input;
  const moves = new Map(territory.pack.communes.map(({ code }) => [code, { ...NO_MOVES }]));
  const add = (commune: CommuneCode | null, what: keyof CommuneMoves) => {
    const of = commune === null ? undefined : moves.get(commune);
    if (of !== undefined) of[what] += 1;
  };
  for (const { dwelling, decidedOn, demand, firstAccess } of allocations) {
    if (firstAccess !== false || decidedOn > asOf || yearOf(decidedOn) !== yearOf(asOf)) continue;
    const there = dwellings.get(dwelling);
    if (there === undefined) continue;
    const to = territory.canonicalCommune(there.commune);
    const said = homeOf(demand);
    const from = said === null ? null : (territory.canonicalCommune(said) ?? said);
    if (from === null) add(to, 'unknownHome');
    else if (from === to) add(to, 'within');
    else {
      add(to, 'received');
      add(from, 'sent');
    }
  }
  return moves;
};

/** Mutations into a commune as a target counts them: received, among all of them. */
export const receivedCount = ({ received, within, unknownHome }: CommuneMoves): TargetCount => ({
  among: received + within + unknownHome,
  counted: received,
  unknown: unknownHome,
});

/** Whether a household would be a mutation from another commune. What is not known counts against: not received. */
export const reciprocityMembership = (
  commune: string,
  { firstAccess, homeCommune = null }: TargetProfile,
): { readonly among: boolean; readonly counted: boolean; readonly unknown: boolean } => ({
  among: firstAccess !== true,
  counted: firstAccess === false && homeCommune !== null && homeCommune !== commune,
  unknown: firstAccess === null ? homeCommune !== commune : firstAccess === false && homeCommune === null,
});
