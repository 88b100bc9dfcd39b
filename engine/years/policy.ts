import type { YearPolicy } from '../domain/scenario.ts';
import type { SimulatedMonth } from './calendar.ts';
import type { DemandsOfYear } from './demandsOfYear.ts';
import { type Listed, ListMonth, type Vacant } from './listMaking.ts';
import type { PreparedYearPrices } from './monthPrices.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { pricedGroups } from './pricedGroups.ts';
import { PricedLists } from './pricedLists.ts';
import { sessionLists } from './sessionLists.ts';
import { filteredList, greedyList } from './turnLists.ts';
import type { YearLedger } from './yearLedger.ts';

/** A list and the vacancy that it is for. */
export interface MonthList {
  readonly vacant: Vacant;
  readonly listed: readonly Listed[];
}

export interface PolicyMonth {
  readonly open: OpenHorizon;
  readonly month: SimulatedMonth;
  readonly demands: DemandsOfYear;
  readonly ledger: YearLedger;
  /** In the order in which lists are made. */
  readonly vacancies: readonly Vacant[];
  readonly size: number;
  /** Chance that each rank of a list takes the dwelling. */
  readonly chances: (vacant: Vacant, length: number) => readonly number[];
  /** For the policy `priced`. */
  readonly prices: PreparedYearPrices | null;
}

/**
 * The lists of a month, none of whose answers is known yet. Policies one dwelling at a time count on what the lists already made are
 * expected to bring; a session makes all of them together.
 *
 * @throws Error for `priced` without prices.
 */
export const monthLists = (policy: YearPolicy, input: PolicyMonth): readonly MonthList[] => {
  if (policy === 'session') return sessionLists(input);
  const { open, month, demands, ledger, vacancies, size, prices } = input;
  if (policy === 'priced' && prices === null) throw new Error('years: priced lists without prices');
  const alike = policy === 'priced' ? prices!.kindsAlike(vacancies, ledger) : null;
  const state = new ListMonth({
    open,
    demands,
    ledger,
    groupOf: policy === 'greedy' ? null : alike === null ? demands.kindOf : pricedGroups(demands, alike),
  });
  const priced = policy === 'priced' ? new PricedLists(state) : null;
  return vacancies.map((vacant, i) => {
    const listed =
      policy === 'greedy'
        ? greedyList(state, vacant, size)
        : policy === 'filtered'
          ? filteredList(state, vacant, size)
          : priced!.first(
              vacant,
              size,
              prices!.at(vacant, ledger, { month: month.place, done: i / vacancies.length }),
            );
    for (const { row } of listed) state.taken[row] = 1;
    expectLeases(input, vacant, listed);
    return { vacant, listed };
  });
};

/** What a list is expected to bring to the targets of its place. */
const expectLeases = (
  { open, demands, ledger, chances }: PolicyMonth,
  vacant: Vacant,
  listed: readonly Listed[],
): void => {
  const byRank = chances(vacant, listed.length);
  const rows = ledger.rows.of(vacant.place);
  listed.forEach(({ row, credit }, rank) => {
    const { classNumber } = open.kinds[demands.kindOf[row]!]!;
    for (const target of rows)
      ledger.expect(target, ledger.rows.effect(target, classNumber, credit), byRank[rank]!);
  });
};
