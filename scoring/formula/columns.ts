/**
 * What a formula may read. A dictionary entry gives the name, the meaning and the storage of one demand input; there is no
 * entry for origin, birthplace, nationality, name, free text or kind of income, and formulas that name them are refused.
 */

/** Units known to the checker. `count` and `ratio` are pure numbers with different meanings. */
export type Unit =
  | 'EUR'
  | 'EUR/month'
  | 'EUR/year'
  | 'months'
  | 'years'
  | 'days'
  | 'persons'
  | 'm2'
  | 'count'
  | 'ratio'
  | 'UC';

interface Entry {
  readonly name: string;
  /** French, shown in explanations. */
  readonly label: string;
}

/** A number per demand. Stored in a Float32Array or Float64Array; NaN = not declared. */
export interface NumberColumn extends Entry {
  readonly type: 'number';
  readonly unit: Unit;
  /** Bounds of what can be declared, used to say what an unknown value could bring. */
  readonly min: number;
  readonly max: number;
}

/** True or false per demand. Stored in a Uint8Array: 0, 1, or 255 = not declared. */
export interface BooleanColumn extends Entry {
  readonly type: 'boolean';
}

/**
 * A situation and how well it is established. Stored in a Uint8Array: 0 absent, 1 declared, 2 computed, 3 verified,
 * 255 = not known. Read as a boolean, it is true from "declared" on.
 */
export interface EvidenceColumn extends Entry {
  readonly type: 'evidence';
}

/** One bit of a Uint32Array of flags (a list of ticked motives). A word equal to UNKNOWN_BITS: the list was not declared. */
export interface BitColumn extends Entry {
  readonly type: 'bit';
  /** Name of the stored array. */
  readonly array: string;
  /** 0 to 30. */
  readonly bit: number;
}

/** "The stored code equals this one". Stored in a Uint8Array; 255 = not declared. */
export interface CodeColumn extends Entry {
  readonly type: 'code';
  readonly array: string;
  readonly code: number;
}

export type ColumnDefinition = NumberColumn | BooleanColumn | EvidenceColumn | BitColumn | CodeColumn;

/** By name. */
export type ColumnDictionary = ReadonlyMap<string, ColumnDefinition>;

export type ColumnArray = Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/** Stored arrays by name; all of length `rowCount`. Immutable by agreement: nothing writes to an array it did not create. */
export interface ColumnStore {
  readonly rowCount: number;
  array(name: string): ColumnArray;
}

/** Marker of "not declared" in Uint8 columns. */
export const UNKNOWN_U8 = 255;
/** Marker of "not declared" in words of flags: the last bit alone, so that no flag is set. */
export const UNKNOWN_BITS = 0x8000_0000;
export const EVIDENCE_CODES = { absent: 0, declared: 1, computed: 2, verified: 3 } as const;

export const storedArrayName = (column: ColumnDefinition): string =>
  column.type === 'bit' || column.type === 'code' ? column.array : column.name;
