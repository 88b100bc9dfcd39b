import type { CompiledMethod } from './compileMethod.ts';
import {
  type ColumnDefinition,
  type ColumnStore,
  EVIDENCE_CODES,
  UNKNOWN_BITS,
  UNKNOWN_U8,
} from './formula/columns.ts';
import { unitLabel } from './formula/units.ts';

export type Status = 'met' | 'unmet' | 'unknown';
export type EvidenceName = keyof typeof EVIDENCE_CODES;

/** One input of a criterion as a person reads it. */
export interface InputValue {
  readonly column: string;
  readonly label: string;
  /** Null = not declared. */
  readonly value: number | boolean | null;
  /** French; empty when the value has none. */
  readonly unit: string;
  /** How well a situation is established; null for other inputs, and when it is not known. */
  readonly evidence: EvidenceName | null;
}

const LEVELS = Object.keys(EVIDENCE_CODES) as EvidenceName[];

export const statusOf = (answer: number): Status =>
  answer === 1 ? 'met' : answer === 0 ? 'unmet' : 'unknown';

/**
 * The raw values of one row, and what the method's trace makes of them. The values can be replaced one by one, to ask what
 * another value would have given; the store is never written.
 */
export class RowReader {
  readonly compiled: CompiledMethod;
  /** Raw stored values, in the kernel's order. */
  readonly raw: Float64Array;
  readonly #single: readonly boolean[];
  readonly #out: Float64Array;

  constructor(compiled: CompiledMethod, store: ColumnStore, row: number) {
    if (!Number.isInteger(row) || row < 0 || row >= store.rowCount)
      throw new RangeError(`scoring: row ${row} of ${store.rowCount}`);
    const { arrays, single } = compiled.bind(store);
    this.compiled = compiled;
    this.raw = new Float64Array(arrays.length);
    for (let i = 0; i < arrays.length; i += 1) this.raw[i] = arrays[i]![row]!;
    this.#single = single;
    this.#out = new Float64Array(compiled.kernel.traceLength);
  }

  /** Trace of the present values (`Kernel.trace`). The same array comes back each time. */
  trace(): Float64Array {
    const { kernel } = this.compiled;
    kernel.trace(this.raw, this.#single, this.#out);
    return this.#out;
  }

  /** Place of a column's stored array in the kernel's order. */
  place(column: ColumnDefinition): number {
    const place = this.compiled.places.get(column.name);
    if (place === undefined) throw new Error(`scoring: column "${column.name}" is not read`);
    return place;
  }

  isUnknown(column: ColumnDefinition): boolean {
    const raw = this.raw[this.place(column)]!;
    if (column.type === 'bit') return raw === UNKNOWN_BITS;
    return column.type === 'number' ? Number.isNaN(raw) : raw === UNKNOWN_U8;
  }

  input(column: ColumnDefinition): InputValue {
    const unknown = this.isUnknown(column);
    const raw = this.raw[this.place(column)]!;
    return {
      column: column.name,
      label: column.label,
      value: unknown ? null : readValue(column, raw),
      unit: unitLabel(column),
      evidence: unknown || column.type !== 'evidence' ? null : (LEVELS[raw] ?? null),
    };
  }
}

const readValue = (column: ColumnDefinition, raw: number): number | boolean => {
  switch (column.type) {
    case 'number':
      return raw;
    case 'boolean':
      return raw === 1;
    case 'evidence':
      return raw >= EVIDENCE_CODES.declared;
    case 'bit':
      return ((raw >>> column.bit) & 1) === 1;
    case 'code':
      return raw === column.code;
  }
};
