import type { Fragility } from '../domain/territory.ts';
import type { Offer } from './offers.ts';

/** How much the answers of one residence go together. */
export interface ResidenceCorrelation {
  /** The one to use: from 0 to under 1. */
  readonly value: number;
  /** What the record alone says; null without a pair to compare. It may come out under 0 by chance. */
  readonly estimate: number | null;
  /** Pairs of opening offers in one residence that the estimate rests on. */
  readonly pairs: number;
}

/** Beyond it, a residence would answer as one: the record of a few pairs must not claim that. */
const HIGHEST = 0.9;

/**
 * Correlation of answers inside a residence, by moments. With e = answer − mean of its class over opening offers,
 *   ρ̂ = Σ_residences Σ_{j≠k} e_j·e_k / Σ_residences n(n − 1)·m(1 − m)
 * (the pairwise estimator that weighs every pair alike; compared with others by Ridout, Demétrio and Firth, Biometrics 55, 1999).
 * Only opening offers: a further offer is made because others refused, so that the number of offers would itself tell the answers.
 * The record is then weighed against the stated correlation: (k·ρ0 + pairs·ρ̂) / (k + pairs), k = `priorPairs`.
 */
export const residenceCorrelation = (
  offers: readonly Offer[],
  stated: { readonly residenceCorrelation: number; readonly priorPairs: number },
): ResidenceCorrelation => {
  const opening = offers.filter((offer) => offer.opening);
  const classes = tally(opening, ({ fragility }) => fragility);
  const residences = tally(opening, ({ residence, fragility }) =>
    residence === null ? null : `${fragility}/${residence}`,
  );
  let together = 0;
  let alone = 0;
  let pairs = 0;
  // By key, so that the order of the rows changes no bit of the sums.
  for (const key of [...residences.keys()].sort()) {
    const { n, accepted } = residences.get(key)!;
    if (n < 2) continue;
    const own = classes.get(key.slice(0, key.indexOf('/')) as Fragility)!;
    const mean = own.accepted / own.n;
    pairs += (n * (n - 1)) / 2;
    together += (accepted - n * mean) ** 2 - (accepted * (1 - mean) ** 2 + (n - accepted) * mean ** 2);
    alone += n * (n - 1) * mean * (1 - mean);
  }
  // Classes where everybody says the same have no variance to share.
  const estimate = alone > 0 ? together / alone : null;
  const { residenceCorrelation: prior, priorPairs } = stated;
  const weighed = estimate === null ? prior : (priorPairs * prior + pairs * estimate) / (priorPairs + pairs);
  return { value: Math.min(HIGHEST, Math.max(0, weighed)), estimate, pairs };
};

const tally = (
  offers: readonly Offer[],
  keyOf: (offer: Offer) => string | null,
): ReadonlyMap<string, { readonly n: number; readonly accepted: number }> => {
  const counts = new Map<string, { n: number; accepted: number }>();
  for (const offer of offers) {
    const key = keyOf(offer);
    if (key === null) continue;
    const count = counts.get(key) ?? { n: 0, accepted: 0 };
    count.n += 1;
    if (offer.accepted) count.accepted += 1;
    counts.set(key, count);
  }
  return counts;
};
