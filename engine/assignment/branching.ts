import { assignmentOf, columnsOf, mergedColumns, type PlaceColumns } from './columns.ts';
import type { LinearOptimum } from './linearOptimum.ts';
import { type Assignment, type AssignmentModel, EMPTY, placeCount } from './model.ts';
import { worthOf } from './objective.ts';
import { columnsWithin } from './pricing.ts';
import { POINT, sessionProgram, startAt } from './sessionProgram.ts';
import type { LinearAnswer, LinearSolver } from './solvers/linearSolver.ts';

export interface BranchLimits {
  /** Columns that the whole-number program may have. */
  readonly maxColumns: number;
  /** Branch-and-bound nodes of each of its two runs. */
  readonly maxNodes: number;
  /** Thousandths of points: it ends once its own bound is within this of its best. */
  readonly absoluteGap: number;
}

export interface Branched {
  /**
   * What the solver's branch-and-bound says that no assignment is worth more than; at most the linear bound, and not proved by
   * its duals. Null when the columns were cut to a choice, so that it would say nothing of all pairs.
   */
  readonly claimedBound: number | null;
  readonly columns: number;
  readonly nodes: number;
  readonly aborted: boolean;
}

export const NOT_TRIED: Branched = { claimedBound: null, columns: 0, nodes: 0, aborted: false };

/** The best assignment met that keeps the hard rows. */
export class Best {
  readonly #model: AssignmentModel;
  readonly #segmentOf: Uint32Array;
  assignment: Assignment;
  value = -Infinity;

  constructor(model: AssignmentModel, segmentOf: Uint32Array, start: Assignment | undefined) {
    this.#model = model;
    this.#segmentOf = segmentOf;
    this.assignment = new Int32Array(placeCount(model)).fill(EMPTY);
    this.offer(this.assignment);
    if (start) this.offer(start);
  }

  get feasible(): boolean {
    return this.value > -Infinity;
  }

  offer(assignment: Assignment): void {
    const worth = worthOf(this.#model, this.#segmentOf, assignment);
    if (worth.violation > 0 || worth.value <= this.value) return;
    this.assignment = assignment;
    this.value = worth.value;
  }
}

interface Branching {
  readonly model: AssignmentModel;
  readonly segmentOf: Uint32Array;
  readonly solver: LinearSolver;
  readonly linear: LinearOptimum;
  /** Gets what is found. */
  readonly best: Best;
  readonly limits: BranchLimits;
  readonly stopped?: (round: number) => boolean;
}

/** Columns a place, beside those of the linear program, when not all that matter can be had. */
const CHOICE = 24;

/**
 * Branches on the columns that could belong to something better than the best known (reduced-cost fixing: exact). When they are
 * too many, first on a choice of them, which raises the best and so leaves fewer.
 */
export const branchOnColumns = async (input: Branching): Promise<Branched> => {
  const { linear, best, limits } = input;
  let columns = 0;
  let nodes = 0;
  for (const attempt of [1, 2]) {
    if (linear.bound - best.value <= limits.absoluteGap)
      return { claimedBound: linear.bound, columns, nodes, aborted: false };
    const all = columnsThatMatter(input);
    if (all === null && attempt === 2) break;
    const chosen = all ?? choiceOfColumns(input);
    columns = chosen.place.length;
    const answer = await branch(input, chosen);
    nodes += answer.nodes ?? 0;
    const aborted = answer.status === 'limit' && answer.stoppedBy === 'caller';
    if ((answer.status === 'optimal' || answer.status === 'limit') && answer.x !== null)
      best.offer(assignmentOf(input.model, chosen, answer.x));
    if (all !== null)
      return { claimedBound: claimOf(answer, linear.bound, best.value), columns, nodes, aborted };
    if (aborted) return { claimedBound: null, columns, nodes, aborted };
  }
  return { claimedBound: null, columns, nodes, aborted: false };
};

const claimOf = (answer: LinearAnswer, linearBound: number, value: number): number => {
  const claimed = 'bound' in answer && answer.bound !== null ? answer.bound * POINT : linearBound;
  return Math.min(linearBound, Math.max(value, claimed));
};

/** Null when nothing is known to compare with, or when they are more than the limit. */
const columnsThatMatter = ({ model, linear, best, limits }: Branching): PlaceColumns | null => {
  if (!best.feasible) return null;
  const rounding = 1e-9 * Math.abs(linear.bound) + 1e-3;
  const within = linear.bound - best.value + rounding;
  const near = columnsWithin(model, linear.duals, { within, most: limits.maxColumns });
  return near.place.length > limits.maxColumns
    ? null
    : mergedColumns(model, columnsOf(best.assignment), near);
};

const choiceOfColumns = ({ model, linear, best }: Branching): PlaceColumns => {
  const near = columnsWithin(model, linear.duals, { within: Infinity, most: CHOICE });
  return mergedColumns(model, mergedColumns(model, columnsOf(best.assignment), linear.columns), near);
};

const branch = (
  { model, segmentOf, solver, best, limits, linear, stopped }: Branching,
  chosen: PlaceColumns,
): Promise<LinearAnswer> => {
  const program = sessionProgram(model, segmentOf, chosen, { whole: true });
  const start = best.feasible ? startAt(model, program, best.assignment) : null;
  return solver.solve(program.linear, {
    maxNodes: limits.maxNodes,
    relativeGap: limits.absoluteGap / Math.max(POINT, Math.abs(linear.bound)),
    ...(start ? { start } : {}),
    ...(stopped ? { shouldStop: () => stopped(linear.rounds) } : {}),
  });
};
