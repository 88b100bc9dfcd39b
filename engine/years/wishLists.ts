import { TYPOLOGIES } from '../domain/codes.ts';
import type { Pool } from '../pool/pool.ts';

const TYPES = TYPOLOGIES.length;

/** Group of each row of a pool. */
export type Groups = Uint16Array | Uint32Array;

/** Under any points. */
export const NOBODY = -(2 ** 31);

export interface WishFilling {
  readonly ordered: Uint32Array;
  readonly points: Int32Array;
  readonly position: Uint32Array;
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
  /** Where each list begins when all rows are on theirs; the end of the last, last. */
  readonly offsets: Uint32Array;

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
    this.offsets = this.#offsets();
  }

  #offsets(): Uint32Array {
    const offsets = new Uint32Array(this.listCount + 1);
    for (let k = 0; k < this.lists.length; k += 1) offsets[this.lists[k]! + 1]! += 1;
    for (let list = 1; list < offsets.length; list += 1) offsets[list]! += offsets[list - 1]!;
    return offsets;
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
  /** Group of each segment. */
  segmentGroup: Uint32Array;
  /** Where each segment is read from in `rows`, those before being on a list already, and where it ends. */
  heads: Uint32Array;
  ends: Uint32Array;
  /** Points of the first of each segment, in the order that fills lists; `NOBODY` where all are on a list. */
  headPoints: Int32Array;
  /** Place in the month's order that nobody of a segment is before; of groups alone, empty without them. */
  firstPlace: Uint32Array;
  readonly #places: WishPlaces;
  readonly #segments: Uint32Array;
  #points: Int32Array;

  constructor(places: WishPlaces) {
    this.#places = places;
    this.#segments = new Uint32Array(places.listCount + 1);
    this.rows = new Uint32Array(0);
    this.segmentGroup = new Uint32Array(0);
    this.heads = new Uint32Array(0);
    this.ends = this.heads;
    this.headPoints = new Int32Array(0);
    this.firstPlace = new Uint32Array(0);
    this.#points = this.headPoints;
  }

  /**
   * @param filling `ordered`: rows in the order of the month, those to leave out left out; `points` of that order, by row of the pool;
   * `position` of each in the month's order; `groupOf`: group of each, or null for one segment a list.
   */
  fill({ ordered, points, position, groupOf }: WishFilling): void {
    this.rows = new Uint32Array(this.#places.offsets.at(-1)!);
    if (groupOf === null) this.#oneSegmentEach(ordered);
    else this.#group(inGroups(ordered, groupOf), position, groupOf);
    this.headPoints = new Int32Array(this.segmentGroup.length);
    this.#points = points;
    for (let s = 0; s < this.segmentGroup.length; s += 1) this.#head(s);
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
    this.headPoints[segment] = at === this.ends[segment] ? NOBODY : this.#points[this.rows[at]!]!;
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

  #oneSegmentEach(ordered: Uint32Array): void {
    const { rows } = this;
    const { lists, start } = this.#places;
    const next = this.#places.offsets.slice(0, -1);
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      for (let k = start[row]!; k < start[row + 1]!; k += 1) {
        const list = lists[k]!;
        rows[next[list]!] = row;
        next[list]! += 1;
      }
    }
    this.segmentGroup = new Uint32Array(next.length);
    this.heads = this.#places.offsets.slice(0, -1);
    this.ends = next;
    this.firstPlace = new Uint32Array(0);
    for (let list = 0; list <= next.length; list += 1) this.#segments[list] = list;
  }

  /** @param ordered rows of one group one after the other: so they are then in each list. */
  #group(ordered: Uint32Array, position: Uint32Array, groupOf: Groups): void {
    const { rows } = this;
    const { lists, start } = this.#places;
    const next = this.#places.offsets.slice(0, -1);
    // Segments as they begin, whichever their list; and the last one of each list.
    const last = new Int32Array(next.length).fill(-1);
    const group: number[] = [];
    const head: number[] = [];
    const past: number[] = [];
    const first: number[] = [];
    const listOf: number[] = [];
    for (let i = 0; i < ordered.length; i += 1) {
      const row = ordered[i]!;
      const own = groupOf[row]!;
      const place = position[row]!;
      for (let k = start[row]!; k < start[row + 1]!; k += 1) {
        const list = lists[k]!;
        const at = next[list]!;
        const s = last[list]!;
        if (s < 0 || group[s] !== own) {
          last[list] = group.length;
          group.push(own);
          head.push(at);
          past.push(at + 1);
          first.push(place);
          listOf.push(list);
        } else {
          past[s] = at + 1;
          if (place < first[s]!) first[s] = place;
        }
        rows[at] = row;
        next[list] = at + 1;
      }
    }
    this.#byList({ listOf, group, head, past, first });
  }

  /** Segments of one list one after the other, as they began. */
  #byList(begun: BegunSegments): void {
    const { listOf, group, head, past, first } = begun;
    const count = group.length;
    const segments = this.#segments.fill(0);
    for (let s = 0; s < count; s += 1) segments[listOf[s]! + 1]! += 1;
    for (let list = 1; list < segments.length; list += 1) segments[list]! += segments[list - 1]!;
    const next = segments.slice(0, -1);
    this.segmentGroup = new Uint32Array(count);
    this.heads = new Uint32Array(count);
    this.ends = new Uint32Array(count);
    this.firstPlace = new Uint32Array(count);
    for (let s = 0; s < count; s += 1) {
      const to = next[listOf[s]!]!;
      next[listOf[s]!] = to + 1;
      this.segmentGroup[to] = group[s]!;
      this.heads[to] = head[s]!;
      this.ends[to] = past[s]!;
      this.firstPlace[to] = first[s]!;
    }
  }
}

/** Segments in the order in which they began: their lists, their groups, where they start and end, and the first place of each. */
interface BegunSegments {
  readonly listOf: readonly number[];
  readonly group: readonly number[];
  readonly head: readonly number[];
  readonly past: readonly number[];
  readonly first: readonly number[];
}

/** Rows of one group one after the other, groups as they first come: a stable counting sort. */
const inGroups = (ordered: Uint32Array, groupOf: Groups): Uint32Array => {
  let most = 0;
  for (let i = 0; i < ordered.length; i += 1) if (groupOf[ordered[i]!]! > most) most = groupOf[ordered[i]!]!;
  const next = new Uint32Array(most + 1);
  const groups: number[] = [];
  for (let i = 0; i < ordered.length; i += 1) {
    const group = groupOf[ordered[i]!]!;
    if (next[group] === 0) groups.push(group);
    next[group]! += 1;
  }
  let start = 0;
  for (const group of groups) {
    const count = next[group]!;
    next[group] = start;
    start += count;
  }
  const rows = new Uint32Array(ordered.length);
  for (let i = 0; i < ordered.length; i += 1) {
    const row = ordered[i]!;
    const group = groupOf[row]!;
    rows[next[group]!] = row;
    next[group]! += 1;
  }
  return rows;
};
