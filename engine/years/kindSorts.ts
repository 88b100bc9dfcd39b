import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { creditBit } from '../shortlist/credits.ts';
import type { Aim } from '../targets/schedule.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { AMONG, COUNTED, CREDITS } from './targetRows.ts';

/** What a lease is to a row: not looked at, looked at, counted. */
const OUTSIDE = 0;
const LOOKED_AT = 1;
const IN = 2;
/** Kinds of leases to a row. */
export const LEASES = 3;

/**
 * How the targets of a place tell kinds of demands apart, whatever they cost. Kinds of one sort are alike in the eyes of every row, and in
 * their contingents. The ways to be credited of each sort come one after the other, from `start[sort]` up to `start[sort + 1]`.
 */
export interface KindSorts {
  /** Contingents that a lease there may be credited to, the landlord's own share last. */
  readonly credits: readonly Reservataire[];
  /** Length = kinds of the horizon. */
  readonly sortOf: Uint32Array;
  readonly sorts: number;
  readonly start: Uint32Array;
  /** Place in `credits` of each way. */
  readonly credit: Uint8Array;
  /** Segment of each way: sorts of one segment are alike in the eyes of every row, and credited alike. */
  readonly segment: Uint32Array;
  readonly segmentCount: number;
  /** Place in `credits` of each segment. */
  readonly creditOf: Uint8Array;
}

/** The sorts of a place, and what its rows make of them. */
export interface SortedRows {
  readonly sorts: KindSorts;
  /** What a lease in each segment is to each row: see `leaseWorth`. Length = rows × segments. */
  readonly lease: Uint8Array;
}

/** Dwellings that each kind of lease adds to a row's balance: see `coefOf`. */
export const leaseWorth = ({ bound, shareHundredths }: Aim, lease: number): number => {
  if (lease === OUTSIDE) return 0;
  const towards = (lease === IN ? 100 : 0) - shareHundredths;
  return (bound === 'min' ? towards : -towards) / 100 + 0;
};

/** What kinds of leases bring alike, of a share: all three differ, unless it asks for nothing or for everybody. */
export const shadeOf = ({ shareHundredths }: Aim): number =>
  shareHundredths === 0 ? 1 : shareHundredths === 100 ? 2 : 0;
const SHADES: readonly (readonly number[])[] = [
  [OUTSIDE, LOOKED_AT, IN],
  [OUTSIDE, OUTSIDE, IN],
  [OUTSIDE, LOOKED_AT, OUTSIDE],
];

/** What a lease to each kind of demand is to a row. */
export interface RowLeases {
  /** The contingent whose leases it tells from all others; null: it sees them alike. */
  readonly contingent: Reservataire | null;
  /** By kind: credited to `contingent`, and to any other. */
  readonly there: Uint8Array;
  readonly elsewhere: Uint8Array;
}

/** @param row of the horizon's target rows. */
export const rowLeases = ({ rows, kinds }: OpenHorizon, row: number): RowLeases => {
  const { counts, credited } = rows.rows[row]!.target;
  const contingent = counts.contingent ?? credited ?? null;
  const other = RESERVATAIRE_CODES.find((code) => code !== contingent)!;
  const when = (to: Reservataire): Uint8Array =>
    Uint8Array.from(kinds, ({ classNumber }) => {
      const effect = rows.effect(row, classNumber, CREDITS.indexOf(to));
      return (effect & AMONG) === 0 ? OUTSIDE : (effect & COUNTED) === 0 ? LOOKED_AT : IN;
    });
  return { contingent, there: when(contingent ?? other), elsewhere: when(other) };
};

/** A row of a place, and what its aim makes alike. */
interface SeenRow extends RowLeases {
  readonly shade: number;
}

/** Masks of contingents, one bit each. */
const MASKS = 1 << RESERVATAIRE_CODES.length;

/**
 * The choices are those of `PreparedPrices.at`, for rows that all have a price.
 *
 * @param oriented the lease goes to the first contingent that the profile allows; else to the one of most value.
 */
export const kindSorts = (
  { kinds }: Pick<OpenHorizon, 'kinds'>,
  rows: readonly SeenRow[],
  { oriented, credits }: { readonly oriented: boolean; readonly credits: readonly Reservataire[] },
): SortedRows => {
  const bits = credits.map(creditBit);
  const own = credits.length - 1;
  const { alike, standsFor } = alikeKinds(rows, kinds.length);
  const told = standsFor.map((kind) => (oriented ? MASKS - 1 : toldBits(rows, kind, { credits, bits })));
  const known = new Map<number, number>();
  const sortOf = new Uint32Array(kinds.length);
  const start = [0];
  const ways: { readonly credit: number; readonly segment: number }[] = [];
  const segments: { readonly credit: number; readonly kind: number }[] = [];
  const segmentAt = new Map<number, number>();
  const segmentOf = (number: number, credit: number): number => {
    const key = number * credits.length + credit;
    const segment = segmentAt.get(key) ?? segments.push({ credit, kind: standsFor[number]! }) - 1;
    segmentAt.set(key, segment);
    return segment;
  };
  kinds.forEach(({ mask }, kind) => {
    const number = alike[kind]!;
    const allowed = mask & told[number]!;
    const key = number * MASKS + allowed;
    let sort = known.get(key);
    if (sort === undefined) {
      sort = known.size;
      known.set(key, sort);
      const open = credits.map((_, c) => c).filter((c) => c === own || (allowed & bits[c]!) !== 0);
      for (const credit of oriented ? open.slice(0, 1) : open)
        ways.push({ credit, segment: segmentOf(number, credit) });
      start.push(ways.length);
    }
    sortOf[kind] = sort;
  });
  const lease = new Uint8Array(rows.length * segments.length);
  rows.forEach(({ contingent, there, elsewhere }, r) => {
    segments.forEach(({ credit, kind }, segment) => {
      lease[r * segments.length + segment] = (contingent === credits[credit]! ? there : elsewhere)[kind]!;
    });
  });
  return {
    sorts: {
      credits,
      sortOf,
      sorts: known.size,
      start: Uint32Array.from(start),
      credit: Uint8Array.from(ways, ({ credit }) => credit),
      segment: Uint32Array.from(ways, ({ segment }) => segment),
      segmentCount: segments.length,
      creditOf: Uint8Array.from(segments, ({ credit }) => credit),
    },
    lease,
  };
};

/** Equal where places tell kinds apart alike, and credit each way alike. */
export const patternOf = ({ credits, sortOf, start, credit, segment }: KindSorts): string =>
  [credits, sortOf, start, credit, segment].join(' ');

/** Kinds that are of one sort at each of some places have one number, that of the first of them. */
export const kindsAlike = (places: Iterable<KindSorts>, kindCount: number): Uint16Array => {
  let first = new Uint16Array(kindCount);
  for (const { sortOf, sorts } of places) {
    const known = new Map<number, number>();
    first = first.map((before, kind) => {
      const key = before * sorts + sortOf[kind]!;
      const found = known.get(key) ?? kind;
      known.set(key, found);
      return found;
    });
  }
  return first;
};

/** Kinds that no row tells apart have one number; a kind that stands for each number. */
const alikeKinds = (
  rows: readonly SeenRow[],
  kindCount: number,
): { readonly alike: Uint32Array; readonly standsFor: readonly number[] } => {
  const alike = new Uint32Array(kindCount);
  let standsFor = [0];
  for (const { there, elsewhere, shade } of rows) {
    const same = SHADES[shade]!;
    const numbers = new Map<number, number>();
    standsFor = [];
    for (let kind = 0; kind < kindCount; kind += 1) {
      const key = (alike[kind]! * LEASES + same[there[kind]!]!) * LEASES + same[elsewhere[kind]!]!;
      let number = numbers.get(key);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(key, number);
        standsFor.push(kind);
      }
      alike[kind] = number;
    }
  }
  return { alike, standsFor };
};

/** Contingents whose leases some row tells from those of the landlord's own share, one bit each. */
const toldBits = (
  rows: readonly SeenRow[],
  kind: number,
  { credits, bits }: { readonly credits: readonly Reservataire[]; readonly bits: readonly number[] },
): number => {
  let told = 0;
  const own = credits.length - 1;
  for (const { contingent, there, elsewhere, shade } of rows) {
    const same = SHADES[shade]!;
    if (same[there[kind]!] === same[elsewhere[kind]!]) continue;
    for (let c = 0; c < own; c += 1)
      if ((contingent === credits[c]) !== (contingent === credits[own])) told |= bits[c]!;
  }
  return told;
};
