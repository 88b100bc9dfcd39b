import type { z } from 'zod';
import { CellRefusal, type CellType } from './cells.ts';
import type { ImportCode } from './messages.ts';
import type { ImportContext, ImportKind } from './report.ts';

/*
 * A kind of file as a table: one entry per column that both reads and writes. `C` is the flat form of a row, one property per
 * column; `T` is the domain value it becomes.
 */

export interface TableColumn<C> {
  readonly field: keyof C & string;
  /** Path inside the domain value: `household.couple`. */
  readonly path: string;
  readonly header: string;
  /** Other headers read as this column; compared without accents, case or punctuation. */
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly help: string;
  readonly expected: string;
  readonly list: boolean;
  readonly freeText: boolean;
  /**
   * Says in a row that the file has no such column, where that is not the same as an empty cell ("none"); null where it is.
   */
  readonly markAbsent: ((cells: Partial<C>) => void) | null;
  /** Reads trimmed, non-empty text into the row. */
  read(text: string, cells: Partial<C>, context: ImportContext): CellRefusal | null;
  write(cells: C): string;
}

/** Columns that exist once per year: "RFR 2024", "RFR 2025"… */
export interface YearColumns<C> {
  readonly field: keyof C & string;
  readonly path: string;
  readonly help: string;
  readonly expected: string;
  header(year: number): string;
  /** Year of a header in plain text, or null when it is not one of these columns. */
  yearOf(plainHeader: string): number | null;
  read(text: string, year: number, cells: Partial<C>, context: ImportContext): CellRefusal | null;
  years(cells: C): readonly number[];
  write(cells: C, year: number): string;
}

/** Why a row of readable cells makes no value. */
export interface RowRefusal<C> {
  readonly code: ImportCode;
  readonly field: keyof C & string;
}

export interface TableFormat<C, T> {
  readonly kind: ImportKind;
  readonly columns: readonly TableColumn<C>[];
  readonly yearColumns: YearColumns<C> | null;
  /** What every optional column is when its cell is empty. A new object each time. */
  blank(): Partial<C>;
  /** Checks across columns. Null when the row holds together. */
  check(cells: C, context: ImportContext): RowRefusal<C> | null;
  assemble(cells: C, context: ImportContext): T;
  flatten(value: T): C;
  readonly schema: z.ZodType<T>;
  /** Rows with the same key are the same thing; null: nothing tells this row from another, so it is one more. */
  key(value: T): string | null;
  /** The later version replaces the earlier; null when rows have none. */
  version(value: T): string | null;
}

interface ColumnSpec<V> {
  readonly header: string;
  readonly aliases?: readonly string[];
  readonly path?: string;
  readonly required?: boolean;
  readonly help: string;
  readonly cell: CellType<V>;
  /** What every row holds when the file has no such column; left out where that is what an empty cell means. */
  readonly whenAbsent?: { readonly value: V };
}

/** Column builder of a flat row type: `column('couple', {…})`. */
export const columnOf =
  <C>() =>
  <K extends keyof C & string>(field: K, spec: ColumnSpec<C[K]>): TableColumn<C> => ({
    field,
    path: spec.path ?? field,
    header: spec.header,
    aliases: spec.aliases ?? [],
    required: spec.required ?? false,
    help: spec.help,
    expected: spec.cell.expected,
    list: spec.cell.list ?? false,
    freeText: spec.cell.freeText ?? false,
    markAbsent: spec.whenAbsent
      ? (cells) => {
          cells[field] = spec.whenAbsent!.value;
        }
      : null,
    read: (text, cells, context) => {
      const value = spec.cell.read(text, context);
      if (value instanceof CellRefusal) return value;
      cells[field] = value;
      return null;
    },
    write: (cells) => spec.cell.write(cells[field]),
  });
