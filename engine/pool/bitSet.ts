import { uint32 } from './allocate.ts';

/** A set of row numbers below `size`, one bit each, on a shared buffer. */
export class BitSet {
  readonly size: number;
  readonly words: Uint32Array;

  constructor(size: number, words: Uint32Array = uint32((size + 31) >>> 5)) {
    this.size = size;
    this.words = words;
  }

  add(row: number): void {
    this.words[row >>> 5]! |= 1 << (row & 31);
  }

  has(row: number): boolean {
    return (this.words[row >>> 5]! & (1 << (row & 31))) !== 0;
  }

  /** Number of rows in the set. */
  count(): number {
    let total = 0;
    for (const word of this.words) {
      // Parallel bit count (Hacker's Delight, 2nd ed., figure 5-2).
      let v = word - ((word >>> 1) & 0x55555555);
      v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
      total += Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
    }
    return total;
  }
}
