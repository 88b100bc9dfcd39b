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
  const read = [...new Set(ways.map(({ wish }) => wish))];
  const search: Search = {
    candidates,
    at,
    options: optionsOf(at),
    ways,
    read,
    reads: Uint8Array.from(ways, ({ wish }) => read.indexOf(wish)),
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
  readonly options: Options;
  /** By credit. */
  readonly ways: readonly Way[];
  /** Wish lists of the ways, each once; and by credit, which of them it reads. */
  readonly read: readonly WishLists[];
  readonly reads: Uint8Array;
  readonly tiers: number;
}

/** The ways to be credited of each kind, one after the other: from `start[kind]` up to `start[kind + 1]`. */
interface Options {
  readonly start: Uint32Array;
  readonly credit: Uint8Array;
  readonly segment: Uint32Array;
  /** What prices add, thousandths of points. */
  readonly points: Float64Array;
}

const flattened = new WeakMap<PlacePrices, Options>();

const optionsOf = (at: PlacePrices): Options => {
  const known = flattened.get(at);
  if (known !== undefined) return known;
  const all = at.options.flat();
  const start = new Uint32Array(at.options.length + 1);
  at.options.forEach((options, kind) => {
    start[kind + 1] = start[kind]! + options.length;
  });
  const made: Options = {
    start,
    credit: Uint8Array.from(all, ({ credit }) => credit),
    segment: Uint32Array.from(all, ({ segment }) => segment),
    points: Float64Array.from(all, ({ points }) => points),
  };
  flattened.set(at, made);
  return made;
};

/** By segment and level, the most points of a candidate of a later level: see `pricedOrder`. */
const laterBest = ({ candidates, at, options, ways, read, reads, tiers }: Search): Float64Array => {
  const best = new Float64Array(at.segmentCount * tiers).fill(-Infinity);
  const { start, credit, segment } = options;
  for (let w = 0; w < read.length; w += 1) {
    const { rows, segmentGroup, segmentStart } = read[w]!;
    for (const list of candidates.listsIn(read[w]!))
      for (let s = list.firstSegment; s < list.lastSegment; s += 1) {
        const group = segmentGroup[s]!;
        const kind = Math.floor(group / tiers);
        const end = segmentStart[s + 1]!;
        for (let o = start[kind]!; o < start[kind + 1]!; o += 1) {
          if (reads[credit[o]!] !== w) continue;
          const { points } = ways[credit[o]!]!;
          const cell = segment[o]! * tiers + group - kind * tiers;
          const reached = best[cell]!;
          for (let i = segmentStart[s]!; i < end; i += 1) {
            const row = rows[i]!;
            if (points[row]! <= reached) break;
            if (!candidates.takes(row)) continue;
            best[cell] = points[row]!;
            break;
          }
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

const firstByValue = (
  { candidates, options, ways, read, reads, tiers }: Search,
  later: Float64Array,
  size: number,
): readonly Found[] => {
  const { position } = candidates.order;
  const { start, credit, segment, points: priced } = options;
  const found: Found[] = [];
  const worthOf = (row: number, kind: number, tier: number): Found => {
    let [value, best] = [-Infinity, 0];
    for (let o = start[kind]!; o < start[kind + 1]!; o += 1) {
      const own = ways[credit[o]!]!.points[row]!;
      const worth = Math.max(own, later[segment[o]! * tiers + tier]!) + priced[o]!;
      if (worth > value) [value, best] = [worth, credit[o]!];
    }
    return { row, value, credit: best };
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
  for (let w = 0; w < read.length; w += 1) {
    const { rows, segmentGroup, segmentStart } = read[w]!;
    for (const list of candidates.listsIn(read[w]!))
      for (let s = list.firstSegment; s < list.lastSegment; s += 1) {
        const group = segmentGroup[s]!;
        const kind = Math.floor(group / tiers);
        const tier = group - kind * tiers;
        for (let o = start[kind]!; o < start[kind + 1]!; o += 1) {
          if (reads[credit[o]!] !== w) continue;
          const { points, own } = ways[credit[o]!]!;
          const lifted = later[segment[o]! * tiers + tier]!;
          for (let i = segmentStart[s]!; i < segmentStart[s + 1]!; i += 1) {
            const row = rows[i]!;
            const worst = found.length === size ? found[size - 1]! : null;
            if (worst !== null) {
              const most = Math.max(points[row]!, lifted) + priced[o]!;
              // In the vacancy's own order, those behind an equal stand behind it.
              if (
                most < worst.value ||
                (own && most === worst.value && position[row]! > position[worst.row]!)
              )
                break;
            }
            if (found.some((each) => each.row === row) || !candidates.takes(row)) continue;
            insert(worthOf(row, kind, tier));
          }
        }
      }
  }
  return found;
};
