import type { SessionExplanation } from '../../engine/assignment/explain/explainSession.ts';
import { type SessionConflict, sessionConflict } from '../../engine/assignment/explain/sessionConflict.ts';
import type { LinearSolver } from '../../engine/assignment/solvers/linearSolver.ts';
import { highsOfThread } from '../workers/highs.ts';
import { prepareModel } from './sessionsModel.ts';
import type { OpenSession } from './sessionsQuestion.ts';

/** What the explanation of a session says of its targets together: nothing unless it was asked, or strict targets lack. */
export const conflictShown = async (
  open: OpenSession,
  explained: SessionExplanation,
  { asked }: { readonly asked: boolean },
): Promise<{ readonly conflict?: SessionConflict }> =>
  asked || firstStrictLacks(explained)
    ? { conflict: await conflictInSession(open, explained, await highsOfThread()) }
    : {};

/** Strict targets are asked for before anything else: that one of the first precedence lacks is no matter of price. */
const firstStrictLacks = ({ view, targets }: SessionExplanation): boolean =>
  view.prepared.request.options.precedence === 'strict' &&
  targets.some(({ target, slack }) => target.target.precedence === 1 && slack > 0);

/**
 * Which targets of an open session cannot hold together on its lists, with what was settled by hand as it stands, and the smallest
 * relaxation. Those that the lists do not hold come first, so that a conflict names them rather than the ones that hold.
 *
 * @returns rows and vacancies as places in `explained.view.prepared`.
 */
const conflictInSession = async (
  { model, document }: OpenSession,
  { view, targets }: SessionExplanation,
  solver: LinearSolver,
): Promise<SessionConflict> => {
  const { constraints } = document;
  const pulled = new Set(constraints.pulled);
  const vacancies = model.vacancies.filter((vacancy) => !pulled.has(vacancy));
  if (vacancies.length === 0) return { asked: [], together: { outcome: 'compatible' }, pins: [] };
  const { prepared } = prepareModel(model.workspace, document, { vacancies, constraints });
  const shown = new Map(view.prepared.rows.map(({ id }, row) => [id, row]));
  const rows = prepared.rows.map(({ id }, row) => ({ row, at: shown.get(id)! }));
  const lacks = ({ at }: { readonly at: number }): boolean => targets[at]!.slack > 0;
  const asked = [...rows.filter(lacks), ...rows.filter((each) => !lacks(each))].map(({ row }) => row);
  if (asked.length === 0) return { asked, together: { outcome: 'compatible' }, pins: [] };
  return shownAt(await sessionConflict({ prepared, rows: asked, solver }), {
    row: (row) => rows[row]!.at,
    vacancy: (vacancy) => model.vacancyAt.get(vacancies[vacancy]!)!,
  });
};

/** The same conflict, in the places of another preparation of the session. */
const shownAt = (
  { asked, together, pins }: SessionConflict,
  at: { row(row: number): number; vacancy(vacancy: number): number },
): SessionConflict => {
  const relaxed = <R extends { readonly rows: readonly { readonly row: number }[] }>(relaxation: R): R => ({
    ...relaxation,
    rows: relaxation.rows.map((lack) => ({ ...lack, row: at.row(lack.row) })),
  });
  return {
    asked: asked.map(at.row),
    together:
      together.outcome === 'compatible'
        ? together
        : {
            ...together,
            conflicts: together.conflicts.map((conflict) => ({
              ...conflict,
              rows: conflict.rows.map(at.row),
            })),
            leastDwellings: relaxed(together.leastDwellings),
            fewestRows: relaxed(together.fewestRows),
          },
    // `row` of a pin is one of the pool.
    pins: pins.map((pin) => ({ ...pin, vacancy: at.vacancy(pin.vacancy) })),
  };
};
