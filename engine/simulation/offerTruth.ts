import { type HouseholdSide, offerFacts } from '../acceptance/individual/facts.ts';
import type { Demand } from '../domain/demand.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { IsoDay } from '../domain/ids.ts';
import type { OfferFacts } from '../domain/offerFacts.ts';
import { bedroomsNeeded } from '../household/occupancy.ts';
import type { Territory } from '../territory/territory.ts';
import { ASSUMPTIONS } from './figures.ts';
import type { Random } from './random.ts';

/** What the facts of an offer take from a demand. */
export type DescribedDemand = Pick<Demand, 'household' | 'incomes' | 'currentHousing' | 'wishes'>;

/** An offer as it was on its day. Ages are those of that day; the rest is what the demand says. */
export const factsOfDemand = (
  demand: DescribedDemand,
  dwelling: Dwelling,
  { territory, on }: { readonly territory: Territory; readonly on: IsoDay },
): OfferFacts | null => {
  const { household, incomes, currentHousing, wishes } = demand;
  const side: HouseholdSide = {
    bedroomsNeeded: bedroomsNeeded(household, on),
    currentRentEur: currentHousing.rentEur,
    declaredMonthlyEur: incomes.declaredMonthlyEur,
    communes: wishes.communes,
    wideWish: wishes.wide,
  };
  return offerFacts(side, dwelling, territory);
};

/** Log-odds that the facts add to a yes, for one dwelling. What is not known adds nothing. */
export const readiness = ({ rentChangeShare, roomsBeyondNeed, wideWish }: OfferFacts): number =>
  ASSUMPTIONS.acceptanceRentChange.value * (rentChangeShare ?? 0) +
  ASSUMPTIONS.acceptanceRoom.value * (roomsBeyondNeed ?? 0) +
  ASSUMPTIONS.acceptanceWideWish.value * Number(wideWish ?? false);

/** Demands looked at for each household that took a dwelling. */
const DRAWS = 24;

/**
 * Facts of a household that has left the file since, drawn among those of demands that ask for such a dwelling today. Answers are drawn
 * before, by class, rank and residence, so that the published share of refusals stays what it is; here, a household that said yes is drawn
 * with weight exp(readiness), another with equal weights. By Bayes' rule the log-odds of a yes, for one dwelling, are then a constant plus
 * the readiness.
 *
 * @param asking places of the demands to draw from.
 */
export const drawFormerFacts = (
  asking: readonly number[],
  factsOf: (place: number) => OfferFacts | null,
  { accepted, random }: { readonly accepted: boolean; readonly random: Random },
): OfferFacts | null => {
  if (asking.length === 0) return null;
  if (!accepted) return factsOf(random.pick(asking));
  const drawn = Array.from({ length: DRAWS }, () => factsOf(random.pick(asking)));
  const weights = drawn.map((facts) => (facts === null ? 1 : Math.exp(readiness(facts))));
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  const chosen = weights.findIndex((weight) => {
    left -= weight;
    return left < 0;
  });
  return drawn[chosen < 0 ? DRAWS - 1 : chosen]!;
};
