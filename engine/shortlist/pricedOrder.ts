import type { Reservataire } from '../domain/codes.ts';
import type { ListOrder } from './listOrder.ts';
import { type DemandClasses, dwellingsOf, type PlacePrices, type PricedTarget } from './prices.ts';
import type { Ranking, Separation } from './ranking.ts';

/** What one target changes in a demand's value at a place. */
export interface PricePart {
  readonly row: PricedTarget;
  /** What the lease adds to the row's balance, dwellings. */
  readonly dwellings: number;
  /** Price · dwellings, thousandths of points. */
  readonly points: number;
}

/** A demand's value at a place, in parts: points + lift + parts = value. Thousandths of points. */
export interface PricedStanding {
  readonly value: number;
  /** Those that the method gives, where the lease is credited as it is here. */
  readonly points: number;
  /** What its level adds: among demands that priced rows see alike, it is worth at least the best of those of later levels. */
  readonly lift: number;
  readonly parts: readonly PricePart[];
  /** Contingent that the lease would be credited to, one only: the one of best value. */
  readonly credited: Reservataire;
}

/** What puts a demand before another when prices count: first − second, thousandths of points. */
export type ValueGap =
  | {
      readonly by: 'value';
      /** Points of the method. */
      readonly points: number;
      readonly lift: number;
      readonly targets: number;
      /** Targets that favour the first, the strongest first. */
      readonly rows: readonly PricePart[];
    }
  /** Worth the same: the method's own order decides. */
  | { readonly by: 'even'; readonly separation: Separation };

const TIERS = 256;
/** Below it two values are one, thousandths of points. */
const EVEN = 1e-6;

/**
 * The method's order moved by prices: a demand is worth its points, its lift among those that priced rows see alike, and the price
 * of what its lease would bring each target; of the contingents that it may be credited to, the best. At equal value the
 * method's order decides, so that without prices it is that order exactly.
 *
 * @param rows eligible rows that the method orders, in any order.
 * @param ranking the method's order where the lease is credited to nobody, or to whom the vacancy is oriented to.
 * @param rankingOf the method's order where it is credited to a contingent, by the household's profile.
 */
export const pricedOrder = (input: {
  readonly rows: Uint32Array;
  readonly classes: DemandClasses;
  readonly at: PlacePrices;
  readonly ranking: Ranking;
  readonly rankingOf: (contingent: Reservataire) => Ranking;
}): ListOrder => {
  const { rows, classes, at, ranking } = input;
  const { classOf, credits: masks } = classes;
  const { tier } = ranking.scored;
  const { position } = ranking;
  // The landlord's own share, last, keeps the vacancy's own order; so does a vacancy that is oriented.
  const rankings = at.credits.map((contingent, c) =>
    c === at.credits.length - 1 ? ranking : input.rankingOf(contingent),
  );
  const pointsBy = rankings.map(({ scored }) => scored.points);
  const best = bestByTier(input, pointsBy);
  const liftOf = (segment: number, points: number, row: number): number =>
    Math.max(0, best[segment * TIERS + tier[row]!]! - points);
  const bestOption = (row: number) => {
    let value = -Infinity;
    let found = at.optionsOf(classOf[row]!, masks[row]!)[0]!;
    for (const option of at.optionsOf(classOf[row]!, masks[row]!)) {
      const points = pointsBy[option.credit]![row]!;
      const here = points + liftOf(option.segment, points, row) + option.points;
      if (here > value) {
        value = here;
        found = option;
      }
    }
    return { value, option: found };
  };
  const before = (row: number, other: number): boolean => {
    const [a, b] = [bestOption(row).value, bestOption(other).value];
    return a !== b ? a > b : position[row]! < position[other]!;
  };
  const standing = (row: number): PricedStanding => {
    const { value, option } = bestOption(row);
    const credited = at.credits[option.credit]!;
    const points = pointsBy[option.credit]![row]!;
    return {
      value,
      points,
      lift: liftOf(option.segment, points, row),
      parts: at.rows.flatMap((each): PricePart[] => {
        const dwellings = dwellingsOf(each, classOf[row]!, credited);
        return dwellings === 0 ? [] : [{ row: each, dwellings, points: each.price * dwellings }];
      }),
      credited,
    };
  };
  return {
    first: (k) => firstByValue(rows, k, { worth: (row) => bestOption(row).value, position }),
    before,
    standing,
    gap(row, other) {
      const [a, b] = [bestOption(row), bestOption(other)];
      if (a.option.segment === b.option.segment) return rankings[a.option.credit]!.separation(row, other);
      if (Math.abs(a.value - b.value) <= EVEN)
        return { by: 'even', separation: ranking.separation(row, other) };
      const [ours, theirs] = [standing(row), standing(other)];
      return {
        by: 'value',
        points: ours.points - theirs.points,
        lift: ours.lift - theirs.lift,
        targets: a.option.points - b.option.points,
        rows: advantages(ours.parts, theirs.parts),
      };
    },
    rankingOf: (row) => rankings[bestOption(row).option.credit]!,
  };
};

/** By segment and level, the most points of a demand of a later level. Length = segments · TIERS. */
const bestByTier = (
  {
    rows,
    classes,
    at,
    ranking,
  }: Pick<Parameters<typeof pricedOrder>[0], 'rows' | 'classes' | 'at' | 'ranking'>,
  pointsBy: readonly ArrayLike<number>[],
): Float64Array => {
  const { classOf, credits: masks } = classes;
  const { tier } = ranking.scored;
  const best = new Float64Array(at.segmentCount * TIERS).fill(-Infinity);
  let last = 0;
  for (const row of rows) {
    const own = tier[row]!;
    if (own > last) last = own;
    for (const { segment, credit } of at.optionsOf(classOf[row]!, masks[row]!)) {
      const points = pointsBy[credit]![row]!;
      if (points > best[segment * TIERS + own]!) best[segment * TIERS + own] = points;
    }
  }
  for (let from = 0; from < best.length; from += TIERS) {
    let later = -Infinity;
    for (let t = last; t >= 0; t -= 1) {
      const own = best[from + t]!;
      best[from + t] = later;
      if (own > later) later = own;
    }
  }
  return best;
};

/** The k rows of highest value, then of lowest position: nearly all rows are refused at one comparison. */
const firstByValue = (
  rows: Uint32Array,
  k: number,
  { worth, position }: { readonly worth: (row: number) => number; readonly position: Uint32Array },
): Uint32Array => {
  const found = new Uint32Array(Math.min(Math.max(0, k), rows.length));
  if (found.length === 0) return found;
  const values = new Float64Array(found.length);
  let size = 0;
  for (const row of rows) {
    const value = worth(row);
    let at = size;
    while (
      at > 0 &&
      (value > values[at - 1]! || (value === values[at - 1] && position[row]! < position[found[at - 1]!]!))
    )
      at -= 1;
    if (at === found.length) continue;
    if (size < found.length) size += 1;
    found.copyWithin(at + 1, at, size - 1);
    values.copyWithin(at + 1, at, size - 1);
    found[at] = row;
    values[at] = value;
  }
  return found;
};

/** Rows at whose prices the first is worth more than the second, the strongest first. */
const advantages = (ours: readonly PricePart[], theirs: readonly PricePart[]): readonly PricePart[] =>
  [...new Set([...ours, ...theirs].map(({ row }) => row))]
    .map((row): PricePart => {
      const [a, b] = [ours, theirs].map((parts) => parts.find((part) => part.row === row));
      return {
        row,
        dwellings: (a?.dwellings ?? 0) - (b?.dwellings ?? 0),
        points: (a?.points ?? 0) - (b?.points ?? 0),
      };
    })
    .filter(({ points }) => points > EVEN)
    .sort((x, y) => y.points - x.points);
