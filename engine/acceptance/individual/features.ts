import type { Dwelling } from '../../domain/dwelling.ts';
import type { OfferFacts } from '../../domain/offerFacts.ts';
import type { Fragility } from '../../domain/territory.ts';
import type { Pool } from '../../pool/pool.ts';
import type { Territory } from '../../territory/territory.ts';
import { offerFacts, poolSide } from './facts.ts';

/*
 * What the individual model sees of an offer: the place, the rank, and the facts of `OfferFactsSchema`, which say how far the
 * dwelling is from what the household asked for or has today. No age, no composition beyond the rooms it needs, no health, no origin,
 * no kind of income. The model serves evaluation and list length; it never orders or picks anybody.
 */

export const FEATURES = [
  /** 1 at rank 2; at rank 3 and beyond. */
  'secondRank',
  'laterRank',
  /** Class of the quartier, against the less fragile ones. */
  'mostFragile',
  'fragile',
  'unclassed',
  /** The facts of the offer; a wide wish is 1. */
  'roomsBeyondNeed',
  'rentChangeShare',
  'kmToNamedCommune',
  'wideWish',
  'floorsOnFoot',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Null = not known. */
export type OfferFeatures = Readonly<Record<Feature, number | null>>;

/** Where and at what rank an offer is made, with its facts; null facts: nothing was kept, all are unknown. */
export interface DescribedPlace {
  readonly rank: number;
  readonly fragility: Fragility;
  readonly facts: OfferFacts | null;
}

export const featuresOf = ({ rank, fragility, facts }: DescribedPlace): OfferFeatures => {
  const wide = facts?.wideWish ?? null;
  return {
    secondRank: rank === 2 ? 1 : 0,
    laterRank: rank > 2 ? 1 : 0,
    mostFragile: fragility === 'most-fragile' ? 1 : 0,
    fragile: fragility === 'fragile' ? 1 : 0,
    unclassed: fragility === 'unknown' ? 1 : 0,
    roomsBeyondNeed: facts?.roomsBeyondNeed ?? null,
    rentChangeShare: facts?.rentChangeShare ?? null,
    kmToNamedCommune: facts?.kmToNamedCommune ?? null,
    wideWish: wide === null ? null : Number(wide),
    floorsOnFoot: facts?.floorsOnFoot ?? null,
  };
};

/** An offer of a dwelling to a demand of the pool, on the pool's day. */
export const describeOffer = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly row: number;
  readonly dwelling: Dwelling;
  readonly rank: number;
}): OfferFeatures => {
  const { pool, territory, row, dwelling, rank } = input;
  return featuresOf({
    rank,
    fragility: territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown',
    facts: offerFacts(poolSide(pool, row), dwelling, territory),
  });
};
