import type { z } from 'zod';
import { type ImportContext, importIssue, type RefusedCell } from '../report.ts';
import { checkRow, expectedBounds } from '../rowReader.ts';
import type { TableColumn, TableFormat, YearColumns } from '../tableFormat.ts';

const MAX_REASONS = 10;
const MAX_SHOWN_KEY = 64;

/** True when the object has nothing at this path: the field was left out, not given another type. */
const isAbsent = (value: unknown, path: readonly PropertyKey[]): boolean => {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return true;
    at = (at as Record<PropertyKey, unknown>)[key];
  }
  return false;
};

/** What the schema refuses in an object. Values stay out: a path says where. */
const shapeReasons = (
  value: unknown,
  issues: readonly z.core.$ZodIssue[],
  place: { readonly file: string; readonly line: number },
): RefusedCell[] =>
  // What has no place here comes first: it often explains what lacks.
  [...issues]
    .sort((a, b) => Number(b.code === 'unrecognized_keys') - Number(a.code === 'unrecognized_keys'))
    .flatMap((issue): RefusedCell[] => {
      const path = issue.path.map(String).join('.');
      if (issue.code === 'unrecognized_keys')
        return issue.keys.map((key) => {
          const column = [path, key.slice(0, MAX_SHOWN_KEY)].filter((part) => part !== '').join('.');
          return { value: '', issue: importIssue('jsonl.field.unknown', { ...place, path: column, column }) };
        });
      const code =
        issue.code === 'too_big' || issue.code === 'too_small'
          ? 'row.out-of-bounds'
          : isAbsent(value, issue.path)
            ? 'jsonl.field.absent'
            : 'jsonl.field.type';
      const expected = code === 'row.out-of-bounds' ? { expected: expectedBounds(issue, '') } : {};
      return [{ value: '', issue: importIssue(code, { ...place, path, column: path, ...expected }) }];
    })
    .slice(0, MAX_REASONS);

/**
 * Reads one object of a JSON Lines file: its schema first, then, column by column, the same checks as a table (communes of the
 * territory, known bailleurs, situations…), then the rules across columns.
 */
export const readObject = <C, T>(
  value: unknown,
  format: TableFormat<C, T>,
  place: { readonly context: ImportContext; readonly file: string; readonly line: number },
): { readonly value: T } | { readonly reasons: RefusedCell[] } => {
  const { context, ...where } = place;
  const parsed = format.schema.safeParse(value);
  if (!parsed.success) return { reasons: shapeReasons(value, parsed.error.issues, where) };
  const reasons: RefusedCell[] = [];
  const said = format.flatten(parsed.data);
  const cells = format.blank();
  const note = (
    column: TableColumn<C> | YearColumns<C>,
    text: string,
    read: ReturnType<TableColumn<C>['read']>,
  ) => {
    if (read === null) return;
    const closest = read.closest === null ? {} : { closest: read.closest };
    const { path, expected } = column;
    reasons.push({
      value: text,
      issue: importIssue(read.code, { ...where, path, column: path, expected, ...closest }),
    });
  };
  for (const column of format.columns) {
    const text = column.write(said);
    if (text !== '') note(column, text, column.read(text, cells, context));
  }
  const { yearColumns } = format;
  for (const year of yearColumns?.years(said) ?? []) {
    const text = yearColumns?.write(said, year) ?? '';
    if (yearColumns && text !== '') note(yearColumns, text, yearColumns.read(text, year, cells, context));
  }
  if (reasons.length > 0) return { reasons: reasons.slice(0, MAX_REASONS) };
  // The schema made every required field present, so the cells are complete.
  const checked = checkRow(cells as C, format, context, (code, column, expected) => {
    const path = column?.path ?? '';
    reasons.push({
      value: '',
      issue: importIssue(code, { ...where, path, column: path, ...(expected ? { expected } : {}) }),
    });
  });
  return checked === null ? { reasons } : { value: checked };
};
