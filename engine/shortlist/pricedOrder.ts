import type { Reservataire } from '../domain/codes.ts';
import type { ListOrder } from './listOrder.ts';
import { type CreditOption, dwellingsOf, type PlacePrices, type PricedTarget } from './prices.ts';
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

/** Below it two values are one, thousandths of points. */
const EVEN = 1e-6;

/**
 * The method's order moved by prices: a demand is worth its points, its lift among those that priced rows see alike, and the price
 * of what its lease would bring each target; of the contingents that it may be credited to, the best. At equal value the
 * method's order decides, so that without prices it is that order exactly.
 *
 * @param rows eligible rows that the method orders, in any order.
 * @param kindOf kind of each row of the pool: see `PreparedPrices`.
 * @param ranking the method's order where the lease is credited to nobody, or to whom the vacancy is oriented to.
 * @param rankingOf the method's order where it is credited to a contingent, by the household's profile.
 */
export const pricedOrder = (input: {
  readonly rows: Uint32Array;
  readonly kindOf: Uint16Array;
  readonly at: PlacePrices;
  readonly ranking: Ranking;
  readonly rankingOf: (contingent: Reservataire) => Ranking;
}): ListOrder => {
  const { rows, kindOf, at, ranking } = input;
  const { tier } = ranking.scored;
  const { position } = ranking;
  // The landlord's own share, last, keeps the vacancy's own order; so does a vacancy that is oriented.
  const rankings = at.credits.map((contingent, c) =>
    c === at.credits.length - 1 ? ranking : input.rankingOf(contingent),
  );
  const pointsBy = rankings.map(({ scored }) => scored.points);
  const tiers = tierCount(ranking);
  const best = bestByTier({ ...input, pointsBy, tiers });
  const valueBy = (row: number, { credit, segment, points }: CreditOption): number => {
    const own = pointsBy[credit]![row]!;
    const later = best[segment * tiers + tier[row]!]!;
    return (later > own ? later : own) + points;
  };
  const worth = (row: number): number => {
    const options = at.options[kindOf[row]!]!;
    let value = valueBy(row, options[0]!);
    for (let i = 1; i < options.length; i += 1) value = Math.max(value, valueBy(row, options[i]!));
    return value;
  };
  const optionOf = (row: number): CreditOption => {
    const value = worth(row);
    return at.options[kindOf[row]!]!.find((option) => valueBy(row, option) === value)!;
  };
  const standing = (row: number): PricedStanding => {
    const option = optionOf(row);
    const credited = at.credits[option.credit]!;
    const points = pointsBy[option.credit]![row]!;
    return {
      value: valueBy(row, option),
      points,
      lift: Math.max(0, best[option.segment * tiers + tier[row]!]! - points),
      parts: at.rows.flatMap((each): PricePart[] => {
        const dwellings = dwellingsOf(each, at.classOfKind(kindOf[row]!), credited);
        return dwellings === 0 ? [] : [{ row: each, dwellings, points: each.price * dwellings }];
      }),
      credited,
    };
  };
  return {
    first: (k) => firstByValue(rows, k, { worth, position }),
    before(row, other) {
      const [a, b] = [worth(row), worth(other)];
      return a !== b ? a > b : position[row]! < position[other]!;
    },
    standing,
    gap(row, other) {
      const [a, b] = [optionOf(row), optionOf(other)];
      if (a.segment === b.segment) return rankings[a.credit]!.separation(row, other);
      const [ours, theirs] = [standing(row), standing(other)];
      if (Math.abs(ours.value - theirs.value) <= EVEN)
        return { by: 'even', separation: ranking.separation(row, other) };
      return {
        by: 'value',
        points: ours.points - theirs.points,
        lift: ours.lift - theirs.lift,
        targets: a.points - b.points,
        rows: advantages(ours.parts, theirs.parts),
      };
    },
    rankingOf: (row) => rankings[optionOf(row).credit]!,
  };
};

const tierCounts = new WeakMap<Ranking, number>();

/** Levels of a ranking, counted once. */
const tierCount = (ranking: Ranking): number => {
  const known = tierCounts.get(ranking);
  if (known !== undefined) return known;
  let last = 0;
  for (const tier of ranking.scored.tier) if (tier > last) last = tier;
  tierCounts.set(ranking, last + 1);
  return last + 1;
};

/** By segment and level, the most points of a demand of a later level. Length = segments · tiers. */
const bestByTier = ({
  rows,
  kindOf,
  at,
  ranking,
  pointsBy,
  tiers,
}: Pick<Parameters<typeof pricedOrder>[0], 'rows' | 'kindOf' | 'at' | 'ranking'> & {
  readonly pointsBy: readonly ArrayLike<number>[];
  readonly tiers: number;
}): Float64Array => {
  const { tier } = ranking.scored;
  const best = new Float64Array(at.segmentCount * tiers).fill(-Infinity);
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const options = at.options[kindOf[row]!]!;
    for (let o = 0; o < options.length; o += 1) {
      const { segment, credit } = options[o]!;
      const points = pointsBy[credit]![row]!;
      const cell = segment * tiers + tier[row]!;
      if (points > best[cell]!) best[cell] = points;
    }
  }
  for (let from = 0; from < best.length; from += tiers) {
    let later = -Infinity;
    for (let t = tiers - 1; t >= 0; t -= 1) {
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
  for (let i = 0; i < rows.length; i += 1) {
    const row = rows[i]!;
    const value = worth(row);
    if (size === found.length && value < values[size - 1]!) continue;
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
