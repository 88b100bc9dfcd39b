import { pairsOf } from '../../engine/assignment/candidatePairs.ts';
import { explainSession, type SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { explainHousehold, type HouseholdInSession } from '../../engine/assignment/explain/household.ts';
import { EMPTY } from '../../engine/assignment/model.ts';
import { assignmentOf } from '../../engine/assignment/repair/session.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import type { EarlierAnswer } from '../../engine/qualification/history.ts';
import { meetingStages } from './sessionsMeeting.ts';
import { prepareModel, stateOf } from './sessionsModel.ts';
import type { OpenSession } from './sessionsQuestion.ts';

/** Why the lists of a session are what they are, as they stand now. */
export const explainOpenSession = ({ model, document }: OpenSession): SessionExplanation => {
  const { prepared, workspace, vacancies } = model;
  const { model: linear } = prepared.problem;
  const state = stateOf(model, document);
  const lists = state.lists.map((list, vacancy) =>
    list.map(({ candidate }) => ({ candidate, pair: pairsOf(linear, vacancy, candidate)[0] ?? EMPTY })),
  );
  const solved = prepareModel(workspace, document, document.plan);
  return explainSession({
    prepared,
    result: {
      assignment: assignmentOf(linear, lists),
      stages: meetingStages(model, solved, document.plan),
    },
    mended: state,
    declined: (vacancy) =>
      // Keys come from imported outcomes, whose numbers were checked.
      new Map([...workspace.qualify(vacancies[vacancy]!).declined] as [DemandNumber, EarlierAnswer][]),
  });
};

/** Where one demand stands in a session, or why it does not. @throws InputError `demand.unknown`. */
export const explainInSession = (
  { model }: Pick<OpenSession, 'model'>,
  { view, byHand }: SessionExplanation,
  number: string,
): HouseholdInSession => explainHousehold(view, byHand, model.workspace.rowOf(number, 'number'));
