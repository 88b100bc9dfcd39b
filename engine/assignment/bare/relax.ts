import type { Assignment, AssignmentModel } from '../model.ts';
import { rowActivity } from '../objective.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { smallestRelaxation } from '../solvers/relaxation.ts';
import { edgeProgram, type PairHome, placed } from './edgeProgram.ts';
import type { BareRow } from './model.ts';

export interface Relaxed {
  /** The model whose hard rows ask for what can be held, and no less. */
  readonly model: AssignmentModel;
  /** What each row gives way by, in its own unit. Length = rowCount. */
  readonly give: Float64Array;
  /** An assignment that keeps the relaxed rows. */
  readonly assignment: Assignment;
}

/**
 * The smallest relaxation of hard quotas and minimums that whole agents can keep: the least sum of what they lack, one agent of a
 * quota and one unit of a minimum at the same price. Capacities, and one resource an agent, never give way. Null when the
 * solver's limits come first.
 */
export const relax = async (input: {
  readonly model: AssignmentModel;
  readonly home: PairHome;
  readonly rows: readonly BareRow[];
  readonly solver: LinearSolver;
  readonly maxNodes: number;
}): Promise<Relaxed | null> => {
  const { model, home, rows, solver, maxNodes } = input;
  const pairs = Uint32Array.from(model.pairScore, (_, pair) => pair);
  const program = edgeProgram(model, home, pairs, { whole: true });
  const price = new Float64Array(program.linear.rowLower.length).fill(Infinity);
  rows.forEach(({ kind }, row) => {
    if (kind !== 'capacity' && model.rowPenalty[row] === Infinity) price[model.vacancyCount + row] = 1;
  });
  const found = await smallestRelaxation(program.linear, price, solver, { maxNodes });
  if (found.status !== 'relaxed') return null;
  const assignment = placed(model, home, program, found.x);
  const activity = rowActivity(model, home.segmentOf, assignment);
  const rowRequired = model.rowRequired.map((required, row) =>
    model.rowPenalty[row] === Infinity ? Math.min(required, activity[row]!) : required,
  );
  return {
    model: { ...model, rowRequired },
    give: model.rowRequired.map((required, row) => required - rowRequired[row]!),
    assignment,
  };
};
