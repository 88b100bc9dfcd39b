import type { ProfileClasses } from '../assignment/classes.ts';
import { type SegmentDimension, segmentations } from '../comparison/segments.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/** Dimensions that are crossed: what kind of dwelling is asked for, by whom, and since when. */
export const CROSSED = [
  'typology',
  'band',
  'situation',
  'age',
] as const satisfies readonly SegmentDimension[];

export interface WaitingLevel {
  readonly level: string;
  readonly demands: number;
  /** Freed dwellings of the level; null where dwellings have none of their own. */
  readonly supply: number | null;
}

export interface WaitingDimension {
  readonly dimension: SegmentDimension;
  /** True: each demand is in one level. False: one that names two is in both. */
  readonly parts: boolean;
  readonly levels: readonly WaitingLevel[];
}

/** Demands that are at once of a level of each crossed dimension; in the order of `CROSSED`. */
export interface WaitingCross {
  readonly levels: readonly string[];
  readonly demands: number;
}

export interface Waiting {
  /** Demands that name a commune of the area, each once. */
  readonly demands: number;
  readonly dimensions: readonly WaitingDimension[];
  /** Those that are not empty, the largest first. A demand that names two typologies is in both. */
  readonly crosses: readonly WaitingCross[];
}

/**
 * Demands that wait for an area, by segment (plan de gestion 2016, art. 7.3.2), beside the dwellings that came free there.
 *
 * @param isInside whether a commune of the pool's columns is in the area. @param freed dwellings that came free there.
 */
export const waitingDemand = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly classes: ProfileClasses;
  readonly isInside: (commune: string) => boolean;
  readonly freed: readonly Dwelling[];
}): Waiting => {
  const { pool, territory, classes, isInside, freed } = input;
  const dimensions = segmentations(pool, territory, classes);
  const communes = dimensions.find(({ dimension }) => dimension === 'commune')!;
  const inside = communes.levels.map(isInside);
  const counts = dimensions.map(({ levels }) => levels.map(() => 0));
  const crossed = CROSSED.map((dimension) => dimensions.find((each) => each.dimension === dimension)!);
  const crosses = new Map<string, { readonly levels: readonly string[]; demands: number }>();
  let demands = 0;
  for (let row = 0; row < pool.rowCount; row += 1) {
    if (!communes.of(row).some((commune) => inside[commune])) continue;
    demands += 1;
    dimensions.forEach(({ of }, i) => {
      for (const level of of(row)) counts[i]![level]! += 1;
    });
    for (const levels of combinations(crossed.map(({ of }) => of(row)))) {
      const key = levels.join(' ');
      const known = crosses.get(key);
      if (known) known.demands += 1;
      else crosses.set(key, { levels: levels.map((level, i) => crossed[i]!.levels[level]!), demands: 1 });
    }
  }
  const supply = dimensions.map(({ levels, ofDwelling }) => {
    if (ofDwelling === null) return null;
    const freedOf = levels.map(() => 0);
    for (const dwelling of freed) {
      const level = ofDwelling(dwelling);
      if (level !== null && level >= 0) freedOf[level]! += 1;
    }
    return freedOf;
  });
  return {
    demands,
    dimensions: dimensions.map(({ dimension, parts, levels }, i) => ({
      dimension,
      parts,
      levels: levels.flatMap((level, l): WaitingLevel[] => {
        if (dimension === 'commune' && !inside[l]) return [];
        const of = supply[i]?.[l] ?? null;
        return counts[i]![l] === 0 && !of ? [] : [{ level, demands: counts[i]![l]!, supply: of }];
      }),
    })),
    crosses: [...crosses.values()].sort(
      (a, b) => b.demands - a.demands || (a.levels.join() < b.levels.join() ? -1 : 1),
    ),
  };
};

/** Every way to take one of each list. */
const combinations = (lists: readonly (readonly number[])[]): readonly (readonly number[])[] =>
  lists.reduce<readonly (readonly number[])[]>(
    (made, list) => made.flatMap((before) => list.map((one) => [...before, one])),
    [[]],
  );
