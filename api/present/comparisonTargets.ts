import type { Comparison } from '../../engine/comparison/comparison.ts';
import type { TargetGroup } from '../../engine/comparison/targetEnds.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import { SMALLEST_SHOWN } from '../auth/smallCells.ts';
import { rowLabel } from './targetRows.ts';

/** A target in one place under each arm; a null figure is withheld. */
export interface PresentedTargetEnd {
  readonly target: string;
  readonly place: string;
  readonly label: string;
  readonly group: TargetGroup;
  /** End of the year, or of the period. */
  readonly day: string;
  readonly replications: number;
  readonly arms: readonly {
    /** Dwellings short, leases looked at and counted: means over replications. */
    readonly short: number | null;
    readonly among: number | null;
    readonly counted: number | null;
    readonly share: number | null;
    /** Of the dwellings short, with the reference's. */
    readonly difference: number | null;
    readonly low: number | null;
    readonly high: number | null;
    readonly apart: boolean;
  }[];
}

/** Places whose leases are few under some arm are withheld whole for those who may not see small counts. */
export const presentTargetEnds = (
  territory: Territory,
  { targets }: Comparison,
  { smallCells }: { readonly smallCells: boolean },
): readonly PresentedTargetEnd[] => {
  const known = new Map(territory.targets.map((target) => [target.id, target]));
  return targets.flatMap(({ target: id, place, group, day, replications, arms }): PresentedTargetEnd[] => {
    const target = known.get(id);
    if (target === undefined) return [];
    const hidden = smallCells && arms.some(({ among }) => among > 0 && among < SMALLEST_SHOWN);
    const shown = (value: number | null): number | null => (hidden ? null : value);
    return [
      {
        target: id,
        place,
        label: rowLabel(territory, { target, place }),
        group,
        day,
        replications,
        arms: arms.map(({ short, among, counted, difference }) => ({
          short: shown(short),
          among: shown(among),
          counted: shown(counted),
          share: shown(among > 0 && target.count === undefined ? counted / among : null),
          difference: shown(difference?.mean ?? null),
          low: shown(difference?.interval?.low ?? null),
          high: shown(difference?.interval?.high ?? null),
          apart: !hidden && (difference?.apart ?? false),
        })),
      },
    ];
  });
};
