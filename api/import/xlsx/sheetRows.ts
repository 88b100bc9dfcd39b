import type { Issue } from '../../../engine/domain/issue.ts';
import { closest } from '../closest.ts';
import { MAX_CELL_CHARACTERS } from '../csvRows.ts';
import { plainText } from '../plainText.ts';
import { type ImportOptions, importIssue, refuseFile } from '../report.ts';
import type { RowSource, SourceRow } from '../rowSource.ts';
import { type ByteSource, openSource } from '../source.ts';
import { readWorkbook, type SheetValue, type Workbook, type WorkbookSheet } from './workbook.ts';

const DEFAULT_MAX_ROWS = 1_000_000;
const BATCH_ROWS = 2_000;

/** A workbook keeps 15 digits of a number: past that its last ones are lost, and must not pass for those of an identifier. */
const SURE_NUMBER = 999_999_999_999_999;

/** The text of a cell, as the cells of a CSV would say it. A date keeps its day; its hour is dropped. */
export const textOfValue = (value: SheetValue | undefined): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value.replaceAll('\u0000', '\ufffd');
  if (typeof value === 'boolean') return value ? 'OUI' : 'NON';
  if (typeof value === 'number') return Math.abs(value) > SURE_NUMBER ? value.toExponential() : String(value);
  return Number.isNaN(value.getTime()) ? '?' : value.toISOString().slice(0, 10);
};

const isBlankRow = (row: readonly SheetValue[]): boolean =>
  row.every((value) => value === null || (typeof value === 'string' && value.trim() === ''));

const headerIndex = ({ rows }: WorkbookSheet): number => rows.findIndex((row) => !isBlankRow(row));

/** The sheet of that name, else the filled sheet whose first row has most of the known headers; the first of equals. */
const chooseSheet = (
  { sheets }: Workbook,
  file: string,
  { sheet, known }: { readonly sheet: string | undefined; readonly known: ReadonlySet<string> },
): { readonly chosen: WorkbookSheet; readonly others: readonly string[] } => {
  const filled = sheets.filter((one) => headerIndex(one) >= 0);
  if (sheet !== undefined) {
    const named = sheets.find(({ name }) => plainText(name) === plainText(sheet));
    if (named === undefined) {
      const near = closest(
        sheet,
        sheets.map(({ name }) => name),
      );
      throw refuseFile('xlsx.sheet.absent', { file, ...(near === null ? {} : { closest: near }) });
    }
    if (headerIndex(named) < 0) throw refuseFile('xlsx.sheet.none', { file });
    return { chosen: named, others: [] };
  }
  const recognised = (one: WorkbookSheet): number =>
    (one.rows[headerIndex(one)] as readonly SheetValue[]).filter((value) =>
      known.has(plainText(textOfValue(value))),
    ).length;
  const [first, ...rest] = filled;
  if (first === undefined) throw refuseFile('xlsx.sheet.none', { file });
  const chosen = rest.reduce((best, one) => (recognised(one) > recognised(best) ? one : best), first);
  return { chosen, others: filled.filter((one) => one !== chosen).map(({ name }) => name) };
};

/** Rows of one sheet of a workbook, as texts. The header is its first row that is not blank; blank rows are left out. */
class SheetRows implements RowSource {
  readonly name: string;
  readonly headers: readonly string[];
  readonly headerLine: number;
  readonly delimiter = null;
  readonly encoding = null;
  readonly lastLineOpen = false;
  readonly warnings: readonly Issue[];
  readonly #rows: WorkbookSheet['rows'];
  readonly #maxRows: number;

  constructor(
    name: string,
    sheet: WorkbookSheet,
    { warnings, maxRows }: { readonly warnings: readonly Issue[]; readonly maxRows: number },
  ) {
    this.name = name;
    this.warnings = warnings;
    this.#rows = sheet.rows;
    this.#maxRows = maxRows;
    const at = headerIndex(sheet);
    this.headerLine = at + 1;
    const headers = (sheet.rows[at] ?? []).map(textOfValue);
    while (headers.length > 0 && headers.at(-1)?.trim() === '') headers.pop();
    this.headers = headers;
  }

  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    let batch: SourceRow[] = [];
    let count = 0;
    for (let at = this.headerLine; at < this.#rows.length; at++) {
      const row = this.#rows[at] as readonly SheetValue[];
      if (isBlankRow(row)) continue;
      count += 1;
      const line = at + 1;
      if (count > this.#maxRows)
        throw refuseFile('file.rows.too-many', {
          file: this.name,
          line,
          expected: `au plus ${this.#maxRows} lignes`,
        });
      batch.push({ line, cells: this.#cellsOf(row, line) });
      if (batch.length < BATCH_ROWS) continue;
      yield batch;
      batch = [];
    }
    if (batch.length > 0) yield batch;
  }

  /** As many cells as headers, and more only where something is written past the last header. */
  #cellsOf(row: readonly SheetValue[], line: number): string[] {
    let width = row.length;
    while (width > this.headers.length && textOfValue(row[width - 1]).trim() === '') width -= 1;
    return Array.from({ length: Math.max(width, this.headers.length) }, (_, index) => {
      const text = textOfValue(row[index]);
      if (text.length > MAX_CELL_CHARACTERS)
        throw refuseFile('file.field.too-large', { file: this.name, line, column: index + 1 });
      return text;
    });
  }

  async close(): Promise<void> {}
}

/**
 * Opens the sheet of a workbook that holds a table. `known` are the plain headers of that table.
 * @throws InputError `xlsx.*`, `file.*`.
 */
export const openSheet = async (
  source: ByteSource,
  options: Pick<ImportOptions, 'sheet' | 'maxRows' | 'onProgress'>,
  known: ReadonlySet<string>,
): Promise<RowSource> => {
  const open = await openSource(source);
  const { name: file, totalBytes } = open;
  const workbook = await readWorkbook(open, (bytesRead) => options.onProgress?.({ bytesRead, totalBytes }));
  const { chosen, others } = chooseSheet(workbook, file, { sheet: options.sheet, known });
  const unread =
    others.length > 0 ? [importIssue('xlsx.sheets.unread', { file, column: others.join(', ') })] : [];
  return new SheetRows(file, chosen, {
    warnings: [...workbook.warnings, ...unread],
    maxRows: options.maxRows ?? DEFAULT_MAX_ROWS,
  });
};
