import { ATTRIBUTIONS } from '../../engine/acceptance/offers.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import type { Matching } from '../../engine/domain/matching.ts';
import type { Pool } from '../../engine/pool/pool.ts';
import type { CarriedHousehold } from '../store/sessionDocument.ts';

/**
 * Households ranked 2 or later whose turn never came (plan de gestion 2016, art. 7.1 and 7.3.1), with the pack's bonus for the turns
 * that the imported demand does not count itself. The method already gives points for those it counts, so that the two together
 * never pass the bound: `min(max, per·(counted + new)) − min(max, per·counted)`. A demand that does not say how many it counts
 * gets no points for them from the method: every turn on record is then new. By numéro unique.
 */
export const carriedHouseholds = (input: {
  readonly pool: Pool;
  readonly outcomes: readonly Outcome[];
  readonly matching: Matching;
  readonly asOf: IsoDay;
}): readonly CarriedHousehold[] => {
  const { pool, outcomes, matching, asOf } = input;
  const { pointsPerTurn, maxPoints } = matching.carryOver.value;
  const counted = pool.array('rankedNotHoused');
  const given = (turns: number): number => Math.min(maxPoints, pointsPerTurn * turns);
  return [...turnsMissed(outcomes, asOf)].flatMap(([number, turns]) => {
    const row = pool.numbers.rowOf(number);
    if (row < 0) return [];
    const own = Number.isNaN(counted[row]!) ? null : counted[row]!;
    const bonus = Math.round(1000 * (given(Math.max(turns, own ?? 0)) - given(own ?? 0)));
    return bonus > 0 ? [{ number, turns, counted: own, bonus }] : [];
  });
};

/** Turns that never came, by demand: attributed at rank 2 or later, never asked, and the dwelling went to another. */
const turnsMissed = (outcomes: readonly Outcome[], asOf: IsoDay): ReadonlyMap<DemandNumber, number> => {
  const known = outcomes.filter(({ examinedOn }) => examinedOn <= asOf);
  const taken = new Set(known.filter(({ answer }) => answer === 'accepted').map(({ vacancy }) => vacancy));
  const turns = new Map<DemandNumber, number>();
  for (const { vacancy, demand, rank, decision, answer } of known)
    if (rank >= 2 && answer === null && ATTRIBUTIONS.has(decision) && taken.has(vacancy))
      turns.set(demand, (turns.get(demand) ?? 0) + 1);
  return new Map([...turns].sort(([a], [b]) => (a < b ? -1 : 1)));
};
