import { cascade } from '../acceptance/cascade.ts';
import { listRates } from '../acceptance/rates.ts';
import type { Reservataire } from '../domain/codes.ts';
import { TargetNeeds } from './needs.ts';
import type { Commission, CommissionVacancy, Policy } from './policy.ts';

/** Who a list takes, in rank order, and the contingent of each where the policy has chosen it. */
export type Chosen = readonly { readonly row: number; readonly contingent?: Reservataire }[];

/** What chooses the list of one vacancy. */
export type Choose = (turn: {
  readonly place: CommissionVacancy;
  /** Place of the vacancy in the commission. */
  readonly d: number;
  /** Eligible rows that are neither housed, nor on an earlier list of the commission, nor have declined the vacancy. */
  readonly free: Uint32Array;
  readonly size: number;
  readonly needs: TargetNeeds;
}) => Chosen;

/**
 * Lists made one vacancy after the other: a household is on one list only, and lists made count as awaited. Where the policy does not
 * say which contingent a lease is credited to, it is the one that the targets lack most.
 *
 * @param prepare what is worked out once for the commission.
 */
export const inTurn =
  (prepare: (commission: Commission) => Choose): Policy =>
  (commission) => {
    const { pool, territory, rates, vacancies, sizes } = commission;
    const taken = commission.out.slice();
    const needs = new TargetNeeds(commission);
    const choose = prepare(commission);
    return vacancies.map((place, d) => {
      const free = place.eligible().filter((row) => taken[row] === 0 && !place.declined.has(row));
      const listed = choose({ place, d, free, size: sizes[d]!, needs }).map(({ row, contingent }) => ({
        row,
        contingent: contingent ?? needs.credit(d, row),
      }));
      for (const { row } of listed) taken[row] = 1;
      const fragility = territory.quartierOfDwelling(place.dwelling)?.fragility ?? 'unknown';
      needs.count(d, listed, cascade(listRates(rates, fragility, listed.length)).byRank);
      return listed.map(({ row, contingent }) => ({ number: pool.numbers.at(row), row, contingent }));
    });
  };
