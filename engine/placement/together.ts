import { AssignProblem } from '../assignment/bare/problem.ts';
import { assignedPairs, type BareResult } from '../assignment/bare/solve.ts';
import type { VacancyId } from '../domain/ids.ts';
import type { Placement, PlacementOption } from './placeHousehold.ts';

/** A freed dwelling that is the first choice of several households, by their places in the list that was asked. */
export interface PlacementConflict {
  readonly vacancy: VacancyId;
  readonly households: readonly number[];
}

/** What several households of one committee would be proposed together. */
export interface JointPlacement {
  /** For each household, in the order asked: its option, and the place of that option in its own order (1 = first); null: none left. */
  readonly proposals: readonly (JointProposal | null)[];
  /** optimal: proved; within: `shortBy` says how far it may be; not-verified: the recount refused it, so it is not to be used. */
  readonly proof: 'optimal' | 'within' | 'not-verified';
  /** Proved: no repartition houses more and does better by more than this, in places of the households' own orders. */
  readonly shortBy: number;
}

export interface JointProposal {
  readonly option: PlacementOption;
  readonly choice: number;
}

/** A household's options in its own order: its landlord's first where a circuit asks so. */
const inOrder = ({ groups }: Placement): readonly PlacementOption[] =>
  groups.flatMap(({ options }) => options);

/** Dwellings that are the first choice of two households or more, most wanted first. */
export const conflictsBetween = (placements: readonly Placement[]): readonly PlacementConflict[] => {
  const wanted = new Map<VacancyId, number[]>();
  placements.forEach((placement, household) => {
    const first = inOrder(placement)[0];
    if (first === undefined) return;
    const by = wanted.get(first.vacancy.id);
    if (by === undefined) wanted.set(first.vacancy.id, [household]);
    else by.push(household);
  });
  return [...wanted]
    .filter(([, households]) => households.length > 1)
    .map(([vacancy, households]) => ({ vacancy, households }))
    .sort((a, b) => b.households.length - a.households.length || (a.vacancy < b.vacancy ? -1 : 1));
};

/**
 * The repartition of freed dwellings between households, one each at most, as a bare assignment: as many households as can be, then
 * the smallest sum of the places that the dwellings have in the households' own orders. No household weighs more than another: which
 * one comes first is the committee's to say. Agents are named by their places in the list, never by their numéros.
 */
export const jointProblem = (placements: readonly Placement[]): AssignProblem => {
  const most = Math.floor(MAX_SCORE / (placements.length + 1));
  const orders = placements.map((placement) => inOrder(placement).slice(0, most));
  const longest = orders.reduce((most, { length }) => Math.max(most, length), 0);
  // One more household is worth more than all that the others could lose by it.
  const housed = (placements.length + 1) * longest;
  const vacancies = new Set(orders.flat().map(({ vacancy }) => vacancy.id));
  return AssignProblem.parse({
    agents: orders.map((_, household) => ({ id: agentId(household) })),
    resources: [...vacancies].sort().map((id) => ({ id, capacity: 1 })),
    edges: orders.flatMap((options, household) =>
      options.map(({ vacancy }, place) => ({
        agent: agentId(household),
        resource: vacancy.id,
        score: housed - place,
      })),
    ),
  });
};

/** Of a bare problem: what bounds the options looked at, thousands for a committee's two hundred households. */
const MAX_SCORE = 1_000_000;

const agentId = (household: number): string => `menage-${String(household + 1).padStart(3, '0')}`;

/** The repartition that a solved `jointProblem` stands for. @throws RangeError when the problem was of other households. */
export const jointPlacement = (placements: readonly Placement[], result: BareResult): JointPlacement => {
  const none = placements.map(() => null);
  if (result.status === 'not-found' || result.solution === null)
    return { proposals: none, proof: 'not-verified', shortBy: 0 };
  const { bare, solution } = result;
  if (bare.agents.length !== placements.length)
    throw new RangeError(`${bare.agents.length} agents for ${placements.length} households`);
  const proposals: (JointProposal | null)[] = none;
  for (const { agent, resource } of assignedPairs(bare, solution)) {
    const household = placements.findIndex((_, at) => agentId(at) === bare.agents[agent]!.id);
    const options = inOrder(placements[household]!);
    const place = options.findIndex(({ vacancy }) => vacancy.id === bare.resources[resource]!.id);
    proposals[household] = { option: options[place]!, choice: place + 1 };
  }
  const shortBy = Math.max(0, Math.floor((solution.bound - solution.value) / 1000 + 1e-6));
  const proof = solution.findings.length > 0 ? 'not-verified' : shortBy === 0 ? 'optimal' : 'within';
  return { proposals: proof === 'not-verified' ? none : proposals, proof, shortBy };
};
