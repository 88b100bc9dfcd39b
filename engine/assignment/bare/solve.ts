import { type Assignment, type AssignmentModel, type Duals, EMPTY } from '../model.ts';
import { shapeOf } from '../modelShape.ts';
import { ROW_ROUNDING, rowActivity, worthOf } from '../objective.ts';
import { DEFAULT_LIMITS, type PriceLimits, priceRows } from '../priceRows.ts';
import { boundOf } from '../pricing.ts';
import { certify } from '../proof/certificate.ts';
import type { Finding } from '../proof/findings.ts';
import { verify } from '../proof/verify.ts';
import { POINT } from '../sessionProgram.ts';
import { settle } from '../settle.ts';
import type { LinearSolver } from '../solvers/linearSolver.ts';
import { type Closed, closeGap, OPTIMAL_WITHIN } from './closeGap.ts';
import { type EdgeRow, pairHome } from './edgeProgram.ts';
import { type BareModel, bareModel } from './model.ts';
import type { AssignProblem } from './problem.ts';
import { relax } from './relax.ts';

/** An assignment with its proof, recounted from its model by `proof/verify`. */
export interface BareSolution {
  readonly model: AssignmentModel;
  readonly assignment: Assignment;
  /** Thousandths of points. */
  readonly value: number;
  /** Proved by the duals over all edges: nothing is worth more. */
  readonly bound: number;
  readonly duals: Duals;
  /** In agents, or units of capacity for minimums and capacities. Both of length = rowCount. */
  readonly rowActivity: Float64Array;
  readonly rowSlack: Float64Array;
  /** What the recount finds wrong; none: verified. */
  readonly findings: readonly Finding[];
  /** HiGHS's own bound, not proved by duals; null where it was not asked. */
  readonly claimedBound: number | null;
  readonly work: { readonly rounds: number; readonly bids: number; readonly nodes: number };
}

export type BareResult = { readonly bare: BareModel } & (
  | {
      /**
       * `optimal`: the certified bound meets the value. `optimal-claimed`: HiGHS's own bound does, the certified one does not.
       * `feasible`: the gap is certified.
       */
      readonly status: 'optimal' | 'optimal-claimed' | 'feasible';
      readonly solution: BareSolution;
    }
  | {
      /** Hard rows cannot hold together, says HiGHS. The solution is that of the smallest relaxation. */
      readonly status: 'infeasible';
      /** What runs into what; empty where only whole agents make it so. */
      readonly conflict: readonly EdgeRow[];
      readonly give: Float64Array | null;
      readonly solution: BareSolution | null;
    }
  /** A limit came before any assignment that keeps the hard rows; nothing says that there is none. */
  | { readonly status: 'not-found' }
);

/** Bids of the price phase where HiGHS closes the gap after it: it then only has to come near. */
const FEW_BIDS = 200_000;
const FEW_ROUNDS = 60;
/** Edges that one whole-number program may have. */
const MAX_COLUMNS = 20_000;

/**
 * Solves a problem that `problemIssues` found sound: price phase and local moves; then, up to `options.exactEdges` edges, the
 * linear bound and HiGHS on what could still be better. Limits are counts: same problem, same bytes, whatever the order of its
 * lists. Not guaranteed: an optimum, when a limit comes first; the gap then says how far.
 */
export const solveBare = async (problem: AssignProblem, solver: LinearSolver): Promise<BareResult> => {
  const bare = bareModel(problem);
  const first = await search(bare.model, problem, solver);
  if (first.value > -Infinity) {
    const solution = proved(bare.model, first);
    return { bare, status: statusOf(solution), solution };
  }
  if (first.conflict === null) return { bare, status: 'not-found' };
  const relaxed =
    bare.model.pairScore.length > MAX_COLUMNS
      ? null
      : await relax({
          model: bare.model,
          home: pairHome(bare.model),
          rows: bare.rows,
          solver,
          maxNodes: problem.options.maxNodes,
        });
  return {
    bare,
    status: 'infeasible',
    conflict: first.conflict,
    give: relaxed?.give ?? null,
    solution:
      relaxed && proved(relaxed.model, await search(relaxed.model, problem, solver, relaxed.assignment)),
  };
};

type Searched = Closed & { readonly rounds: number; readonly bids: number };

const search = async (
  model: AssignmentModel,
  { options }: AssignProblem,
  solver: LinearSolver,
  start?: Assignment,
): Promise<Searched> => {
  const closes = model.pairScore.length <= options.exactEdges;
  const limits: Partial<PriceLimits> = {
    // Without rows there are no prices to seek: one auction says it all.
    maxRounds: model.rowCount === 0 ? 1 : Math.min(options.maxRounds, closes ? FEW_ROUNDS : Infinity),
    maxBids: closes ? FEW_BIDS : DEFAULT_LIMITS.maxBids,
  };
  const priced = priceRows(model, { limits, ...(start ? { start } : {}) });
  const work = { rounds: priced.rounds, bids: priced.bids };
  const home = pairHome(model);
  if (closes) {
    const { maxRounds, maxNodes } = options;
    const closing = { maxRounds, maxNodes, maxColumns: MAX_COLUMNS };
    const duals = soundDuals(model, priced.duals);
    const from = { assignment: priced.assignment, duals, bound: boundOf(model, duals) };
    return { ...(await closeGap({ model, home, solver, start: from, limits: closing })), ...work };
  }
  const { violation, value } = worthOf(model, home.segmentOf, priced.assignment);
  return {
    ...priced,
    value: violation > 0 ? -Infinity : value,
    claimedBound: null,
    nodes: 0,
    conflict: null,
  };
};

/** Duals may be this much larger than the scores before rounding eats the bound that they prove. */
const LARGEST_DUALS = 1_000;

/**
 * The duals, or zero ones where those prove more: prices of hard rows run away while nothing is found that keeps the rows, and the
 * bound is then made of rounding. With prices of zero, each place is worth its best score.
 */
const soundDuals = (model: AssignmentModel, duals: Duals): Duals => {
  const zero: Duals = {
    candidatePrice: new Float64Array(model.candidateCount),
    rowPrice: new Float64Array(model.rowCount),
  };
  const [own, none] = [certify(model, duals), certify(model, zero)];
  if (own.outcome === 'refused' || none.outcome === 'refused') return zero;
  const sound = own.terms.size <= LARGEST_DUALS * (POINT + none.terms.size);
  return sound && own.bound <= none.bound ? duals : zero;
};

const statusOf = ({ value, bound, claimedBound, findings }: BareSolution) => {
  if (findings.length === 0 && Math.abs(bound - value) < OPTIMAL_WITHIN) return 'optimal';
  return claimedBound !== null && claimedBound - value < OPTIMAL_WITHIN ? 'optimal-claimed' : 'feasible';
};

/** Puts the agents of a resource in order, and has everything recounted. */
const proved = (model: AssignmentModel, found: Searched): BareSolution => {
  const shape = shapeOf(model);
  const assignment = settle(model, shape, found.assignment);
  const activity = rowActivity(model, shape.segmentOf, assignment);
  const rowSlack = activity.map((reached, row) => {
    const lack = model.rowRequired[row]! - reached;
    return lack > ROW_ROUNDING ? lack : 0;
  });
  const { value } = worthOf(model, shape.segmentOf, assignment);
  const duals = soundDuals(model, found.duals);
  const bound = boundOf(model, duals);
  const reported = { rowActivity: activity, rowSlack, value, bound, duals };
  return {
    ...reported,
    model,
    assignment,
    // A place may stay empty: an agent is assigned when it is worth it.
    findings: verify({ model, assignment, reported, minimum: new Uint8Array(model.vacancyCount) }),
    claimedBound: found.claimedBound,
    work: { rounds: found.rounds, bids: found.bids, nodes: found.nodes },
  };
};

/** Who is assigned where, by agent; who is not is absent. */
export const assignedPairs = (
  { resources }: BareModel,
  { model, assignment }: Pick<BareSolution, 'model' | 'assignment'>,
): readonly { readonly agent: number; readonly resource: number; readonly score: number }[] => {
  const pairs: { agent: number; resource: number; score: number }[] = [];
  for (let resource = 0; resource < resources.length; resource += 1)
    for (let place = model.placeOffsets[resource]!; place < model.placeOffsets[resource + 1]!; place += 1) {
      const pair = assignment[place]!;
      if (pair === EMPTY) continue;
      pairs.push({ agent: model.pairCandidate[pair]!, resource, score: model.pairScore[pair]! });
    }
  return pairs.sort((a, b) => a.agent - b.agent);
};
