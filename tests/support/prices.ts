import { profileClasses } from '../../engine/assignment/classes.ts';
import type { Vacancy } from '../../engine/domain/dwelling.ts';
import type { ListPricing } from '../../engine/shortlist/listOrder.ts';
import { type PlanPrices, PreparedPrices, type RowPrice } from '../../engine/shortlist/prices.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import { placeOf } from '../../engine/targets/place.ts';
import { targetRows } from '../../engine/targets/rows.ts';
import { byId } from './allocations.ts';
import type { requestOf } from './shortlists.ts';
import { TODAY } from './territory.ts';

type Request = ReturnType<typeof requestOf>;

/** Prices by target, in points; the same in every place of the target that the dwelling is in. */
export type PointsByTarget = Readonly<Record<string, number>>;

export const planPricesOf = (
  { territory, dwelling, vacancy, ranking }: Request,
  points: PointsByTarget,
): PlanPrices => {
  const place = placeOf(territory, dwelling);
  const { ledger } = ledgerOf({ territory, allocations: [], dwellings: byId(dwelling), asOf: TODAY });
  const rows = targetRows({
    territory,
    ledger,
    openProposals: [],
    asOf: TODAY,
    vacancies: [{ id: vacancy.id, place }],
  });
  const { id, version } = ranking.ordering.method;
  return {
    hash: 'f'.repeat(64),
    asOf: TODAY,
    method: { id, version },
    vacancies: 1,
    open: 1,
    free: 0,
    rows: rows.flatMap(({ target, place: where, aim }): RowPrice[] => {
      const price = Math.round((points[target.id] ?? 0) * 1000);
      return price > 0 ? [{ target: target.id, place: where, aim, price }] : [];
    }),
  };
};

/** The pricing of a request, at these prices. */
export const pricingOf = (
  request: Request,
  points: PointsByTarget,
  { rankingOf = () => request.ranking }: { readonly rankingOf?: ListPricing['rankingOf'] } = {},
): ListPricing => {
  const { pool, territory, vacancy } = request;
  return {
    prepared: new PreparedPrices(planPricesOf(request, points), territory, profileClasses(pool, territory)),
    orientedTo: (vacancy as Vacancy).orientedTo,
    rankingOf,
  };
};
