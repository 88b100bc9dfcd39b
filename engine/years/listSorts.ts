import type { KindSorts } from './kindSorts.ts';
import { kindOfGroup, levelOf } from './pricedGroups.ts';
import { NOBODY, type WishList, type WishLists } from './wishLists.ts';

/**
 * The groups of one wish list that may raise a segment, and what they bound, as the list was when this was made: households leave it in
 * the course of a month, none comes. Groups of a segment that the list's way does not order are left out.
 */
export interface ListSorts {
  /** Groups by segment and level, from `first[segment × levels + level]` up to the next, falling by points of their heads. */
  readonly first: Uint32Array;
  readonly groups: Uint32Array;
  /** At least the most points of those of a later level than each, by segment and level. −Infinity: nobody. */
  readonly later: Float64Array;
}

/** @param way segments that leases of each sort may be credited in, from `start[sort]` up to `start[sort + 1]`. */
export const listSorts = (input: {
  readonly wish: WishLists;
  readonly list: WishList;
  readonly tiers: number;
  readonly sorts: KindSorts;
  readonly way: { readonly start: Uint32Array; readonly segment: Uint32Array };
}): ListSorts => {
  const { wish, list, tiers, sorts, way } = input;
  const { segmentGroup, headPoints } = wish;
  const { start, segment } = way;
  const { sortOf, segmentCount } = sorts;
  const byHead = byHeadPoints(wish, list);
  const cells = segmentCount * tiers;
  const first = new Uint32Array(cells + 1);
  const later = new Float64Array(cells).fill(-Infinity);
  for (const s of byHead) {
    const group = segmentGroup[s]!;
    const sort = sortOf[kindOfGroup(group)]!;
    const tier = levelOf(group);
    for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
      const cell = segment[o]! * tiers;
      first[cell + tier + 1]! += 1;
      for (let before = tier - 1; before >= 0 && later[cell + before] === -Infinity; before -= 1)
        later[cell + before] = headPoints[s]!;
    }
  }
  for (let cell = 0; cell < cells; cell += 1) first[cell + 1]! += first[cell]!;
  const groups = new Uint32Array(first[cells]!);
  const next = first.slice(0, cells);
  for (const s of byHead) {
    const group = segmentGroup[s]!;
    const sort = sortOf[kindOfGroup(group)]!;
    for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
      const cell = segment[o]! * tiers + levelOf(group);
      groups[next[cell]!] = s;
      next[cell]! += 1;
    }
  }
  return { first, groups, later };
};

/** Segments of a list of whom somebody is left, the one with most points at its head first. */
const byHeadPoints = ({ headPoints }: WishLists, list: WishList): Uint32Array => {
  const { firstSegment, lastSegment } = list;
  const count = lastSegment - firstSegment;
  // One number for both, points first: numbers sort without a comparator.
  const keys = new Float64Array(count);
  let left = 0;
  for (let s = firstSegment; s < lastSegment; s += 1) {
    if (headPoints[s] === NOBODY) continue;
    keys[left] = -headPoints[s]! * count + (s - firstSegment);
    left += 1;
  }
  const sorted = keys.subarray(0, left).sort();
  const segments = new Uint32Array(left);
  for (let i = 0; i < left; i += 1)
    segments[i] = firstSegment + sorted[i]! - count * Math.floor(sorted[i]! / count);
  return segments;
};
