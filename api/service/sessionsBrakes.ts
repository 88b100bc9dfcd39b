import type { RowBrake } from '../../engine/assignment/explain/brakePrices.ts';
import { type Frontier, type FrontierFamily, frontierOf } from '../../engine/assignment/explain/frontier.ts';
import { placeCount } from '../../engine/assignment/model.ts';
import type { PreparedSession } from '../../engine/assignment/session.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { BrakeOptions, SessionSolver } from '../workers/solver.ts';
import { prepareModel } from './sessionsModel.ts';
import { searchOf } from './sessionsPlan.ts';
import type { OpenSession } from './sessionsQuestion.ts';

export { FRONTIER_FAMILIES } from '../../engine/assignment/explain/frontier.ts';

/** What the targets of a session cost. Rows of `brakes` are those of `prepared`. */
export interface SessionBrakes {
  readonly prepared: PreparedSession;
  readonly brakes: readonly RowBrake[];
  /** Changed by hand since the plan: prices are those of lists computed anew with what was settled. */
  readonly anew: boolean;
}

export interface SessionFrontier extends Pick<SessionBrakes, 'prepared' | 'anew'> {
  readonly frontier: Frontier;
}

/** Points of a frontier that can be asked for. */
export const FRONTIER_STEPS = { least: 2, usual: 7, most: 15 } as const;

/** Beyond, solving again on both sides of every target takes minutes: 80 vacancies with 250 places take ten seconds. */
const MOST_PLACES = 300;

/**
 * What one more dwelling of each target of an open session costs, with what was settled by hand as it stands.
 *
 * @throws InputError `session.no-vacancy`, `session.brakes-too-large`.
 */
export const brakesInSession = async (
  open: OpenSession,
  solver: SessionSolver,
  options: BrakeOptions = {},
): Promise<SessionBrakes> => {
  const { prepared, anew } = asItStands(open);
  const places = placeCount(prepared.staged.model);
  if (places > MOST_PLACES)
    throw new InputError([
      {
        code: 'session.brakes-too-large',
        path: 'session',
        received: String(places),
        expected: String(MOST_PLACES),
      },
    ]);
  const { signal } = options;
  const result = await solver.solve(prepared.staged, {
    ...searchOf(open.document.question),
    ...(signal ? { signal } : {}),
  });
  return { prepared, anew, brakes: await solver.brakes(prepared.staged, result, options) };
};

/**
 * Points of the lists of an open session against one family of its targets.
 *
 * @param steps points at most.
 * @throws InputError `session.no-vacancy`.
 */
export const frontierInSession = async (
  open: OpenSession,
  asked: { readonly family: FrontierFamily; readonly steps: number },
  solver: SessionSolver,
  { signal, onProgress }: BrakeOptions = {},
): Promise<SessionFrontier> => {
  const { prepared, anew } = asItStands(open);
  const { limits } = searchOf(open.document.question);
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

/** The session with its pins, exclusions and withdrawals, without the vacancies pulled. @throws InputError `session.no-vacancy`. */
const asItStands = ({ model, document }: OpenSession): Pick<SessionBrakes, 'prepared' | 'anew'> => {
  const { constraints, plan } = document;
  const pulled = new Set(constraints.pulled);
  const vacancies = model.vacancies.filter((vacancy) => !pulled.has(vacancy));
  if (vacancies.length === 0) throw new InputError([{ code: 'session.no-vacancy', path: 'vacancies' }]);
  const { prepared } = prepareModel(model.workspace, document, { vacancies, constraints });
  const settled = [vacancies, constraints];
  return { prepared, anew: JSON.stringify(settled) !== JSON.stringify([plan.vacancies, plan.constraints]) };
};
