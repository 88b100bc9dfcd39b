import { type BareModel, hasOne } from './model.ts';
import type { BareQuota } from './problem.ts';
import { assignedPairs, type BareSolution } from './solve.ts';

/** A quota counted on an assignment, agent by agent. */
export interface QuotaCount {
  readonly quota: BareQuota;
  /** Agents that count: those with unknown tags count for "at most" and not for "at least". */
  readonly counted: number;
  /** Agents that a share is taken of; null for a number. */
  readonly among: number | null;
  /** Agents assigned there whose tags are unknown. */
  readonly unknown: number;
  /** Agents that lack; zero when the quota is met. */
  readonly lacking: number;
  /** What one agent more asked for would cost, thousandths of points: a price that supports the bound. */
  readonly price: number;
  /** What a hard quota was relaxed by, in agents. */
  readonly relaxedBy: number;
}

/** By id. @param give what each row gave way by; null when nothing did. */
export const quotaCounts = (
  bare: BareModel,
  solution: BareSolution,
  give: Float64Array | null,
): readonly QuotaCount[] => {
  const pairs = assignedPairs(bare, solution);
  return bare.rows.flatMap((row, index) => {
    if (row.kind !== 'quota') return [];
    const { quota } = row;
    const where = quota.resources && new Set(quota.resources);
    const there = pairs
      .filter(({ resource }) => where?.has(bare.resources[resource]!.id) ?? true)
      .map(({ agent }) => bare.agents[agent]!);
    const base =
      quota.share === undefined ? there : there.filter((agent) => hasOne(agent, quota.among) ?? true);
    return [
      {
        quota,
        counted: base.filter((agent) => hasOne(agent, quota.tags) ?? quota.kind === 'at-most').length,
        among: quota.share === undefined ? null : base.length,
        unknown: base.filter(({ tags }) => tags === null).length,
        lacking: solution.rowSlack[index]!,
        price: solution.duals.rowPrice[index]!,
        relaxedBy: give?.[index] ?? 0,
      },
    ];
  });
};
