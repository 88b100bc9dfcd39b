import { type PreparedSession, prepareSession } from '../session.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { type ConflictLimits, type RowsTogether, rowsTogether } from './conflict.ts';
import { filledPlaces, HELD, leastSlack } from './leastSlack.ts';

/** A household placed by hand without which the rows would lack less. */
export interface PinInConflict {
  readonly vacancy: number;
  readonly row: number;
  /** Dwellings that the rows asked would lack less, all others kept. */
  readonly saved: number;
}

export interface SessionConflict {
  /** Rows of the session that were asked to hold together. */
  readonly asked: readonly number[];
  readonly together: RowsTogether;
  readonly pins: readonly PinInConflict[];
}

/**
 * Whether the targets of a session can all hold on its lists, and if not, which conflict, which pins take part, and what the
 * smallest relaxation is.
 *
 * @param rows places in `prepared.rows`; all when left out. They are taken in the order given: conflicts keep the first ones.
 * @param solver for small sessions; null: by search alone, and then less is proven.
 */
export const sessionConflict = async (input: {
  readonly prepared: PreparedSession;
  readonly rows?: readonly number[];
  readonly solver: LinearSolver | null;
  readonly limits?: ConflictLimits;
}): Promise<SessionConflict> => {
  const { prepared, solver, limits } = input;
  const { model } = prepared.problem;
  const asked = input.rows ?? prepared.rows.map((_, row) => row);
  const together = await rowsTogether(model, asked, { solver, ...(limits ? { limits } : {}) });
  if (together.outcome === 'compatible') return { asked, together, pins: [] };
  const touched = new Set(asked.flatMap((row) => prepared.rows[row]!.vacancies));
  const pins: PinInConflict[] = [];
  for (const pin of prepared.request.pins) {
    const vacancy = prepared.request.vacancies.findIndex((each) => each.vacancy.id === pin.vacancy);
    if (!touched.has(vacancy)) continue;
    const freed = prepareSession({
      ...prepared.request,
      pins: prepared.request.pins.filter((other) => other !== pin),
    });
    const least = await leastSlack(filledPlaces(freed.problem.model), asked, solver);
    const saved = together.leastDwellings.total - least.total;
    if (saved > HELD) pins.push({ vacancy, row: pin.row, saved });
  }
  return { asked, together, pins };
};
