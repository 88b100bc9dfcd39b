import { closestOf } from '../../../scoring/formula/closestName.ts';
import { forbiddenReason } from '../../../scoring/formula/forbidden.ts';
import type { Issue } from '../../domain/issue.ts';
import type { AssignProblem, BareQuota } from './problem.ts';

/*
 * What one field alone cannot say. Ids of agents are never repeated: they may be those of persons, and the path is enough to find
 * them.
 */

/**
 * In the order of the file: `assign.duplicate`, `assign.minimum`, `assign.unknown`, `assign.duplicate-edge`, `assign.either`,
 * `assign.among`, `assign.forbidden-tag`. Empty when the problem can be solved as it is.
 */
export const problemIssues = (problem: AssignProblem): readonly Issue[] => {
  const agents = new Set(problem.agents.map(({ id }) => id));
  const resources = new Set(problem.resources.map(({ id }) => id));
  return [
    ...duplicates('agents', problem.agents).map(({ received: _, ...issue }) => issue),
    ...duplicates('resources', problem.resources),
    ...minimums(problem),
    ...edgeIssues(problem, agents, resources),
    ...duplicates('quotas', problem.quotas),
    ...problem.quotas.flatMap((quota, index) => quotaIssues(quota, `quotas[${index}]`, resources)),
  ];
};

/** What does not forbid to solve, and may be a slip: `assign.unknown-tag`, a tag of a quota that no agent has. */
export const problemRemarks = ({ agents, quotas }: AssignProblem): readonly Issue[] => {
  const tags = new Set(agents.flatMap((agent) => agent.tags ?? []));
  return quotas.flatMap((quota, index) =>
    (['tags', 'among'] as const).flatMap((key) =>
      (quota[key] ?? []).flatMap((tag, i) =>
        tags.has(tag)
          ? []
          : [{ code: 'assign.unknown-tag', path: `quotas[${index}].${key}[${i}]`, ...meant(tag, tags) }],
      ),
    ),
  );
};

const duplicates = (list: string, items: readonly { readonly id: string }[]): Issue[] => {
  const seen = new Set<string>();
  return items.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ code: 'assign.duplicate', path: `${list}[${index}].id`, received: id }];
  });
};

const minimums = ({ resources }: AssignProblem): Issue[] =>
  resources.flatMap(({ minimum, capacity }, index) => {
    if (minimum <= capacity) return [];
    const expected = `au plus la capacité, ${capacity}`;
    return [
      { code: 'assign.minimum', path: `resources[${index}].minimum`, received: `${minimum}`, expected },
    ];
  });

/** Beyond, a list is too long for a guess to be worth its time. */
const NAMES_COMPARED = 2_000;

const meant = (received: string, known: ReadonlySet<string>): Pick<Issue, 'received' | 'maybe'> => {
  const close = known.size > NAMES_COMPARED ? null : closestOf(received, known);
  return { received, ...(close === null ? {} : { maybe: `peut-être ${close}` }) };
};

const edgeIssues = (
  { edges }: AssignProblem,
  agents: ReadonlySet<string>,
  resources: ReadonlySet<string>,
): Issue[] => {
  const seen = new Map<string, Set<string>>();
  return edges.flatMap(({ agent, resource }, index): Issue[] => {
    const path = `edges[${index}]`;
    if (!agents.has(agent)) return [{ code: 'assign.unknown', path: `${path}.agent` }];
    if (!resources.has(resource))
      return [{ code: 'assign.unknown', path: `${path}.resource`, ...meant(resource, resources) }];
    const known = seen.get(agent) ?? new Set<string>();
    if (known.has(resource)) return [{ code: 'assign.duplicate-edge', path }];
    seen.set(agent, known.add(resource));
    return [];
  });
};

const quotaIssues = (quota: BareQuota, path: string, resources: ReadonlySet<string>): Issue[] => {
  const either = (first: 'share' | 'penalty', second: 'count' | 'hard'): Issue[] => {
    const given = [first, second].filter((key) => quota[key as keyof BareQuota] !== undefined).length;
    if (given === 1) return [];
    const received = given === 0 ? 'ni l’un ni l’autre' : 'les deux';
    return [{ code: 'assign.either', path, received, expected: `${first} ou ${second}` }];
  };
  const named = quota.resources ?? [];
  const tags = [
    ...(quota.tags ?? []).map((tag, i) => ({ tag, path: `${path}.tags[${i}]` })),
    ...(quota.among ?? []).map((tag, i) => ({ tag, path: `${path}.among[${i}]` })),
  ];
  return [
    ...either('share', 'count'),
    ...either('penalty', 'hard'),
    ...(quota.among !== undefined && quota.share === undefined
      ? [{ code: 'assign.among', path: `${path}.among` }]
      : []),
    ...duplicates(
      `${path}.resources`,
      named.map((id) => ({ id })),
    ).map((issue) => ({ ...issue, path: issue.path.replace(/\.id$/, '') })),
    ...named.flatMap((id, i) =>
      resources.has(id)
        ? []
        : [{ code: 'assign.unknown', path: `${path}.resources[${i}]`, ...meant(id, resources) }],
    ),
    ...tags.flatMap(({ tag, path: at }) => {
      const expected = forbiddenReason(tag);
      return expected === null ? [] : [{ code: 'assign.forbidden-tag', path: at, received: tag, expected }];
    }),
  ];
};
