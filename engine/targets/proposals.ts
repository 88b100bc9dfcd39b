import { dayNumber, isoDay } from '../domain/day.ts';
import type { DemandNumber, IsoDay, VacancyId } from '../domain/ids.ts';
import type { TargetPlace, TargetProfile } from './ledger.ts';

/** A household of a list, in rank order. */
export interface ListedCandidate {
  readonly number: DemandNumber;
  /** 1 for the first. */
  readonly rank: number;
  readonly profile: TargetProfile;
  /** Chance that the rank is reached and says yes, when the list was proposed: 0 to 1; they sum to at most 1. */
  readonly chance: number;
}

/** The ordered candidates of one vacancy. */
export interface CandidateList {
  readonly vacancy: VacancyId;
  readonly place: TargetPlace;
  readonly candidates: readonly ListedCandidate[];
}

/**
 * A list that a commission proposed, whose answers are awaited. Its expected leases enter the balances, or two sessions in a row
 * would each count on the same missing dwellings.
 */
export interface OpenProposal extends CandidateList {
  readonly proposedOn: IsoDay;
  readonly candidates: readonly (ListedCandidate & { readonly refusedOn: IsoDay | null })[];
  /** Day the vacancy was given to one of them, by then in the ledger, or withdrawn; null while neither. */
  readonly settledOn: IsoDay | null;
}

/**
 * The lists still awaited on a day, each with the candidates who may still take the dwelling and their chances now, by vacancy. A
 * candidate has `answerDays` from the day their turn comes; silence refuses, and the turn passes. A list that is settled, refused
 * by all, past every candidate's days, or whose vacancy is proposed anew (`except`) is left out.
 *
 * Chances are those of the list, given the refusals since: with h_r = p_r / (1 − Σ_{q<r} p_q), the chance that rank r accepts
 * when reached, the ranks left are run again from the one whose turn it is.
 */
export const awaitedLists = (
  proposals: readonly OpenProposal[],
  { asOf, answerDays, except }: { asOf: IsoDay; answerDays: number; except?: ReadonlySet<VacancyId> },
): readonly CandidateList[] =>
  proposals
    .filter(
      ({ vacancy, proposedOn, settledOn }) =>
        !except?.has(vacancy) && proposedOn <= asOf && (settledOn === null || settledOn > asOf),
    )
    .map(({ vacancy, place, candidates, proposedOn }) => ({
      vacancy,
      place,
      candidates: stillToAnswer({ candidates, proposedOn }, asOf, answerDays),
    }))
    .filter(({ candidates }) => candidates.length > 0)
    .sort((a, b) => (a.vacancy < b.vacancy ? -1 : a.vacancy > b.vacancy ? 1 : 0));

const stillToAnswer = (
  { candidates, proposedOn }: Pick<OpenProposal, 'candidates' | 'proposedOn'>,
  asOf: IsoDay,
  answerDays: number,
): readonly ListedCandidate[] => {
  const ranked = [...candidates].sort((a, b) => a.rank - b.rank);
  const accepts = hazards(ranked.map(({ chance }) => chance));
  const refused = (r: number) => {
    const day = ranked[r]!.refusedOn;
    return day !== null && day <= asOf;
  };
  let turn = 0;
  let since: IsoDay = proposedOn;
  for (; turn < ranked.length; turn += 1) {
    const lapses = isoDay(dayNumber(since) + answerDays);
    const on = refused(turn) ? ranked[turn]!.refusedOn! : null;
    if (on !== null) since = on > since ? on : since;
    else if (asOf > lapses) since = lapses;
    else break;
  }
  let reached = 1;
  return ranked.slice(turn).flatMap(({ number, rank, profile }, i) => {
    if (refused(turn + i)) return [];
    const chance = reached * accepts[turn + i]!;
    reached *= 1 - accepts[turn + i]!;
    return [{ number, rank, profile, chance }];
  });
};

/** Chance that each rank accepts when reached, from the chances that it is reached and accepts. */
const hazards = (chances: readonly number[]): readonly number[] => {
  let left = 1;
  return chances.map((chance) => {
    const accepts = left <= 0 ? 0 : Math.min(1, chance / left);
    left -= chance;
    return accepts;
  });
};
