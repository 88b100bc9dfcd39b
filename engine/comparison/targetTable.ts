import type { IsoDay } from '../domain/ids.ts';
import { type PairedDifference, pairedDifference } from './paired.ts';
import type { ReplicationResult } from './replication.ts';
import type { TargetEnd, TargetGroup } from './targetEnds.ts';

/** A target in one place at one year's end, under every arm. Replications where no dwelling came free there are left out. */
export interface ComparedTarget {
  readonly target: string;
  readonly place: string;
  readonly group: TargetGroup;
  readonly day: IsoDay;
  /** Replications in which a dwelling came free there. */
  readonly replications: number;
  /** Length = arms. Means over replications. */
  readonly arms: readonly {
    readonly short: number;
    readonly among: number;
    readonly counted: number;
    readonly unknown: number;
    /** Of `short`; null for the reference. */
    readonly difference: PairedDifference | null;
  }[];
}

/** Targets by year's end, group, target then place. */
export const comparedTargets = (
  replications: readonly ReplicationResult[],
  reference: number,
): readonly ComparedTarget[] => {
  /** By key: the arms of each replication that has it. */
  const ends = new Map<string, TargetEnd[][]>();
  for (const { arms } of replications)
    arms.forEach(({ targets }, arm) => {
      for (const end of targets) {
        const key = `${end.day}\n${end.group}\n${end.target}\n${end.place}`;
        const known = ends.get(key) ?? [];
        if (arm === 0) known.push([]);
        known.at(-1)!.push(end);
        ends.set(key, known);
      }
    });
  const keys = [...ends.keys()].sort();
  const armCount = replications[0]?.arms.length ?? 0;
  const looks = Math.max(1, keys.length * (armCount - 1));
  return keys.map((key) => {
    const rows = ends.get(key)!;
    const { day, group, target, place } = rows[0]![0]!;
    const mean = (arm: number, of: (end: TargetEnd) => number) =>
      rows.reduce((sum, row) => sum + of(row[arm]!), 0) / rows.length;
    return {
      target,
      place,
      group,
      day,
      replications: rows.length,
      arms: Array.from({ length: armCount }, (_, arm) => ({
        short: mean(arm, ({ short }) => short),
        among: mean(arm, ({ among }) => among),
        counted: mean(arm, ({ counted }) => counted),
        unknown: mean(arm, ({ unknown }) => unknown),
        difference:
          arm === reference
            ? null
            : pairedDifference(
                rows.map((row) => ({ arm: row[arm]!.short, reference: row[reference]!.short })),
                looks,
              ),
      })),
    };
  });
};
