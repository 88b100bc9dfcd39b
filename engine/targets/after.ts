import type { Territory } from '../territory/territory.ts';
import { balanceHundredths } from './balance.ts';
import type { TargetCount } from './ledger.ts';
import type { CandidateList } from './proposals.ts';
import { expectedCount, sumOf, type TargetRow } from './rows.ts';

/** A row's counts at one moment, and what they say. */
export interface RowState {
  /** In parts of dwellings where some are expected. */
  readonly count: TargetCount;
  /** 0 to 1; null while nothing is looked at, and for counts. */
  readonly share: number | null;
  /** Distance to the target, dwellings; at or above zero it is reached. */
  readonly balanceDwellings: number;
  /** Dwellings short, whole, were the number of those looked at to stay: 0 when reached. */
  readonly shortDwellings: number;
}

/** What a set of lists does to a row. Nothing of it is decided: the commission and the households do that. */
export interface RowOutlook {
  readonly row: TargetRow;
  /** The ledger alone. */
  readonly before: RowState;
  /** With what earlier lists and leases to sign are expected to bring. */
  readonly withAwaited: RowState;
  /** And what these lists are expected to bring, by the chance of each rank. */
  readonly expected: RowState;
  /** What they bring if every first candidate says yes. */
  readonly ifFirstRanksAccept: RowState;
  /** Leases expected from these lists: looked at, counted, of unknown profile. */
  readonly brings: TargetCount;
}

/**
 * State of each row before and after a set of lists: one list at most for each vacancy, chances by rank. The expected state is a
 * mean, not a promise; the best case of one row may be the worst of another.
 */
export const stateAfterLists = (
  territory: Territory,
  rows: readonly TargetRow[],
  lists: readonly CandidateList[],
): readonly RowOutlook[] => {
  const firstRanks = lists.map((list) => ({
    ...list,
    candidates: list.candidates.filter(({ rank }) => rank === 1).map((first) => ({ ...first, chance: 1 })),
  }));
  return rows.map((row) => {
    const awaited = sumOf(row.count, row.expected);
    const brings = expectedCount(row, territory, lists);
    return {
      row,
      before: stateOf(row, row.count),
      withAwaited: stateOf(row, awaited),
      expected: stateOf(row, sumOf(awaited, brings)),
      ifFirstRanksAccept: stateOf(row, sumOf(awaited, expectedCount(row, territory, firstRanks))),
      brings,
    };
  });
};

/** Sums of chances carry rounding: a hair short of a whole dwelling is that dwelling. */
const HAIR = 1e-9;

const stateOf = ({ aim }: TargetRow, count: TargetCount): RowState => {
  const balanceDwellings = balanceHundredths(aim, count) / 100;
  return {
    count,
    share: aim.kind === 'count' || count.among === 0 ? null : count.counted / count.among,
    balanceDwellings,
    shortDwellings: Math.max(0, Math.ceil(-balanceDwellings - HAIR)) + 0,
  };
};
