import { allColumns, assignmentOf } from './columns.ts';
import { type Assignment, type AssignmentModel, type Duals, placeCount, segmentOfPairs } from './model.ts';
import { worthOf } from './objective.ts';
import { boundOf } from './pricing.ts';
import { dualsOf, POINT, type SessionProgram, sessionProgram } from './sessionProgram.ts';
import type { LinearAnswer, LinearSolver, SolveLimits } from './solvers/linearSolver.ts';

export interface LinearProof {
  readonly status: 'solved';
  readonly duals: Duals;
  /** Recounted from the duals over all pairs, thousandths of points. */
  readonly bound: number;
}

export interface ExactAssignment {
  readonly status: 'solved';
  readonly assignment: Assignment;
  readonly value: number;
  /** The solver's own, not proved by duals: no assignment is worth more. */
  readonly claimedBound: number;
  /** The solver ended by itself, and not at a limit. */
  readonly finished: boolean;
  readonly nodes: number | null;
}

export type ExactFailure =
  /** Rows of the session that cannot hold together; empty when only whole households make it so. */
  | { readonly status: 'infeasible'; readonly rows: readonly number[] }
  /** A limit came before any assignment. */
  | { readonly status: 'nothing-found' }
  | { readonly status: 'failed'; readonly reason: string };

const program = (model: AssignmentModel, whole: boolean): SessionProgram =>
  sessionProgram(model, segmentOfPairs(model), allColumns(model), { whole });

const failureOf = (model: AssignmentModel, answer: LinearAnswer): ExactFailure => {
  if (answer.status === 'infeasible') {
    const places = placeCount(model);
    const rows = (answer.conflict ?? []).map((row) => row - places);
    return { status: 'infeasible', rows: rows.filter((row) => row >= 0 && row < model.rowCount) };
  }
  if (answer.status === 'limit') return { status: 'nothing-found' };
  return { status: 'failed', reason: answer.status === 'failed' ? answer.reason : answer.status };
};

/**
 * The linear bound of a session, all pairs given to the solver at once: for peers, tests and small sessions. Needs a solver
 * that gives duals.
 */
export const exactBound = async (
  model: AssignmentModel,
  solver: LinearSolver,
  limits: SolveLimits = {},
): Promise<LinearProof | ExactFailure> => {
  const { linear, candidates } = program(model, false);
  const answer = await solver.solve(linear, limits);
  if (answer.status !== 'optimal') return failureOf(model, answer);
  if (answer.rowDual === null) return { status: 'failed', reason: `${solver.id} gives no duals` };
  const duals = dualsOf(model, candidates, answer.rowDual);
  return { status: 'solved', duals, bound: boundOf(model, duals) };
};

/** The best assignment of a session, all pairs given to the solver at once: for peers, tests and small sessions. */
export const exactAssignment = async (
  model: AssignmentModel,
  solver: LinearSolver,
  limits: SolveLimits = {},
): Promise<ExactAssignment | ExactFailure> => {
  const { linear, columns } = program(model, true);
  const answer = await solver.solve(linear, limits);
  if ((answer.status !== 'optimal' && answer.status !== 'limit') || answer.x === null)
    return failureOf(model, answer);
  const assignment = assignmentOf(model, columns, answer.x);
  const { value, violation } = worthOf(model, segmentOfPairs(model), assignment);
  if (violation > 0)
    return { status: 'failed', reason: `hard rows are missed by ${violation} dwellings in all` };
  return {
    status: 'solved',
    assignment,
    value,
    claimedBound: Math.max(value, (answer.bound ?? Infinity) * POINT),
    finished: answer.status === 'optimal',
    nodes: answer.nodes,
  };
};
