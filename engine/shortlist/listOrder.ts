import type { Reservataire } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { placeOf } from '../targets/place.ts';
import type { Territory } from '../territory/territory.ts';
import { type PricedStanding, pricedOrder, type ValueGap } from './pricedOrder.ts';
import type { PreparedPrices } from './prices.ts';
import type { Ranking, Separation } from './ranking.ts';
import { topK } from './topK.ts';

/** Prices that the order of a list takes in. */
export interface ListPricing {
  readonly prepared: PreparedPrices;
  /** Réservataire that the lease is credited to where the profile allows; null: the profile decides. */
  readonly orientedTo: Reservataire | null;
  /** The method's order where a lease is credited to a contingent by the household's profile. */
  readonly rankingOf: (contingent: Reservataire) => Ranking;
}

/** An order of the eligible demands of a vacancy. */
export interface ListOrder {
  /** The first `k` rows, in order. */
  first(k: number): Uint32Array;
  /** Whether a row stands before another: both among the rows ordered. */
  before(row: number, other: number): boolean;
  /** What puts a row before another that stands after it. */
  gap(row: number, other: number): Separation | ValueGap;
  /** The method's order where the row's lease is credited. */
  rankingOf(row: number): Ranking;
  /** Null where no prices count. */
  standing(row: number): PricedStanding | null;
}

interface OrderRequest {
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  readonly ranking: Ranking;
  readonly pricing?: ListPricing;
}

/** The order of a list: the method's, or the method's at the prices of a plan. @param rows eligible rows that the method orders. */
export const listOrder = (request: OrderRequest, rows: Uint32Array): ListOrder =>
  openOrder(request, () => rows);

/** The same, of rows that are asked for when they are first looked at: never, where the first of them are known and no prices count. */
export const openOrder = (request: OrderRequest, rows: () => Uint32Array): ListOrder => {
  const { territory, dwelling, ranking, pricing } = request;
  const { position } = ranking;
  if (pricing === undefined)
    return {
      first: (k) => topK(rows(), k, position),
      before: (row, other) => position[row]! < position[other]!,
      gap: (row, other) => ranking.separation(row, other),
      rankingOf: () => ranking,
      standing: () => null,
    };
  const { prepared, orientedTo, rankingOf } = pricing;
  return pricedOrder({
    rows: rows(),
    kindOf: prepared.kindOf,
    at: prepared.at(placeOf(territory, dwelling), orientedTo),
    ranking,
    // An oriented place has one order for all, that of whom it is oriented to.
    rankingOf: (contingent) => (orientedTo === null ? rankingOf(contingent) : ranking),
  });
};
