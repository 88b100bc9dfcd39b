import type { AssignmentModel } from '../model.ts';
import type { AssignProblem, BareAgent, BareQuota, BareResource } from './problem.ts';

/** What a row of the model stands for. */
export type BareRow =
  | { readonly kind: 'quota'; readonly quota: BareQuota }
  /** Σ size ≥ minimum of a resource. */
  | { readonly kind: 'minimum'; readonly resource: BareResource }
  /** Σ size ≤ capacity, where the number of places alone does not hold it. */
  | { readonly kind: 'capacity'; readonly resource: BareResource };

/** A problem as the engine solves it: agents are candidates, resources are vacancies, each agent that fits opens a place. */
export interface BareModel {
  readonly model: AssignmentModel;
  /** By candidate, in the order of their ids. */
  readonly agents: readonly BareAgent[];
  /** By vacancy, in the order of their ids. */
  readonly resources: readonly BareResource[];
  readonly rows: readonly BareRow[];
  /** Edges left out: the agent is larger than the whole resource. */
  readonly tooLarge: readonly { readonly agent: string; readonly resource: string }[];
  /** Scores and penalties that had more than three decimals. */
  readonly rounded: number;
}

/**
 * Quotas as rows of the engine, in agents: "at least a share s of those among" is Σ among·(in − s) ≥ 0, "at most" its opposite,
 * a number Σ in ≥ n or −Σ in ≥ −n. An agent whose tags are unknown counts against the quota, as for a session's targets.
 * Everything is put in the order of the ids first, so that the order of the file changes nothing.
 * Expects a problem that `problemIssues` found sound.
 */
export const bareModel = (problem: AssignProblem): BareModel => {
  const agents = [...problem.agents].sort(byId);
  const resources = [...problem.resources].sort(byId);
  const agentAt = new Map(agents.map(({ id }, index) => [id, index]));
  const resourceAt = new Map(resources.map(({ id }, index) => [id, index]));
  const edgesOf: Edge[][] = resources.map(() => []);
  const tooLarge: { agent: string; resource: string }[] = [];
  let rounded = 0;
  for (const { agent, resource, score } of problem.edges) {
    const candidate = agentAt.get(agent)!;
    const vacancy = resourceAt.get(resource)!;
    if (agents[candidate]!.size > resources[vacancy]!.capacity) tooLarge.push({ agent, resource });
    else edgesOf[vacancy]!.push({ candidate, score: thousandths(score) });
    if (thousandths(score) / 1000 !== score) rounded += 1;
  }
  for (const edges of edgesOf) edges.sort((a, b) => b.score - a.score || a.candidate - b.candidate);
  const places = resources.map((resource, d) =>
    placesOf(
      resource,
      edgesOf[d]!.map(({ candidate }) => agents[candidate]!.size),
    ),
  );
  const rows = rowsOf(problem, resources, places);
  for (const { penalty } of problem.quotas)
    if (penalty !== undefined && thousandths(penalty) / 1000 !== penalty) rounded += 1;
  return {
    model: modelOf({ agents, resources, edgesOf, rows, places }),
    agents,
    resources,
    rows,
    tooLarge: tooLarge.sort((a, b) => order(a.agent, b.agent) || order(a.resource, b.resource)),
    rounded,
  };
};

interface Edge {
  readonly candidate: number;
  readonly score: number;
}

/** By code units, the same on every machine. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byId = (a: { readonly id: string }, b: { readonly id: string }): number => order(a.id, b.id);

const thousandths = (points: number): number => Math.round(points * 1000) + 0;

interface Places {
  /** As many as the smallest agents that fit together. */
  readonly count: number;
  /** So many agents could be larger together than the capacity. */
  readonly needsRow: boolean;
}

const placesOf = ({ capacity }: BareResource, sizes: number[]): Places => {
  sizes.sort((a, b) => a - b);
  let used = 0;
  let count = 0;
  while (count < sizes.length && used + sizes[count]! <= capacity) used += sizes[count++]!;
  const largest = sizes.slice(sizes.length - count).reduce((sum, size) => sum + size, 0);
  return { count, needsRow: largest > capacity };
};

const rowsOf = (
  { quotas }: AssignProblem,
  resources: readonly BareResource[],
  places: readonly Places[],
): readonly BareRow[] => [
  ...[...quotas].sort(byId).map((quota) => ({ kind: 'quota', quota }) as const),
  ...resources
    .filter(({ minimum }) => minimum > 0)
    .map((resource) => ({ kind: 'minimum', resource }) as const),
  ...resources
    .filter((_, d) => places[d]!.needsRow)
    .map((resource) => ({ kind: 'capacity', resource }) as const),
];

/** Whether an agent has one of the tags wanted; null: its tags are unknown. */
export const hasOne = (agent: BareAgent, wanted: readonly string[] | undefined): boolean | null =>
  wanted === undefined ? true : agent.tags === null ? null : wanted.some((tag) => agent.tags!.includes(tag));

/** What an agent brings to a quota; unknown tags count against it. */
const quotaCoefficient = (quota: BareQuota, agent: BareAgent): number => {
  const atLeast = quota.kind === 'at-least';
  const counted = (hasOne(agent, quota.tags) ?? !atLeast) ? 1 : 0;
  if (quota.share === undefined) return atLeast ? counted : -counted + 0;
  const among = hasOne(agent, quota.among) ?? true;
  if (!among) return 0;
  return atLeast ? counted - quota.share : quota.share - counted;
};

const requiredBy = (row: BareRow): number => {
  if (row.kind === 'minimum') return row.resource.minimum;
  if (row.kind === 'capacity') return -row.resource.capacity;
  const { kind, share, count } = row.quota;
  return share !== undefined ? 0 : kind === 'at-least' ? count! : -count! + 0;
};

const penaltyOf = (row: BareRow): number =>
  row.kind === 'quota' && row.quota.penalty !== undefined ? thousandths(row.quota.penalty) : Infinity;

interface Parts {
  readonly agents: readonly BareAgent[];
  readonly resources: readonly BareResource[];
  readonly edgesOf: readonly (readonly Edge[])[];
  readonly rows: readonly BareRow[];
  readonly places: readonly Places[];
}

const modelOf = ({ agents, resources, edgesOf, rows, places }: Parts): AssignmentModel => {
  const classes = classesOf(agents, rows);
  const rowsAt = rowsByResource(rows, resources);
  const offsets = { place: [0], segment: [0], pair: [0], term: [0] };
  const candidate: number[] = [];
  const score: number[] = [];
  const termRow: number[] = [];
  const termCoef: number[] = [];
  resources.forEach((_, d) => {
    offsets.place.push(offsets.place[d]! + places[d]!.count);
    for (const [profile, edges] of segmentsOf(edgesOf[d]!, classes, rowsAt[d]!)) {
      for (const edge of edges) {
        candidate.push(edge.candidate);
        score.push(edge.score);
      }
      offsets.pair.push(candidate.length);
      for (const { row, coef } of profile) {
        termRow.push(row);
        termCoef.push(coef);
      }
      offsets.term.push(termRow.length);
    }
    offsets.segment.push(offsets.pair.length - 1);
  });
  return {
    vacancyCount: resources.length,
    candidateCount: agents.length,
    rowCount: rows.length,
    placeOffsets: Uint32Array.from(offsets.place),
    placeWeight: new Float64Array(offsets.place.at(-1)!).fill(1),
    segmentOffsets: Uint32Array.from(offsets.segment),
    pairOffsets: Uint32Array.from(offsets.pair),
    pairCandidate: Uint32Array.from(candidate),
    pairScore: Int32Array.from(score),
    termOffsets: Uint32Array.from(offsets.term),
    termRow: Uint32Array.from(termRow),
    termCoef: Float64Array.from(termCoef),
    rowRequired: Float64Array.from(rows, requiredBy),
    rowPenalty: Float64Array.from(rows, penaltyOf),
    // An agent is assigned for its score or for a quota, never to fill.
    fillBonus: 0,
  };
};

interface Term {
  readonly row: number;
  readonly coef: number;
}

interface AgentClasses {
  readonly classOf: readonly number[];
  /** Coefficient in each row, by class. */
  readonly coefficients: readonly (readonly number[])[];
}

/** Agents that every row sees alike. */
const classesOf = (agents: readonly BareAgent[], rows: readonly BareRow[]): AgentClasses => {
  const known = new Map<string, number>();
  const coefficients: number[][] = [];
  const classOf = agents.map((agent) => {
    const seen = rows.map((row) =>
      row.kind === 'quota'
        ? quotaCoefficient(row.quota, agent)
        : row.kind === 'minimum'
          ? agent.size
          : -agent.size,
    );
    const key = seen.join();
    let found = known.get(key);
    if (found === undefined) {
      found = coefficients.push(seen) - 1;
      known.set(key, found);
    }
    return found;
  });
  return { classOf, coefficients };
};

/** Rows that look at each resource. */
const rowsByResource = (
  rows: readonly BareRow[],
  resources: readonly BareResource[],
): readonly (readonly number[])[] => {
  const at = new Map(resources.map(({ id }, d) => [id, d]));
  const rowsAt: number[][] = resources.map(() => []);
  rows.forEach((row, t) => {
    const ids =
      row.kind === 'quota' ? (row.quota.resources ?? resources.map(({ id }) => id)) : [row.resource.id];
    for (const each of ids) rowsAt[at.get(each)!]!.push(t);
  });
  return rowsAt;
};

/** Edges of a resource by what its own rows see of the agent; each list in the order given. */
const segmentsOf = (
  edges: readonly Edge[],
  { classOf, coefficients }: AgentClasses,
  rows: readonly number[],
): readonly (readonly [profile: readonly Term[], edges: readonly Edge[]])[] => {
  const segments = new Map<string, [Term[], Edge[]]>();
  const keyOf = new Map<number, string>();
  for (const edge of edges) {
    const agentClass = classOf[edge.candidate]!;
    const terms = () =>
      rows.map((row) => ({ row, coef: coefficients[agentClass]![row]! })).filter(({ coef }) => coef !== 0);
    let key = keyOf.get(agentClass);
    if (key === undefined) {
      key = terms()
        .map(({ row, coef }) => `${row}:${coef}`)
        .join();
      keyOf.set(agentClass, key);
    }
    const known = segments.get(key);
    if (known) known[1].push(edge);
    else segments.set(key, [terms(), [edge]]);
  }
  return [...segments.values()];
};
