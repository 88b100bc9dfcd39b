import type { Reservataire } from '../domain/codes.ts';
import { creditsOf } from '../shortlist/prices.ts';
import { penaltyPointsOf } from '../targets/precedence.ts';
import {
  type KindSorts,
  kindSorts,
  kindsAlike,
  LEASES,
  leaseWorth,
  patternOf,
  type RowLeases,
  rowLeases,
  type SortedRows,
  shadeOf,
} from './kindSorts.ts';
import type { Vacant } from './listMaking.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { chanceToLack, type RehearsedYear } from './outlook.ts';
import { CREDITS } from './targetRows.ts';
import type { YearLedger } from './yearLedger.ts';

/** What prices are made from, beforehand: years rehearsed, draws that no result uses. */
export type YearPrices = readonly RehearsedYear[];

/** What prices make of a vacancy's place, as `PlacePrices` has it, in numbers. Good until the next place is asked for. */
export interface PlaceValues {
  readonly sorts: KindSorts;
  /** By segment, Σ price · dwellings, thousandths of points. */
  readonly points: Float64Array;
}

/** Rows of a place that weigh on lists and are in force, as the aims of a day have them; how they tell kinds apart. */
interface PlaceSorts extends SortedRows {
  readonly rows: readonly number[];
}

/**
 * Prices of targets along a year. A dwelling towards a target costs what the target's penalty is worth, times the chance that it will be one
 * less lacking at the end of the year (a newsvendor's price): nothing once the target is expected to be met, what lists of the month are expected to bring
 * counted. A price of zero brakes no list, but its target still tells demands apart: levels hold among those that the targets of the place
 * see alike, as in a session.
 */
export class PreparedYearPrices {
  readonly #open: OpenHorizon;
  readonly #years: YearPrices;
  /** Thousandths of points for a dwelling, by row; zero: the target weighs on no list. */
  readonly #penalty: Float64Array;
  /** Dwellings that each row may miss by. */
  readonly #tolerance: Float64Array;
  readonly #leases = new Map<number, RowLeases>();
  readonly #credits = new Map<Reservataire | null, readonly Reservataire[]>();
  /** By what makes leases alike to each row, then by place and contingent. */
  readonly #places = new Map<string, Map<number, PlaceSorts>>();
  /** Most places tell kinds apart alike: of equal sorts one is kept, and what is made of it serves all of them. */
  readonly #sorts = new Map<string, KindSorts>();
  /** Those of the day whose aims these are. */
  #today = new Map<number, PlaceSorts>();
  #aims: YearLedger['aims'] | null = null;
  readonly #worth = new Float64Array(LEASES);
  #points = new Float64Array(0);

  /** @param years none: what lacks is as likely to lack at the end of the year as not. */
  constructor(open: OpenHorizon, years: YearPrices) {
    this.#open = open;
    this.#years = years;
    this.#tolerance = Float64Array.from(open.rows.rows, ({ target }) => target.toleranceDwellings);
    this.#penalty = Float64Array.from(open.rows.rows, ({ target }) =>
      target.active === false ? 0 : penaltyPointsOf(open.territory.pack.matching, target) * 1000,
    );
  }

  /**
   * What a dwelling towards a row is worth, thousandths of points; zero where it weighs on no list or asks for nothing.
   *
   * @param month its place from the start. @param done part of the month's lists that is made, 0 to 1.
   */
  of(
    row: number,
    ledger: YearLedger,
    { month, done }: { readonly month: number; readonly done: number },
  ): number {
    const penalty = this.#penalty[row]!;
    const balance = penalty === 0 ? Number.NaN : ledger.expectedBalance(row);
    if (Number.isNaN(balance)) return 0;
    const tolerance = this.#tolerance[row]!;
    return (
      penalty * chanceToLack(this.#years, this.#penalty.length, { row, month, done, balance, tolerance })
    );
  }

  /** The same of all rows of a vacancy's place. */
  at(
    vacant: Vacant,
    ledger: YearLedger,
    when: { readonly month: number; readonly done: number },
  ): PlaceValues {
    const { sorts, rows, lease } = this.#sortsAt(vacant, ledger);
    const { segmentCount } = sorts;
    if (this.#points.length < segmentCount) this.#points = new Float64Array(2 * segmentCount);
    const points = this.#points.fill(0, 0, segmentCount);
    const worth = this.#worth;
    for (let r = 0; r < rows.length; r += 1) {
      const row = rows[r]!;
      const price = this.of(row, ledger, when);
      if (price === 0) continue;
      const aim = ledger.aim(row)!;
      for (let each = 0; each < LEASES; each += 1) worth[each] = price * leaseWorth(aim, each);
      const from = r * segmentCount;
      for (let segment = 0; segment < segmentCount; segment += 1)
        points[segment]! += worth[lease[from + segment]!]!;
    }
    return { sorts, points };
  }

  /** Kinds that the places of some vacancies tell apart, by the first kind of those that they do not. */
  kindsAlike(vacancies: readonly Vacant[], ledger: YearLedger): Uint16Array {
    const sorts = new Set(vacancies.map((vacant) => this.#sortsAt(vacant, ledger).sorts));
    return kindsAlike(sorts, this.#open.kinds.length);
  }

  #sortsAt(vacant: Vacant, ledger: YearLedger): PlaceSorts {
    if (this.#aims !== ledger.aims) this.#openDay(ledger);
    const { place, orientedTo } = vacant;
    const key = this.#open.rows.placeNumber(place) * CREDITS.length + CREDITS.indexOf(orientedTo);
    const known = this.#today.get(key) ?? this.#placeSorts(vacant, ledger);
    this.#today.set(key, known);
    return known;
  }

  #openDay({ aims }: YearLedger): void {
    const key = aims
      .map((aim, row) => (aim === null || this.#penalty[row] === 0 ? '-' : shadeOf(aim)))
      .join('');
    this.#aims = aims;
    this.#today = this.#places.get(key) ?? new Map();
    this.#places.set(key, this.#today);
  }

  #placeSorts({ place, orientedTo }: Vacant, ledger: YearLedger): PlaceSorts {
    const { rows, territory } = this.#open;
    const counting = [...rows.of(place)].filter((row) => this.#penalty[row]! > 0 && ledger.aim(row) !== null);
    const credits = this.#credits.get(orientedTo) ?? creditsOf(territory, orientedTo);
    this.#credits.set(orientedTo, credits);
    const seen = counting.map((row) => ({ ...this.#leasesOf(row), shade: shadeOf(ledger.aim(row)!) }));
    const { sorts, lease } = kindSorts(this.#open, seen, { oriented: orientedTo !== null, credits });
    return { sorts: this.#kept(sorts, orientedTo), rows: counting, lease };
  }

  #kept(made: KindSorts, orientedTo: Reservataire | null): KindSorts {
    const key = [orientedTo, patternOf(made)].join(' ');
    const known = this.#sorts.get(key) ?? made;
    this.#sorts.set(key, known);
    return known;
  }

  #leasesOf(row: number): RowLeases {
    const known = this.#leases.get(row) ?? rowLeases(this.#open, row);
    this.#leases.set(row, known);
    return known;
  }
}

/** @throws Error when no year was rehearsed. */
export const prepareYearPrices = (open: OpenHorizon, prices: YearPrices): PreparedYearPrices => {
  if (prices.length === 0) throw new Error('years: no prices');
  return new PreparedYearPrices(open, prices);
};
