import type { z } from 'zod';
import { AssignProblem, type BareQuota } from '../../../engine/assignment/bare/problem.ts';
import type { Random } from '../../../engine/simulation/random.ts';

export type WrittenProblem = z.input<typeof AssignProblem>;
export const aProblem = (written: WrittenProblem): AssignProblem => AssignProblem.parse(written);

/** Small enough for every assignment to be tried: up to 5 agents, 3 resources; sizes, minimums and quotas of all kinds. */
export const randomProblem = (random: Random): WrittenProblem => {
  const sized = random.chance(0.5);
  const agents = Array.from({ length: random.integer(1, 5) }, (_, i) => ({
    id: `a${i}`,
    ...(sized ? { size: random.integer(1, 4) } : {}),
    tags: random.chance(0.15) ? null : ['x', 'y'].filter(() => random.chance(0.5)),
  }));
  const resources = Array.from({ length: random.integer(1, 3) }, (_, i) => {
    const capacity = random.integer(0, sized ? 7 : 3);
    return { id: `r${i}`, capacity, minimum: random.chance(0.2) ? random.integer(0, capacity) : 0 };
  });
  const edges = agents.flatMap(({ id: agent }) =>
    resources
      .filter(() => random.chance(0.8))
      .map(({ id: resource }) => ({ agent, resource, score: random.integer(-2_000, 10_000) / 1000 })),
  );
  const quotas = Array.from({ length: random.integer(0, 3) }, (_, i) => ({
    id: `q${i}`,
    kind: random.pick(['at-least', 'at-most'] as const),
    ...(random.chance(0.5)
      ? { share: random.pick([0, 0.25, 0.3333, 0.5, 1]), ...(random.chance(0.3) ? { among: ['y'] } : {}) }
      : { count: random.integer(0, 3) }),
    ...(random.chance(0.5) ? { resources: [random.pick(resources).id] } : {}),
    ...(random.chance(0.8) ? { tags: ['x'] } : {}),
    ...(random.chance(0.6) ? { penalty: random.integer(0, 6_000) / 1000 } : { hard: true as const }),
  }));
  return { agents, resources, edges, quotas };
};

/** What a quota lacks, as its words say it; shares nothing with the engine. */
export const lackOf = (quota: BareQuota, there: readonly AssignProblem['agents'][number][]): number => {
  const atLeast = quota.kind === 'at-least';
  const has = (tags: readonly string[] | null, wanted: readonly string[] | undefined, unknown: boolean) =>
    wanted === undefined ? true : tags === null ? unknown : wanted.some((tag) => tags.includes(tag));
  const among = there.filter(({ tags }) => quota.share === undefined || has(tags, quota.among, true));
  const counted = among.filter(({ tags }) => has(tags, quota.tags, !atLeast)).length;
  const wanted = quota.share === undefined ? quota.count! : quota.share * among.length;
  return Math.max(0, atLeast ? wanted - counted : counted - wanted);
};

export interface Tried {
  /** Best value in points among assignments that keep everything hard; null: none does. */
  readonly best: number | null;
  /** Least sum of what hard quotas and minimums lack, capacities kept. */
  readonly leastLack: number;
}

/** Every assignment of a small problem, nothing pruned. */
export const tryAll = (problem: AssignProblem): Tried => {
  const at: (string | null)[] = [];
  let best: number | null = null;
  let leastLack = Infinity;
  const visit = (index: number, score: number): void => {
    const agent = problem.agents[index];
    if (agent !== undefined) {
      at[index] = null;
      visit(index + 1, score);
      for (const edge of problem.edges)
        if (edge.agent === agent.id) {
          at[index] = edge.resource;
          visit(index + 1, score + edge.score);
        }
      return;
    }
    let lack = 0;
    let paid = 0;
    const agentsAt = (ids: readonly string[] | undefined) =>
      problem.agents.filter((_, i) => at[i] != null && (ids === undefined || ids.includes(at[i]!)));
    for (const { id, capacity, minimum } of problem.resources) {
      const used = agentsAt([id]).reduce((sum, { size }) => sum + size, 0);
      if (used > capacity) return;
      lack += Math.max(0, minimum - used);
    }
    for (const quota of problem.quotas) {
      const missing = lackOf(quota, agentsAt(quota.resources));
      if (quota.hard) lack += missing;
      else paid += quota.penalty! * missing;
    }
    leastLack = Math.min(leastLack, lack);
    if (lack < 1e-9 && (best === null || score - paid > best)) best = score - paid;
  };
  visit(0, 0);
  return { best, leastLack };
};
