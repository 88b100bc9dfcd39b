import type { VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { SessionDocument, StoredSession } from '../store/sessionDocument.ts';
import { heldVacancies } from './sessionsAwaited.ts';
import { vacanciesNow } from './sessionsChanges.ts';
import type { PlanAsked } from './sessionsPlan.ts';
import type { SessionQuestion } from './sessionsQuestion.ts';
import { chosenVacancies } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

/** What a session asks of its plan: its vacancies, how they are searched, and what is settled by hand. */
type Asked = Pick<PlanAsked, 'question' | 'vacancies' | 'constraints'>;

/**
 * What an officer's question asks of a plan, among the vacancies that no other session holds.
 *
 * @throws InputError those of `chosenVacancies`, `method.unknown`, `method.not-an-ordering`, `session.vacancy-absent`.
 */
export const askedNow = (
  workspace: Workspace,
  question: SessionQuestion,
  sessions: readonly StoredSession[],
): Asked => {
  const { method } = workspace.ranking(question, null).ordering;
  const vacancies = chosenVacancies(workspace, question.choice, heldVacancies(workspace, sessions));
  const present = new Set<string>(vacancies);
  const stranger = question.beyondWishes.find((id) => !present.has(id));
  if (stranger !== undefined)
    throw new InputError([{ code: 'session.vacancy-absent', path: 'beyondWishes', received: stranger }]);
  return {
    vacancies,
    question: {
      method: method.id,
      methodVersion: method.version,
      seed: question.seed,
      options: question.options,
      beyondWishes: question.beyondWishes as VacancyId[],
      maxRounds: question.maxRounds,
      ...(question.maxBids === null ? {} : { maxBids: question.maxBids }),
      ...(question.maxNodes === null ? {} : { maxNodes: question.maxNodes }),
      timeLimitMs: question.timeLimitMs,
      thorough: question.thorough,
      listLengthBy: question.listLengthBy,
    },
    constraints: {
      withdrawn: [...question.withdrawn],
      excluded: [...question.excluded],
      pulled: [],
      pins: [...question.pins],
    },
  };
};

/**
 * What a session asks of a plan made anew: all that was settled by hand, without the vacancies that were pulled.
 *
 * @throws InputError `session.no-vacancy`.
 */
export const askedAgain = (document: SessionDocument): Asked => {
  const pulled = new Set(document.constraints.pulled);
  const vacancies = vacanciesNow(document).filter((vacancy) => !pulled.has(vacancy));
  if (vacancies.length === 0) throw new InputError([{ code: 'session.no-vacancy', path: 'vacancies' }]);
  return {
    vacancies,
    question: {
      ...document.question,
      beyondWishes: document.question.beyondWishes.filter((vacancy) => !pulled.has(vacancy)),
    },
    constraints: {
      ...document.constraints,
      excluded: document.constraints.excluded.filter(({ vacancy }) => !pulled.has(vacancy)),
      pulled: [],
    },
  };
};
