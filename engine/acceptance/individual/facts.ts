import { UNKNOWN_U8 } from '../../../scoring/formula/columns.ts';
import type { Dwelling } from '../../domain/dwelling.ts';
import type { CommuneCode } from '../../domain/ids.ts';
import type { OfferFacts } from '../../domain/offerFacts.ts';
import type { Pool } from '../../pool/pool.ts';
import { distanceKm } from '../../territory/distance.ts';
import type { Territory } from '../../territory/territory.ts';

/** All that the facts of an offer take from a household. Null = not declared. */
export interface HouseholdSide {
  readonly bedroomsNeeded: number | null;
  readonly currentRentEur: number | null;
  readonly declaredMonthlyEur: number | null;
  /** Communes named, by code. */
  readonly communes: readonly CommuneCode[];
  readonly wideWish: boolean | null;
}

/** A change of rent beyond this share of resources is a slip of one of the three amounts: brought back to it. */
const LARGEST_RENT_CHANGE = 1;

/** An offer as it is on the day of its data; null when nothing of it is known. Rounded to a thousandth and to 100 m. */
export const offerFacts = (
  household: HouseholdSide,
  dwelling: Dwelling,
  territory: Territory,
): OfferFacts | null => {
  const { bedroomsNeeded, wideWish } = household;
  const facts: OfferFacts = {
    roomsBeyondNeed: bedroomsNeeded === null ? null : dwelling.rooms - bedroomsNeeded - 1,
    rentChangeShare: rentChangeShare(household, dwelling),
    kmToNamedCommune: kmToNamedCommune(household, dwelling, territory),
    wideWish,
    floorsOnFoot: floorsOnFoot(dwelling),
  };
  return Object.values(facts).every((value) => value === null) ? null : facts;
};

/** The household side of a demand of the pool. */
export const poolSide = (pool: Pool, row: number): HouseholdSide => {
  const known = (name: string): number | null => {
    const value = pool.array(name)[row]!;
    return Number.isNaN(value) ? null : value;
  };
  const offsets = pool.array('wishOffsets');
  const wide = pool.array('wideWish')[row]!;
  return {
    bedroomsNeeded: known('bedroomsNeeded'),
    currentRentEur: known('currentRentEur'),
    declaredMonthlyEur: known('declaredMonthlyIncomeEur'),
    communes: Array.from(
      pool.array('wishCommunes').subarray(offsets[row]!, offsets[row + 1]!),
      (place) => pool.columns.communes[place]!,
    ),
    wideWish: wide === UNKNOWN_U8 ? null : wide === 1,
  };
};

/** To `1 / parts`; never minus zero, which no file keeps. */
const rounded = (value: number, parts: number): number => Math.round(value * parts) / parts + 0;

const rentChangeShare = (
  { currentRentEur, declaredMonthlyEur }: HouseholdSide,
  { rentEur }: Dwelling,
): number | null => {
  if (currentRentEur === null || declaredMonthlyEur === null || declaredMonthlyEur === 0) return null;
  const share = (rentEur - currentRentEur) / declaredMonthlyEur;
  return rounded(Math.min(LARGEST_RENT_CHANGE, Math.max(-LARGEST_RENT_CHANGE, share)), 1000);
};

const kmToNamedCommune = (
  { communes }: HouseholdSide,
  dwelling: Dwelling,
  territory: Territory,
): number | null => {
  if (communes.includes(dwelling.commune)) return 0;
  const here = territory.communeByCode.get(dwelling.commune);
  let nearest: number | null = null;
  for (const code of communes) {
    const commune = territory.communeByCode.get(code);
    if (!here || !commune) continue;
    const km = distanceKm(here, commune);
    if (nearest === null || km < nearest) nearest = km;
  }
  return nearest === null ? null : rounded(nearest, 10);
};

const floorsOnFoot = ({ building, lift, floor }: Dwelling): number | null => {
  if (building === 'house' || lift === true) return 0;
  if (floor !== null && floor <= 0) return 0;
  return lift === null ? null : floor;
};
