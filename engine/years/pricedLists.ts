import type { DemandsOfYear } from './demandsOfYear.ts';
import { LaterLevels } from './laterLevels.ts';
import { Candidates, type Listed, type ListMonth, type Vacant, type WeightedLists } from './listMaking.ts';
import type { PlaceValues } from './monthPrices.ts';
import { kindOfGroup, LEVEL_BITS, Way } from './pricedWay.ts';
import { CREDITS } from './targetRows.ts';
import { NOBODY, type WishList, type WishLists } from './wishLists.ts';

/** Groups of wish lists for `PricedLists`, in a month: alike in kind and in level. */
export const pricedGroups = (demands: DemandsOfYear): Uint32Array => {
  const { kindOf } = demands;
  const { tier } = demands.scored(null);
  const groups = new Uint32Array(tier.length);
  for (let row = 0; row < groups.length; row += 1) groups[row] = (kindOf[row]! << LEVEL_BITS) | tier[row]!;
  return groups;
};

/**
 * Lists at the prices of a month: the order of `pricedOrder`, of which only the heads of groups are read. Inside a group (one kind, one
 * level) the points of a credit fall along the order of that credit, so that a group is left as soon as what remains cannot reach the list.
 */
export class PricedLists {
  readonly #month: ListMonth;
  readonly #tiers: number;
  readonly #ways = new Map<WishLists, Way>();
  readonly #later: LaterLevels;

  /** @param month whose wish lists are grouped by `pricedGroups`. */
  constructor(month: ListMonth) {
    let last = 0;
    for (const tier of month.demands.scored(null).tier) if (tier > last) last = tier;
    this.#month = month;
    this.#tiers = last + 1;
    this.#later = new LaterLevels(this.#tiers);
  }

  /** The first households for a vacancy. @param at what prices make of its place. */
  first(vacant: Vacant, size: number, at: PlaceValues): readonly Listed[] {
    const candidates = new Candidates(this.#month, vacant);
    const search: Search = {
      candidates,
      at,
      ...this.#waysOf(candidates, at),
      tiers: this.#tiers,
      later: this.#later,
    };
    this.#later.open(candidates, at, search);
    for (const way of search.ways) way.lift(this.#later.most);
    return firstByValue(search, size).map(({ row, credit }) => ({
      row,
      credit: CREDITS.indexOf(at.credits[credit]!),
    }));
  }

  /** The landlord's own share, last, keeps the vacancy's own order; so does a vacancy that is oriented. */
  #waysOf({ order, wish, vacant }: Candidates, at: PlaceValues): Pick<Search, 'ways' | 'wayOf' | 'pointsBy'> {
    const { credits } = at;
    const weighted = credits.map((contingent, c) =>
      c === credits.length - 1 || vacant.orientedTo !== null ? null : this.#month.weighted(contingent),
    );
    const ways = [
      this.#way({ points: order.scored.points, wish }, true),
      ...weighted.flatMap((lists) => (lists === null ? [] : [this.#way(lists, false)])),
    ];
    const wayOf = weighted.map((lists) => ways.findIndex(({ wish: its }) => its === (lists?.wish ?? wish)));
    ways.forEach((way, w) => {
      way.open(at, (credit) => wayOf[credit] === w);
    });
    return { ways, wayOf, pointsBy: wayOf.map((w) => ways[w]!.points) };
  }

  #way(lists: WeightedLists, own: boolean): Way {
    const known = this.#ways.get(lists.wish) ?? new Way(lists, { own, tiers: this.#tiers });
    this.#ways.set(lists.wish, known);
    return known;
  }
}

interface Search {
  readonly candidates: Candidates;
  readonly at: PlaceValues;
  readonly ways: readonly Way[];
  /** Way of each credit. */
  readonly wayOf: readonly number[];
  /** Points by credit. */
  readonly pointsBy: readonly Int32Array[];
  /** Levels. */
  readonly tiers: number;
  readonly later: LaterLevels;
}

interface Found {
  readonly row: number;
  readonly value: number;
  readonly credit: number;
}

/** The first of a list as they are found: by value, then by place in the vacancy's own order. */
class Best {
  readonly found: Found[] = [];
  /** Value and place of the last, once the list is full. */
  least = -Infinity;
  last = Infinity;
  readonly #size: number;
  readonly #position: Uint32Array;

  constructor(size: number, position: Uint32Array) {
    this.#size = size;
    this.#position = position;
  }

  has(row: number): boolean {
    for (let i = 0; i < this.found.length; i += 1) if (this.found[i]!.row === row) return true;
    return false;
  }

  add(each: Found): void {
    const { found } = this;
    const position = this.#position;
    let place = found.length;
    while (
      place > 0 &&
      (each.value > found[place - 1]!.value ||
        (each.value === found[place - 1]!.value && position[each.row]! < position[found[place - 1]!.row]!))
    )
      place -= 1;
    if (place >= this.#size) return;
    found.splice(place, 0, each);
    if (found.length > this.#size) found.pop();
    if (found.length < this.#size) return;
    const last = found[this.#size - 1]!;
    this.least = last.value;
    this.last = position[last.row]!;
  }
}

const firstByValue = (search: Search, size: number): readonly Found[] => {
  const { candidates, ways, tiers } = search;
  const best = new Best(size, candidates.order.position);
  const lists = ways.map(({ wish }) => candidates.listsIn(wish));
  // The first levels of all lists, then the next: who is lifted furthest comes first, and leaves the others little to read.
  for (let tier = 0; tier < tiers; tier += 1)
    for (let w = 0; w < ways.length; w += 1)
      for (const list of lists[w]!) readLevel(search, { way: ways[w]!, list, tier }, best);
  return best.found;
};

const readLevel = (
  search: Search,
  read: { readonly way: Way; readonly list: WishList; readonly tier: number },
  best: Best,
): void => {
  const { way, list, tier } = read;
  const { later, tiers } = search;
  const { sortOf, start, segment, points } = search.at;
  const { segmentGroup, headPoints, firstPlace } = way.wish;
  const { lifted, bonus } = way;
  const past = way.levelStart(list, tier + 1);
  for (let s = way.levelStart(list, tier); s < past; s += 1) {
    if (headPoints[s] === NOBODY) continue;
    const sort = sortOf[kindOfGroup(segmentGroup[s]!)]!;
    const own = headPoints[s]! + bonus[sort]!;
    if (isBehind(best, Math.max(own, lifted[sort * tiers + tier]!), firstPlace[s]!)) continue;
    // A lift that does not reach the list, bounded as it is, decides nothing.
    for (let o = start[sort]!; o < start[sort + 1]!; o += 1)
      if (later.most[segment[o]! * tiers + tier]! + points[o]! >= best.least) later.settle(segment[o]!, tier);
    way.liftAt(sort, tier, later.most);
    if (isBehind(best, Math.max(own, lifted[sort * tiers + tier]!), firstPlace[s]!)) continue;
    readSegment(search, { way, segment: s, sort, tier }, best);
  }
};

/** Whether nobody worth so much, none of them placed before, reaches the list. */
const isBehind = (best: Best, most: number, place: number): boolean =>
  most < best.least || most === -Infinity || (most === best.least && place > best.last);

/** Those of a group who reach the list. */
const readSegment = (
  { candidates, at, pointsBy, tiers, later }: Search,
  read: { readonly way: Way; readonly segment: number; readonly sort: number; readonly tier: number },
  best: Best,
): void => {
  const { way, segment: s, sort, tier } = read;
  const { position } = candidates.order;
  const { taken } = candidates;
  const { start, segment, credit: credits, points: prices } = at;
  const { most: lifts } = later;
  const { points, wish, own } = way;
  const { rows, heads, segmentStart } = wish;
  const bonus = way.bonus[sort]!;
  const lifted = way.lifted[sort * tiers + tier]!;
  const end = segmentStart[s + 1]!;
  let someTaken = false;
  let i = heads[s]!;
  for (; i < end; i += 1) {
    const row = rows[i]!;
    const most = Math.max(points[row]! + bonus, lifted);
    if (most < best.least) break;
    if (most === best.least && position[row]! > best.last) {
      // In the vacancy's own order, those behind stand behind too.
      if (own) break;
      continue;
    }
    if (taken[row] === 1) {
      someTaken = true;
      continue;
    }
    if (best.has(row) || !candidates.takes(row)) continue;
    let [value, credit] = [-Infinity, 0];
    for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
      const c = credits[o]!;
      const worth = Math.max(pointsBy[c]![row]!, lifts[segment[o]! * tiers + tier]!) + prices[o]!;
      if (worth > value) [value, credit] = [worth, c];
    }
    best.add({ row, value, credit });
  }
  if (someTaken) wish.leaveOut(s, i, taken);
};
