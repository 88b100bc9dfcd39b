import type { KindSorts } from './kindSorts.ts';
import type { Candidates } from './listMaking.ts';
import type { ListSorts } from './listSorts.ts';
import type { Way } from './pricedWay.ts';
import type { WishList } from './wishLists.ts';

/** The ways of a place, opened for it, and the lists of the vacancy in each. */
export interface OpenWays {
  readonly ways: readonly Way[];
  /** Way of each credit. */
  readonly wayOf: readonly number[];
  readonly lists: readonly (readonly [named: WishList, wide: WishList])[];
}

/** What the lists of a vacancy hold, where its place tells kinds apart as others do. */
interface Held {
  /** The lists of each way. */
  readonly lists: readonly (readonly ListSorts[])[];
  /** At least the most points, by segment and level: see `ListSorts`. */
  readonly later: Float64Array;
}

/**
 * For one vacancy at a time, the most points of a candidate of a later level than each, by segment: what a demand is lifted to. Heads of
 * groups bound them; whether those suit the vacancy is asked only where a list may be reached.
 */
export class LaterLevels {
  /** By segment and level. At least the most points, the most itself once settled; −Infinity: nobody. */
  most = new Float64Array(0);
  readonly #tiers: number;
  /** By the numbers of the lists. */
  readonly #known = new Map<KindSorts, Map<number, Held>>();
  #settled = new Uint8Array(0);
  #candidates: Candidates | null = null;
  #ways: readonly Way[] = [];
  #wayOf: readonly number[] = [];
  #sorts: KindSorts | null = null;
  #held: Held | null = null;

  constructor(tiers: number) {
    this.#tiers = tiers;
  }

  open(candidates: Candidates, sorts: KindSorts, given: OpenWays): void {
    const cells = sorts.segmentCount * this.#tiers;
    if (this.most.length < cells) {
      this.most = new Float64Array(cells);
      this.#settled = new Uint8Array(cells);
    }
    this.#candidates = candidates;
    this.#ways = given.ways;
    this.#wayOf = given.wayOf;
    this.#sorts = sorts;
    this.#held = this.#heldIn(sorts, given);
    this.most.set(this.#held.later);
    this.#settled.fill(0, 0, cells);
  }

  #heldIn(sorts: KindSorts, { ways, lists }: OpenWays): Held {
    const byLists = this.#known.get(sorts) ?? new Map<number, Held>();
    this.#known.set(sorts, byLists);
    const [named, wide] = lists[0]!;
    const key = (named.number + 1) * ways[0]!.wish.listCount + wide.number;
    const known = byLists.get(key);
    if (known !== undefined) return known;
    const held = ways.map((way, w) => lists[w]!.map((list) => way.sortsIn(list)));
    const later = new Float64Array(sorts.segmentCount * this.#tiers).fill(-Infinity);
    for (const bound of held.flat())
      for (let cell = 0; cell < later.length; cell += 1)
        if (bound.later[cell]! > later[cell]!) later[cell] = bound.later[cell]!;
    const made = { lists: held, later };
    byLists.set(key, made);
    return made;
  }

  /** Works out what those of a level of a segment are lifted to. */
  settle(segment: number, tier: number): number {
    const tiers = this.#tiers;
    const cell = segment * tiers + tier;
    if (this.#settled[cell] === 1 || this.most[cell] === -Infinity) return this.most[cell]!;
    this.#settled[cell] = 1;
    const w = this.#wayOf[this.#sorts!.creditOf[segment]!]!;
    const way = this.#ways[w]!;
    const { headPoints } = way.wish;
    const lists = this.#held!.lists[w]!;
    let most = -Infinity;
    for (let l = 0; l < lists.length; l += 1) {
      const { first, groups } = lists[l]!;
      for (let g = first[cell + 1]!; g < first[cell + 2]!; g += 1)
        if (headPoints[groups[g]!]! > most) most = this.#raised(way, groups[g]!, most);
    }
    // Those of levels after the next one.
    if (tier + 2 < tiers && this.most[cell + 1]! > most)
      most = Math.max(most, this.settle(segment, tier + 1));
    this.most[cell] = most;
    return most;
  }

  /** The most points of a candidate of a group, or those given where they are more. */
  #raised({ wish, points }: Way, s: number, least: number): number {
    const candidates = this.#candidates!;
    const { taken } = candidates;
    const { rows, heads, ends } = wish;
    const end = ends[s]!;
    let most = least;
    let someTaken = false;
    let i = heads[s]!;
    for (; i < end; i += 1) {
      const row = rows[i]!;
      if (points[row]! <= least) break;
      if (taken[row] === 1) {
        someTaken = true;
        continue;
      }
      if (!candidates.takes(row)) continue;
      most = points[row]!;
      break;
    }
    if (someTaken) wish.leaveOut(s, i, taken);
    return most;
  }
}
