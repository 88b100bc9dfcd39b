import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import type { Target } from '../domain/territory.ts';
import { type Ledger, placeKey, placeOf, type TargetCount, type TargetProfile } from '../targets/ledger.ts';
import { rowMembership } from '../targets/rows.ts';
import { residenceKey } from '../territory/guidanceTargets.ts';
import type { Territory } from '../territory/territory.ts';
import { dwellingAt, type StockColumns } from './stock.ts';

/** A target in one place. */
export interface TargetRowPlace {
  readonly target: Target;
  readonly place: string;
}

/** Counts of a row at the start of a horizon that begins inside a civil year. */
export interface StartCount extends TargetCount {
  /** Target and place. */
  readonly row: string;
}

/** What one lease does to a row: bits. */
export const AMONG = 1;
export const COUNTED = 2;
export const UNKNOWN_PROFILE = 4;
const NOT_MADE = 255;
/** Contingents that a lease may be credited to, and "not known" after them. */
export const CREDITS: readonly (Reservataire | null)[] = [...RESERVATAIRE_CODES, null];
export const NO_CREDIT = CREDITS.length - 1;

const rowId = ({ target, place }: TargetRowPlace): string => `${target.id} ${place}`;

/**
 * The target rows that the dwellings of a stock feed, numbered in the order of the territory's targets then of the places, with what
 * a lease to each class of households does to each. Made once for all replications; tables fill as they are asked for.
 */
export class TargetRows {
  /** Those that have rows, reciprocity aside: it has a ledger of its own. */
  readonly targets: readonly Target[];
  readonly rows: readonly TargetRowPlace[];
  /** Target of each row: its place in `targets`. */
  readonly targetOf: Uint16Array;
  /** Rows of each kind of place. */
  readonly #rowsOfPlace: readonly Int32Array[];
  readonly #placeOf: Uint32Array;
  readonly #profiles: readonly TargetProfile[];
  /** One table for a target, or for a row where the place matters: by class and credit. Length = rows. */
  readonly #effects: readonly Uint8Array[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(input: {
    readonly territory: Territory;
    readonly stock: StockColumns;
    readonly profiles: readonly TargetProfile[];
  }) {
    const { territory, stock, profiles } = input;
    const { placeOfDwelling, keys } = placesOf(territory, stock);
    const targets = territory.targets.filter((target) => !target.counts.reciprocity);
    const rows = targets.flatMap((target, t) =>
      [...new Set(keys.flatMap((place) => place[t] ?? []))].sort().map((place) => ({ target, place })),
    );
    const numbers = new Map(rows.map((row, i) => [rowId(row), i]));
    this.rows = rows;
    this.targets = targets;
    this.targetOf = Uint16Array.from(rows, ({ target }) => targets.indexOf(target));
    this.#numbers = numbers;
    this.#profiles = profiles;
    this.#placeOf = placeOfDwelling;
    this.#rowsOfPlace = keys.map((place) =>
      Int32Array.from(
        targets.flatMap((target, t) => {
          const key = place[t];
          return key === null || key === undefined ? [] : [numbers.get(rowId({ target, place: key }))!];
        }),
      ),
    );
    const table = (): Uint8Array => new Uint8Array(profiles.length * CREDITS.length).fill(NOT_MADE);
    const shared = new Map<Target, Uint8Array>();
    this.#effects = rows.map(({ target }) => {
      // Whose own mutations are left out depends on the landlord.
      if (target.among === 'flow-without-own-mutations') return table();
      const known = shared.get(target) ?? table();
      shared.set(target, known);
      return known;
    });
  }

  /** Rows that a dwelling feeds, in order. */
  of(dwelling: number): Int32Array {
    return this.#rowsOfPlace[this.#placeOf[dwelling]!]!;
  }

  /** Dwellings that feed the same rows have one number. */
  placeNumber(dwelling: number): number {
    return this.#placeOf[dwelling]!;
  }

  number(target: Target, place: string): number | undefined {
    return this.#numbers.get(rowId({ target, place }));
  }

  numberOf(row: string): number | undefined {
    return this.#numbers.get(row);
  }

  /** Bits of what a lease to a class, credited as said, does to a row. @param credit place in `CREDITS`. */
  effect(row: number, classNumber: number, credit: number): number {
    const table = this.#effects[row]!;
    const at = classNumber * CREDITS.length + credit;
    if (table[at] === NOT_MADE) {
      const is = rowMembership(this.rows[row]!, {
        ...this.#profiles[classNumber]!,
        contingent: CREDITS[credit]!,
      });
      table[at] = (is.among ? AMONG : 0) | (is.counted ? COUNTED : 0) | (is.unknown ? UNKNOWN_PROFILE : 0);
    }
    return table[at]!;
  }
}

/** Kinds of places: dwellings that feed the same rows have one. For each, the key of each target, or null. */
const placesOf = (
  territory: Territory,
  stock: StockColumns,
): { readonly placeOfDwelling: Uint32Array; readonly keys: readonly (readonly (string | null)[])[] } => {
  const targets = territory.targets.filter((target) => !target.counts.reciprocity);
  // Most territories look at no residence: dwellings of one quartier and landlord are then alike.
  const residences = new Set(targets.flatMap(({ scope, at }) => (scope === 'residence' ? [at ?? ''] : [])));
  const ids = stock.ids.split('\n');
  const known = new Map<string, number>();
  const keys: (string | null)[][] = [];
  const placeOfDwelling = new Uint32Array(stock.count);
  for (let i = 0; i < stock.count; i += 1) {
    const parts: (string | number)[] = [
      stock.bailleur[i]!,
      stock.commune[i]!,
      stock.quartier[i]!,
      stock.qpv[i]!,
      stock.dedicated[i]!,
    ];
    if (residences.size > 0) {
      const residence = stock.residences[stock.residence[i]!];
      const key =
        residence === undefined ? '' : residenceKey(stock.bailleurs[stock.bailleur[i]!]!, residence);
      if (residences.has(key)) parts.push(key);
    }
    const signature = parts.join();
    let place = known.get(signature);
    if (place === undefined) {
      const there = placeOf(territory, dwellingAt(stock, ids, i));
      place = keys.push(targets.map((target) => placeKey(territory, target, there))) - 1;
      known.set(signature, place);
    }
    placeOfDwelling[i] = place;
  }
  return { placeOfDwelling, keys };
};

/** Counts of a ledger in every place that a target may have, where there are some. */
export const startCounts = (territory: Territory, ledger: Ledger): readonly StartCount[] => {
  const { pack } = territory;
  const places = (target: Target): readonly string[] => {
    if (target.at !== undefined) return [target.at];
    switch (target.scope) {
      case 'territory':
        return [pack.id];
      case 'commune':
        return pack.communes.map(({ code }) => code);
      case 'bailleur':
        return pack.bailleurs.map(({ id }) => id);
      case 'quartier':
        return pack.quartiers.map(({ id }) => id);
      case 'residence':
        return [];
    }
  };
  return territory.targets.flatMap((target) =>
    places(target).flatMap((place): StartCount[] => {
      const count = ledger.count(target, place);
      return count.among === 0 ? [] : [{ row: rowId({ target, place }), ...count }];
    }),
  );
};
