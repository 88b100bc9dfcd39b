import { PRICE_ROUNDS, planPrices } from '../assignment/planPrices.ts';
import { listOrder } from '../shortlist/listOrder.ts';
import { PreparedPrices } from '../shortlist/prices.ts';
import { inTurn } from './inTurn.ts';
import { commissionPlan } from './plan.ts';
import type { Policy } from './policy.ts';

/** Vacancies one by one, each list in the method's order at the prices of the plan of the whole commission. */
export const pricedTurns: Policy = inTurn((commission) => {
  const { territory, classes, ranking, vacancies } = commission;
  if (vacancies.length === 0) return () => [];
  const { prepared, result } = commissionPlan(commission, PRICE_ROUNDS);
  const prices = new PreparedPrices(planPrices(prepared, result, vacancies.length), territory, classes);
  return ({ place: { vacancy, dwelling }, free, size }) => {
    const order = listOrder(
      {
        territory,
        dwelling,
        ranking: ranking(vacancy.orientedTo),
        pricing: { prepared: prices, orientedTo: vacancy.orientedTo, rankingOf: ranking },
      },
      free,
    );
    return [...order.first(size)].map((row) => {
      const standing = order.standing(row);
      return standing === null ? { row } : { row, contingent: standing.credited };
    });
  };
});
