import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node';
import { NUMBER_CELL } from '../import/cells.ts';
import { guardFormula } from '../import/formulaGuard.ts';
import { type CsvWriting, type Written, writeCsvFile } from './csvText.ts';
import { placeFile } from './placedFile.ts';

/*
 * Any table of the application as CSV or XLSX: columns with French headers, cells with a type. Null is an empty cell. Texts that a
 * spreadsheet could take for a formula are guarded in both, as the import unguards them.
 */

export type TableCell = string | number | boolean | null;

export interface ExportColumn<R> {
  readonly header: string;
  /** `day`: an ISO day, a date in a workbook. `share`: 0 to 1, a percentage in a workbook. */
  readonly type: 'text' | 'number' | 'day' | 'yes-no' | 'share';
  readonly cell: (row: R) => TableCell;
}

export interface ExportTable<R> {
  /** Name of the sheet, at most 31 characters. */
  readonly name: string;
  readonly columns: readonly ExportColumn<R>[];
  readonly rows: readonly R[];
}

export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormatName = (typeof TABLE_FORMATS)[number];

const HEADER_STYLE = { fontWeight: 'bold' } as const;
const DAY_FORMAT = 'yyyy-mm-dd';
const SHARE_FORMAT = '0.0%';
const MAX_SHEET_NAME = 31;
const LEAST_WIDTH = 10;
const LARGEST_WIDTH = 48;
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Before this day a workbook's dates are a day off: written as text. */
const FIRST_SURE_DAY = '1900-03-01';

const csvCell = <R>({ cell }: ExportColumn<R>, row: R): string => {
  const value = cell(row);
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? NUMBER_CELL.write(value) : '';
  return typeof value === 'boolean' ? (value ? 'OUI' : 'NON') : guardFormula(value);
};

const sheetCell = <R>({ cell, type }: ExportColumn<R>, row: R): Cell => {
  const value = cell(row);
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return { type: String, value: value ? 'OUI' : 'NON' };
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null;
    return type === 'share' ? { type: Number, value, format: SHARE_FORMAT } : { type: Number, value };
  }
  if (type === 'day' && ISO_DAY.test(value) && value >= FIRST_SURE_DAY)
    return { type: Date, value: new Date(`${value}T00:00:00Z`), format: DAY_FORMAT };
  return { type: String, value: guardFormula(withoutControls(value)) };
};

/** XML 1.0 has no place for these characters. */
const withoutControls = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

/** Characters that a sheet's name cannot hold. */
const sheetName = (name: string): string => name.replace(/[[\]:*?/\\]/g, ' ').slice(0, MAX_SHEET_NAME);

const sheetData = <R>({ columns, rows }: ExportTable<R>): SheetData => [
  columns.map(({ header }) => ({ type: String, value: guardFormula(header), ...HEADER_STYLE })),
  ...rows.map((row) => columns.map((column) => sheetCell(column, row))),
];

/** The table as a workbook of one sheet. */
export const tableWorkbook = async <R>(table: ExportTable<R>): Promise<Buffer> => {
  const widths = table.columns.map(({ header }) => ({
    width: Math.min(LARGEST_WIDTH, Math.max(LEAST_WIDTH, header.length + 2)),
  }));
  return writeWorkbook(sheetData(table), {
    sheet: sheetName(table.name),
    columns: widths,
    stickyRowsCount: 1,
  }).toBuffer();
};

/** Header and rows of the table as texts. */
export function* tableLines<R>({ columns, rows }: ExportTable<R>): Generator<string[]> {
  yield columns.map(({ header }) => guardFormula(header));
  for (const row of rows) yield columns.map((column) => csvCell(column, row));
}

/**
 * Writes a table to a file, put in place only when complete and readable by its owner only.
 * @throws InputError `export.unrepresentable` for a CSV in Windows-1252.
 */
export const writeTableFile = async <R>(
  table: ExportTable<R>,
  path: string,
  { format, ...writing }: CsvWriting & { readonly format: TableFormatName },
): Promise<Written> => {
  if (format === 'csv')
    return { rows: table.rows.length, ...(await writeCsvFile(path, tableLines(table), writing)) };
  const workbook = await tableWorkbook(table);
  const placed = await placeFile(path, async (file) => {
    await file.writeFile(workbook);
    return workbook.length;
  });
  return { rows: table.rows.length, ...placed };
};

/** Format of a table's file by the end of its name: a workbook for .xlsx, CSV for anything else. */
export const tableFormatOf = (path: string): TableFormatName => (/\.xlsx$/i.test(path) ? 'xlsx' : 'csv');
