import type { CheckedFormula } from './formula/check.ts';
import type { Certainty, Evidence } from './method.ts';
import type { Placement } from './methodShape.ts';

/*
 * Levels: what is examined before any point. A tier is a level of the grid: inside it, points decide. A channel is a level
 * whose demands the grid does not score: they stand before it, or are listed apart. One order of places holds them all:
 * channels before the grid, tiers, demands of no level, channels outside, demands that the method does not speak of.
 */

export interface ReadLevel {
  readonly kind: 'channel' | 'tier';
  /** Where its demands stand: `grid` for a tier. */
  readonly placement: Placement | 'grid';
  readonly id: string;
  readonly label: string;
  readonly when: CheckedFormula;
  readonly evidence: Evidence;
  readonly source: string;
  readonly certainty: Certainty;
}

export interface PlacedLevel extends ReadLevel {
  /** Its place in the order: lower goes first. */
  readonly place: number;
}

export interface Levels {
  /** In the order examined: channels as written, then tiers. The first met decides. */
  readonly examined: readonly PlacedLevel[];
  /** How many of them, the first ones, are channels. */
  readonly channels: number;
  /** Place of the demands that no level takes. */
  readonly none: number;
  /** Place of the demands that the method does not speak of: the last. */
  readonly outOfScope: number;
}

const standing = (levels: readonly ReadLevel[], placement: ReadLevel['placement']): readonly ReadLevel[] =>
  levels.filter((level) => level.placement === placement);

/** Gives each level its place. Levels of one placement stand in the order written. */
export const placeLevels = (levels: readonly ReadLevel[]): Levels => {
  const within = [...standing(levels, 'before-grid'), ...standing(levels, 'grid')];
  const apart = standing(levels, 'outside');
  const none = within.length;
  const place = new Map([
    ...within.map((level, i) => [level, i] as const),
    ...apart.map((level, i) => [level, none + 1 + i] as const),
  ]);
  const placed = levels.map((level): PlacedLevel => ({ ...level, place: place.get(level) ?? none }));
  const channels = placed.filter(({ kind }) => kind === 'channel');
  return {
    examined: [...channels, ...placed.filter(({ kind }) => kind === 'tier')],
    channels: channels.length,
    none,
    outOfScope: none + 1 + apart.length,
  };
};

/** The level that stands at a place; null for demands of no level, and for those out of scope. */
export const levelAt = (levels: Levels, place: number): PlacedLevel | null =>
  levels.examined.find((level) => level.place === place) ?? null;

/** True for the places of demands listed apart from what the grid orders. */
export const isApart = ({ none, outOfScope }: Levels, place: number): boolean =>
  place > none && place < outOfScope;
