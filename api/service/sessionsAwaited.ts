import type { Outcome } from '../../engine/domain/allocation.ts';
import type { IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { demandProfile } from '../../engine/shortlist/profile.ts';
import { placeOf } from '../../engine/targets/place.ts';
import { awaitedLists, type OpenProposal } from '../../engine/targets/proposals.ts';
import { type AwaitedList, completeLists, type StoredSession } from '../store/sessionDocument.ts';
import { areInStock, isSettled } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/**
 * The lists of saved sessions whose answers are awaited on a day: those of sessions neither cancelled nor later than the day, of
 * vacancies that nobody has taken since. Where two sessions propose a vacancy, the later one counts.
 *
 * @param except the session itself, when it is made anew.
 */
export const awaitedOf = (
  workspace: Workspace,
  sessions: readonly StoredSession[],
  except: string | null,
): readonly AwaitedList[] => {
  const { asOf } = workspace.pool;
  const byVacancy = new Map<VacancyId, AwaitedList>();
  const ordered = sessions
    .filter(({ id, document }) => id !== except && document.status !== 'cancelled' && document.asOf <= asOf)
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
  for (const { id, document } of ordered)
    for (const { vacancy, candidates, chances, contingents } of completeLists(document))
      byVacancy.set(vacancy, {
        session: id,
        vacancy,
        proposedOn: document.asOf,
        candidates: candidates.map((number, i) => ({
          number,
          rank: i + 1,
          chance: chances[i] ?? 0,
          refusedOn: null,
          ...(contingents?.[i] === undefined ? {} : { contingent: contingents[i] }),
        })),
      });
  const declined = new Map([
    ...declinedOn(workspace.sessionData.outcomes, asOf),
    ...workspace.sessionData.declined.map(({ vacancy, number, on }) => [`${vacancy} ${number}`, on] as const),
  ]);
  return [...byVacancy.values()]
    .filter(({ vacancy, candidates }) => candidates.length > 0 && areInStock(workspace, [vacancy]))
    .filter(({ vacancy, proposedOn }) => !isSettled(workspace, vacancy, proposedOn))
    .map((list) => ({
      ...list,
      candidates: list.candidates.map((candidate) => {
        const on = declined.get(`${list.vacancy} ${candidate.number}`);
        return { ...candidate, refusedOn: on !== undefined && on >= list.proposedOn ? on : null };
      }),
    }))
    .sort((a, b) => (a.vacancy < b.vacancy ? -1 : 1));
};

const orderOf = ({ id, document }: StoredSession): string => `${document.asOf} ${document.createdAt} ${id}`;

/** Days on which a household refused a vacancy, did not answer, or was not attributed it. */
const declinedOn = (outcomes: readonly Outcome[], asOf: IsoDay): ReadonlyMap<string, IsoDay> =>
  new Map(
    outcomes
      .filter(
        ({ examinedOn, answer, decision }) =>
          examinedOn <= asOf &&
          (answer === 'refused' ||
            answer === 'no-answer' ||
            decision === 'non-attribution' ||
            decision === 'inadmissible'),
      )
      .map(({ vacancy, demand, examinedOn }) => [`${vacancy} ${demand}`, examinedOn]),
  );

/**
 * The awaited lists in the form that balances take. A household that is no longer waiting takes nothing any more: its turn
 * passes at once.
 */
export const openProposals = (
  workspace: Workspace,
  awaited: readonly AwaitedList[],
): readonly OpenProposal[] =>
  awaited.map(({ vacancy, proposedOn, candidates }) => ({
    vacancy,
    proposedOn,
    settledOn: null,
    place: placeOf(workspace.territory, workspace.place(vacancy).dwelling),
    candidates: candidates.map((candidate) => {
      const row = workspace.pool.numbers.rowOf(candidate.number);
      return row < 0
        ? { ...candidate, profile: GONE, refusedOn: candidate.refusedOn ?? proposedOn }
        : {
            ...candidate,
            profile: {
              ...demandProfile(workspace.pool, workspace.territory, row),
              contingent: candidate.contingent ?? null,
            },
          };
    }),
  }));

/**
 * The vacancies that no other session may examine, each with the session that holds it: those of an awaited list on which somebody may
 * still answer. Once all have refused, have left, or let their days pass, a vacancy is open again.
 */
export const heldVacancies = (
  workspace: Workspace,
  sessions: readonly StoredSession[],
): ReadonlyMap<string, string> => {
  const { pool, territory } = workspace;
  const awaited = awaitedOf(workspace, sessions, null);
  const answerable = awaitedLists(openProposals(workspace, awaited), {
    asOf: pool.asOf,
    answerDays: territory.pack.matching.answerDays.value,
  });
  const running = new Set<string>(answerable.map(({ vacancy }) => vacancy));
  return new Map(
    awaited.flatMap(({ vacancy, session }) => (running.has(vacancy) ? [[vacancy, session] as const] : [])),
  );
};

/** Never counted: its chance is passed to those behind. */
const GONE: OpenProposal['candidates'][number]['profile'] = {
  firstAccess: null,
  bandGroup: null,
  firstQuartile: null,
  verifiedPriority: null,
  npruRelocation: null,
};
