import type { KindSorts } from './kindSorts.ts';
import type { WeightedLists } from './listMaking.ts';
import { type ListSorts, listSorts } from './listSorts.ts';
import type { PlaceValues } from './monthPrices.ts';
import { levelOf } from './pricedGroups.ts';
import type { WishList, WishLists } from './wishLists.ts';

/** Options of a way where places tell kinds apart alike, and what lists hold for them: the same all month. */
interface WaySorts {
  /** Segments that leases of each sort may be credited in, from `start[sort]` up to `start[sort + 1]`. */
  readonly start: Uint32Array;
  readonly segment: Uint32Array;
  /** By number of list, as it is first asked for. */
  readonly lists: (ListSorts | undefined)[];
}

/**
 * How leases credited to some contingents are ordered: their points, and wish lists that fall along them; and, for one vacancy at a time, what
 * prices make of them.
 */
export class Way {
  readonly points: Int32Array;
  readonly wish: WishLists;
  /** Whether the order is the vacancy's own, whose place decides between equals. */
  readonly own: boolean;
  /** By sort: the most that prices add. −Infinity: it has no option. */
  bonus = new Float64Array(0);
  /** The most of any sort. */
  mostBonus = -Infinity;
  readonly #bySorts = new Map<KindSorts, WaySorts>();
  /** By list and level: its first segment of the level or of a later one. */
  readonly #levels: Uint32Array;
  /** By list and level, the most points of a head as lists were filled. */
  readonly #tops: Float64Array;
  readonly #tiers: number;
  #sorts: KindSorts | null = null;
  #at: WaySorts = { start: new Uint32Array(1), segment: new Uint32Array(0), lists: [] };

  constructor(
    { points, wish }: WeightedLists,
    { own, tiers }: { readonly own: boolean; readonly tiers: number },
  ) {
    this.points = points;
    this.wish = wish;
    this.own = own;
    this.#tiers = tiers;
    this.#levels = levelStarts(wish, tiers);
    this.#tops = levelTops(wish, tiers);
  }

  /** First segment of a list that is of a level or of a later one; its end where there is none. */
  levelStart({ number }: WishList, tier: number): number {
    return number < 0 ? 0 : this.#levels[number * (this.#tiers + 1) + tier]!;
  }

  /** At least the points of anybody of a level of a list. */
  levelTop({ number }: WishList, tier: number): number {
    return number < 0 ? -Infinity : this.#tops[number * this.#tiers + tier]!;
  }

  /** @param takes whether leases credited so are ordered this way: of equal sorts, always the same ones. */
  open({ sorts, points }: PlaceValues, takes: (credit: number) => boolean): void {
    if (sorts !== this.#sorts) {
      this.#sorts = sorts;
      this.#at = this.#bySorts.get(sorts) ?? waySorts(sorts, takes);
      this.#bySorts.set(sorts, this.#at);
      if (this.bonus.length < sorts.sorts) this.bonus = new Float64Array(sorts.sorts);
    }
    const { start, segment } = this.#at;
    const { bonus } = this;
    this.mostBonus = -Infinity;
    for (let sort = 0; sort < sorts.sorts; sort += 1) {
      let most = -Infinity;
      for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
        const price = points[segment[o]!]!;
        if (price > most) most = price;
      }
      bonus[sort] = most;
      if (most > this.mostBonus) this.mostBonus = most;
    }
  }

  /** What a list held for the sorts of the place, when it was first asked for. */
  sortsIn(list: WishList): ListSorts {
    const { lists } = this.#at;
    const at = list.number + 1;
    const known = lists[at];
    if (known !== undefined) return known;
    const made = listSorts({ wish: this.wish, list, tiers: this.#tiers, sorts: this.#sorts!, way: this.#at });
    lists[at] = made;
    return made;
  }
}

const waySorts = (
  { sorts, start, credit, segment }: KindSorts,
  takes: (credit: number) => boolean,
): WaySorts => {
  const from = new Uint32Array(sorts + 1);
  const options: number[] = [];
  for (let sort = 0; sort < sorts; sort += 1) {
    for (let o = start[sort]!; o < start[sort + 1]!; o += 1) if (takes(credit[o]!)) options.push(segment[o]!);
    from[sort + 1] = options.length;
  }
  return {
    start: from,
    segment: Uint32Array.from(options),
    lists: [],
  };
};

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

const levelTops = (wish: WishLists, tiers: number): Float64Array => {
  const tops = new Float64Array(wish.listCount * tiers).fill(-Infinity);
  for (let number = 0; number < wish.listCount; number += 1) {
    const { firstSegment, lastSegment } = wish.list(number);
    for (let s = firstSegment; s < lastSegment; s += 1) {
      const at = number * tiers + levelOf(wish.segmentGroup[s]!);
      if (wish.headPoints[s]! > tops[at]!) tops[at] = wish.headPoints[s]!;
    }
  }
  return tops;
};
