import type { Encoding } from '../import/encoding.ts';
import { guardFormula } from '../import/formulaGuard.ts';
import type { TableFormat } from '../import/tableFormat.ts';
import { writeTextFile } from './textFile.ts';

export interface CsvWriting {
  /** `;` by default, as French spreadsheets expect. */
  readonly delimiter?: ';' | ',' | '\t';
  readonly encoding?: Encoding;
  readonly lineEnd?: '\n' | '\r\n';
  /** UTF-8 mark, by which spreadsheets recognise the encoding; true by default in UTF-8. */
  readonly bom?: boolean;
}

export interface Written {
  readonly rows: number;
  readonly bytes: number;
}

const BOM = '\ufeff';
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/;

const csvCell = (text: string): string =>
  NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** One line of CSV, its line end included. */
export const csvLine = (cells: readonly string[], writing: CsvWriting): string =>
  cells.map(csvCell).join(writing.delimiter ?? ';') + (writing.lineEnd ?? '\n');

/** Writes header and rows; the mark goes first where one is wanted. */
export const writeCsvFile = (
  path: string,
  lines: Iterable<readonly string[]>,
  writing: CsvWriting,
): Promise<{ readonly bytes: number }> => {
  const encoding = writing.encoding ?? 'utf-8';
  const pieces = function* (): Generator<string> {
    if (encoding === 'utf-8' && writing.bom !== false) yield BOM;
    for (const cells of lines) yield csvLine(cells, writing);
  };
  return writeTextFile(path, pieces(), encoding);
};

/** Values as the columns and texts of their kind, for any file that the import of that kind reads back. */
export interface KindTable<T> {
  readonly headers: readonly string[];
  cellsOf(row: T): string[];
}

/**
 * Columns of a kind of file for these rows. Rows are iterated once when the kind has columns per year, so a one-shot iterator is
 * refused (RangeError) in that case. `freeText` is applied to cells of free text.
 */
export const kindTable = <C, T>(
  format: TableFormat<C, T>,
  rows: Iterable<T>,
  freeText: (text: string) => string,
): KindTable<T> => {
  const { columns, yearColumns } = format;
  const years = new Set<number>();
  if (yearColumns) {
    if (rows[Symbol.iterator]() === (rows as unknown))
      throw new RangeError('rows are read twice: give an array or another iterable that starts again');
    for (const row of rows) for (const year of yearColumns.years(format.flatten(row))) years.add(year);
  }
  const sortedYears = [...years].sort((a, b) => a - b);
  return {
    headers: [
      ...columns.map((column) => column.header),
      ...sortedYears.map((year) => yearColumns?.header(year) ?? ''),
    ],
    cellsOf: (row) => {
      const cells = format.flatten(row);
      return [
        ...columns.map((column) => {
          const text = column.write(cells);
          return column.freeText ? freeText(text) : text;
        }),
        ...sortedYears.map((year) => yearColumns?.write(cells, year) ?? ''),
      ];
    },
  };
};

/**
 * Writes values as the CSV of their kind, which the import of the same kind reads back to equal values. Rows are iterated
 * twice when the kind has columns per year.
 */
export const writeTable = async <C, T>(
  format: TableFormat<C, T>,
  rows: Iterable<T>,
  path: string,
  writing: CsvWriting = {},
): Promise<Written> => {
  const table = kindTable(format, rows, guardFormula);
  let count = 0;
  const lines = function* (): Generator<readonly string[]> {
    yield table.headers;
    for (const row of rows) {
      count += 1;
      yield table.cellsOf(row);
    }
  };
  const { bytes } = await writeCsvFile(path, lines(), writing);
  return { rows: count, bytes };
};
