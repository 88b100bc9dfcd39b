import { type PairedDifference, pairedDifference } from './paired.ts';
import type { ReplicationResult } from './replication.ts';
import { type SegmentDimension, segmentations } from './segments.ts';
import type { Setting } from './setting.ts';

/** One segment of the demand. */
export interface ComparedLevel {
  readonly level: string;
  readonly demands: number;
  /** Freed dwellings, mean over replications: see `segments.ts` for how they are shared. */
  readonly supply: number;
  /** Demands for each freed dwelling; null where none came free. */
  readonly tension: number | null;
  /** Length = arms. Means over replications. */
  readonly arms: readonly {
    readonly listed: number;
    readonly housed: number;
    /** Part of the demands of the segment on a list at least once; null where it has none. */
    readonly listedShare: number | null;
    /** Of `listedShare`; null for the reference. */
    readonly difference: PairedDifference | null;
  }[];
}

export interface ComparedSegment {
  readonly dimension: SegmentDimension;
  /** True: the levels part the demands. False: a demand may be in several. */
  readonly parts: boolean;
  readonly levels: readonly ComparedLevel[];
}

/** Segments with demands or freed dwellings, by dimension, in the order of the pack. */
export const comparedSegments = (
  setting: Setting,
  replications: readonly ReplicationResult[],
  reference: number,
): readonly ComparedSegment[] => {
  const { census, experiment, territory } = setting;
  const { classes } = setting.pool(experiment.pools.length - 1);
  const dimensions = segmentations(census, territory, classes);
  const demands = dimensions.map(({ levels, of }) => {
    const counts = levels.map(() => 0);
    for (let row = 0; row < census.rowCount; row += 1) for (const level of of(row)) counts[level]! += 1;
    return counts;
  });
  const mean = (of: (result: ReplicationResult) => number): number =>
    replications.reduce((sum, result) => sum + of(result), 0) / replications.length;
  const looks = Math.max(
    1,
    demands.reduce((sum, counts) => sum + counts.filter((count) => count > 0).length, 0) *
      (experiment.arms.length - 1),
  );
  return dimensions.map(({ dimension, parts, levels }, i) => ({
    dimension,
    parts,
    levels: levels.flatMap((level, l): ComparedLevel[] => {
      const count = demands[i]![l]!;
      const supply = mean((result) => result.supply[i]![l]!);
      if (count === 0 && supply === 0) return [];
      const share = (result: ReplicationResult, arm: number): number =>
        count === 0 ? Number.NaN : result.arms[arm]!.segments[i]!.listed[l]! / count;
      return [
        {
          level,
          demands: count,
          supply,
          tension: supply === 0 ? null : count / supply,
          arms: experiment.arms.map((_, arm) => ({
            listed: mean((result) => result.arms[arm]!.segments[i]!.listed[l]!),
            housed: mean((result) => result.arms[arm]!.segments[i]!.housed[l]!),
            listedShare: count === 0 ? null : mean((result) => share(result, arm)),
            difference:
              arm === reference
                ? null
                : pairedDifference(
                    replications.map((result) => ({
                      arm: share(result, arm),
                      reference: share(result, reference),
                    })),
                    looks,
                  ),
          })),
        },
      ];
    }),
  }));
};
