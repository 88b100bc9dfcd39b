import { Best } from '../branching.ts';
import { columnsOf } from '../columns.ts';
import { type Assignment, type AssignmentModel, type Duals, pairCount, placeCount } from '../model.ts';
import { boundOf } from '../pricing.ts';
import { POINT } from '../sessionProgram.ts';
import type { Infeasible, LinearSolver } from '../solvers/linearSolver.ts';
import { bestEdges, type PricedEdges, priceEdges } from './edgePricing.ts';
import {
  type EdgeProgram,
  type EdgeRow,
  edgeDuals,
  edgeProgram,
  edgeRowOf,
  type PairHome,
  placed,
  pointAt,
} from './edgeProgram.ts';

export interface CloseLimits {
  /** Rounds of column generation. */
  readonly maxRounds: number;
  readonly maxNodes: number;
  /** Edges that the whole-number program may have. */
  readonly maxColumns: number;
}

export interface Closed {
  readonly assignment: Assignment;
  /** Minus infinity when nothing that keeps the hard rows is known. */
  readonly value: number;
  readonly duals: Duals;
  /** Proved by the duals over all pairs, thousandths of points. */
  readonly bound: number;
  /**
   * What the solver's branch-and-bound says that no assignment is worth more than; not proved by duals. Null where it was not
   * asked, or saw a part of the edges only.
   */
  readonly claimedBound: number | null;
  readonly nodes: number;
  /**
   * Null unless the solver says that the hard rows cannot hold together over all the edges: then what they run into, empty where
   * fractions of agents would do.
   */
  readonly conflict: readonly EdgeRow[] | null;
}

interface Input {
  readonly model: AssignmentModel;
  readonly home: PairHome;
  readonly solver: LinearSolver;
  /** Result of the price phase. */
  readonly start: { readonly assignment: Assignment; readonly duals: Duals; readonly bound: number };
  readonly limits: CloseLimits;
}

/** A whole answer this near its bound is the optimum: scores are whole thousandths. */
export const OPTIMAL_WITHIN = 0.5;
/** A pair that gains less than this is left, thousandths of points: the tolerance of the solver's duals. */
const TOLERANCE = 1e-3;
/** Pairs beyond its places that a resource begins with, and may gain in a round. */
const SPARE_PAIRS = 12;

/**
 * Closes the gap that the price phase left: the linear bound by column generation over edges, then HiGHS on the edges that could
 * belong to something better than the best known (reduced-cost fixing), which is exact when they all fit in `maxColumns`.
 */
export const closeGap = async (input: Input): Promise<Closed> => {
  const { model, start, home } = input;
  const best = new Best(model, home.segmentOf, start.assignment);
  const linear = await linearBound(input);
  if (linear !== null && 'conflict' in linear) return { ...known(best, input.start), ...linear };
  const duals = linear !== null && linear.bound < start.bound ? linear : start;
  const branched = await branch(input, best, duals);
  return { ...known(best, duals), ...branched };
};

const known = (best: Best, { duals, bound }: Proved): Closed => ({
  assignment: best.assignment,
  value: best.value,
  duals,
  bound,
  claimedBound: null,
  nodes: 0,
  conflict: null,
});

interface Proved {
  readonly duals: Duals;
  readonly bound: number;
}

/** Null when the solver fails. */
const linearBound = async ({
  model,
  home,
  solver,
  start,
  limits,
}: Input): Promise<Proved | { readonly conflict: readonly EdgeRow[] } | null> => {
  const anyNet = new Float64Array(model.vacancyCount).fill(-Infinity);
  const first = priceEdges(model, home, start.duals);
  const chosen = new Set<number>([
    ...bestEdges(model, first, { threshold: anyNet, spare: SPARE_PAIRS }),
    ...columnsOf(start.assignment).pair,
  ]);
  let best: Proved | null = null;
  for (let round = 0; round < limits.maxRounds; round += 1) {
    const program = edgeProgram(model, home, Uint32Array.from(chosen).sort(), { whole: false });
    const answer = await solver.solve(program.linear);
    if (answer.status === 'infeasible') {
      if (chosen.size === pairCount(model)) return { conflict: conflictOf(model, program, answer) };
      for (let pair = 0; pair < pairCount(model); pair += 1) chosen.add(pair);
      continue;
    }
    if (answer.status !== 'optimal' || answer.rowDual === null) return best;
    const { duals, placePrice } = edgeDuals(model, program, answer.rowDual);
    const bound = boundOf(model, duals);
    if (best === null || bound < best.bound) best = { duals, bound };
    const before = chosen.size;
    const gaining = bestEdges(model, priceEdges(model, home, duals), {
      threshold: placePrice.map((price) => price + TOLERANCE),
      spare: SPARE_PAIRS,
    });
    for (const pair of gaining) chosen.add(pair);
    if (chosen.size === before) return best;
  }
  return best;
};

const branch = async (
  { model, home, solver, limits }: Input,
  best: Best,
  { duals, bound }: Proved,
): Promise<Pick<Closed, 'claimedBound' | 'nodes' | 'conflict'>> => {
  const none = { claimedBound: null, nodes: 0, conflict: null };
  if (bound - best.value < OPTIMAL_WITHIN) return none;
  const within = bound - best.value + 1e-9 * Math.abs(bound) + TOLERANCE;
  const priced = priceEdges(model, home, duals);
  const matter = bestEdges(model, priced, { threshold: priced.best.map((worth) => worth - within) });
  const all = matter.length <= limits.maxColumns;
  const pairs = new Set([
    ...(all ? matter : choice(model, priced, limits.maxColumns)),
    ...columnsOf(best.assignment).pair,
  ]);
  const program = edgeProgram(model, home, Uint32Array.from(pairs).sort(), { whole: true });
  const point = best.feasible ? pointAt(model, program, best.assignment) : null;
  const answer = await solver.solve(program.linear, {
    maxNodes: limits.maxNodes,
    relativeGap: OPTIMAL_WITHIN / 2 / Math.max(POINT, Math.abs(bound)),
    ...(point ? { start: point } : {}),
  });
  const nodes = answer.nodes ?? 0;
  if (answer.status === 'infeasible' && all && !best.feasible)
    return { ...none, nodes, conflict: conflictOf(model, program, answer) };
  if (answer.status !== 'optimal' && answer.status !== 'limit') return { ...none, nodes };
  if (answer.x !== null) best.offer(placed(model, home, program, answer.x));
  if (!all || answer.bound === null) return { ...none, nodes };
  return { ...none, claimedBound: Math.min(bound, Math.max(best.value, answer.bound * POINT)), nodes };
};

const conflictOf = (
  model: AssignmentModel,
  program: EdgeProgram,
  { conflict }: Infeasible,
): readonly EdgeRow[] => (conflict ?? []).map((index) => edgeRowOf(model, program, index));

/** Edges that matter most, the same number beyond its places for each resource. */
const choice = (model: AssignmentModel, priced: PricedEdges, maxColumns: number): readonly number[] => {
  const spare = Math.floor((maxColumns - placeCount(model)) / Math.max(1, model.vacancyCount));
  const threshold = new Float64Array(model.vacancyCount).fill(-Infinity);
  return spare < 1 ? [] : bestEdges(model, priced, { threshold, spare });
};
