import type { Assignment } from '../../engine/assignment/model.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import type { SessionDocument, SessionPlan } from '../store/sessionDocument.ts';
import type { SessionSolver } from '../workers/solver.ts';
import { prepareModel } from './sessionsModel.ts';
import { searchOf, solvePlan } from './sessionsPlan.ts';
import type { Workspace } from './workspace.ts';

/** Rounds at which each stage of a plan was stopped; null for one that ran to its own end. */
const stopsOf = ({ stages }: Pick<SessionPlan, 'stages'>): readonly (number | null)[] =>
  stages.map(({ aborted, rounds }) => (aborted ? rounds : null));

/** Solves the plan of a document again, stopping where it stopped, and says whether the bytes are the same. */
export const isReplayed = async (
  workspace: Workspace,
  document: SessionDocument,
  solver: SessionSolver,
): Promise<boolean> => {
  const { question, plan } = document;
  const model = prepareModel(workspace, document, plan);
  const again = await solvePlan(model, solver, { ...searchOf(question), stopAt: stopsOf(plan) });
  return JSON.stringify([again.stages, again.lists]) === JSON.stringify([plan.stages, plan.lists]);
};

/** Lists of a session prepared otherwise, searched as the plan of a document was. */
export const solvedAs = async (
  prepared: PreparedSession,
  { question, plan }: Pick<SessionDocument, 'question' | 'plan'>,
  solver: SessionSolver,
): Promise<Assignment> => {
  const { assignment } = await solver.solve(prepared.staged, {
    ...searchOf(question),
    stopAt: stopsOf(plan),
  });
  return assignment;
};
