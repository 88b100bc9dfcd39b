import { expect } from 'vitest';
import { type DecisionRun, DecisionService } from '../../api/service/decisions.ts';
import type { DecisionAsked } from '../../api/service/decisionsQuestion.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { DEFAULT_SESSION_QUESTION, type OpenSession } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { TODAY } from '../support/territory.ts';
import { day } from './events.ts';

export const rules = openRules('mel-2016');
export const AT = { at: '2026-11-02T08:00:00.000Z', request: null };

/** A session of three vacancies of the meeting town, with its commission. */
export interface Meeting {
  readonly store: Store;
  readonly sessions: SessionService;
  readonly decisions: DecisionService;
  readonly data: Workspace;
  readonly session: OpenSession;
  /** Numéro unique at a rank of a vacancy's list. */
  readonly at: (vacancy: string, rank: number) => string;
}

export const aMeeting = async (store: Store): Promise<Meeting> => {
  const sessions = new SessionService({ store, solver: sameThreadSolver });
  const data = await Workspace.open({ store, ...rules, asOf: TODAY });
  const session = await sessions.propose(
    data,
    { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named', vacancies: ['V-1', 'V-2', 'V-3'] } },
    AT,
  );
  return {
    store,
    sessions,
    decisions: new DecisionService(store),
    data,
    session,
    at: (vacancy, rank) =>
      session.document.lists.find((list) => list.vacancy === vacancy)!.candidates[rank - 1] as string,
  };
};

export const on = (n: number, expected: number | null = null): DecisionRun => ({
  at: '2026-11-02T10:00:00.000Z',
  actor: 'agent-1',
  day: day(n),
  expected,
});
export const onAct = (n: number) => ({ ...on(n), answerDays: 10 });

/** The dwelling attributed to the first `ranks` of a list, by rank. */
export const attributions = (meeting: Meeting, vacancy: string, ranks = 3): readonly DecisionAsked[] =>
  Array.from({ length: ranks }, (_, i) => ({
    vacancy: vacancy as DecisionAsked['vacancy'],
    number: meeting.at(vacancy, i + 1) as DecisionAsked['number'],
    verdict: { decision: 'attribution-ranked' as const },
  }));

export const candidate = (meeting: Meeting, vacancy: string, rank: number) =>
  ({ vacancy, number: meeting.at(vacancy, rank) }) as Pick<DecisionAsked, 'vacancy' | 'number'>;

/** Number of the running offer of a vacancy. */
export const offerOf = async ({ decisions }: Meeting, vacancy: string, onDay: IsoDay): Promise<number> => {
  const found = (await decisions.due(onDay)).find((item) => item.vacancy === vacancy && item.offer !== null);
  expect(found).toBeDefined();
  return found!.offer!;
};

export const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
};
