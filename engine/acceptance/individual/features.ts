import { UNKNOWN_U8 } from '../../../scoring/formula/columns.ts';
import type { Dwelling } from '../../domain/dwelling.ts';
import type { Pool } from '../../pool/pool.ts';
import { distanceKm } from '../../territory/distance.ts';
import type { Territory } from '../../territory/territory.ts';

/*
 * What the individual model sees of an offer: the place, the rank, and how far the dwelling is from what the household asked for or
 * has today. Nothing else of the household enters: no age, no composition beyond the rooms it needs, no health, no origin, no kind
 * of income. The model serves evaluation and list length; it never orders or picks anybody.
 */

export const FEATURES = [
  /** 1 at rank 2; at rank 3 and beyond. */
  'secondRank',
  'laterRank',
  /** Class of the quartier, against the less fragile ones. */
  'mostFragile',
  'fragile',
  'unclassed',
  /** Main rooms beyond one and the bedrooms needed; negative when some are missing. */
  'roomsBeyondNeed',
  /** Rent asked minus rent paid today, charges apart, over declared monthly resources. */
  'rentChangeShare',
  /** km from the dwelling's commune to the nearest named one, as the crow flies; 0 in a named one. */
  'kmToNamedCommune',
  /** 1 when other communes than those named are accepted. */
  'wideWish',
  /** Floors to climb without a lift; 0 in a house. */
  'floorsOnFoot',
] as const;
export type Feature = (typeof FEATURES)[number];

/** Null = not known. */
export type OfferFeatures = Readonly<Record<Feature, number | null>>;

/** A change of rent beyond this share of resources is a slip of one of the three amounts: brought back to it. */
const LARGEST_RENT_CHANGE = 1;

/**
 * An offer of a dwelling to a demand of the pool. To learn from past offers, it must be described by the pool of its day and kept with
 * the proposal: those who accept leave the demand, so that a later pool knows mostly those who refused.
 */
export const describeOffer = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly row: number;
  readonly dwelling: Dwelling;
  readonly rank: number;
}): OfferFeatures => {
  const { pool, territory, row, dwelling, rank } = input;
  const float = (name: string): number | null => {
    const value = pool.array(name)[row]!;
    return Number.isNaN(value) ? null : value;
  };
  const fragility = territory.quartierOfDwelling(dwelling)?.fragility ?? 'unknown';
  const bedrooms = float('bedroomsNeeded');
  const wide = pool.array('wideWish')[row]!;
  return {
    secondRank: rank === 2 ? 1 : 0,
    laterRank: rank > 2 ? 1 : 0,
    mostFragile: fragility === 'most-fragile' ? 1 : 0,
    fragile: fragility === 'fragile' ? 1 : 0,
    unclassed: fragility === 'unknown' ? 1 : 0,
    roomsBeyondNeed: bedrooms === null ? null : dwelling.rooms - bedrooms - 1,
    rentChangeShare: rentChangeShare(dwelling, {
      rentEur: float('currentRentEur'),
      monthlyEur: float('declaredMonthlyIncomeEur'),
    }),
    kmToNamedCommune: kmToNamedCommune({ pool, territory, row, dwelling }),
    wideWish: wide === UNKNOWN_U8 ? null : wide,
    floorsOnFoot: floorsOnFoot(dwelling),
  };
};

const rentChangeShare = (
  dwelling: Dwelling,
  { rentEur, monthlyEur }: { readonly rentEur: number | null; readonly monthlyEur: number | null },
): number | null => {
  if (rentEur === null || monthlyEur === null || monthlyEur === 0) return null;
  const share = (dwelling.rentEur - rentEur) / monthlyEur;
  return Math.min(LARGEST_RENT_CHANGE, Math.max(-LARGEST_RENT_CHANGE, share));
};

const kmToNamedCommune = ({
  pool,
  territory,
  row,
  dwelling,
}: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly row: number;
  readonly dwelling: Dwelling;
}): number | null => {
  const here = territory.communeByCode.get(dwelling.commune);
  const offsets = pool.array('wishOffsets');
  const named = pool.array('wishCommunes').slice(offsets[row]!, offsets[row + 1]!);
  let nearest: number | null = null;
  for (const place of named) {
    const commune = territory.communeByCode.get(pool.columns.communes[place]!);
    if (!here || !commune) continue;
    const km = distanceKm(here, commune);
    if (nearest === null || km < nearest) nearest = km;
  }
  return nearest;
};

const floorsOnFoot = ({ building, lift, floor }: Dwelling): number | null => {
  if (building === 'house' || lift === true) return 0;
  if (floor !== null && floor <= 0) return 0;
  return lift === null ? null : floor;
};
