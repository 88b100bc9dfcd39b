import { decisionsByHand } from '../../engine/assignment/explain/byHand.ts';
import { explainSession, type SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { explainHousehold, type HouseholdInSession } from '../../engine/assignment/explain/household.ts';
import { planView } from '../../engine/assignment/explain/view.ts';
import { assignmentOf, type SessionState } from '../../engine/assignment/repair/session.ts';
import type { StagedResult } from '../../engine/assignment/stages.ts';
import type { DemandNumber } from '../../engine/domain/ids.ts';
import type { EarlierAnswer } from '../../engine/qualification/history.ts';
import type { SessionConstraints } from '../store/sessionDocument.ts';
import { meetingStages } from './sessionsMeeting.ts';
import { prepareModel, type SessionModel, stateOf } from './sessionsModel.ts';
import type { OpenSession } from './sessionsQuestion.ts';

/** Why the lists of a session are what they are, as they stand now. */
export const explainOpenSession = (open: OpenSession): SessionExplanation => {
  const { result, mended } = standingPlan(open);
  const { prepared } = open.model;
  return explainSession({ prepared, result, mended, declined: (vacancy) => declinedAt(open.model, vacancy) });
};

/** The lists of a session as they stand, what explains them, and what persons settled: where every explanation begins. */
export const viewOpenSession = (open: OpenSession): Pick<SessionExplanation, 'view' | 'byHand'> => {
  const { result, mended } = standingPlan(open);
  const { prepared } = open.model;
  const byHand = decisionsByHand(prepared, { mended });
  return { byHand, view: planView(prepared, result, new Set(byHand.pins.map(({ row }) => row))) };
};

/** What households answered when a vacancy of a session was proposed to them before. */
export const declinedAt = (
  { workspace, vacancies }: SessionModel,
  vacancy: number,
): ReadonlyMap<DemandNumber, EarlierAnswer> =>
  // Keys come from imported outcomes, whose numbers were checked.
  workspace.qualify(vacancies[vacancy]!).declined as ReadonlyMap<DemandNumber, EarlierAnswer>;

/** The lists as they stand, each lease credited as its list says, with the proof of the plan that they come from. */
const standingPlan = ({
  model,
  document,
}: OpenSession): { readonly result: StagedResult; readonly mended: SessionState } => {
  const mended = stateOf(model, document);
  return {
    mended,
    result: {
      assignment: assignmentOf(model.prepared.problem.model, mended.lists),
      stages: meetingStages(model, solvedModel(model, document), document.plan),
    },
  };
};

/** The model that the plan was solved on: that of the meeting, where nothing was settled before it and no vacancy came since. */
const solvedModel = (model: SessionModel, document: OpenSession['document']): SessionModel => {
  const { vacancies, constraints } = document.plan;
  return isEmpty(constraints) && vacancies.length === model.vacancies.length
    ? model
    : prepareModel(model.workspace, document, document.plan);
};

const isEmpty = (constraints: SessionConstraints): boolean =>
  Object.values(constraints).every((settled) => settled.length === 0);

/** Where one demand stands in a session, or why it does not. @throws InputError `demand.unknown`. */
export const explainInSession = (
  { model }: Pick<OpenSession, 'model'>,
  { view, byHand }: Pick<SessionExplanation, 'view' | 'byHand'>,
  number: string,
): HouseholdInSession => explainHousehold(view, byHand, model.workspace.rowOf(number, 'number'));
