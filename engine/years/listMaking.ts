import { orderRows } from '../../scoring/order.ts';
import { type Reservataire, TYPOLOGIES } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import { creditChoices } from '../policies/credit.ts';
import { creditBit } from '../shortlist/credits.ts';
import type { DemandsOfYear, MonthOrder } from './demandsOfYear.ts';
import type { OpenHorizon } from './openHorizon.ts';
import type { Suits } from './suits.ts';
import { CREDITS } from './targetRows.ts';
import { type Groups, type WishFilling, type WishList, WishLists } from './wishLists.ts';
import type { YearLedger } from './yearLedger.ts';

/** Masks of contingents, one bit each. */
const MASKS = 64;

/** A dwelling without tenant. */
export interface Vacant {
  /** Place in the stock. */
  readonly place: number;
  readonly dwelling: Dwelling;
  /** Month from the start; under 0: free before it. */
  readonly freedMonth: number;
  readonly orientedTo: Reservataire | null;
  /** Households that refused it: rows of the horizon's pool. Nobody is proposed a dwelling again. */
  readonly refused: number[];
}

/** One household of a list: a row of the year's demands, and the contingent that its lease would be credited to. */
export interface Listed {
  readonly row: number;
  /** Place in `CREDITS`. */
  readonly credit: number;
}

/** The demands of a month in the method's order, and who is on a list already: one household, one list a month. */
export class ListMonth {
  readonly open: OpenHorizon;
  readonly demands: DemandsOfYear;
  readonly ledger: YearLedger;
  /** 1 for rows that are on a list of the month. */
  readonly taken: Uint8Array;
  readonly #groupOf: Groups | null;
  readonly #orders = new Map<string | null, MonthOrder>();
  readonly #orderOf = new Map<string | null, MonthOrder>();
  readonly #lists = new Map<MonthOrder, WishLists>();
  readonly #weighted = new Map<Reservataire, WeightedLists>();
  readonly #choices: (readonly number[] | undefined)[] = [];

  /** @param groupOf group of each row inside wish lists; null: none. */
  constructor(input: {
    readonly open: OpenHorizon;
    readonly demands: DemandsOfYear;
    readonly ledger: YearLedger;
    readonly groupOf: Groups | null;
  }) {
    this.open = input.open;
    this.demands = input.demands;
    this.ledger = input.ledger;
    this.taken = new Uint8Array(input.demands.rowCount);
    this.#groupOf = input.groupOf;
  }

  /** The order of the places of a contingent; null: credited to nobody. */
  order(contingent: string | null): MonthOrder {
    const known = this.#orderOf.get(contingent);
    if (known !== undefined) return known;
    const weighting = this.open.weighting(contingent);
    const key = weighting?.method.id ?? null;
    const made = this.#orders.get(key) ?? this.demands.order(weighting);
    this.#orders.set(key, made);
    this.#orderOf.set(contingent, made);
    return made;
  }

  /** Places in `CREDITS` of the contingents that a lease may be credited to. @param mask those that the profile allows. */
  choices({ orientedTo }: Pick<Vacant, 'orientedTo'>, mask: number): readonly number[] {
    const key = CREDITS.indexOf(orientedTo) * MASKS + mask;
    const known = this.#choices[key];
    if (known !== undefined) return known;
    const made = creditChoices(this.open.territory, { orientedTo }, mask).map((contingent) =>
      CREDITS.indexOf(contingent),
    );
    this.#choices[key] = made;
    return made;
  }

  lists(order: MonthOrder): WishLists {
    const known = this.#lists.get(order);
    if (known !== undefined) return known;
    const made = this.#filled({
      ordered: this.#proposable(order, 0),
      points: order.scored.points,
      position: order.position,
    });
    this.#lists.set(order, made);
    return made;
  }

  /**
   * Those whose profile allows a contingent that has a weighting, by level then by its points; between equals, in no promised order. Null:
   * it has none.
   */
  weighted(contingent: Reservataire): WeightedLists | null {
    const weighting = this.open.weighting(contingent);
    if (weighting === null) return null;
    const known = this.#weighted.get(contingent);
    if (known !== undefined) return known;
    const { tier, points, inScope, toVerify } = this.demands.scored(weighting);
    const order = this.order(null);
    const rows = this.#proposable(order, creditBit(contingent));
    const at = <A extends Uint8Array | Int32Array>(values: A, out: A): A => {
      for (let i = 0; i < rows.length; i += 1) out[i] = values[rows[i]!]!;
      return out;
    };
    const n = rows.length;
    const sorted = orderRows({
      scored: {
        tier: at(tier, new Uint8Array(n)),
        points: at(points, new Int32Array(n)),
        inScope,
        toVerify,
      },
      store: { rowCount: n, array: () => points },
      tieBreak: [],
      lot: new Uint32Array(0),
    });
    const made = {
      points,
      wish: this.#filled({
        ordered: sorted.rows.map((i) => rows[i]!),
        points,
        position: order.position,
      }),
    };
    this.#weighted.set(contingent, made);
    return made;
  }

  #filled(filling: Omit<WishFilling, 'groupOf'>): WishLists {
    const made = new WishLists(this.demands.wishes);
    made.fill({ ...filling, groupOf: this.#groupOf });
    return made;
  }

  /** Alive, and not listed apart by the method, in its order. @param bit only those whose profile allows the contingent; 0: everybody. */
  #proposable(order: MonthOrder, bit: number): Uint32Array {
    const { ordering, kinds } = this.open;
    const apart = Uint8Array.from({ length: 256 }, (_, tier) => (ordering.isApart(tier) ? 1 : 0));
    const { alive, kindOf } = this.demands;
    const allowed = Uint8Array.from(kinds, ({ mask }) => ((mask & bit) === bit ? 1 : 0));
    const { tier } = order.scored;
    const rows = new Uint32Array(order.rows.length);
    let count = 0;
    for (let i = 0; i < order.rows.length; i += 1) {
      const row = order.rows[i]!;
      if (alive[row] === 0 || apart[tier[row]!] === 1 || allowed[kindOf[row]!] === 0) continue;
      rows[count] = row;
      count += 1;
    }
    return rows.subarray(0, count);
  }
}

/** Points where a lease is credited to a contingent, and wish lists that fall along them. */
export interface WeightedLists {
  /** Length = rows of the year's demands. */
  readonly points: Int32Array;
  readonly wish: WishLists;
}

/** Whom a vacancy may be proposed to in a month: the two lists of its commune and type, and what else decides. */
export class Candidates {
  readonly vacant: Vacant;
  readonly order: MonthOrder;
  readonly wish: WishLists;
  /** 1: on a list of the month. */
  readonly taken: Uint8Array;
  readonly #commune: number;
  readonly #type: number;
  readonly #suits: Suits;
  readonly #refused: ReadonlySet<number> | null;
  readonly #master: Uint32Array;

  constructor(month: ListMonth, vacant: Vacant) {
    const { demands } = month;
    const { pool } = demands;
    const { dwelling } = vacant;
    this.#type = TYPOLOGIES.indexOf(dwelling.typology);
    this.#commune = pool.communeNumber(dwelling.commune);
    this.vacant = vacant;
    this.order = month.order(vacant.orientedTo);
    this.wish = month.lists(this.order);
    this.#suits = demands.rules.suits(dwelling);
    this.taken = month.taken;
    this.#refused = vacant.refused.length === 0 ? null : new Set(vacant.refused);
    this.#master = demands.master;
  }

  /** Those who name the commune, and those who accept any, in some wish lists of the month. */
  listsIn(wish: WishLists): readonly [named: WishList, wide: WishList] {
    return [wish.named(this.#commune, this.#type), wish.wideFor(this.#type)];
  }

  takes(row: number): boolean {
    return (
      this.taken[row] === 0 &&
      this.#suits.has(row) &&
      (this.#refused === null || !this.#refused.has(this.#master[row]!))
    );
  }

  /** The first `count` in the method's order. @param groups those to read; left out: all of them. */
  first(count: number, groups?: (group: number) => boolean): number[] {
    const { wish } = this;
    const { position } = this.order;
    const { rows, heads, ends, segmentGroup } = wish;
    const taken = this.taken;
    const found: number[] = [];
    let last = Infinity;
    for (const list of this.listsIn(wish))
      for (let s = list.firstSegment; s < list.lastSegment; s += 1) {
        const end = ends[s]!;
        let i = heads[s]!;
        if (i === end || position[rows[i]!]! > last) continue;
        if (groups && !groups(segmentGroup[s]!)) continue;
        let someTaken = false;
        for (; i < end; i += 1) {
          const row = rows[i]!;
          if (position[row]! > last) break;
          if (taken[row] === 1) {
            someTaken = true;
            continue;
          }
          if (!this.takes(row)) continue;
          let at = found.length;
          while (at > 0 && position[row]! < position[found[at - 1]!]!) at -= 1;
          found.splice(at, 0, row);
          if (found.length > count) found.pop();
          if (found.length === count) last = position[found[count - 1]!]!;
        }
        if (someTaken) wish.leaveOut(s, i, taken);
      }
    return found;
  }
}
