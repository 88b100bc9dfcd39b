import { TYPOLOGIES, type Typology } from '../domain/codes.ts';
import { uint32 } from './allocate.ts';
import { BitSet } from './bitSet.ts';

const TYPES = TYPOLOGIES.length;

/** What the index is built from; all arrays are columns of the pool. */
export interface WishColumns {
  readonly rowCount: number;
  readonly communeCount: number;
  /** Length rowCount + 1: where each row's communes start in `wishCommunes`. */
  readonly wishOffsets: Uint32Array;
  /** Commune numbers, ascending inside a row. */
  readonly wishCommunes: Uint16Array;
  /** One bit per typology wished. Length = rowCount. */
  readonly wishTypologies: Uint8Array;
  /** 1 where the demand accepts other communes. Length = rowCount. */
  readonly wideWish: Uint8Array;
}

/**
 * Inverted index: who asks for a typology in a commune. Demands that accept any commune ("demande élargie") are in one list
 * per typology, the others in one list per commune and typology, so the two lists of a dwelling never share a row.
 */
export class WishIndex {
  /** Lists of rows, ascending inside a list. Key = commune × 7 + typology; then the wide lists. */
  readonly #offsets: Uint32Array;
  readonly #rows: Uint32Array;
  readonly #communeCount: number;
  /** Rows, not wide, that name each commune. */
  readonly namedBy: Uint32Array;
  readonly wide: BitSet;
  readonly wideCount: number;

  constructor(columns: WishColumns) {
    const { rowCount, communeCount, wishOffsets, wishCommunes, wishTypologies, wideWish } = columns;
    const lists = (communeCount + 1) * TYPES;
    const counts = uint32(lists + 1);
    this.#communeCount = communeCount;
    this.namedBy = uint32(communeCount);
    this.wide = new BitSet(rowCount);
    const each = (row: number, visit: (list: number) => void) => {
      const types = wishTypologies[row]!;
      if (wideWish[row] === 1) visitTypes(types, communeCount * TYPES, visit);
      else
        for (let i = wishOffsets[row]!; i < wishOffsets[row + 1]!; i += 1)
          visitTypes(types, wishCommunes[i]! * TYPES, visit);
    };
    const count = (list: number) => {
      counts[list + 1]! += 1;
    };
    for (let row = 0; row < rowCount; row += 1) {
      each(row, count);
      if (wideWish[row] === 1) this.wide.add(row);
      else
        for (let i = wishOffsets[row]!; i < wishOffsets[row + 1]!; i += 1)
          this.namedBy[wishCommunes[i]!]! += 1;
    }
    for (let list = 0; list < lists; list += 1) counts[list + 1]! += counts[list]!;
    this.#offsets = counts;
    this.#rows = uint32(counts[lists]!);
    const next = counts.slice(0, lists);
    let current = 0;
    const place = (list: number) => {
      this.#rows[next[list]!] = current;
      next[list]! += 1;
    };
    for (; current < rowCount; current += 1) each(current, place);
    this.wideCount = this.wide.count();
  }

  /** Rows that name the commune and the typology, wide ones apart. */
  named(commune: number, typology: Typology): Uint32Array {
    return this.#list(commune * TYPES + TYPOLOGIES.indexOf(typology));
  }

  /** Rows that accept any commune and want the typology. */
  wideFor(typology: Typology): Uint32Array {
    return this.#list(this.#communeCount * TYPES + TYPOLOGIES.indexOf(typology));
  }

  #list(list: number): Uint32Array {
    return this.#rows.subarray(this.#offsets[list]!, this.#offsets[list + 1]!);
  }
}

const visitTypes = (mask: number, base: number, visit: (list: number) => void): void => {
  for (let type = 0; type < TYPES; type += 1) if (mask & (1 << type)) visit(base + type);
};

export const typologyBit = (typology: Typology): number => 1 << TYPOLOGIES.indexOf(typology);
export const typologyMask = (typologies: readonly Typology[]): number =>
  typologies.reduce((mask, typology) => mask | typologyBit(typology), 0);
