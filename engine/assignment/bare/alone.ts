import { type BareModel, hasOne } from './model.ts';
import type { BareQuota, BareResource } from './problem.ts';

/** A requirement that nothing else has to run into: even all who could answer it are too few. */
export type ImpossibleAlone =
  /** `able`: agents that count for the quota and have an edge, that fits, to one of its resources. */
  | { readonly kind: 'quota'; readonly quota: BareQuota; readonly able: number }
  /** `able`: sum of the sizes of the agents that have an edge, that fits, to the resource. */
  | { readonly kind: 'minimum'; readonly resource: BareResource; readonly able: number };

/**
 * Hard "at least n" quotas and minimums out of reach by themselves, in the order of the model's rows. A share, and "at most", hold
 * with nobody assigned: they are never here. An agent whose tags are unknown does not count, as in the model.
 */
export const impossibleAlone = (bare: BareModel): readonly ImpossibleAlone[] => {
  const { agents, resources, rows } = bare;
  const reachable = (wanted: (id: string) => boolean) => {
    const found = new Set<number>();
    resources.forEach(({ id }, d) => {
      if (wanted(id)) for (const candidate of candidatesOf(bare, d)) found.add(candidate);
    });
    return [...found].map((candidate) => agents[candidate]!);
  };
  return rows.flatMap((row): ImpossibleAlone[] => {
    if (row.kind === 'capacity') return [];
    if (row.kind === 'minimum') {
      const { resource } = row;
      const able = reachable((id) => id === resource.id).reduce((sum, { size }) => sum + size, 0);
      return able < resource.minimum ? [{ kind: 'minimum', resource, able }] : [];
    }
    const { quota } = row;
    if (quota.hard !== true || quota.kind !== 'at-least' || quota.count === undefined) return [];
    const where = quota.resources && new Set(quota.resources);
    const able = reachable((id) => where?.has(id) ?? true).filter(
      (agent) => hasOne(agent, quota.tags) === true,
    ).length;
    return able < quota.count ? [{ kind: 'quota', quota, able }] : [];
  });
};

const candidatesOf = ({ model }: BareModel, vacancy: number): Uint32Array => {
  const { segmentOffsets, pairOffsets, pairCandidate } = model;
  return pairCandidate.subarray(
    pairOffsets[segmentOffsets[vacancy]!]!,
    pairOffsets[segmentOffsets[vacancy + 1]!]!,
  );
};
