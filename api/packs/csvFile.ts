import { CsvError, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { fail, type Issue, ok, type Result } from '../../engine/domain/issue.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { expectation, remedy, shown } from './expectations.ts';

/*
 * Tables of a pack: comma-separated, or semicolon-separated with decimal commas as French spreadsheets save them. An empty
 * cell is "not declared", never zero.
 */

export type CellKind = 'text' | 'number' | 'list';

export interface Column {
  readonly header: string;
  /** Key of the schema that the cell fills. */
  readonly key: string;
  readonly kind: CellKind;
}

export interface Table<T> {
  readonly file: string;
  readonly rows: readonly T[];
  /** 1-based line of each row in the file. Length = rows.length. */
  readonly lines: readonly number[];
}

interface RawRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

/** `A|B` in one cell. */
const LIST_SEPARATOR = '|';

const cellValue = (text: string, kind: CellKind, decimalComma: boolean): unknown => {
  const trimmed = text.trim();
  if (kind === 'list') return trimmed === '' ? [] : trimmed.split(LIST_SEPARATOR).map((item) => item.trim());
  if (trimmed === '') return null;
  if (kind === 'text') return trimmed;
  const plain = decimalComma ? trimmed.replace(',', '.') : trimmed;
  // `Number` alone would read "0x10" and "1e3": a spreadsheet cell that means a number is written with digits.
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : trimmed;
};

const headerIssues = (header: readonly string[], columns: readonly Column[], file: string): Issue[] => {
  const expected = columns.map((column) => column.header);
  const at = { file, line: 1 };
  const issues: Issue[] = [];
  header.forEach((name, i) => {
    if (header.indexOf(name) !== i)
      issues.push({ code: 'csv.header.duplicate', path: name, ...at, column: name, received: shown(name) });
    else if (!expected.includes(name)) {
      const close = closestOf(name, expected);
      issues.push({
        code: 'csv.header.unknown',
        path: name,
        ...at,
        column: name,
        received: shown(name),
        expected: `une colonne parmi ${expected.join(', ')}`,
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      });
    }
  });
  for (const name of expected)
    if (!header.includes(name))
      issues.push({
        code: 'csv.header.missing',
        path: name,
        ...at,
        column: name,
        expected: `la colonne ${name}`,
      });
  return issues;
};

/**
 * Reads a table into rows of a schema. Issues, each with line and column: `csv.syntax`, `csv.empty`, `csv.header.missing`,
 * `csv.header.unknown`, `csv.header.duplicate`, `csv.row.ragged`, `csv.value.invalid`. All rows are checked before answering.
 */
export const parseCsv = <S extends z.ZodType>(
  text: string,
  file: string,
  columns: readonly Column[],
  rowSchema: S,
): Result<Table<z.output<S>>> => {
  const firstLine = text.slice(0, text.search(/[\r\n]|$/));
  const semicolons = firstLine.includes(';');
  let records: readonly RawRecord[];
  try {
    records = parse(text, {
      bom: true,
      delimiter: semicolons ? ';' : ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as RawRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return fail({
      code: 'csv.syntax',
      path: '',
      file,
      ...(typeof error.lines === 'number' ? { line: error.lines } : {}),
      expected: 'un tableau bien formé',
      maybe: 'peut-être un guillemet non fermé',
    });
  }
  const [head, ...body] = records;
  if (head === undefined || body.length === 0)
    return fail({ code: 'csv.empty', path: '', file, expected: 'une ligne de titres et au moins une ligne' });
  const header = head.record.map((name) => name.trim());
  const problems = headerIssues(header, columns, file);
  if (problems.length > 0) return fail(...problems);

  const rows: z.output<S>[] = [];
  const lines: number[] = [];
  for (const { record, info } of body) {
    const line = info.lines;
    if (record.length !== header.length) {
      problems.push({
        code: 'csv.row.ragged',
        path: '',
        file,
        line,
        received: `${record.length} cellules`,
        expected: `${header.length} cellules`,
        maybe: 'peut-être un séparateur dans un texte sans guillemets',
      });
      continue;
    }
    const cells = new Map(header.map((name, i) => [name, record[i] ?? '']));
    const parsed = rowSchema.safeParse(
      Object.fromEntries(
        columns.map(({ header: name, key, kind }) => [
          key,
          cellValue(cells.get(name) ?? '', kind, semicolons),
        ]),
      ),
    );
    if (parsed.success) {
      rows.push(parsed.data);
      lines.push(line);
      continue;
    }
    for (const problem of parsed.error.issues) {
      const column = columns.find(({ key }) => key === problem.path[0]);
      const received = column ? (cells.get(column.header) ?? '') : '';
      problems.push({
        code: 'csv.value.invalid',
        path: problem.path.map(String).join('.'),
        file,
        line,
        ...(column ? { column: column.header } : {}),
        received: shown(received),
        expected: expectation(problem),
        ...remedy(problem, received),
      });
    }
  }
  return problems.length > 0 ? fail(...problems) : ok({ file, rows, lines });
};
