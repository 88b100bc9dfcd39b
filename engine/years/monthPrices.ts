import type { Reservataire } from '../domain/codes.ts';
import { creditsOf } from '../shortlist/prices.ts';
import { penaltyPointsOf } from '../targets/precedence.ts';
import {
  type KindSorts,
  kindSorts,
  LEASES,
  leaseWorth,
  type RowLeases,
  rowLeases,
  shadeOf,
} from './kindSorts.ts';
import type { Vacant } from './listMaking.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { chanceToLack, type RehearsedYear } from './outlook.ts';
import type { YearLedger } from './yearLedger.ts';

/** What prices are made from, beforehand: years rehearsed, draws that no result uses. */
export type YearPrices = readonly RehearsedYear[];

/** What prices make of a vacancy's place, as `PlacePrices` has it, in numbers. Good until the next place is asked for. */
export interface PlaceValues extends Omit<KindSorts, 'lease'> {
  /** Of each way to be credited, Σ price · dwellings, thousandths of points. */
  readonly points: Float64Array;
}

/** Rows of a place that weigh on lists and are in force, as the aims of a day have them; how they tell kinds apart. */
interface PlaceSorts extends KindSorts {
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
  readonly #leases = new Map<number, RowLeases>();
  readonly #credits = new Map<Reservataire | null, readonly Reservataire[]>();
  readonly #sorts = new Map<string, PlaceSorts>();
  readonly #worth = new Float64Array(LEASES);
  #points = new Float64Array(0);

  /** @param years none: what lacks is as likely to lack at the end of the year as not. */
  constructor(open: OpenHorizon, years: YearPrices) {
    this.#open = open;
    this.#years = years;
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
    const { rows } = this.#open.rows;
    const tolerance = rows[row]!.target.toleranceDwellings;
    return penalty * chanceToLack(this.#years, rows.length, { row, month, done, balance, tolerance });
  }

  /** The same of all rows of a vacancy's place. */
  at(
    vacant: Vacant,
    ledger: YearLedger,
    when: { readonly month: number; readonly done: number },
  ): PlaceValues {
    const sorts = this.#sortsAt(vacant, ledger);
    const ways = sorts.credit.length;
    if (this.#points.length < ways) this.#points = new Float64Array(2 * ways);
    const points = this.#points.fill(0, 0, ways);
    const worth = this.#worth;
    for (let r = 0; r < sorts.rows.length; r += 1) {
      const row = sorts.rows[r]!;
      const price = this.of(row, ledger, when);
      if (price === 0) continue;
      for (let lease = 0; lease < LEASES; lease += 1)
        worth[lease] = price * leaseWorth(ledger.aim(row)!, lease);
      const from = r * ways;
      for (let way = 0; way < ways; way += 1) points[way]! += worth[sorts.lease[from + way]!]!;
    }
    return { ...sorts, points };
  }

  #sortsAt({ place, orientedTo }: Vacant, ledger: YearLedger): PlaceSorts {
    const { rows, territory } = this.#open;
    let key = `${rows.placeNumber(place)} ${orientedTo ?? ''} `;
    const here = rows.of(place);
    for (let i = 0; i < here.length; i += 1) {
      const aim = this.#penalty[here[i]!] === 0 ? null : ledger.aim(here[i]!);
      key += aim === null ? '-' : shadeOf(aim);
    }
    const known = this.#sorts.get(key);
    if (known !== undefined) return known;
    const counting = [...here].filter((row) => this.#penalty[row]! > 0 && ledger.aim(row) !== null);
    const credits = this.#credits.get(orientedTo) ?? creditsOf(territory, orientedTo);
    this.#credits.set(orientedTo, credits);
    const seen = counting.map((row) => ({ ...this.#leasesOf(row), shade: shadeOf(ledger.aim(row)!) }));
    const made = {
      ...kindSorts(this.#open, seen, { oriented: orientedTo !== null, credits }),
      rows: counting,
    };
    this.#sorts.set(key, made);
    return made;
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
