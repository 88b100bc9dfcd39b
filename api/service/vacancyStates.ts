import { dayNumber } from '../../engine/domain/day.ts';
import type { IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import type { VacancyState } from '../present/vacancyState.ts';
import { type CaseStanding, openCase, standingOf } from '../records/projections/case.ts';
import type { Register, SessionStanding } from '../records/projections/register.ts';
import { isSettled } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/** Answers for each vacancy of the workspace, from what the register says of the sessions that examined it. */
export const vacancyStates = (
  workspace: Workspace,
  register: Register,
): ((id: VacancyId) => VacancyState) => {
  const { asOf } = workspace.pool;
  const lists = new Map<string, SessionStanding>();
  const sessions = register
    .sessions()
    .filter((session) => session.status !== 'cancelled' && session.asOf <= asOf)
    .sort((a, b) => (a.asOf < b.asOf ? -1 : a.asOf > b.asOf ? 1 : 0));
  for (const session of sessions) for (const { vacancy } of session.lists) lists.set(vacancy, session);

  return (id) => {
    if (isSettled(workspace, id, null)) return { kind: 'taken' };
    const session = lists.get(id);
    const standing = session && standingIn(register, session, id, asOf);
    if (session && standing && standing.standing !== 'exhausted')
      return standing.standing === 'accepted' || standing.standing === 'let'
        ? { kind: 'taken' }
        : { kind: 'in-session', session: session.session, day: session.asOf, ...standing };
    const { availableOn } = workspace.place(id).vacancy;
    const days = dayNumber(asOf) - dayNumber(availableOn);
    const refused = standing !== undefined;
    return days < 0
      ? { kind: 'ahead', day: availableOn, days: -days, refused }
      : { kind: 'waiting', day: availableOn, days, refused };
  };
};

/** A list on which nothing is decided has no case yet. */
const standingIn = (
  register: Register,
  { session, asOf, lists }: SessionStanding,
  id: VacancyId,
  on: IsoDay,
): { readonly standing: CaseStanding; readonly turn: number | null } => {
  const list = lists.find(({ vacancy }) => vacancy === id)!;
  const { standing, turn } = standingOf(
    register.case(session, id) ?? openCase({ session, asOf, ...list }),
    on,
  );
  return { standing, turn: turn?.rank ?? null };
};
