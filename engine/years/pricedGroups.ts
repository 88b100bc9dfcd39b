import type { DemandsOfYear } from './demandsOfYear.ts';

/** Groups of priced wish lists: the kind, then the level, a byte. */
const LEVEL_BITS = 8;
const LEVEL = (1 << LEVEL_BITS) - 1;

/**
 * Groups of wish lists for `PricedLists`, in a month: alike in kind and in level.
 *
 * @param alike by kind, the one that stands for those that no place of the month tells from it: see `kindsAlike`.
 */
export const pricedGroups = (demands: DemandsOfYear, alike: Uint16Array): Uint32Array => {
  const { kindOf } = demands;
  const { tier } = demands.scored(null);
  const groups = new Uint32Array(tier.length);
  for (let row = 0; row < groups.length; row += 1)
    groups[row] = (alike[kindOf[row]!]! << LEVEL_BITS) | tier[row]!;
  return groups;
};

/** Level of a group, and its kind. */
export const levelOf = (group: number): number => group & LEVEL;
export const kindOfGroup = (group: number): number => group >>> LEVEL_BITS;
