import { plainText } from '../import/plainText.ts';
import { REFUSAL_HEADERS } from '../import/refusalHeaders.ts';
import { type ImportReport, messageOf, type Refusal } from '../import/report.ts';
import type { CsvWriting, Written } from './csvText.ts';
import { type ExportTable, tableFormatOf, writeTableFile } from './table.ts';

const SEVERAL = ' | ';

/** The row as it was, in `width` cells: cells that lack are empty, cells too many are put back into the last one. */
const originalCells = (cells: readonly string[], width: number, delimiter: string): string[] => {
  if (cells.length <= width) return [...cells, ...Array.from({ length: width - cells.length }, () => '')];
  return [...cells.slice(0, width - 1), cells.slice(width - 1).join(delimiter)];
};

type RefusedReport = Pick<ImportReport<unknown>, 'headers' | 'delimiter' | 'refusals'>;

/** The refused rows with their original cells and what to mend. */
export const refusalTable = (report: RefusedReport): ExportTable<readonly string[]> => {
  const added = new Set<string>(REFUSAL_HEADERS.map(plainText));
  // A file already corrected once carries the added columns: they are replaced, not repeated.
  const kept = report.headers.flatMap((header, index) => (added.has(plainText(header)) ? [] : [index]));
  const width = report.headers.length;
  const line = ({ line, reasons, cells }: Refusal): string[] => {
    const all = originalCells(cells, width, report.delimiter ?? ';');
    const join = (part: (reason: (typeof reasons)[number]) => string): string =>
      reasons.map(part).join(SEVERAL);
    return [
      ...kept.map((index) => all[index] as string),
      String(line),
      join(({ issue }) => issue.code),
      join(({ issue }) => String(issue.column ?? '')),
      join(({ value }) => value),
      join(({ issue }) => {
        const { message, remedy } = messageOf(issue);
        return `${message} Attendu : ${issue.expected ?? ''}. ${remedy}`;
      }),
    ];
  };
  const headers = [...kept.map((index) => report.headers[index] as string), ...REFUSAL_HEADERS];
  return {
    name: 'Lignes refusées',
    columns: headers.map((header, index) => ({ header, type: 'text', cell: (row) => row[index] ?? '' })),
    rows: report.refusals.map(line),
  };
};

/**
 * Writes the refused rows as a file that can be corrected and imported again: the added columns are ignored then. A workbook
 * when the path ends in .xlsx, else CSV. This file holds cell values, perhaps personal: it is not for consoles or logs.
 */
export const writeRefusals = (
  report: RefusedReport,
  path: string,
  writing: CsvWriting = {},
): Promise<Written> => {
  const delimiter = writing.delimiter ?? (report.delimiter as CsvWriting['delimiter'] | null) ?? ';';
  return writeTableFile(refusalTable(report), path, { ...writing, delimiter, format: tableFormatOf(path) });
};
