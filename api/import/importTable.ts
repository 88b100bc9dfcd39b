import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { AcceptedRows } from './acceptedRows.ts';
import { CsvFile } from './csvRows.ts';
import { knownHeaders, planReading } from './headers.ts';
import { plainText } from './plainText.ts';
import { REFUSAL_CODE_HEADER } from './refusalHeaders.ts';
import { RefusedRows } from './refusedRows.ts';
import { type ImportOptions, type ImportReport, importIssue, type Refusal } from './report.ts';
import { RowReader } from './rowReader.ts';
import type { RowSource } from './rowSource.ts';
import { type ByteSource, sourceName } from './source.ts';
import type { TableFormat } from './tableFormat.ts';
import { openSheet } from './xlsx/sheetRows.ts';

/** The report of a file of which nothing is imported. */
export const refusedReport = <T>(
  known: Pick<ImportReport<T>, 'kind' | 'file'> & Partial<ImportReport<T>>,
  fatal: Issue,
): ImportReport<T> => ({
  headers: [],
  encoding: null,
  delimiter: null,
  warnings: [],
  ...known,
  accepted: [],
  refusals: [],
  counts: { rows: 0, accepted: 0, refused: 0, identical: 0 },
  fatal,
});

/** The first issue of an InputError; anything else is a programmer error and goes on. */
export const fatalIssueOf = (error: unknown): Issue => {
  if (error instanceof InputError && error.issues[0]) return error.issues[0];
  throw error;
};

/**
 * A refusal file pads a ragged row to its headers, which hides what was wrong with it: the row stays refused until its author
 * empties the code's cell, having put the cells back in their places.
 */
const stillRagged = (cells: readonly string[], codeAt: number): boolean =>
  codeAt >= 0 && (cells[codeAt] ?? '').includes('row.ragged');

const raggedAgain = (file: string, line: number): Refusal['reasons'][number] => ({
  issue: importIssue('row.ragged', {
    file,
    line,
    column: REFUSAL_CODE_HEADER,
    expected: `la ligne corrigée, et sa colonne « ${REFUSAL_CODE_HEADER} » vidée`,
  }),
  value: '',
});

/** Reads a CSV file of one kind, row by row, in bounded memory but for the rows themselves. */
export const importTable = <C, T>(
  format: TableFormat<C, T>,
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<T>> => importFrom(() => CsvFile.open(source, options), format, { source, options });

/** Reads one sheet of an XLSX workbook, by the same headers and the same cells as a CSV file. */
export const importSheet = <C, T>(
  format: TableFormat<C, T>,
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<T>> =>
  importFrom(() => openSheet(source, options, knownHeaders(format)), format, { source, options });

/**
 * Every row is accepted, refused with its reasons, or equal to an accepted one. A file that cannot be trusted as a whole gives
 * `fatal` and no row.
 */
const importFrom = async <C, T>(
  open: () => Promise<RowSource>,
  format: TableFormat<C, T>,
  { source, options }: { readonly source: ByteSource; readonly options: ImportOptions },
): Promise<ImportReport<T>> => {
  const known = { kind: format.kind, file: sourceName(source) };
  let table: RowSource | null = null;
  try {
    table = await open();
    const { file } = known;
    const { headers } = table;
    const plan = planReading(headers, format, {
      file,
      line: table.headerLine,
      ...(options.mapping ? { mapping: options.mapping } : {}),
    });
    const reader = new RowReader(format, plan.columns, {
      context: options.context,
      file,
      width: headers.length,
    });
    const kept = new AcceptedRows<T>(format.key, format.version, table.cellsOf?.bind(table));
    const refused = new RefusedRows(file, options.maxRefusals);
    const codeAt = headers.findIndex((header) => plainText(header) === plainText(REFUSAL_CODE_HEADER));
    let rows = 0;
    for await (const batch of table.batches())
      for (const row of batch) {
        const { line, cells } = row;
        rows += 1;
        const read = stillRagged(cells, codeAt)
          ? { reasons: [raggedAgain(file, line)] }
          : reader.read(cells, line);
        if ('value' in read) kept.add(read.value, row);
        else refused.add({ line, cells, reasons: read.reasons });
      }

    const keyColumn = format.columns[0];
    const settled = kept.settle({
      file,
      path: keyColumn?.path ?? '',
      column: plan.columns.find((planned) => planned.column === keyColumn)?.header ?? keyColumn?.header ?? '',
    });
    const allRefusals = [...refused.rows, ...settled.refusals].sort((a, b) => a.line - b.line);
    const warnings = [...table.warnings, ...plan.warnings];
    if (rows === 0) warnings.push(importIssue('file.rows.none', { file }));
    else if (table.lastLineOpen) warnings.push(importIssue('file.last-line.open', { file }));
    return {
      ...known,
      headers,
      encoding: table.encoding,
      delimiter: table.delimiter,
      accepted: settled.accepted,
      refusals: allRefusals,
      counts: {
        rows,
        accepted: settled.accepted.length,
        refused: allRefusals.length,
        identical: settled.identical,
      },
      warnings,
      fatal: null,
    };
  } catch (error) {
    const fatal = fatalIssueOf(error);
    return refusedReport(
      table === null
        ? known
        : { ...known, headers: table.headers, encoding: table.encoding, delimiter: table.delimiter },
      fatal,
    );
  } finally {
    await table?.close();
  }
};
