import type { CommuneCode, IsoDay, VacancyId } from '../domain/ids.ts';
import type { Target } from '../domain/territory.ts';
import type { Territory } from '../territory/territory.ts';
import { balanceHundredths } from './balance.ts';
import {
  eventOf,
  type Ledger,
  membership,
  type TargetCount,
  type TargetPlace,
  type TargetProfile,
} from './ledger.ts';
import { whereKey } from './place.ts';
import { penaltyPointsOf } from './precedence.ts';
import { awaitedLists, type CandidateList, type OpenProposal } from './proposals.ts';
import { NO_MOVES, type ReciprocityLedger, receivedCount, reciprocityMembership } from './reciprocity.ts';
import { type Aim, aimOf, countAim, inForce } from './schedule.ts';

/**
 * A target in one place, as a row of the linear model: `balance + expected + Σ p·coef·x + slack ≥ −tolerance`, where the balance
 * already holds the aim. What the model needs is `requiredDwellings`, the right side once the rest is moved over.
 */
export interface TargetRow {
  /** Target and place: unique, the same from session to session. */
  readonly id: string;
  readonly target: Target;
  /** Quartier, residence, commune, bailleur or territory, by the target's scope. */
  readonly place: string;
  /** Vacancies of the session that feed it: their positions in the request. */
  readonly vacancies: readonly number[];
  readonly aim: Aim;
  /** Whole allocations of the year, decisions or leases as the target says. */
  readonly count: TargetCount;
  /** What lists still awaited, and leases not signed yet, are expected to add: in parts of dwellings. */
  readonly expected: TargetCount;
  /** Distance to the target in the ledger alone: whole hundredths of dwellings; at or above zero it is reached. */
  readonly balanceHundredths: number;
  /** What `expected` changes to the balance, in dwellings. */
  readonly expectedDwellings: number;
  /** Right side of the row, in dwellings: what the session is asked to bring; at or below zero, what it may take. */
  readonly requiredDwellings: number;
  /** What one dwelling of slack costs, in points. */
  readonly penaltyPoints: number;
  /** False: shown, without weight on lists. */
  readonly active: boolean;
}

/** Whether a row looks at a household that would take a lease in its place, and counts it. */
export const rowMembership = (
  { target, place }: Pick<TargetRow, 'target' | 'place'>,
  profile: TargetProfile,
): ReturnType<typeof membership> =>
  target.counts.reciprocity
    ? reciprocityMembership(place, profile)
    : membership(target, profile, target.scope === 'bailleur' ? place : null);

/**
 * What one lease to a household adds to a row, in dwellings: among·(in − share) for "at least", among·(share − in) for "at most",
 * in and −in for counts. What is not known counts against the row.
 */
export const coefOf = (row: Pick<TargetRow, 'target' | 'place' | 'aim'>, profile: TargetProfile): number => {
  const is = rowMembership(row, profile);
  if (!is.among) return 0;
  const towards = (is.counted ? 100 : 0) - row.aim.shareHundredths;
  return (row.aim.bound === 'min' ? towards : -towards) / 100 + 0;
};

/** What lists are expected to add to a row's counts: each candidate by the chance of taking the dwelling. */
export const expectedCount = (
  row: Pick<TargetRow, 'target' | 'place'>,
  territory: Territory,
  lists: readonly CandidateList[],
): TargetCount => {
  let [among, counted, unknown] = [0, 0, 0];
  for (const { place, candidates } of lists) {
    if (whereKey(territory, row.target, place) !== row.place) continue;
    for (const { profile, chance } of candidates) {
      const is = rowMembership(row, profile);
      if (is.among) among += chance;
      if (is.counted) counted += chance;
      if (is.unknown) unknown += chance;
    }
  }
  return { among, counted, unknown };
};

export const sumOf = (a: TargetCount, b: TargetCount): TargetCount => ({
  among: a.among + b.among,
  counted: a.counted + b.counted,
  unknown: a.unknown + b.unknown,
});

/**
 * The rows that the vacancies of a session feed, by precedence, then the pack's order, then the place. Targets whose dates exclude
 * the day make none. The ledger must be that of `asOf`.
 *
 * @param vacancies those of the session: where they are, and which of the awaited lists they replace.
 * @param reciprocity mutations between communes; without it, no reciprocity row is made.
 * @throws when the ledger is of another day.
 */
export const targetRows = (input: {
  readonly territory: Territory;
  readonly ledger: Ledger;
  readonly reciprocity?: ReciprocityLedger;
  readonly openProposals: readonly OpenProposal[];
  readonly vacancies: readonly { readonly id: VacancyId; readonly place: TargetPlace }[];
  readonly asOf: IsoDay;
}): readonly TargetRow[] => {
  const { territory, ledger, reciprocity, openProposals, vacancies, asOf } = input;
  if (ledger.asOf !== asOf) throw new Error(`The ledger is of ${ledger.asOf}, the session of ${asOf}.`);
  const { matching } = territory.pack;
  const awaited = awaitedLists(openProposals, {
    asOf,
    answerDays: matching.answerDays.value,
    except: new Set(vacancies.map(({ id }) => id)),
  });
  const rowOf = (target: Target, place: string, fedBy: readonly number[]): TargetRow | null => {
    const moves = reciprocity?.get(place as CommuneCode) ?? NO_MOVES;
    if (target.counts.reciprocity && reciprocity === undefined) return null;
    const aim = aimOf(territory, target, place, ledger) ?? countAim(target.bound, moves.sent);
    const count = target.counts.reciprocity ? receivedCount(moves) : ledger.count(target, place);
    const pending = ledger.count(target, place, 'pending');
    const lists = expectedCount({ target, place }, territory, awaited);
    const expected = eventOf(target) === 'lease' ? sumOf(pending, lists) : lists;
    const balance = balanceHundredths(aim, count);
    const expectedDwellings = (balanceHundredths(aim, sumOf(count, expected)) - balance) / 100;
    return {
      id: `${target.id} ${place}`,
      target,
      place,
      vacancies: fedBy,
      aim,
      count,
      expected,
      balanceHundredths: balance,
      expectedDwellings,
      requiredDwellings: -target.toleranceDwellings - balance / 100 - expectedDwellings + 0,
      penaltyPoints: penaltyPointsOf(matching, target),
      active: target.active !== false,
    };
  };
  return territory.targets
    .filter((target) => inForce(target, asOf))
    .flatMap((target) => {
      const fed = new Map<string, number[]>();
      vacancies.forEach(({ place }, v) => {
        const key = whereKey(territory, target, place);
        if (key === null) return;
        const by = fed.get(key);
        if (by === undefined) fed.set(key, [v]);
        else by.push(v);
      });
      return [...fed]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([key, by]) => rowOf(target, key, by) ?? []);
    })
    .sort((a, b) => a.target.precedence - b.target.precedence);
};
