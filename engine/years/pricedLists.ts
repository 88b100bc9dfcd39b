import type { Reservataire } from '../domain/codes.ts';
import { LaterLevels, type OpenWays } from './laterLevels.ts';
import { Candidates, type Listed, type ListMonth, type Vacant, type WeightedLists } from './listMaking.ts';
import type { PlaceValues } from './monthPrices.ts';
import { kindOfGroup } from './pricedGroups.ts';
import { Way } from './pricedWay.ts';
import { CREDITS } from './targetRows.ts';
import { NOBODY, type WishList, type WishLists } from './wishLists.ts';

/**
 * Lists at the prices of a month: the order of `pricedOrder`, of which only the heads of groups are read. Inside a group (one kind, one
 * level) the points of a credit fall along the order of that credit, so that a group is left as soon as what remains cannot reach the list.
 */
export class PricedLists {
  readonly #month: ListMonth;
  readonly #tiers: number;
  readonly #ways = new Map<WishLists, Way>();
  readonly #waysFor = new Map<Reservataire | null, Ways>();
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
    const given = this.#waysOf(candidates, at);
    const { ways, wayOf } = given;
    for (let w = 0; w < ways.length; w += 1) ways[w]!.open(at, (credit) => wayOf[credit] === w);
    const lists = ways.map(({ wish }) => candidates.listsIn(wish));
    const { pointsBy } = given;
    const search = { candidates, at, ways, wayOf, pointsBy, lists, tiers: this.#tiers, later: this.#later };
    this.#later.open(candidates, at.sorts, search);
    return firstByValue(search, size).map(({ row, credit }) => ({
      row,
      credit: CREDITS.indexOf(at.sorts.credits[credit]!),
    }));
  }

  /** The landlord's own share, last, keeps the vacancy's own order; so does a vacancy that is oriented. */
  #waysOf({ order, wish, vacant: { orientedTo } }: Candidates, { sorts: { credits } }: PlaceValues): Ways {
    const known = this.#waysFor.get(orientedTo);
    if (known !== undefined) return known;
    const weighted = credits.map((contingent, c) =>
      c === credits.length - 1 || orientedTo !== null ? null : this.#month.weighted(contingent),
    );
    const ways = [
      this.#way({ points: order.scored.points, wish }, true),
      ...weighted.flatMap((lists) => (lists === null ? [] : [this.#way(lists, false)])),
    ];
    const wayOf = weighted.map((lists) => ways.findIndex(({ wish: its }) => its === (lists?.wish ?? wish)));
    const made = { ways, wayOf, pointsBy: wayOf.map((w) => ways[w]!.points) };
    this.#waysFor.set(orientedTo, made);
    return made;
  }

  #way(lists: WeightedLists, own: boolean): Way {
    const known = this.#ways.get(lists.wish) ?? new Way(lists, { own, tiers: this.#tiers });
    this.#ways.set(lists.wish, known);
    return known;
  }
}

/** How leases at a place may be ordered: the same all month, by contingent that the vacancy is oriented to. */
interface Ways extends Pick<OpenWays, 'ways' | 'wayOf'> {
  /** Points by credit. */
  readonly pointsBy: readonly Int32Array[];
}

interface Search extends Ways, OpenWays {
  readonly candidates: Candidates;
  readonly at: PlaceValues;
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
  const { candidates, ways, lists, tiers } = search;
  const best = new Best(size, candidates.order.position);
  // The first levels of all lists, then the next: who is lifted furthest comes first, and leaves the others little to read.
  for (let tier = 0; tier < tiers; tier += 1)
    for (let w = 0; w < ways.length; w += 1)
      for (const list of lists[w]!) readLevel(search, { way: ways[w]!, list, tier }, best);
  return best.found;
};

/**
 * Heads of a level of a list. Whoever is lifted is worth the same as all others of the sort and level, so that the vacancy's own order finds
 * them first: lists of other ways are read for their own points alone.
 */
const readLevel = (
  search: Search,
  read: { readonly way: Way; readonly list: WishList; readonly tier: number },
  best: Best,
): void => {
  const { way, list, tier } = read;
  const { sortOf } = search.at.sorts;
  const { segmentGroup, headPoints, firstPlace } = way.wish;
  const { bonus } = way;
  // Nobody of the last level is lifted.
  const lifts = way.own && tier < search.tiers - 1;
  if (!lifts && way.levelTop(list, tier) + way.mostBonus < best.least) return;
  const past = way.levelStart(list, tier + 1);
  for (let s = way.levelStart(list, tier); s < past; s += 1) {
    if (headPoints[s] === NOBODY) continue;
    const sort = sortOf[kindOfGroup(segmentGroup[s]!)]!;
    const own = headPoints[s]! + bonus[sort]!;
    let lifted = lifts ? liftedOf(search, sort, tier) : -Infinity;
    if (isBehind(best, Math.max(own, lifted), firstPlace[s]!)) continue;
    if (tier < search.tiers - 1) {
      settleLifts(search, { sort, tier, least: best.least });
      if (lifts) lifted = liftedOf(search, sort, tier);
      if (isBehind(best, Math.max(own, lifted), firstPlace[s]!)) continue;
    }
    readSegment(search, { way, segment: s, sort, tier, lifted }, best);
  }
};

/** The most that a lift is worth to those of a sort and level, with its price; bounded, where it is not settled. */
const liftedOf = ({ at, later, tiers }: Search, sort: number, tier: number): number => {
  const { most } = later;
  const { points } = at;
  const { start, segment } = at.sorts;
  let lifted = -Infinity;
  for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
    const worth = most[segment[o]! * tiers + tier]! + points[segment[o]!]!;
    if (worth > lifted) lifted = worth;
  }
  return lifted;
};

/** A lift that does not reach the list, bounded as it is, decides nothing. */
const settleLifts = (
  { at, later, tiers }: Search,
  { sort, tier, least }: { readonly sort: number; readonly tier: number; readonly least: number },
): void => {
  const { points } = at;
  const { start, segment } = at.sorts;
  for (let o = start[sort]!; o < start[sort + 1]!; o += 1) {
    const s = segment[o]!;
    if (later.most[s * tiers + tier]! + points[s]! >= least) later.settle(s, tier);
  }
};

/** Whether nobody worth so much, none of them placed before, reaches the list. */
const isBehind = (best: Best, most: number, place: number): boolean =>
  most < best.least || most === -Infinity || (most === best.least && place > best.last);

/** Those of a group who reach the list. */
const readSegment = (
  { candidates, at, pointsBy, tiers, later }: Search,
  read: {
    readonly way: Way;
    readonly segment: number;
    readonly sort: number;
    readonly tier: number;
    /** The most that a lift is worth to it, with its price. */
    readonly lifted: number;
  },
  best: Best,
): void => {
  const { way, segment: s, sort, tier, lifted } = read;
  const { position } = candidates.order;
  const { taken } = candidates;
  const { points: prices } = at;
  const { start, segment, credit: credits } = at.sorts;
  const { most: lifts } = later;
  const { points, wish, own } = way;
  const { rows, heads, ends } = wish;
  const bonus = way.bonus[sort]!;
  const end = ends[s]!;
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
      const worth = Math.max(pointsBy[c]![row]!, lifts[segment[o]! * tiers + tier]!) + prices[segment[o]!]!;
      if (worth > value) [value, credit] = [worth, c];
    }
    best.add({ row, value, credit });
  }
  if (someTaken) wish.leaveOut(s, i, taken);
};
