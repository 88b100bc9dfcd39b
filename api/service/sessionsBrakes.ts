import type { RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import { type Frontier, type FrontierFamily, frontierOf } from '../../engine/assignment/explain/frontier.ts';
import { placeCount } from '../../engine/assignment/model.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { SessionDocument } from '../store/sessionDocument.ts';
import type { BrakeOptions, SessionSolver } from '../workers/solver.ts';
import { prepareModel } from './sessionsModel.ts';
import { searchOf } from './sessionsPlan.ts';
import type { OpenSession } from './sessionsQuestion.ts';

export { FRONTIER_FAMILIES, type FrontierFamily } from '../../engine/assignment/explain/frontier.ts';

/** What is asked of the targets of a session: the price of each, or the points of the lists against one family of them. */
export type TargetQuestion =
  | { readonly kind: 'brakes' }
  | { readonly kind: 'frontier'; readonly family: FrontierFamily; readonly steps: number };

/** A session with its pins, exclusions and withdrawals, without the vacancies pulled. */
export interface StandingSession {
  readonly prepared: PreparedSession;
  /** Changed by hand since the plan: prices are those of lists computed anew with what was settled. */
  readonly anew: boolean;
  readonly question: SessionDocument['question'];
}

/** What the targets of a session cost. Rows of `brakes` are the first ones of `prepared`: all of them, unless it was stopped. */
export interface SessionBrakes extends Pick<StandingSession, 'prepared' | 'anew'> {
  readonly brakes: readonly RowBrake[];
}

export interface SessionFrontier extends Pick<StandingSession, 'prepared' | 'anew'> {
  readonly frontier: Frontier;
}

/** Points of a frontier that can be asked for. */
export const FRONTIER_STEPS = { least: 2, usual: 7, most: 15 } as const;

/** Beyond, solving again on both sides of every target takes minutes: 80 vacancies with 250 places take ten seconds. */
const MOST_PLACES = 300;

/**
 * A session as it stands, ready to be asked about its targets.
 *
 * @throws InputError `session.no-vacancy`; for brakes, `session.brakes-too-large`.
 */
export const standingFor = (
  { model, document }: OpenSession,
  kind: TargetQuestion['kind'],
): StandingSession => {
  const { constraints, plan, question } = document;
  const pulled = new Set(constraints.pulled);
  const vacancies = model.vacancies.filter((vacancy) => !pulled.has(vacancy));
  if (vacancies.length === 0) throw new InputError([{ code: 'session.no-vacancy', path: 'vacancies' }]);
  const { prepared } = prepareModel(model.workspace, document, { vacancies, constraints });
  const places = placeCount(prepared.staged.model);
  if (kind === 'brakes' && places > MOST_PLACES)
    throw new InputError([
      {
        code: 'session.brakes-too-large',
        path: 'session',
        received: String(places),
        expected: String(MOST_PLACES),
      },
    ]);
  const settled = [vacancies, constraints];
  const anew = JSON.stringify(settled) !== JSON.stringify([plan.vacancies, plan.constraints]);
  return { prepared, anew, question };
};

/** What one more dwelling of each target of a session costs, with what was settled by hand as it stands. */
export const brakesOf = async (
  { prepared, anew, question }: StandingSession,
  solver: SessionSolver,
  options: BrakeOptions = {},
): Promise<SessionBrakes> => {
  const { signal } = options;
  const result = await solver.solve(prepared.staged, {
    ...searchOf(question),
    ...(signal ? { signal } : {}),
  });
  return { prepared, anew, brakes: await solver.brakes(prepared.staged, result, options) };
};

/**
 * Points of the lists of a session against one family of its targets.
 *
 * @param steps points at most.
 */
export const frontierOfSession = async (
  { prepared, anew, question }: StandingSession,
  asked: { readonly family: FrontierFamily; readonly steps: number },
  solver: SessionSolver,
  { signal, onProgress }: BrakeOptions = {},
): Promise<SessionFrontier> => {
  const { limits } = searchOf(question);
  const frontier = await frontierOf(prepared, asked.family, {
    steps: asked.steps,
    solve: (staged) =>
      solver.solve(staged, {
        ...(limits ? { limits } : {}),
        // Where the family comes before points, its rows are hard: prices alone leave a wide gap there.
        thorough: staged.goals.length > 1,
        ...(signal ? { signal } : {}),
      }),
    ...(onProgress ? { progress: onProgress } : {}),
  });
  return { prepared, frontier, anew };
};
