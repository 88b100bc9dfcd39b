import { AcceptedRows } from '../acceptedRows.ts';
import { fatalIssueOf, refusedReport } from '../importTable.ts';
import { RefusedRows } from '../refusedRows.ts';
import { type ImportOptions, type ImportReport, importIssue, refuseFile } from '../report.ts';
import { type ByteSource, sourceName } from '../source.ts';
import type { TableFormat } from '../tableFormat.ts';
import { readLines, type TextLine } from './lines.ts';
import { readObject } from './objectReader.ts';
import { REFUSED_LINE, withoutRefusal } from './refusalFields.ts';

/** Header of the only column of a refused line. */
const JSON_HEADERS = [REFUSED_LINE];
const DEFAULT_MAX_ROWS = 1_000_000;

/** The object of a line, without what a refusal file added to it; undefined when the line is no JSON object. */
const objectOf = ({ text }: TextLine): unknown => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? withoutRefusal(value)
      : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Reads a JSON Lines file of one kind: one object per line, with the field names of the data model, in UTF-8. Every line is
 * accepted, refused with its reasons, or equal to an accepted one; a last line that is cut refuses the file.
 */
export const importJsonLines = async <C, T>(
  format: TableFormat<C, T>,
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<T>> => {
  const known = {
    kind: format.kind,
    file: sourceName(source),
    headers: JSON_HEADERS,
    encoding: 'utf-8' as const,
  };
  const { file } = known;
  const { context, maxRows = DEFAULT_MAX_ROWS } = options;
  try {
    const kept = new AcceptedRows<T>(format.key, format.version);
    const refused = new RefusedRows(file, options.maxRefusals);
    let rows = 0;
    for await (const one of readLines(source, options)) {
      const { line, text } = one;
      rows += 1;
      if (rows > maxRows)
        throw refuseFile('file.rows.too-many', { file, line, expected: `au plus ${maxRows} lignes` });
      const object = objectOf(one);
      if (object === undefined && !one.ended) throw refuseFile('file.truncated', { file, line });
      const read =
        object === undefined
          ? { reasons: [{ value: '', issue: importIssue('jsonl.syntax', { file, line }) }] }
          : readObject(object, format, { context, file, line });
      if ('value' in read) kept.add(read.value, { line, cells: [text] });
      else refused.add({ line, cells: [text], reasons: read.reasons });
    }
    const keyPath = format.columns[0]?.path ?? '';
    const settled = kept.settle({ file, path: keyPath, column: keyPath });
    const allRefusals = [...refused.rows, ...settled.refusals].sort((a, b) => a.line - b.line);
    return {
      ...known,
      delimiter: null,
      accepted: settled.accepted,
      refusals: allRefusals,
      counts: {
        rows,
        accepted: settled.accepted.length,
        refused: allRefusals.length,
        identical: settled.identical,
      },
      warnings: rows === 0 ? [importIssue('file.rows.none', { file })] : [],
      fatal: null,
    };
  } catch (error) {
    return refusedReport(known, fatalIssueOf(error));
  }
};
