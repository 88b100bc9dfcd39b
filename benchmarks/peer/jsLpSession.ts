import type { Model } from 'javascript-lp-solver';
import { assignmentOf, type PlaceColumns } from '../../engine/assignment/columns.ts';
import { type Assignment, type AssignmentModel, segmentOfPairs } from '../../engine/assignment/model.ts';
import { sessionProgram } from '../../engine/assignment/sessionProgram.ts';
import type { LinearModel } from '../../engine/assignment/solvers/linearModel.ts';

interface Solver {
  Solve(
    model: Model,
    precision: number | undefined,
    full: true,
  ): { readonly feasible: boolean; readonly solutionSet: Readonly<Record<string, number>> };
}

/**
 * javascript-lp-solver as its README uses it, on the chosen columns of a session: called directly, since the engine's adapter
 * refuses models of this size.
 *
 * @throws Error when it says that the session is infeasible, which one with slacks never is.
 */
export const jsLpAssignment = async (model: AssignmentModel, columns: PlaceColumns): Promise<Assignment> => {
  const { linear } = sessionProgram(model, segmentOfPairs(model), columns, { whole: true });
  const module = await import('javascript-lp-solver');
  // Under nodenext the package's types see its default export as a namespace.
  const solver = module.default as unknown as Solver;
  const { feasible, solutionSet } = solver.Solve(jsonModel(linear), undefined, true);
  if (!feasible) throw new Error('javascript-lp-solver: infeasible');
  const x = Float64Array.from(linear.objective, (_, column) => solutionSet[`x${column}`] ?? 0);
  return assignmentOf(model, columns, x);
};

/** Columns are at zero at least, and those of pairs at one at most by the row of their place. */
const jsonModel = (linear: LinearModel): Model => {
  const variables: Record<string, Record<string, number>> = {};
  const constraints: Record<string, { min?: number; max?: number }> = {};
  const ints: Record<string, 1> = {};
  linear.objective.forEach((value, column) => {
    variables[`x${column}`] = { points: value };
    if (linear.integer[column] === 1) ints[`x${column}`] = 1;
  });
  linear.rowLower.forEach((lower, row) => {
    const upper = linear.rowUpper[row]!;
    const from = linear.rowStart[row]!;
    const to = linear.rowStart[row + 1]!;
    if (from === to) return;
    constraints[`r${row}`] = {
      ...(Number.isFinite(lower) ? { min: lower } : {}),
      ...(Number.isFinite(upper) ? { max: upper } : {}),
    };
    for (let e = from; e < to; e += 1)
      variables[`x${linear.entryColumn[e]!}`]![`r${row}`] = linear.entryValue[e]!;
  });
  return { optimize: 'points', opType: 'max', constraints, variables, ints };
};
