import { type JointCascade, jointCascade } from '../acceptance/jointCascade.ts';
import { listRates } from '../acceptance/rates.ts';
import type { PreparedSession } from './session.ts';

/*
 * A household stands on one list of a session. Where fewer than three others are eligible for a dwelling, its list may also take
 * households that stand on another one, up to a number of appearances: a dwelling for which three candidates exist is shown three.
 * Who takes one dwelling is passed over on the other list, so the chances of those lists are worked out together.
 */

/** Eligible demands of a dwelling, at most, for its list to share: fewer than three others for each. */
const FEW = 3;

/** A household of a list: its row of the pool. */
export interface Appearance {
  readonly row: number;
  /** 1 for the first. */
  readonly rank: number;
  /** It stands on another list of the session first. */
  readonly shared: boolean;
  /** Chance that it takes the dwelling, all lists that share households asked together, rank by rank; null: not worked out. */
  readonly chance: number | null;
}

/** A list that shares households with another one. */
export interface SharedList {
  /** Place of the vacancy in the session. */
  readonly vacancy: number;
  readonly appearances: readonly Appearance[];
  /** Chance that everybody refuses; null: not worked out. */
  readonly nobody: number | null;
}

/**
 * The lists that share households, completed: short lists of dwellings that few demands suit take, in the method's order, eligible
 * households of other lists. Nobody leaves a list for it, so that the lists of the session, their proof and their repairs stay as
 * they are.
 *
 * @param lists rows of the pool in rank order, by vacancy of the session.
 * @param most appearances of a household, over all lists; 1: nothing is shared.
 * @param barred whether a household is set aside of a vacancy, or placed elsewhere by hand.
 */
export const sharedLists = (
  prepared: PreparedSession,
  lists: readonly (readonly number[])[],
  most: number,
  barred: (vacancy: number, row: number) => boolean,
): readonly SharedList[] => {
  const appearing = new Map<number, number>();
  for (const list of lists) for (const row of list) appearing.set(row, (appearing.get(row) ?? 0) + 1);
  const completed = lists.map((list, vacancy): readonly number[] => {
    const places = prepared.places[vacancy]!.chances.length;
    if (prepared.problem.eligible[vacancy]! > FEW || list.length >= places) return list;
    const taken = eligibleRows(prepared, vacancy)
      .filter((row) => !list.includes(row) && !barred(vacancy, row))
      .filter((row) => (appearing.get(row) ?? 0) > 0 && (appearing.get(row) ?? 0) < most)
      .slice(0, places - list.length);
    for (const row of taken) appearing.set(row, (appearing.get(row) ?? 0) + 1);
    return [...list, ...taken];
  });
  const sharing = completed.flatMap((list, vacancy) =>
    list.some((row) => (appearing.get(row) ?? 0) > 1) ? [vacancy] : [],
  );
  const joint = jointChances(prepared, sharing, completed);
  return sharing.map((vacancy, i) => ({
    vacancy,
    nobody: joint?.lists[i]?.nobody ?? null,
    appearances: completed[vacancy]!.map((row, at) => ({
      row,
      rank: at + 1,
      shared: at >= lists[vacancy]!.length,
      chance: joint?.lists[i]?.byRank[at] ?? null,
    })),
  }));
};

/** Rows of the pool eligible for a vacancy, in the method's order. */
const eligibleRows = ({ problem, places }: PreparedSession, vacancy: number): readonly number[] => {
  const { segmentOffsets, pairOffsets, pairCandidate } = problem.model;
  const { position } = places[vacancy]!.ranking;
  const from = pairOffsets[segmentOffsets[vacancy]!]!;
  const to = pairOffsets[segmentOffsets[vacancy + 1]!]!;
  const rows = Array.from(pairCandidate.subarray(from, to), (candidate) => problem.rowOf[candidate]!);
  return [...new Set(rows)].sort((a, b) => position[a]! - position[b]!);
};

/** Null when too many lists hang together to be told exactly. */
const jointChances = (
  { request, places }: PreparedSession,
  sharing: readonly number[],
  completed: readonly (readonly number[])[],
): JointCascade<number> | null => {
  const { rates, territory } = request;
  const found = jointCascade(
    sharing.map((vacancy) => {
      const fragility = territory.quartierOfDwelling(places[vacancy]!.dwelling)?.fragility ?? 'unknown';
      const turnRates = listRates(rates, fragility, completed[vacancy]!.length);
      return completed[vacancy]!.map((household, at) => ({ household, turnRate: turnRates[at]! }));
    }),
    { order: 'by-rank' },
  );
  return found.kind === 'exact' ? found : null;
};
