import { type Acceptance, FRAGILITIES, type Fragility } from '../domain/territory.ts';
import { residenceCorrelation } from './correlation.ts';
import { answeredOffers, type Offer, type OffersRequest } from './offers.ts';
import { type AcceptanceRates, ratesOf, statedTurnRates } from './rates.ts';

/** Ranks learned apart; the last one stands for itself and all that follow. */
const RANKS = 3;

/**
 * Acceptance by class and rank (1, 2, 3 and beyond), learned from the offers that were answered in a window. Each rate is the mean of
 * its Beta posterior, (k·a₀ + accepted) / (k + offers): a₀ the pack's own rate at that turn, k the weight the pack gives it, in offers.
 * Ranks are free of each other: they fall, or rise, only where the record says so.
 *
 * A turn comes only after refusals, so what is learned at rank 2 already holds the residence effect: nothing is to be added to it.
 */
export const learnRates = ({
  prior,
  ...request
}: { readonly prior: Acceptance } & OffersRequest): AcceptanceRates => {
  const { offers } = answeredOffers(request);
  const { rates, learning } = prior;
  const correlation = residenceCorrelation(offers, learning);
  const counts = countByRank(offers);
  const stated = new Map(rates.map(({ fragility, byRank }) => [fragility, byRank]));
  const rows = FRAGILITIES.flatMap((fragility) => {
    // The pack has a rate for every class (`pack.acceptance.missing`); the first stands in for a class it would lack.
    const byRank = stated.get(fragility) ?? rates[0]!.byRank;
    return statedTurnRates(byRank, { correlation: correlation.value, length: RANKS }).map((before, i) => {
      const { offers: n, accepted } = counts.get(fragility)![i]!;
      const rate = (learning.priorOffers * before + accepted) / (learning.priorOffers + n);
      return { fragility, rank: i + 1, rate, offers: n, accepted };
    });
  });
  return ratesOf({ source: 'learned', rows, correlation });
};

const countByRank = (
  offers: readonly Offer[],
): ReadonlyMap<Fragility, readonly { readonly offers: number; readonly accepted: number }[]> => {
  const counts = new Map(
    FRAGILITIES.map((fragility) => [
      fragility,
      Array.from({ length: RANKS }, () => ({ offers: 0, accepted: 0 })),
    ]),
  );
  for (const { fragility, rank, accepted } of offers) {
    const count = counts.get(fragility)![Math.min(rank, RANKS) - 1]!;
    count.offers += 1;
    if (accepted) count.accepted += 1;
  }
  return counts;
};
