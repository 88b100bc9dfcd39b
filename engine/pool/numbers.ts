import type { DemandNumber } from '../domain/ids.ts';
import { uint8 } from './allocate.ts';

const WIDTH = 18;

/**
 * The numéros uniques of a pool, ascending, as fixed records of 18 ASCII bytes: 52 MB for 2.9 million demands, where
 * strings would need three times that.
 */
export class NumberColumn {
  readonly rowCount: number;
  /** Length = rowCount × 18. */
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.rowCount = bytes.length / WIDTH;
  }

  /** @param sorted numbers in ascending order, without repetition. */
  static from(sorted: readonly DemandNumber[]): NumberColumn {
    const bytes = uint8(sorted.length * WIDTH);
    sorted.forEach((number, row) => {
      for (let i = 0; i < WIDTH; i += 1) bytes[row * WIDTH + i] = number.charCodeAt(i);
    });
    return new NumberColumn(bytes);
  }

  at(row: number): DemandNumber {
    return String.fromCharCode(...this.bytes.subarray(row * WIDTH, (row + 1) * WIDTH)) as DemandNumber;
  }

  /** Row of a number, or -1. Binary search on the sorted records. */
  rowOf(number: string): number {
    if (number.length !== WIDTH) return -1;
    let low = 0;
    let high = this.rowCount - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const order = this.#compare(middle, number);
      if (order === 0) return middle;
      if (order < 0) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  #compare(row: number, number: string): number {
    for (let i = 0; i < WIDTH; i += 1) {
      const difference = this.bytes[row * WIDTH + i]! - number.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return 0;
  }
}

/**
 * A lot per row, drawn from (seed, numéro unique) alone: the last tie-break, equal for equal inputs whatever the order of
 * the file. Values are uniform in [0, 2^53); the mixing is two 32-bit FNV-1a passes finished as in MurmurHash3.
 */
export const lots = (numbers: NumberColumn, seed: number): Float64Array => {
  const { bytes, rowCount } = numbers;
  const out = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row += 1) {
    const from = row * WIDTH;
    const high = finish(fnv(bytes, from, (0x811c9dc5 ^ seed) >>> 0));
    const low = finish(fnv(bytes, from, (0x9e3779b9 + Math.imul(seed, 0x85ebca6b)) >>> 0));
    out[row] = (high >>> 11) * 0x1_0000_0000 + low;
  }
  return out;
};

const fnv = (bytes: Uint8Array, from: number, start: number): number => {
  let hash = start;
  for (let i = 0; i < WIDTH; i += 1) hash = Math.imul(hash ^ bytes[from + i]!, 0x01000193);
  return hash;
};

const finish = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};
