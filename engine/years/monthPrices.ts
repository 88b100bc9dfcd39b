import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { creditBit } from '../shortlist/credits.ts';
import { creditsOf, type PlanPrices, PreparedPrices, type PricedTarget } from '../shortlist/prices.ts';
import { placeOf } from '../targets/place.ts';
import type { Vacant } from './listMaking.ts';
import type { OpenHorizon } from './openHorizon.ts';
import type { YearLedger } from './yearLedger.ts';

/** Prices of the targets, the same in all months, or one for each month of a year from the start, which repeat from year to year. */
export type YearPrices = readonly PlanPrices[];

/**
 * What prices make of a vacancy's place, as `PlacePrices` has it, in numbers. Kinds of one sort are alike in the eyes of every row whose
 * price counts, and in their contingents. The ways to be credited of each sort come one after the other, from `start[sort]` up to
 * `start[sort + 1]`. Good until the next place is asked for.
 */
export interface PlaceValues {
  /** Contingents that a lease there may be credited to, the landlord's own share last. */
  readonly credits: readonly Reservataire[];
  /** Length = kinds of the horizon. */
  readonly sortOf: Uint32Array;
  readonly sorts: number;
  readonly start: Uint32Array;
  /** Place in `credits` of each way. */
  readonly credit: Uint8Array;
  /** Sorts of one segment are alike in the eyes of every row whose price counts, and credited alike. */
  readonly segment: Uint32Array;
  readonly segmentCount: number;
  /** Σ price · dwellings, thousandths of points. */
  readonly points: Float64Array;
}

/** A row that has a price at a kind of place, and what a lease to each kind of demand is worth there. */
interface PricedRow {
  /** Its number in `TargetRows`. */
  readonly number: number;
  readonly contingent: Reservataire | null;
  /** Price · dwellings, by kind: credited to `contingent`, and to any other. */
  readonly there: Float64Array;
  readonly elsewhere: Float64Array;
  /** 1: the two differ. */
  readonly differs: Uint8Array;
  /** Kinds that the row tells apart have two numbers, under `seenCount`. */
  readonly seen: Uint16Array;
  readonly seenCount: number;
}

/** The prices of a month made ready for the kinds of a horizon. */
export class MonthPrices {
  readonly #open: OpenHorizon;
  readonly #prepared: PreparedPrices;
  readonly #rows = new Map<PricedTarget, PricedRow>();
  readonly #rowsOfPlace = new Map<number, readonly PricedRow[]>();
  readonly #crediting = new Map<Reservataire | null, Crediting>();
  readonly #values: KindValues;

  constructor(open: OpenHorizon, prices: PlanPrices) {
    const { kinds, horizon, territory } = open;
    this.#open = open;
    // One demand of each kind stands for all of them: prices look at nothing else.
    this.#prepared = new PreparedPrices(prices, territory, {
      classOf: Uint16Array.from(kinds, ({ classNumber }) => classNumber),
      credits: Uint8Array.from(kinds, ({ mask }) => mask),
      profiles: horizon.demands.profiles,
    });
    this.#values = new KindValues(Uint8Array.from(kinds, ({ mask }) => mask));
  }

  /**
   * What prices make of a vacancy's place. A price no longer counts where its target is passed by more than its tolerance, lists of the
   * month included: it would go on asking for what is there.
   */
  at({ place, dwelling, orientedTo }: Vacant, ledger: YearLedger): PlaceValues {
    const counting = this.#rowsAt(place, dwelling).filter(
      ({ number }) => ledger.expectedBalance(number) <= ledger.rows.rows[number]!.target.toleranceDwellings,
    );
    return this.#values.of(counting, this.#creditingOf(orientedTo));
  }

  #creditingOf(orientedTo: Reservataire | null): Crediting {
    const known = this.#crediting.get(orientedTo);
    if (known !== undefined) return known;
    const credits = creditsOf(this.#open.territory, orientedTo);
    const made = { oriented: orientedTo !== null, credits, bits: credits.map(creditBit) };
    this.#crediting.set(orientedTo, made);
    return made;
  }

  #rowsAt(place: number, dwelling: Vacant['dwelling']): readonly PricedRow[] {
    const { rows, territory } = this.#open;
    const kind = rows.placeNumber(place);
    const known = this.#rowsOfPlace.get(kind);
    if (known !== undefined) return known;
    const made = this.#prepared.rowsAt(placeOf(territory, dwelling)).flatMap((row): PricedRow[] => {
      const number = rows.number(row.target, row.place);
      return number === undefined ? [] : [this.#rowOf(row, number)];
    });
    this.#rowsOfPlace.set(kind, made);
    return made;
  }

  #rowOf(row: PricedTarget, number: number): PricedRow {
    const known = this.#rows.get(row);
    if (known !== undefined) return known;
    const classes = this.#open.kinds.map(({ classNumber }) => classNumber);
    const [there, elsewhere] = [row.there, row.elsewhere].map((dwellings) =>
      Float64Array.from(classes, (classNumber) => row.price * dwellings[classNumber]!),
    ) as [Float64Array, Float64Array];
    const numbers = new Map<string, number>();
    const seen = Uint16Array.from(classes, (classNumber) => {
      const key = `${row.there[classNumber]} ${row.elsewhere[classNumber]}`;
      const found = numbers.get(key) ?? numbers.size;
      numbers.set(key, found);
      return found;
    });
    const made: PricedRow = {
      number,
      contingent: row.contingent,
      there,
      elsewhere,
      differs: Uint8Array.from(classes, (of) => (row.there[of] === row.elsewhere[of] ? 0 : 1)),
      seen,
      seenCount: numbers.size,
    };
    this.#rows.set(row, made);
    return made;
  }
}

export type PreparedYearPrices = readonly MonthPrices[];

/** @throws Error when no prices are given. */
export const prepareYearPrices = (open: OpenHorizon, prices: YearPrices): PreparedYearPrices => {
  if (prices.length === 0) throw new Error('years: no prices');
  return prices.map((each) => new MonthPrices(open, each));
};

interface Crediting {
  /** Whether the lease goes to the first contingent that the profile allows; else to the one of most value. */
  readonly oriented: boolean;
  /** The landlord's own share last. */
  readonly credits: readonly Reservataire[];
  /** Bit of each in the masks of kinds. */
  readonly bits: readonly number[];
}

/** Masks of contingents, one bit each. */
const MASKS = 1 << RESERVATAIRE_CODES.length;

/** Works the values of kinds out into arrays that it keeps: a year asks for thousands. */
class KindValues {
  readonly #masks: Uint8Array;
  readonly #start: Uint32Array;
  readonly #credit: Uint8Array;
  readonly #segment: Uint32Array;
  readonly #points: Float64Array;
  readonly #sortOf: Uint32Array;
  /** Kinds that no counting row tells apart have one number; a kind that stands for each number. */
  readonly #merged: Uint32Array;
  readonly #standsFor: Uint32Array;
  /** By number: contingents that a counting row tells from the landlord's own share, one bit each. */
  readonly #told: Uint8Array;
  /** By number and contingents that matter: the sort; −1: none yet. */
  readonly #sorts: Int32Array;
  readonly #split: Int32Array;

  constructor(masks: Uint8Array) {
    const n = masks.length;
    this.#masks = masks;
    this.#start = new Uint32Array(n + 1);
    this.#credit = new Uint8Array(n * RESERVATAIRE_CODES.length);
    this.#segment = new Uint32Array(this.#credit.length);
    this.#points = new Float64Array(this.#credit.length);
    this.#sortOf = new Uint32Array(n);
    this.#merged = new Uint32Array(n);
    this.#standsFor = new Uint32Array(n);
    this.#told = new Uint8Array(n);
    this.#sorts = new Int32Array(n * MASKS);
    this.#split = new Int32Array(n * n);
  }

  /** The choices are those of `PreparedPrices.at`; sums run in the order of the rows. */
  of(rows: readonly PricedRow[], crediting: Crediting): PlaceValues {
    const { oriented, credits, bits } = crediting;
    const mergedCount = this.#merge(rows);
    for (let number = 0; number < mergedCount; number += 1)
      this.#told[number] = oriented ? MASKS - 1 : toldBits(rows, this.#standsFor[number]!, crediting);
    const sorts = this.#sorts.fill(-1, 0, mergedCount * MASKS);
    const own = credits.length - 1;
    let count = 0;
    let options = 0;
    for (let kind = 0; kind < this.#masks.length; kind += 1) {
      const number = this.#merged[kind]!;
      const mask = this.#masks[kind]! & this.#told[number]!;
      const key = number * MASKS + mask;
      if (sorts[key]! < 0) {
        sorts[key] = count;
        this.#start[count] = options;
        count += 1;
        let goes = false;
        for (let c = 0; c < credits.length && !goes; c += 1) {
          if (c !== own && (mask & bits[c]!) === 0) continue;
          goes = oriented;
          this.#credit[options] = c;
          this.#segment[options] = number * credits.length + c;
          this.#points[options] = worth(rows, this.#standsFor[number]!, credits[c]!);
          options += 1;
        }
      }
      this.#sortOf[kind] = sorts[key]!;
    }
    this.#start[count] = options;
    return {
      credits,
      sortOf: this.#sortOf,
      sorts: count,
      start: this.#start,
      credit: this.#credit,
      segment: this.#segment,
      segmentCount: mergedCount * credits.length,
      points: this.#points,
    };
  }

  /** Splits all kinds by one row after another. @returns how many numbers are left. */
  #merge(rows: readonly PricedRow[]): number {
    const merged = this.#merged.fill(0);
    let count = 1;
    this.#standsFor[0] = 0;
    for (const { seen, seenCount } of rows) {
      if (seenCount === 1) continue;
      const numbers = this.#split.fill(-1, 0, count * seenCount);
      count = 0;
      for (let kind = 0; kind < merged.length; kind += 1) {
        const key = merged[kind]! * seenCount + seen[kind]!;
        if (numbers[key]! < 0) {
          numbers[key] = count;
          this.#standsFor[count] = kind;
          count += 1;
        }
        merged[kind] = numbers[key]!;
      }
    }
    return count;
  }
}

/** Contingents whose leases some row tells from those of the landlord's own share, one bit each. */
const toldBits = (
  rows: readonly PricedRow[],
  kind: number,
  { credits, bits }: Pick<Crediting, 'credits' | 'bits'>,
): number => {
  let told = 0;
  const own = credits.length - 1;
  for (const { contingent, differs } of rows) {
    if (differs[kind] === 0) continue;
    for (let c = 0; c < own; c += 1)
      if ((contingent === credits[c]) !== (contingent === credits[own])) told |= bits[c]!;
  }
  return told;
};

/** Σ price · dwellings of a lease. */
const worth = (rows: readonly PricedRow[], kind: number, credited: Reservataire): number => {
  let sum = 0;
  for (const { contingent, there, elsewhere } of rows)
    sum += (contingent === credited ? there : elsewhere)[kind]!;
  return sum;
};
