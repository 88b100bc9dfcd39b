import { LISTED, type ReplicationResult } from './replication.ts';
import { type SegmentDimension, segmentations } from './segments.ts';
import type { Setting } from './setting.ts';

/** Part of the replications by which a household's presence on lists must change to be called a move. Ours. */
export const MOVE = 0.5;

interface Moved {
  /** Households on a list in at least half of the replications more, or less, than under the reference. */
  readonly up: number;
  readonly down: number;
}

/** Who goes up and down between the reference and an arm, and by how much. */
export interface ArmMoves extends Moved {
  /** Mean change of those who move, in parts of the replications; null where nobody does. */
  readonly meanUp: number | null;
  readonly meanDown: number | null;
  /** Households that change at all, and their number by tenths of the replications, from −1 to 1: 21 counts, zero in the middle. */
  readonly byTenth: readonly number[];
  readonly segments: readonly {
    readonly dimension: SegmentDimension;
    readonly levels: readonly (Moved & { readonly level: string })[];
  }[];
}

/** Changes of each household's part of replications with a list, one household at a time. */
export const movesOf = (
  setting: Setting,
  replications: readonly ReplicationResult[],
  { arm, reference }: { readonly arm: number; readonly reference: number },
): ArmMoves => {
  const { census, experiment, territory } = setting;
  const { classes } = setting.pool(experiment.pools.length - 1);
  const dimensions = segmentations(census, territory, classes);
  const segments = dimensions.map(({ dimension, levels }) => ({
    dimension,
    levels: levels.map((level) => ({ level, up: 0, down: 0 })),
  }));
  const byTenth = Array.from({ length: 21 }, () => 0);
  const sums = { up: 0, down: 0 };
  const counts = { up: 0, down: 0 };
  for (let row = 0; row < census.rowCount; row += 1) {
    let lists = 0;
    for (const { arms } of replications)
      lists += (arms[arm]!.marks[row]! & LISTED) - (arms[reference]!.marks[row]! & LISTED);
    const change = lists / replications.length;
    byTenth[Math.round(change * 10) + 10]! += 1;
    if (Math.abs(change) < MOVE) continue;
    const way = change > 0 ? 'up' : 'down';
    counts[way] += 1;
    sums[way] += change;
    dimensions.forEach(({ of }, i) => {
      for (const level of of(row)) segments[i]!.levels[level]![way] += 1;
    });
  }
  return {
    ...counts,
    meanUp: counts.up === 0 ? null : sums.up / counts.up,
    meanDown: counts.down === 0 ? null : sums.down / counts.down,
    byTenth,
    segments,
  };
};
