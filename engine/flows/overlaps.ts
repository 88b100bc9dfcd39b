import type { Allocation } from '../domain/allocation.ts';
import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import { contingentsOf } from '../shortlist/credits.ts';
import type { Territory } from '../territory/territory.ts';
import { flowOfYear } from './localisation.ts';
import type { WaitingCounts } from './waiting.ts';

/** Waiting demands whose lease could be credited to the same contingents: one of them, never two. */
export interface WaitingOverlap {
  /** Without AUCUN, which takes anybody; empty: to nobody. */
  readonly contingents: readonly Reservataire[];
  readonly demands: number;
}

/** Leases of the year whose record allows the same contingents, by the one that each was credited to. */
export interface CreditedOverlap {
  /** What DALO and verified situations on record allow; empty: they allow none. */
  readonly allowed: readonly Reservataire[];
  readonly leases: number;
  /** In the order of the codes; null: not on record. */
  readonly credited: readonly { readonly reservataire: Reservataire | null; readonly leases: number }[];
}

export interface Overlaps {
  /** Most demands first. */
  readonly waiting: readonly WaitingOverlap[];
  /** Most leases first. */
  readonly credited: readonly CreditedOverlap[];
  /** Leases of the year whose record says neither DALO nor situations: in no line. */
  readonly unsaid: number;
}

/**
 * How ACI, DALO and Action Logement overlap: to which contingents waiting demands could be credited, and how the leases of the year
 * were. A past allocation keeps neither the employer nor the contingents that the demand listed: only recognitions and verified
 * situations tell what its profile allowed.
 */
export const overlapsOf = (input: {
  readonly territory: Territory;
  readonly dwellings: ReadonlyMap<string, Dwelling>;
  readonly allocations: readonly Allocation[];
  readonly asOf: IsoDay;
  readonly bailleur: string | null;
  /** Of the whole pool. */
  readonly waiting: WaitingCounts;
}): Overlaps => {
  const rows = flowOfYear(input);
  const said = rows.filter(
    ({ allocation }) => allocation.daloActive !== null && allocation.verifiedSituations !== null,
  );
  const leases = new Map<string, { allowed: readonly Reservataire[]; by: (Reservataire | null)[] }>();
  for (const { allocation } of said) {
    const allowed = allowedBy(input.territory, allocation);
    const known = leases.get(allowed.join()) ?? { allowed, by: [] };
    known.by.push(allocation.contingent);
    leases.set(allowed.join(), known);
  }
  return {
    waiting: [...input.waiting]
      .map(([mask, demands]) => ({ contingents: reserved(contingentsOf(mask)), demands }))
      .sort((a, b) => b.demands - a.demands || compare(a.contingents, b.contingents)),
    credited: [...leases.values()]
      .map(({ allowed, by }) => ({ allowed, leases: by.length, credited: countsOf(by) }))
      .sort((a, b) => b.leases - a.leases || compare(a.allowed, b.allowed)),
    unsaid: rows.length - said.length,
  };
};

const reserved = (contingents: readonly Reservataire[]): readonly Reservataire[] =>
  contingents.filter((contingent) => contingent !== 'AUCUN');

const compare = (a: readonly string[], b: readonly string[]): number => (a.join() < b.join() ? -1 : 1);

const allowedBy = (
  { pack, prioritySituations }: Territory,
  allocation: Allocation,
): readonly Reservataire[] =>
  pack.contingents.shares.flatMap(({ reservataire, share, credits }) => {
    if (credits === undefined || share === 0) return [];
    const verified = prioritySituations.some(
      ({ code, channels }) =>
        allocation.verifiedSituations!.includes(code) &&
        channels.some((channel) => credits.channels.includes(channel)),
    );
    return (credits.dalo && allocation.daloActive === true) || verified ? [reservataire] : [];
  });

const countsOf = (by: readonly (Reservataire | null)[]): CreditedOverlap['credited'] =>
  [...RESERVATAIRE_CODES, null].flatMap((reservataire) => {
    const leases = by.filter((each) => each === reservataire).length;
    return leases === 0 ? [] : [{ reservataire, leases }];
  });
