import { createHash } from 'node:crypto';
import type { ColumnArray, ColumnDictionary, ColumnStore } from '../../scoring/formula/columns.ts';
import type { CommuneCode, IsoDay, QuartierId } from '../domain/ids.ts';
import { NumberColumn } from './numbers.ts';
import { WishIndex } from './wishIndex.ts';

/** The parts of a pool that travel between workers: shared buffers and small dictionaries, no method. */
export interface PoolColumns {
  readonly asOf: IsoDay;
  readonly territory: string;
  /** Numéros uniques, ascending, 18 bytes each: row order is their order. */
  readonly numbers: Uint8Array;
  /** Dictionaries: a column's number is a place in these lists. */
  readonly communes: readonly CommuneCode[];
  readonly quartiers: readonly QuartierId[];
  /** Stored arrays by name. Length = rowCount, but for the `…Offsets` (rowCount + 1) and the lists they point into. */
  readonly arrays: Readonly<Record<string, ColumnArray>>;
}

/**
 * Immutable columnar snapshot of the active demands of a territory on a day. Nothing writes to a column once the pool is
 * made. Row numbers are places in the ascending list of numéros uniques, whatever the order the demands came in.
 */
export class Pool implements ColumnStore {
  readonly columns: PoolColumns;
  readonly dictionary: ColumnDictionary;
  readonly rowCount: number;
  readonly numbers: NumberColumn;
  readonly wishes: WishIndex;
  readonly #communeNumbers: ReadonlyMap<string, number>;
  readonly #quartierNumbers: ReadonlyMap<string, number>;
  #hash: string | null = null;

  constructor(columns: PoolColumns, dictionary: ColumnDictionary) {
    this.columns = columns;
    this.dictionary = dictionary;
    this.numbers = new NumberColumn(columns.numbers);
    this.rowCount = this.numbers.rowCount;
    this.#communeNumbers = new Map(columns.communes.map((code, i) => [code, i]));
    this.#quartierNumbers = new Map(columns.quartiers.map((id, i) => [id, i]));
    this.wishes = new WishIndex({
      rowCount: this.rowCount,
      communeCount: columns.communes.length,
      wishOffsets: this.array('wishOffsets') as Uint32Array,
      wishCommunes: this.array('wishCommunes') as Uint16Array,
      wishTypologies: this.array('wishTypologies') as Uint8Array,
      wideWish: this.array('wideWish') as Uint8Array,
    });
  }

  get asOf(): IsoDay {
    return this.columns.asOf;
  }

  array(name: string): ColumnArray {
    const array = this.columns.arrays[name];
    if (!array) throw new Error(`pool: no column "${name}"`);
    return array;
  }

  /** Place of a commune in the dictionary, or -1 when no demand and no pack names it. */
  communeNumber(code: CommuneCode): number {
    return this.#communeNumbers.get(code) ?? -1;
  }

  quartierNumber(id: QuartierId): number {
    return this.#quartierNumbers.get(id) ?? -1;
  }

  /** SHA-256 of the day, the dictionaries and every column, in hexadecimal: the same for the same demands in any order. */
  get hash(): string {
    this.#hash ??= hashOf(this.columns);
    return this.#hash;
  }
}

const hashOf = (columns: PoolColumns): string => {
  const hash = createHash('sha256');
  const { asOf, territory, communes, quartiers } = columns;
  hash.update(JSON.stringify({ asOf, territory, communes, quartiers }));
  hash.update(columns.numbers);
  for (const name of Object.keys(columns.arrays).sort()) {
    const array = columns.arrays[name]!;
    hash.update(`${name}:${array.constructor.name}:${array.length};`);
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }
  return hash.digest('hex');
};
