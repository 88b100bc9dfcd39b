import { wholeMonthsBetween } from '../domain/day.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { ConcertedClass } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';

/** What partners decided together of a residence or a quartier, and whether it still holds. */
export interface ConcertedState {
  readonly decision: ConcertedClass;
  readonly scope: 'residence' | 'quartier';
  readonly expired: boolean;
}

/**
 * Latest class decided by the day for the dwelling's residence, else for its quartier; null when partners have decided none.
 * A class older than the norm's validity is shown as expired and asks for nothing.
 */
export const concertedState = (
  territory: Territory,
  dwelling: Dwelling,
  quartier: string | null,
  asOf: IsoDay,
): ConcertedState | null => {
  const { concerted, norms } = territory.pack;
  const latest = (applies: (c: ConcertedClass) => boolean) =>
    concerted
      .filter((c) => c.decidedOn <= asOf && applies(c))
      .reduce<ConcertedClass | null>((a, b) => (a && a.decidedOn >= b.decidedOn ? a : b), null);
  const ofResidence = latest(
    (c) => c.residence !== null && c.residence === dwelling.residence && c.bailleur === dwelling.bailleur,
  );
  const decision = ofResidence ?? latest((c) => c.residence === null && c.quartier === quartier);
  if (decision === null) return null;
  return {
    decision,
    scope: ofResidence ? 'residence' : 'quartier',
    expired: wholeMonthsBetween(decision.decidedOn, asOf) >= norms.concertedClass.validMonths,
  };
};

/**
 * "Étude commune requise": in residences found fragile, landlord and commune study allocations together before the commission
 * (plan de gestion 2016, art. 11.2).
 */
export const jointStudyRequired = (state: ConcertedState | null): boolean =>
  state !== null &&
  state.scope === 'residence' &&
  !state.expired &&
  (state.decision.class === 'fragile' || state.decision.class === 'very-fragile');
