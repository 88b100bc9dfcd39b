import type { WeightedLists } from './listMaking.ts';
import type { PlaceValues } from './monthPrices.ts';
import type { WishList, WishLists } from './wishLists.ts';

/** Groups of priced wish lists: the kind, then the level, a byte. */
export const LEVEL_BITS = 8;
const LEVEL = (1 << LEVEL_BITS) - 1;

/** Level of a group, and its kind. */
export const levelOf = (group: number): number => group & LEVEL;
export const kindOfGroup = (group: number): number => group >>> LEVEL_BITS;

/**
 * How leases credited to some contingents are ordered: their points, and wish lists that fall along them; and, for one vacancy at a time, what
 * prices make of them.
 */
export class Way {
  readonly points: Int32Array;
  readonly wish: WishLists;
  /** Whether the order is the vacancy's own, whose place decides between equals. */
  readonly own: boolean;
  /** Of its options alone: those of each sort, from `start[sort]` up to `start[sort + 1]`, and the first cell of each in `LaterLevels.most`. */
  start = new Uint32Array(0);
  cell = new Uint32Array(0);
  /** By sort: the most that prices add; by sort and level: the most that a lift is worth with it. −Infinity: it has no option. */
  bonus = new Float64Array(0);
  lifted = new Float64Array(0);
  readonly #priced: number[] = [];
  #sorts = 0;
  /** By list and level: its first segment of the level or of a later one. */
  readonly #levels: Uint32Array;
  readonly #tiers: number;

  constructor(
    { points, wish }: WeightedLists,
    { own, tiers }: { readonly own: boolean; readonly tiers: number },
  ) {
    this.points = points;
    this.wish = wish;
    this.own = own;
    this.#tiers = tiers;
    this.#levels = levelStarts(wish, tiers);
  }

  /** First segment of a list that is of a level or of a later one; its end where there is none. */
  levelStart({ number }: WishList, tier: number): number {
    return number < 0 ? 0 : this.#levels[number * (this.#tiers + 1) + tier]!;
  }

  /** @param takes whether leases credited so are ordered this way. */
  open(
    { sortOf, sorts, start, credit, segment, points }: PlaceValues,
    takes: (credit: number) => boolean,
  ): void {
    const most = sortOf.length + 1;
    if (this.start.length < most) {
      this.start = new Uint32Array(most);
      this.bonus = new Float64Array(most);
      this.lifted = new Float64Array(most * this.#tiers);
    }
    if (this.cell.length < credit.length) this.cell = new Uint32Array(2 * credit.length);
    let at = 0;
    for (let sort = 0; sort < sorts; sort += 1) {
      this.start[sort] = at;
      let bonus = -Infinity;
      for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
        if (!takes(credit[o]!)) continue;
        this.cell[at] = segment[o]! * this.#tiers;
        this.#priced[at] = points[o]!;
        if (points[o]! > bonus) bonus = points[o]!;
        at += 1;
      }
      this.bonus[sort] = bonus;
    }
    this.start[sorts] = at;
    this.#sorts = sorts;
  }

  /** @param most see `LaterLevels`. */
  lift(most: Float64Array): void {
    for (let sort = 0; sort < this.#sorts; sort += 1)
      for (let tier = 0; tier < this.#tiers; tier += 1) this.liftAt(sort, tier, most);
  }

  /** Whether leases of a sort may be credited so. @param cell of a segment. */
  has(sort: number, cell: number): boolean {
    for (let o = this.start[sort]!; o < this.start[sort + 1]!; o += 1) if (this.cell[o] === cell) return true;
    return false;
  }

  liftAt(sort: number, tier: number, most: Float64Array): void {
    let lifted = -Infinity;
    for (let o = this.start[sort]!; o < this.start[sort + 1]!; o += 1) {
      const worth = most[this.cell[o]! + tier]! + this.#priced[o]!;
      if (worth > lifted) lifted = worth;
    }
    this.lifted[sort * this.#tiers + tier] = lifted;
  }
}

const levelStarts = (wish: WishLists, tiers: number): Uint32Array => {
  const starts = new Uint32Array(wish.listCount * (tiers + 1));
  for (let number = 0; number < wish.listCount; number += 1) {
    const { firstSegment, lastSegment } = wish.list(number);
    let s = firstSegment;
    for (let tier = 0; tier <= tiers; tier += 1) {
      // Rows come by level: so do groups.
      while (s < lastSegment && levelOf(wish.segmentGroup[s]!) < tier) s += 1;
      starts[number * (tiers + 1) + tier] = s;
    }
  }
  return starts;
};
