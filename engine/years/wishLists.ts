import { TYPOLOGIES } from '../domain/codes.ts';
import type { Pool } from '../pool/pool.ts';

const TYPES = TYPOLOGIES.length;

/** Group of each row of a pool. */
export type Groups = Uint16Array | Uint32Array;

/** A list of rows and, where they are grouped, the segments of one group each. */
export interface WishList {
  readonly from: number;
  readonly to: number;
  readonly firstSegment: number;
  readonly lastSegment: number;
}

/**
 * Who asks for a typology in a commune, in the method's order of the month: the same two lists for a dwelling as the pool's index has
 * (those that name the commune, those that accept any), of demands that are alive, apart ones left out. Rows may be grouped inside
 * each list, keeping their order.
 */
export class WishLists {
  /** Rows of all lists. */
  rows: Uint32Array;
  /** Group of each segment, and where it starts in `rows`; one more start than segments. */
  segmentGroup: Uint32Array;
  segmentStart: Uint32Array;
  readonly #communeCount: number;
  readonly #offsets: Uint32Array;
  readonly #segments: Uint32Array;
  readonly #wishOffsets: Uint32Array;
  readonly #wishCommunes: Uint16Array;
  readonly #types: Uint8Array;
  readonly #wide: Uint8Array;
  #spare: Uint32Array;

  constructor(pool: Pool) {
    this.#communeCount = pool.columns.communes.length;
    const lists = (this.#communeCount + 1) * TYPES;
    this.#offsets = new Uint32Array(lists + 1);
    this.#segments = new Uint32Array(lists + 1);
    this.#wishOffsets = pool.array('wishOffsets') as Uint32Array;
    this.#wishCommunes = pool.array('wishCommunes') as Uint16Array;
    this.#types = pool.array('wishTypologies') as Uint8Array;
    this.#wide = pool.array('wideWish') as Uint8Array;
    this.rows = new Uint32Array(0);
    this.#spare = new Uint32Array(0);
    this.segmentGroup = new Uint32Array(0);
    this.segmentStart = new Uint32Array(1);
  }

  /**
   * @param ordered rows in the order of the month, those to leave out left out.
   * @param groupOf group of each row of the pool; null: one segment a list.
   */
  fill(ordered: Uint32Array, groupOf: Groups | null): void {
    const next = this.#place(ordered);
    const total = this.#offsets[this.#offsets.length - 1]!;
    if (this.rows.length < total) {
      this.rows = new Uint32Array(Math.ceil(total * 1.1));
      this.#spare = new Uint32Array(this.rows.length);
    }
    const { rows } = this;
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      const types = this.#types[row]!;
      if (this.#wide[row] === 1) this.#put(rows, next, row, types, this.#communeCount * TYPES);
      else
        for (let w = this.#wishOffsets[row]!; w < this.#wishOffsets[row + 1]!; w += 1)
          this.#put(rows, next, row, types, this.#wishCommunes[w]! * TYPES);
    }
    if (groupOf === null) this.#oneSegmentEach();
    else this.#group(groupOf);
  }

  /** @param commune place in the pool's dictionary; under 0: nobody names it. */
  named(commune: number, type: number): WishList {
    return this.#list(commune < 0 ? -1 : commune * TYPES + type);
  }

  wideFor(type: number): WishList {
    return this.#list(this.#communeCount * TYPES + type);
  }

  #list(list: number): WishList {
    return list < 0
      ? { from: 0, to: 0, firstSegment: 0, lastSegment: 0 }
      : {
          from: this.#offsets[list]!,
          to: this.#offsets[list + 1]!,
          firstSegment: this.#segments[list]!,
          lastSegment: this.#segments[list + 1]!,
        };
  }

  #put(rows: Uint32Array, next: Uint32Array, row: number, types: number, base: number): void {
    for (let type = 0; type < TYPES; type += 1)
      if (types & (1 << type)) {
        rows[next[base + type]!] = row;
        next[base + type]! += 1;
      }
  }

  /** Where each list begins; a copy that moves as it fills. */
  #place(ordered: Uint32Array): Uint32Array {
    const offsets = this.#offsets.fill(0);
    const count = (types: number, base: number) => {
      for (let type = 0; type < TYPES; type += 1) if (types & (1 << type)) offsets[base + type + 1]! += 1;
    };
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      const types = this.#types[row]!;
      if (this.#wide[row] === 1) count(types, this.#communeCount * TYPES);
      else
        for (let w = this.#wishOffsets[row]!; w < this.#wishOffsets[row + 1]!; w += 1)
          count(types, this.#wishCommunes[w]! * TYPES);
    }
    for (let list = 1; list < offsets.length; list += 1) offsets[list]! += offsets[list - 1]!;
    return offsets.slice(0, -1);
  }

  #oneSegmentEach(): void {
    const lists = this.#offsets.length - 1;
    this.segmentGroup = new Uint32Array(lists);
    this.segmentStart = this.#offsets;
    for (let list = 0; list <= lists; list += 1) this.#segments[list] = list;
  }

  /** Stable: a counting sort inside each list, over the groups that it holds. */
  #group(groupOf: Groups): void {
    let groups = 0;
    for (const group of groupOf) if (group >= groups) groups = group + 1;
    const counts = new Uint32Array(groups);
    const segmentGroup: number[] = [];
    const segmentStart: number[] = [];
    const from = this.rows;
    const to = this.#spare;
    for (let list = 0; list < this.#offsets.length - 1; list += 1) {
      const [a, b] = [this.#offsets[list]!, this.#offsets[list + 1]!];
      this.#segments[list] = segmentGroup.length;
      const first = segmentGroup.length;
      for (let i = a; i < b; i += 1) {
        const group = groupOf[from[i]!]!;
        if (counts[group] === 0) segmentGroup.push(group);
        counts[group]! += 1;
      }
      let start = a;
      for (let s = first; s < segmentGroup.length; s += 1) {
        const group = segmentGroup[s]!;
        segmentStart.push(start);
        const count = counts[group]!;
        counts[group] = start;
        start += count;
      }
      for (let i = a; i < b; i += 1) {
        const group = groupOf[from[i]!]!;
        to[counts[group]!] = from[i]!;
        counts[group]! += 1;
      }
      for (let s = first; s < segmentGroup.length; s += 1) counts[segmentGroup[s]!] = 0;
    }
    this.#segments[this.#offsets.length - 1] = segmentGroup.length;
    segmentStart.push(this.#offsets[this.#offsets.length - 1]!);
    this.segmentGroup = Uint32Array.from(segmentGroup);
    this.segmentStart = Uint32Array.from(segmentStart);
    this.rows = to;
    this.#spare = from;
  }
}
