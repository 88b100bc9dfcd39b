import type { z } from 'zod';
import type { CellRefusal } from './cells.ts';
import { unguardFormula } from './formulaGuard.ts';
import type { PlannedColumn } from './headers.ts';
import type { ImportCode } from './messages.ts';
import { plainText } from './plainText.ts';
import { type ImportContext, type IssuePlace, importIssue, type RefusedCell } from './report.ts';
import { type Accepts, acceptsOf } from './schemaAccepts.ts';
import type { TableColumn, TableFormat, YearColumns } from './tableFormat.ts';

/** Reasons kept per row: enough to mend it, bounded for hostile rows. */
const MAX_REASONS = 10;

/** What the schema asks of a value that is out of bounds, in French. */
export const expectedBounds = (issue: z.core.$ZodIssue, otherwise: string): string => {
  const unit = (origin: string): string =>
    origin === 'array' ? ' valeurs' : origin === 'string' ? ' caractères' : '';
  if (issue.code === 'too_big') return `au plus ${String(issue.maximum)}${unit(issue.origin)}`;
  if (issue.code === 'too_small')
    return `${issue.inclusive === false ? 'plus de' : 'au moins'} ${String(issue.minimum)}${unit(issue.origin)}`;
  return otherwise;
};

/** The column whose path is the longest beginning of a path inside the value. */
export const columnOfPath = <C, T>(
  format: TableFormat<C, T>,
  path: readonly PropertyKey[],
): TableColumn<C> | YearColumns<C> | undefined => {
  const dotted = path.map(String).join('.');
  const all = [...format.columns, ...(format.yearColumns ? [format.yearColumns] : [])];
  return all
    .filter((column) => dotted === column.path || dotted.startsWith(`${column.path}.`))
    .sort((a, b) => b.path.length - a.path.length)[0];
};

const compiled = new WeakMap<object, Accepts>();
const acceptedBy = (schema: z.ZodType): Accepts => {
  const known = compiled.get(schema) ?? acceptsOf(schema);
  compiled.set(schema, known);
  return known;
};

/** Checks of a readable row that look at several cells or at bounds: the same for every file format. */
export const checkRow = <C, T>(
  cells: C,
  format: TableFormat<C, T>,
  context: ImportContext,
  refuse: (code: ImportCode, column: TableColumn<C> | YearColumns<C> | undefined, expected?: string) => void,
): T | null => {
  const broken = format.check(cells, context);
  if (broken) {
    refuse(
      broken.code,
      format.columns.find((column) => column.field === broken.field),
    );
    return null;
  }
  const value = format.assemble(cells, context);
  if (acceptedBy(format.schema)(value)) return value;
  const parsed = format.schema.safeParse(value);
  if (parsed.success) return value;
  for (const issue of parsed.error.issues.slice(0, MAX_REASONS)) {
    const column = columnOfPath(format, issue.path);
    refuse('row.out-of-bounds', column, expectedBounds(issue, column?.expected ?? ''));
  }
  return null;
};

const cellText = <C>(raw: string, planned: PlannedColumn<C>): string => {
  const text = unguardFormula(raw).trim();
  if (planned.values === null || text === '') return text;
  const whole = planned.values.get(plainText(text));
  if (whole !== undefined) return whole;
  if (!('list' in planned.column) || !planned.column.list) return text;
  return text
    .split('|')
    .map((item) => planned.values?.get(plainText(item)) ?? item)
    .join('|');
};

/** Why one row is refused. */
class RowReasons {
  readonly all: RefusedCell[] = [];
  readonly #place: { readonly file: string; readonly line: number };

  constructor(file: string, line: number) {
    this.#place = { file, line };
  }

  add(code: ImportCode, place: IssuePlace, value: string): void {
    if (this.all.length < MAX_REASONS)
      this.all.push({ issue: importIssue(code, { ...place, ...this.#place }), value });
  }
}

/**
 * Reads rows of one file. Returns the value, or the reasons for refusing the row; reasons carry the cell's value apart from
 * the issue, which never holds it.
 */
export class RowReader<C, T> {
  readonly #format: TableFormat<C, T>;
  readonly #plan: readonly PlannedColumn<C>[];
  readonly #context: ImportContext;
  readonly #file: string;
  readonly #width: number;
  /** Columns that the file does not have, and that its rows must not pass for empty. */
  readonly #absent: readonly TableColumn<C>[];

  constructor(
    format: TableFormat<C, T>,
    plan: readonly PlannedColumn<C>[],
    place: { readonly context: ImportContext; readonly file: string; readonly width: number },
  ) {
    this.#format = format;
    this.#plan = plan;
    this.#context = place.context;
    this.#file = place.file;
    this.#width = place.width;
    const read = new Set(plan.map(({ column }) => column));
    this.#absent = format.columns.filter((column) => column.markAbsent !== null && !read.has(column));
  }

  read(raw: readonly string[], line: number): { readonly value: T } | { readonly reasons: RefusedCell[] } {
    const reasons = new RowReasons(this.#file, line);
    if (raw.length !== this.#width) {
      reasons.add('row.ragged', { expected: `${this.#width} cellules` }, `${raw.length} cellules`);
      return { reasons: reasons.all };
    }

    const cells = this.#format.blank();
    for (const column of this.#absent) column.markAbsent?.(cells);
    for (const planned of this.#plan) {
      const cell = raw[planned.index] as string;
      const text = cell === '' ? '' : cellText(cell, planned);
      const { column } = planned;
      if ('years' in column) {
        const refusal = text === '' ? null : column.years.read(text, column.year, cells, this.#context);
        if (refusal) reasons.add(refusal.code, refusalPlace(planned, column.years, refusal), cell);
      } else if (text === '') {
        if (column.required) reasons.add('cell.required', refusalPlace(planned, column, null), cell);
      } else {
        const refusal = column.read(text, cells, this.#context);
        if (refusal) reasons.add(refusal.code, refusalPlace(planned, column, refusal), cell);
      }
    }
    if (reasons.all.length > 0) return { reasons: reasons.all };

    // Every required column is planned (headers.ts) and was not empty, so the row is complete.
    const value = checkRow(cells as C, this.#format, this.#context, (code, column, expected) => {
      const planned = this.#plan.find((one) =>
        'years' in one.column ? one.column.years === column : one.column === column,
      );
      reasons.add(
        code,
        {
          path: column?.path ?? '',
          ...(planned ? { column: planned.header } : {}),
          ...(expected === undefined ? {} : { expected }),
        },
        planned ? (raw[planned.index] as string) : '',
      );
    });
    return value === null ? { reasons: reasons.all } : { value };
  }
}

const refusalPlace = <C>(
  planned: PlannedColumn<C>,
  column: TableColumn<C> | YearColumns<C>,
  refusal: CellRefusal | null,
): IssuePlace => ({
  path: column.path,
  column: planned.header,
  expected: column.expected,
  ...(refusal?.closest ? { closest: refusal.closest } : {}),
});
