import type { Candidates } from './listMaking.ts';
import type { PlaceValues } from './monthPrices.ts';
import { kindOfGroup, levelOf, type Way } from './pricedWay.ts';
import { NOBODY, type WishList } from './wishLists.ts';

const NONE = -1;

/**
 * For one vacancy at a time, the most points of a candidate of a later level than each, by segment: what a demand is lifted to. Heads of
 * groups bound them; whether those suit the vacancy is asked only where a list may be reached.
 */
export class LaterLevels {
  /** By segment and level. At least the most points, the most itself once settled; −Infinity: nobody. */
  most = new Float64Array(0);
  readonly #tiers: number;
  #settled = new Uint8Array(0);
  #candidates: Candidates | null = null;
  #ways: readonly Way[] = [];
  #at: PlaceValues | null = null;
  /** Way of each credit. */
  #wayOf: readonly number[] = [];
  /** By way and sort, the first of its groups; of each, the next, and its place in the way's wish lists. */
  #first = new Int32Array(0);
  #next = new Int32Array(0);
  #group = new Int32Array(0);
  /** By sort and level of one way, the most points of a head. */
  #top = new Float64Array(0);

  constructor(tiers: number) {
    this.#tiers = tiers;
  }

  /** @param ways opened for the place. @param wayOf way of each credit. */
  open(
    candidates: Candidates,
    at: PlaceValues,
    { ways, wayOf }: { readonly ways: readonly Way[]; readonly wayOf: readonly number[] },
  ): void {
    const tiers = this.#tiers;
    this.#candidates = candidates;
    this.#at = at;
    this.#ways = ways;
    this.#wayOf = wayOf;
    this.#grow(at, ways);
    this.most.fill(-Infinity, 0, at.segmentCount * tiers);
    this.#settled.fill(0, 0, at.segmentCount * tiers);
    this.#first.fill(NONE, 0, ways.length * at.sorts);
    let count = 0;
    for (let w = 0; w < ways.length; w += 1) {
      this.#top.fill(-Infinity, 0, at.sorts * tiers);
      for (const list of candidates.listsIn(ways[w]!.wish)) count = this.#bound(w, list, count);
      this.#raise(ways[w]!, at.sorts);
    }
  }

  #grow({ segmentCount, sorts }: PlaceValues, ways: readonly Way[]): void {
    const tiers = this.#tiers;
    const most = Math.max(segmentCount, sorts) * tiers;
    if (this.most.length < most) {
      this.most = new Float64Array(2 * most);
      this.#settled = new Uint8Array(2 * most);
      this.#top = new Float64Array(2 * most);
    }
    if (this.#first.length < ways.length * sorts) this.#first = new Int32Array(2 * ways.length * sorts);
    const groups = ways.reduce((sum, { wish }) => sum + wish.segmentGroup.length, 0);
    if (this.#next.length < groups) {
      this.#next = new Int32Array(2 * groups);
      this.#group = new Int32Array(2 * groups);
    }
  }

  /** Heads of the later levels of a list, by sort. @returns groups met so far. */
  #bound(w: number, list: WishList, met: number): number {
    const { sortOf, sorts } = this.#at!;
    const tiers = this.#tiers;
    const way = this.#ways[w]!;
    const { segmentGroup, headPoints } = way.wish;
    const [first, next, groups, top] = [this.#first, this.#next, this.#group, this.#top];
    const past = way.levelStart(list, tiers);
    let count = met;
    for (let s = way.levelStart(list, 1); s < past; s += 1) {
      const points = headPoints[s]!;
      if (points === NOBODY) continue;
      const group = segmentGroup[s]!;
      const sort = sortOf[kindOfGroup(group)]!;
      next[count] = first[w * sorts + sort]!;
      groups[count] = s;
      first[w * sorts + sort] = count;
      count += 1;
      const before = sort * tiers + levelOf(group) - 1;
      if (points > top[before]!) top[before] = points;
    }
    return count;
  }

  /** From heads by sort to segments. */
  #raise({ start, cell }: Way, sorts: number): void {
    const tiers = this.#tiers;
    const { most } = this;
    for (let sort = 0; sort < sorts; sort += 1) {
      let later = -Infinity;
      for (let tier = tiers - 2; tier >= 0; tier -= 1) {
        later = Math.max(later, this.#top[sort * tiers + tier]!);
        for (let o = start[sort]!; o < start[sort + 1]!; o += 1)
          if (later > most[cell[o]! + tier]!) most[cell[o]! + tier] = later;
      }
    }
  }

  /** Works out what those of a level of a segment are lifted to. */
  settle(segment: number, tier: number): void {
    const cell = segment * this.#tiers + tier;
    if (this.#settled[cell] === 1 || this.most[cell] === -Infinity) return;
    this.#settled[cell] = 1;
    const { credits, sortsAlike, sorts } = this.#at!;
    const w = this.#wayOf[segment % credits.length]!;
    const way = this.#ways[w]!;
    const { segmentGroup, headPoints } = way.wish;
    let most = -Infinity;
    for (const sort of sortsAlike[Math.floor(segment / credits.length)]!) {
      if (!way.has(sort, segment * this.#tiers)) continue;
      for (let e = this.#first[w * sorts + sort]!; e !== NONE; e = this.#next[e]!) {
        const s = this.#group[e]!;
        if (levelOf(segmentGroup[s]!) > tier && headPoints[s]! > most) most = this.#raised(way, s, most);
      }
    }
    this.most[cell] = most;
  }

  /** The most points of a candidate of a group, or those given where they are more. */
  #raised({ wish, points }: Way, s: number, least: number): number {
    const candidates = this.#candidates!;
    const { taken } = candidates;
    const { rows, heads, segmentStart } = wish;
    const end = segmentStart[s + 1]!;
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
