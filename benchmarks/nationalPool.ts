import { isoDay, wholeMonthsBetween } from '../engine/domain/day.ts';
import type { CommuneCode, IsoDay } from '../engine/domain/ids.ts';
import { float32, int32, uint8, uint16, uint32 } from '../engine/pool/allocate.ts';
import { Pool, type PoolColumns } from '../engine/pool/pool.ts';
import {
  type Random,
  randomStream,
  shuffle,
  type Weights,
  weightedDraw,
} from '../engine/simulation/random.ts';
import type { ColumnArray } from '../scoring/formula/columns.ts';

/*
 * A pool the size of the country's demand, made directly as columns: no public file holds 2.9 million demands, and as objects
 * they would not fit. Households are those of a generated pool, drawn again with another filing day; only what depends on
 * the place is new. So the columns are those of `engine/pool/build.ts`, whatever they become.
 */

export interface NationalOptions {
  /** Pool whose households are drawn again. */
  readonly donors: Pool;
  readonly rowCount: number;
  readonly seed: number;
  /**
   * Share of demands that accept any commune. In a national pool such a row stands in every list of the country, so the default
   * is small: who is "élargie" means the communes around, not those 800 km away.
   */
  readonly wideShare?: number;
}

export const NATIONAL_ROWS = 2_900_000;
export const NATIONAL_WIDE_SHARE = 0.01;

/** 94 mainland departments of 368 invented commune codes, and the donors' own: about 34,700, as there are in France. */
const COMMUNES_PER_DEPARTMENT = 368;
/** Popularity of the r-th commune is 1 ÷ (r + 2)^0.9: the first is named by about one demand in twelve. */
const POPULARITY_POWER = 0.9;
/** A further wish is this far in the list of codes at most, where it is a neighbour. */
const NEIGHBOURS = 12;
const NEIGHBOUR_CHANCE = 0.7;
/** Filing days are moved back by less than this, so that copies of a household differ. */
const FILING_DAYS = 28;

const NUMBER_BYTES = 18;
/** Sequences of a synthetic numéro, for one month of filing. */
const SEQUENCES = 1_000_000;

export const nationalPool = (options: NationalOptions): Pool =>
  new Pool(nationalColumns(options), options.donors.dictionary);

export const nationalColumns = ({
  donors,
  rowCount,
  seed,
  wideShare = NATIONAL_WIDE_SHARE,
}: NationalOptions): PoolColumns => {
  if (rowCount > 12 * SEQUENCES) throw new RangeError(`benchmark: ${rowCount} rows, at most 12 million`);
  const { columns, asOf } = donors;
  const communes = nationalCommunes(columns.communes);
  const donorOf = uint32(rowCount);
  const draw = randomStream(seed, 'national/donors');
  for (let row = 0; row < rowCount; row += 1) donorOf[row] = draw.integer(0, donors.rowCount - 1);

  const arrays: Record<string, ColumnArray> = {};
  for (const [name, array] of Object.entries(columns.arrays))
    if (array.length === donors.rowCount) arrays[name] = gathered(array, donorOf);
  moveFilingDays(arrays, asOf, randomStream(seed, 'national/filing'));
  const wide = randomStream(seed, 'national/wide');
  const wideWish = uint8(rowCount);
  for (let row = 0; row < rowCount; row += 1) wideWish[row] = wide.chance(wideShare) ? 1 : 0;
  for (const name of COMMUNE_COLUMNS) renumber(arrays[name]!, columns.communes, communes);
  const made: Readonly<Record<string, ColumnArray>> = {
    ...arrays,
    wideWish,
    ...communeWishes(donors, donorOf, communes.length, seed),
    ...quartierWishes(donors, donorOf),
  };
  return {
    asOf,
    territory: 'national-bench',
    numbers: nationalNumbers(rowCount),
    communes,
    quartiers: columns.quartiers,
    arrays: Object.fromEntries(Object.keys(columns.arrays).map((name) => [name, made[name]!])),
  };
};

/** Ascending codes: invented ones of every mainland department, and those of the donors' territory. */
const nationalCommunes = (own: readonly CommuneCode[]): CommuneCode[] => {
  const codes = new Set<string>(own);
  for (let department = 1; department <= 95; department += 1)
    if (department !== 20)
      for (let c = 1; c <= COMMUNES_PER_DEPARTMENT; c += 1)
        codes.add(`${String(department).padStart(2, '0')}${String(c).padStart(3, '0')}`);
  return [...codes].sort() as CommuneCode[];
};

/** Communes in order of popularity (a seeded shuffle), with their weight. */
export const communePopularity = (communeCount: number, seed: number): Weights<number> =>
  shuffle(
    randomStream(seed, 'national/popularity'),
    Array.from({ length: communeCount }, (_, i) => i),
  ).map((commune, rank) => [commune, 1 / (rank + 2) ** POPULARITY_POWER] as const);

const sameType = (array: ColumnArray, length: number): ColumnArray => {
  if (array instanceof Float32Array) return float32(length);
  if (array instanceof Int32Array) return int32(length);
  if (array instanceof Uint32Array) return uint32(length);
  if (array instanceof Uint16Array) return uint16(length);
  if (array instanceof Uint8Array) return uint8(length);
  throw new Error(`benchmark: a pool holds no ${array.constructor.name}`);
};

const gathered = (from: ColumnArray, places: Uint32Array): ColumnArray => {
  const to = sameType(from, places.length);
  for (let row = 0; row < places.length; row += 1) to[row] = from[places[row]!]!;
  return to;
};

/** Columns that hold places in the dictionary of communes, or a marker beyond them. */
const COMMUNE_COLUMNS = ['workplaceCommune', 'coWorkplaceCommune'] as const;

const renumber = (column: ColumnArray, from: readonly CommuneCode[], to: readonly CommuneCode[]): void => {
  const places = new Map(to.map((code, place) => [code, place]));
  const moved = from.map((code) => places.get(code)!);
  for (let row = 0; row < column.length; row += 1) column[row] = moved[column[row]!] ?? column[row]!;
};

/** Earlier filing days, with the months waited that follow from them. */
const moveFilingDays = (arrays: Record<string, ColumnArray>, asOf: IsoDay, random: Random): void => {
  const filed = arrays.filedDay!;
  const waiting = arrays.waitingMonths!;
  const months = new Map<number, number>();
  for (let row = 0; row < filed.length; row += 1) {
    const day = filed[row]! - random.integer(0, FILING_DAYS - 1);
    let waited = months.get(day);
    if (waited === undefined) {
      waited = wholeMonthsBetween(isoDay(day), asOf);
      months.set(day, waited);
    }
    filed[row] = day;
    waiting[row] = waited;
  }
};

/** As many communes as the donor names: the first by popularity, the others mostly neighbours. */
const communeWishes = (donors: Pool, donorOf: Uint32Array, communeCount: number, seed: number) => {
  const pull = weightedDraw(communePopularity(communeCount, seed));
  const random = randomStream(seed, 'national/communes');
  const from = donors.array('wishOffsets');
  const wishOffsets = uint32(donorOf.length + 1);
  for (let row = 0; row < donorOf.length; row += 1)
    wishOffsets[row + 1] = wishOffsets[row]! + from[donorOf[row]! + 1]! - from[donorOf[row]!]!;
  const wishCommunes = uint16(wishOffsets[donorOf.length]!);
  for (let row = 0; row < donorOf.length; row += 1) {
    const start = wishOffsets[row]!;
    const end = wishOffsets[row + 1]!;
    for (let at = start; at < end; ) {
      const near = at > start && random.chance(NEIGHBOUR_CHANCE);
      const commune = near
        ? Math.min(communeCount - 1, wishCommunes[start]! + random.integer(1, NEIGHBOURS))
        : pull(random);
      if (wishCommunes.subarray(start, at).includes(commune)) continue;
      wishCommunes[at] = commune;
      at += 1;
    }
    wishCommunes.subarray(start, end).sort();
  }
  return { wishOffsets, wishCommunes };
};

/** The donor's own: they cost what quartier wishes cost, and only weigh on dwellings of its territory. */
const quartierWishes = (donors: Pool, donorOf: Uint32Array) => {
  const from = donors.array('wishQuartierOffsets');
  const items = donors.array('wishQuartiers');
  const wishQuartierOffsets = uint32(donorOf.length + 1);
  for (let row = 0; row < donorOf.length; row += 1)
    wishQuartierOffsets[row + 1] =
      wishQuartierOffsets[row]! + from[donorOf[row]! + 1]! - from[donorOf[row]!]!;
  const wishQuartiers = uint16(wishQuartierOffsets[donorOf.length]!);
  for (let row = 0; row < donorOf.length; row += 1) {
    const donor = donorOf[row]!;
    for (let i = from[donor]!; i < from[donor + 1]!; i += 1)
      wishQuartiers[wishQuartierOffsets[row]! + i - from[donor]!] = items[i]!;
  }
  return { wishQuartierOffsets, wishQuartiers };
};

/** Synthetic numéros, ascending: 999, a year and a month that change every million, the sequence, the body. */
const nationalNumbers = (rowCount: number): Uint8Array => {
  const bytes = uint8(rowCount * NUMBER_BYTES);
  for (let row = 0; row < rowCount; row += 1) {
    const month = String(Math.floor(row / SEQUENCES) + 1).padStart(2, '0');
    const number = `99926${month}${String(row % SEQUENCES).padStart(6, '0')}SIM01`;
    for (let i = 0; i < NUMBER_BYTES; i += 1) bytes[row * NUMBER_BYTES + i] = number.charCodeAt(i);
  }
  return bytes;
};
