import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { type PlacePrices, type PlanPrices, PreparedPrices } from '../shortlist/prices.ts';
import { placeOf } from '../targets/place.ts';
import type { MonthOrder } from './demandsOfYear.ts';
import { Candidates, type Listed, type ListMonth, type Vacant } from './listMaking.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { CREDITS } from './targetRows.ts';
import type { WishLists } from './wishLists.ts';
import type { YearLedger } from './yearLedger.ts';

/** Prices of the targets, the same in all months, or one for each month of a year from the start, which repeat from year to year. */
export type YearPrices = readonly PlanPrices[];

/** A row that has a price at a kind of place: its number in `TargetRows`, and its key in the prices. */
interface PricedRow {
  readonly number: number;
  readonly key: string;
}

/** The prices of a month made ready for the kinds of a horizon; what they make of a place is worked out once. */
export class MonthPrices {
  readonly #open: OpenHorizon;
  readonly #prepared: PreparedPrices;
  readonly #rowsOfPlace = new Map<number, readonly PricedRow[]>();
  readonly #places = new Map<number, Map<number, PlacePrices>>();

  constructor(open: OpenHorizon, prices: PlanPrices) {
    const { kinds, horizon, territory } = open;
    this.#open = open;
    // One demand of each kind stands for all of them: prices look at nothing else.
    this.#prepared = new PreparedPrices(prices, territory, {
      classOf: Uint16Array.from(kinds, ({ classNumber }) => classNumber),
      credits: Uint8Array.from(kinds, ({ mask }) => mask),
      profiles: horizon.demands.profiles,
    });
  }

  /**
   * What prices make of a vacancy's place. A price no longer counts where its target is passed by more than its tolerance, lists of the
   * month included: it would go on asking for what is there.
   */
  at({ place, dwelling, orientedTo }: Vacant, ledger: YearLedger): PlacePrices {
    const rows = this.#rowsAt(place, dwelling);
    let counting = 0;
    rows.forEach(({ number }, i) => {
      const { toleranceDwellings } = ledger.rows.rows[number]!.target;
      if (ledger.expectedBalance(number) <= toleranceDwellings) counting += 2 ** i;
    });
    const kind = ledger.rows.placeNumber(place) * CREDITS.length + CREDITS.indexOf(orientedTo);
    const known = this.#places.get(kind) ?? new Map<number, PlacePrices>();
    this.#places.set(kind, known);
    const found =
      known.get(counting) ??
      this.#prepared.ofRows(
        rows.flatMap(({ key }, i) => (Math.floor(counting / 2 ** i) % 2 === 1 ? [key] : [])),
        orientedTo,
      );
    known.set(counting, found);
    return found;
  }

  #rowsAt(place: number, dwelling: Vacant['dwelling']): readonly PricedRow[] {
    const { rows, territory } = this.#open;
    const kind = rows.placeNumber(place);
    const known = this.#rowsOfPlace.get(kind);
    if (known !== undefined) return known;
    const made = this.#prepared.keysAt(placeOf(territory, dwelling)).flatMap((key): PricedRow[] => {
      const number = rows.numberOf(key);
      return number === undefined ? [] : [{ number, key }];
    });
    this.#rowsOfPlace.set(kind, made);
    return made;
  }
}

export type PreparedYearPrices = readonly MonthPrices[];

/** @throws Error when no prices are given. */
export const prepareYearPrices = (open: OpenHorizon, prices: YearPrices): PreparedYearPrices => {
  if (prices.length === 0) throw new Error('years: no prices');
  return prices.map((each) => new MonthPrices(open, each));
};

const tierCounts = new WeakMap<MonthOrder, number>();

/** Levels of a month's order, counted once. */
const tierCount = (order: MonthOrder): number => {
  const known = tierCounts.get(order);
  if (known !== undefined) return known;
  let last = 0;
  for (const tier of order.scored.tier) if (tier > last) last = tier;
  tierCounts.set(order, last + 1);
  return last + 1;
};

/** Groups of wish lists for `pricedList`: alike in kind and in level. */
export const pricedGroups =
  (kindOf: Uint16Array): ((order: MonthOrder) => Uint32Array) =>
  (order) => {
    const tiers = tierCount(order);
    const { tier } = order.scored;
    const groups = new Uint32Array(tier.length);
    for (let row = 0; row < groups.length; row += 1) groups[row] = kindOf[row]! * tiers + tier[row]!;
    return groups;
  };

/**
 * The first households at the prices of a month: the order of `pricedOrder`, of which only the heads of groups are read. Inside a group
 * (one kind, one level) the points of a credit fall along the order of that credit, so that a group is left as soon as what remains
 * cannot reach the list.
 */
export const pricedList = (
  month: ListMonth,
  vacant: Vacant,
  { size, prices }: { readonly size: number; readonly prices: MonthPrices },
): readonly Listed[] => {
  const candidates = new Candidates(month, vacant);
  const at = prices.at(vacant, month.ledger);
  const ways = at.credits.map((contingent, c) =>
    wayOf(month, candidates, { contingent, last: c === at.credits.length - 1 }),
  );
  const search: Search = {
    candidates,
    at,
    ways,
    read: [...new Set(ways.map(({ wish }) => wish))],
    tiers: tierCount(candidates.order),
  };
  const later = laterBest(search);
  return firstByValue(search, later, size).map(({ row, credit }) => ({
    row,
    credit: CREDITS.indexOf(at.credits[credit]!),
  }));
};

/** How leases credited to a contingent are ordered: its points, and wish lists that fall along them. */
interface Way {
  readonly points: Int32Array;
  readonly wish: WishLists;
  /** Whether the order is the vacancy's own, whose place decides between equals. */
  readonly own: boolean;
}

/** The landlord's own share, last, keeps the vacancy's own order; so does a vacancy that is oriented. */
const wayOf = (
  month: ListMonth,
  { order, wish, vacant }: Candidates,
  { contingent, last }: { readonly contingent: Reservataire; readonly last: boolean },
): Way => {
  const there = last || vacant.orientedTo !== null ? order : month.order(contingent);
  if (there === order) return { points: order.scored.points, wish, own: true };
  const bit = 1 << RESERVATAIRE_CODES.indexOf(contingent);
  return { points: there.scored.points, wish: month.lists(there, bit), own: false };
};

interface Search {
  readonly candidates: Candidates;
  readonly at: PlacePrices;
  /** By credit. */
  readonly ways: readonly Way[];
  /** Wish lists of the ways, each once. */
  readonly read: readonly WishLists[];
  readonly tiers: number;
}

/** By segment and level, the most points of a candidate of a later level: see `pricedOrder`. */
const laterBest = (search: Search): Float64Array => {
  const { candidates, at, ways, read, tiers } = search;
  const best = new Float64Array(at.segmentCount * tiers).fill(-Infinity);
  for (const wish of read)
    for (const list of candidates.listsIn(wish))
      for (let s = list.firstSegment; s < list.lastSegment; s += 1) {
        const group = wish.segmentGroup[s]!;
        const tier = group % tiers;
        const options = at.options[(group - tier) / tiers]!;
        for (let o = 0; o < options.length; o += 1) {
          const { credit, segment } = options[o]!;
          const way = ways[credit]!;
          if (way.wish !== wish) continue;
          const cell = segment * tiers + tier;
          for (let i = wish.segmentStart[s]!; i < wish.segmentStart[s + 1]!; i += 1) {
            const row = wish.rows[i]!;
            if (way.points[row]! <= best[cell]!) break;
            if (!candidates.takes(row)) continue;
            best[cell] = way.points[row]!;
            break;
          }
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

interface Found {
  readonly row: number;
  readonly value: number;
  readonly credit: number;
}

const firstByValue = (search: Search, later: Float64Array, size: number): readonly Found[] => {
  const { candidates, at, ways, read, tiers } = search;
  const { position } = candidates.order;
  const found: Found[] = [];
  const worthOf = (row: number, kind: number, tier: number): Found => {
    let [value, credit] = [-Infinity, 0];
    for (const option of at.options[kind]!) {
      const own = ways[option.credit]!.points[row]!;
      const worth = Math.max(own, later[option.segment * tiers + tier]!) + option.points;
      if (worth > value) [value, credit] = [worth, option.credit];
    }
    return { row, value, credit };
  };
  const insert = (each: Found): void => {
    let place = found.length;
    while (
      place > 0 &&
      (each.value > found[place - 1]!.value ||
        (each.value === found[place - 1]!.value && position[each.row]! < position[found[place - 1]!.row]!))
    )
      place -= 1;
    if (place >= size) return;
    found.splice(place, 0, each);
    if (found.length > size) found.pop();
  };
  for (const wish of read)
    for (const list of candidates.listsIn(wish))
      for (let s = list.firstSegment; s < list.lastSegment; s += 1) {
        const group = wish.segmentGroup[s]!;
        const tier = group % tiers;
        const kind = (group - tier) / tiers;
        const options = at.options[kind]!;
        for (let o = 0; o < options.length; o += 1) {
          const { credit, segment, points } = options[o]!;
          const way = ways[credit]!;
          if (way.wish !== wish) continue;
          const lifted = later[segment * tiers + tier]!;
          for (let i = wish.segmentStart[s]!; i < wish.segmentStart[s + 1]!; i += 1) {
            const row = wish.rows[i]!;
            const worst = found.length === size ? found[size - 1]! : null;
            if (worst !== null) {
              const most = Math.max(way.points[row]!, lifted) + points;
              // In the vacancy's own order, those behind an equal stand behind it.
              if (most < worst.value || (way.own && most === worst.value && position[row]! > position[worst.row]!))
                break;
            }
            if (found.some((each) => each.row === row) || !candidates.takes(row)) continue;
            insert(worthOf(row, kind, tier));
          }
        }
      }
  return found;
};
