import type { ScoredRows } from './compileMethod.ts';
import { type ColumnArray, type ColumnStore, UNKNOWN_U8 } from './formula/columns.ts';
import { LOT } from './method.ts';
import type { ReadTieBreak } from './readShape.ts';

export interface OrderRequest {
  readonly scored: ScoredRows;
  /** Holds the columns that the tie-break names, `filedDay` included when it is named. */
  readonly store: ColumnStore;
  readonly tieBreak: readonly ReadTieBreak[];
  /** The published lot: a hash of (seed, numéro unique) per row. Lower goes first. */
  readonly lot: Float64Array | Uint32Array;
}

export interface RowOrder {
  /** Row numbers, first to last. */
  readonly rows: Uint32Array;
  /** Place of each row, 0 = first: the inverse of `rows`. */
  readonly position: Uint32Array;
}

/**
 * The declared total order of all rows: tier ascending, points descending, the tie-break's keys, then the row number. Rows of
 * a pool are sorted by numéro unique, so the order of import never decides. An undeclared tie-break value goes last, in
 * either direction.
 *
 * Stable radix sort from the last key to the first: linear in rows, no comparator.
 */
export const orderRows = ({ scored, store, tieBreak, lot }: OrderRequest): RowOrder => {
  const n = store.rowCount;
  const sorter = new RadixSorter(n);
  for (const key of [...tieBreak].reverse()) {
    const values = key.by === LOT ? lot : store.array(key.by);
    sorter.sortBy(...sortableWords(values, n, key.direction === 'desc'));
  }
  sorter.sortBy(...sortableWords(scored.points, n, true));
  sorter.sortBy(...sortableWords(scored.tier, n, false));
  const rows = sorter.rows;
  const position = new Uint32Array(n);
  for (let place = 0; place < n; place += 1) position[rows[place]!] = place;
  return { rows, position };
};

/** First key on which two rows differ; `row` when only their numéros uniques do. */
export type SeparatedBy =
  | { readonly by: 'tier' | 'points' | 'row' }
  | { readonly by: 'tie-break'; readonly key: ReadTieBreak };

/** What puts one row before another in the order of `orderRows`, whichever of the two comes first. */
export const separatedBy = (
  { scored, store, tieBreak, lot }: OrderRequest,
  pair: { readonly row: number; readonly other: number },
): SeparatedBy => {
  const { row, other } = pair;
  const differs = (values: ColumnArray): boolean => {
    const a = values[row]!;
    const b = values[other]!;
    return a !== b && !(Number.isNaN(a) && Number.isNaN(b));
  };
  if (differs(scored.tier)) return { by: 'tier' };
  if (differs(scored.points)) return { by: 'points' };
  for (const key of tieBreak)
    if (differs(key.by === LOT ? lot : store.array(key.by))) return { by: 'tie-break', key };
  return { by: 'row' };
};

/** Sorts row numbers by one key after another, each pass keeping the order of the previous ones where keys are equal. */
class RadixSorter {
  rows: Uint32Array;
  #spare: Uint32Array;
  readonly #counts = new Uint32Array(1 << 16);

  constructor(n: number) {
    this.rows = new Uint32Array(n);
    for (let i = 0; i < n; i += 1) this.rows[i] = i;
    this.#spare = new Uint32Array(n);
  }

  /** Words of one key, least significant first. */
  sortBy(...words: readonly Uint32Array[]): void {
    for (const word of words) {
      this.#pass(word, 0);
      this.#pass(word, 16);
    }
  }

  #pass(word: Uint32Array, shift: 0 | 16): void {
    const { rows } = this;
    const counts = this.#counts.fill(0);
    const n = rows.length;
    for (let i = 0; i < n; i += 1) counts[(word[i]! >>> shift) & 0xffff]! += 1;
    // A digit that all rows share moves nothing: most high digits of tiers and points.
    if (n === 0 || counts[(word[0]! >>> shift) & 0xffff] === n) return;
    let start = 0;
    for (let digit = 0; digit < counts.length; digit += 1) {
      const count = counts[digit]!;
      counts[digit] = start;
      start += count;
    }
    const target = this.#spare;
    for (let i = 0; i < n; i += 1) {
      const row = rows[i]!;
      const digit = (word[row]! >>> shift) & 0xffff;
      target[counts[digit]!] = row;
      counts[digit]! += 1;
    }
    this.#spare = rows;
    this.rows = target;
  }
}

const LAST = 0xffffffff;

/**
 * Unsigned words whose order is that of the values (reversed when descending), least significant first; one word for what
 * fits in 32 bits, two for double floats. NaN, and 255 in a byte column, become the greatest word.
 */
const sortableWords = (values: ColumnArray, n: number, descending: boolean): readonly Uint32Array[] => {
  const flip = descending ? LAST : 0;
  if (values instanceof Float64Array) return doubleWords(values, n, flip);
  const words = new Uint32Array(n);
  if (values instanceof Float32Array) {
    const scratch = new Float32Array(1);
    const bits = new Uint32Array(scratch.buffer);
    for (let i = 0; i < n; i += 1) {
      const value = values[i]!;
      // Adding zero makes −0 and 0 one value.
      scratch[0] = value + 0;
      const b = bits[0]!;
      // Set the sign bit of positive floats, complement negative ones: their bits then sort as unsigned numbers do.
      words[i] = Number.isNaN(value) ? LAST : (b ^ (b >>> 31 ? LAST : 0x80000000) ^ flip) >>> 0;
    }
    return [words];
  }
  if (values instanceof Uint8Array) {
    for (let i = 0; i < n; i += 1) words[i] = values[i] === UNKNOWN_U8 ? LAST : values[i]! ^ (flip & 0xff);
    return [words];
  }
  const offset = values instanceof Int32Array ? 0x80000000 : 0;
  for (let i = 0; i < n; i += 1) words[i] = (values[i]! ^ offset ^ flip) >>> 0;
  return [words];
};

const doubleWords = (values: Float64Array, n: number, flip: number): readonly Uint32Array[] => {
  const scratch = new DataView(new ArrayBuffer(8));
  const low = new Uint32Array(n);
  const high = new Uint32Array(n);
  for (let i = 0; i < n; i += 1) {
    const value = values[i]!;
    scratch.setFloat64(0, value + 0);
    const h = scratch.getUint32(0);
    const negative = h >>> 31 ? LAST : 0;
    high[i] = Number.isNaN(value) ? LAST : (h ^ (negative || 0x80000000) ^ flip) >>> 0;
    low[i] = Number.isNaN(value) ? LAST : (scratch.getUint32(4) ^ negative ^ flip) >>> 0;
  }
  return [low, high];
};
