import { TYPOLOGIES } from '../domain/codes.ts';
import type { Pool } from '../pool/pool.ts';

const TYPES = TYPOLOGIES.length;

/** Group of each row of a pool. */
export type Groups = Uint16Array | Uint32Array;

/** Under any points. */
export const NOBODY = -(2 ** 31);

const NEVER = 2 ** 32 - 1;

export interface WishFilling {
  readonly ordered: Uint32Array;
  readonly points: Int32Array;
  readonly position: Uint32Array;
  readonly inOrder: boolean;
  readonly groupOf: Groups | null;
}

/** A list of rows and, where they are grouped, the segments of one group each. */
export interface WishList {
  /** Among all lists; −1: an empty one. */
  readonly number: number;
  readonly firstSegment: number;
  readonly lastSegment: number;
}

const NO_LIST: WishList = { number: -1, firstSegment: 0, lastSegment: 0 };

/** Which lists each row of a pool is on: a commune that it names and a typology, or any commune and a typology. */
export class WishPlaces {
  readonly communeCount: number;
  /** Lists of each row, one after the other, from `start[row]` up to `start[row + 1]`. */
  readonly lists: Uint32Array;
  readonly start: Uint32Array;

  constructor(pool: Pool) {
    const offsets = pool.array('wishOffsets');
    const communes = pool.array('wishCommunes');
    const types = pool.array('wishTypologies');
    const wide = pool.array('wideWish');
    const n = pool.rowCount;
    this.communeCount = pool.columns.communes.length;
    this.start = new Uint32Array(n + 1);
    for (let row = 0; row < n; row += 1) {
      const places = wide[row] === 1 ? 1 : offsets[row + 1]! - offsets[row]!;
      this.start[row + 1] = this.start[row]! + places * typesIn(types[row]!);
    }
    this.lists = new Uint32Array(this.start[n]!);
    let at = 0;
    const put = (asked: number, base: number): void => {
      for (let type = 0; type < TYPES; type += 1)
        if (asked & (1 << type)) {
          this.lists[at] = base + type;
          at += 1;
        }
    };
    for (let row = 0; row < n; row += 1)
      if (wide[row] === 1) put(types[row]!, this.communeCount * TYPES);
      else for (let w = offsets[row]!; w < offsets[row + 1]!; w += 1) put(types[row]!, communes[w]! * TYPES);
  }

  get listCount(): number {
    return (this.communeCount + 1) * TYPES;
  }
}

const typesIn = (asked: number): number => {
  let count = 0;
  for (let type = 0; type < TYPES; type += 1) if (asked & (1 << type)) count += 1;
  return count;
};

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
  /** Where each segment is read from: those before are on a list already. */
  heads: Uint32Array;
  /** Points of the first of each segment, in the order that fills lists; `NOBODY` where all are on a list. */
  headPoints: Int32Array;
  /** Place in the month's order that nobody of a segment is before. */
  firstPlace: Uint32Array;
  readonly #places: WishPlaces;
  readonly #offsets: Uint32Array;
  readonly #segments: Uint32Array;
  #spare: Uint32Array;
  #points: Int32Array;

  constructor(places: WishPlaces) {
    this.#places = places;
    this.#offsets = new Uint32Array(places.listCount + 1);
    this.#segments = new Uint32Array(places.listCount + 1);
    this.rows = new Uint32Array(0);
    this.#spare = new Uint32Array(0);
    this.segmentGroup = new Uint32Array(0);
    this.segmentStart = new Uint32Array(1);
    this.heads = this.segmentStart;
    this.headPoints = new Int32Array(0);
    this.firstPlace = new Uint32Array(0);
    this.#points = this.headPoints;
  }

  /**
   * @param filling `ordered`: rows in the order of the month, those to leave out left out; `points` of that order, by row of the pool;
   * `position` of each in the month's order; `inOrder`: rows ascend in it; `groupOf`: group of each, or null for one segment a list.
   */
  fill({ ordered, points, position, inOrder, groupOf }: WishFilling): void {
    const next = this.#place(ordered);
    const total = this.#offsets[this.#offsets.length - 1]!;
    if (this.rows.length < total) {
      this.rows = new Uint32Array(Math.ceil(total * 1.1));
      this.#spare = new Uint32Array(this.rows.length);
    }
    const { rows } = this;
    const { lists, start } = this.#places;
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      for (let k = start[row]!; k < start[row + 1]!; k += 1) {
        const list = lists[k]!;
        rows[next[list]!] = row;
        next[list]! += 1;
      }
    }
    if (groupOf === null) this.#oneSegmentEach();
    else this.#group(groupOf);
    this.heads = this.segmentStart.slice();
    this.headPoints = new Int32Array(this.segmentGroup.length);
    this.#points = points;
    this.firstPlace = new Uint32Array(this.segmentGroup.length);
    for (let s = 0; s < this.segmentGroup.length; s += 1) {
      this.#head(s);
      let first = NEVER;
      const end = inOrder
        ? Math.min(this.segmentStart[s]! + 1, this.segmentStart[s + 1]!)
        : this.segmentStart[s + 1]!;
      for (let i = this.segmentStart[s]!; i < end; i += 1) {
        const place = position[this.rows[i]!]!;
        if (place < first) first = place;
      }
      this.firstPlace[s] = first;
    }
  }

  /**
   * Leaves out those of a segment who are on a list, as far as it was read: the others keep their order. Nobody leaves a list before lists
   * are filled anew.
   *
   * @param to place in `rows` up to which it was read. @param taken 1: on a list. Length = pool.rowCount.
   */
  leaveOut(segment: number, to: number, taken: Uint8Array): void {
    const { rows, heads } = this;
    const from = heads[segment]!;
    let head = to;
    for (let i = to - 1; i >= from; i -= 1) {
      const row = rows[i]!;
      if (taken[row] === 1) continue;
      head -= 1;
      rows[head] = row;
    }
    heads[segment] = head;
    this.#head(segment);
  }

  #head(segment: number): void {
    const at = this.heads[segment]!;
    this.headPoints[segment] = at === this.segmentStart[segment + 1] ? NOBODY : this.#points[this.rows[at]!]!;
  }

  /** @param commune place in the pool's dictionary; under 0: nobody names it. */
  named(commune: number, type: number): WishList {
    return commune < 0 ? NO_LIST : this.list(commune * TYPES + type);
  }

  wideFor(type: number): WishList {
    return this.list(this.#places.communeCount * TYPES + type);
  }

  get listCount(): number {
    return this.#places.listCount;
  }

  list(number: number): WishList {
    return {
      number,
      firstSegment: this.#segments[number]!,
      lastSegment: this.#segments[number + 1]!,
    };
  }

  /** Where each list begins; a copy that moves as it fills. */
  #place(ordered: Uint32Array): Uint32Array {
    const offsets = this.#offsets.fill(0);
    const { lists, start } = this.#places;
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      for (let k = start[row]!; k < start[row + 1]!; k += 1) offsets[lists[k]! + 1]! += 1;
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
    for (let row = 0; row < groupOf.length; row += 1) if (groupOf[row]! >= groups) groups = groupOf[row]! + 1;
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
