import { allColumns, assignmentOf } from '../columns.ts';
import { type AssignmentModel, placeCount, segmentOfPairs } from '../model.ts';
import { rowActivity } from '../objective.ts';
import { type SessionProgram, sessionProgram } from '../sessionProgram.ts';
import type { LinearModel } from '../solvers/linearModel.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { isSmall, lacksOf, mostLack, type Relaxation, slackModel } from './leastSlack.ts';
import { slackOf } from './view.ts';

const NODES = 2_000;

/**
 * Fewest rows to relax, then least dwellings on them: one yes-or-no column by row that may slack, worth more than all the slack
 * there can be. Null where no solver is given, the session is large, or nothing was found within the nodes.
 *
 * @param model as for `slackModel`.
 * @param atLeast rows that disjoint conflicts already ask for, counted: with no more, their number is counted too.
 */
export const fewestRows = async (
  model: AssignmentModel,
  {
    asked,
    solver,
    atLeast,
  }: { readonly asked: readonly number[]; readonly solver: LinearSolver | null; readonly atLeast: number },
): Promise<Relaxation | null> => {
  const bare = slackModel(model, asked);
  if (solver === null || !isSmall(bare)) return null;
  const program = sessionProgram(bare, segmentOfPairs(bare), allColumns(bare), { whole: true });
  const answer = await solver.solve(withSwitches(bare, program, asked), { maxNodes: NODES });
  if ((answer.status !== 'optimal' && answer.status !== 'limit') || answer.x === null) return null;
  const assignment = assignmentOf(bare, program.columns, answer.x);
  const lacks = slackOf(bare, rowActivity(bare, segmentOfPairs(bare), assignment));
  const rows = lacksOf(lacks.map((lack, row) => (asked.includes(row) ? lack : 0)));
  return {
    rows,
    total: rows.reduce((sum, { dwellings }) => sum + dwellings, 0),
    known: rows.length <= atLeast ? 'counted' : answer.status === 'optimal' ? 'solver' : 'search',
  };
};

/** slack_t ≤ most_t · z_t, z_t ∈ {0, 1}; a row switched on costs more than all slack. Places are all filled. */
const withSwitches = (
  model: AssignmentModel,
  { linear, columns }: SessionProgram,
  asked: readonly number[],
): LinearModel => {
  const most = asked.map((row) => mostLack(model, row));
  const price = 1 + most.reduce((sum, each) => sum + each, 0);
  const own = linear.objective.length;
  const chosen = columns.place.length;
  // Every row of the slack model may slack: the slack of row t is column chosen + t.
  const objective = Float64Array.from([...linear.objective, ...asked.map(() => -price)]);
  const entries = linear.entryColumn.length;
  return {
    objective,
    lower: Float64Array.from([...linear.lower, ...asked.map(() => 0)]),
    upper: Float64Array.from([...linear.upper, ...asked.map(() => 1)]),
    integer: Uint8Array.from([...linear.integer, ...asked.map(() => 1)]),
    rowLower: Float64Array.from([...linear.rowLower, ...asked.map(() => -Infinity)]).fill(
      1,
      0,
      placeCount(model),
    ),
    rowUpper: Float64Array.from([...linear.rowUpper, ...asked.map(() => 0)]),
    rowStart: Uint32Array.from([...linear.rowStart, ...asked.map((_, k) => entries + 2 * (k + 1))]),
    entryColumn: Uint32Array.from([
      ...linear.entryColumn,
      ...asked.flatMap((row, k) => [chosen + row, own + k]),
    ]),
    entryValue: Float64Array.from([...linear.entryValue, ...most.flatMap((each) => [1, -each])]),
  };
};
