import type { Issue } from '../../engine/domain/issue.ts';
import { closest } from './closest.ts';
import type { ColumnMapping } from './mapping.ts';
import { plainText } from './plainText.ts';
import { REFUSAL_HEADERS } from './refusalHeaders.ts';
import { importIssue, refuseFile } from './report.ts';
import type { TableColumn, TableFormat, YearColumns } from './tableFormat.ts';

/** One column of a file and what reads it. */
export interface PlannedColumn<C> {
  readonly index: number;
  readonly header: string;
  readonly column: TableColumn<C> | { readonly years: YearColumns<C>; readonly year: number };
  /** Plain text of a value in the file → value expected; null when the mapping has none. */
  readonly values: ReadonlyMap<string, string> | null;
}

export interface ReadingPlan<C> {
  readonly columns: readonly PlannedColumn<C>[];
  /** Unknown headers, read past, and columns whose absence leaves something unknown: said once each. */
  readonly warnings: readonly Issue[];
}

const valuesOf = (mapping: ColumnMapping | undefined, field: string): ReadonlyMap<string, string> | null => {
  const values = mapping?.values[field];
  return values === undefined || !Object.hasOwn(mapping?.values ?? {}, field)
    ? null
    : new Map(Object.entries(values).map(([from, to]) => [plainText(from), to]));
};

/** Every header of a kind of file, its aliases included, as plain text. */
export const knownHeaders = <C, T>({ columns }: TableFormat<C, T>): ReadonlySet<string> =>
  new Set(columns.flatMap(({ header, aliases }) => [header, ...aliases].map(plainText)));

/**
 * Says which column of the file feeds which field. Throws InputError when a required column is missing, when two columns
 * feed one field, or when the mapping names a column that the file does not have.
 */
export const planReading = <C, T>(
  headers: readonly string[],
  format: TableFormat<C, T>,
  options: { readonly file: string; readonly line?: number; readonly mapping?: ColumnMapping },
): ReadingPlan<C> => {
  const { file, line = 1, mapping } = options;
  const place = { file, line };
  const byHeader = new Map<string, TableColumn<C>>();
  for (const column of format.columns)
    for (const name of [column.header, ...column.aliases]) byHeader.set(plainText(name), column);
  for (const column of format.columns) byHeader.set(plainText(column.header), column);

  const plain = headers.map(plainText);
  const mapped = new Map<number, string>();
  for (const [field, header] of Object.entries(mapping?.columns ?? {})) {
    const index = plain.indexOf(plainText(header));
    if (index < 0) {
      const near = closest(header, headers);
      throw refuseFile('mapping.header.absent', {
        ...place,
        path: field,
        column: header,
        ...(near === null ? {} : { closest: near }),
      });
    }
    mapped.set(index, field);
  }

  const fields = new Map(format.columns.map((column): [string, TableColumn<C>] => [column.field, column]));
  const mappedFields = new Set(mapped.values());
  const ignored = new Set([...(mapping?.ignore ?? []), ...REFUSAL_HEADERS].map(plainText));
  const columns: PlannedColumn<C>[] = [];
  const warnings: Issue[] = [];
  const seen = new Map<string, string>();
  headers.forEach((header, index) => {
    const key = plain[index] as string;
    const field = mapped.get(index);
    if (field === undefined && (key === '' || ignored.has(key))) return;
    const wanted = field === undefined ? byHeader.get(key) : fields.get(field);
    const year = format.yearColumns?.yearOf(field === undefined ? key : plainText(field)) ?? null;
    if (wanted && !(field === undefined && mappedFields.has(wanted.field))) {
      const other = seen.get(wanted.field);
      if (other !== undefined)
        throw refuseFile('file.header.duplicate', {
          ...place,
          path: wanted.field,
          column: header,
          expected: `une seule colonne « ${wanted.header} » (déjà lue : « ${other} »)`,
        });
      seen.set(wanted.field, header);
      columns.push({ index, header, column: wanted, values: valuesOf(mapping, wanted.field) });
    } else if (!wanted && year !== null && format.yearColumns) {
      const name = format.yearColumns.header(year);
      if (seen.has(name))
        throw refuseFile('file.header.duplicate', {
          ...place,
          path: format.yearColumns.field,
          column: header,
          expected: `une seule colonne « ${name} » (déjà lue : « ${seen.get(name)} »)`,
        });
      seen.set(name, header);
      columns.push({
        index,
        header,
        column: { years: format.yearColumns, year },
        values: valuesOf(mapping, format.yearColumns.field),
      });
    } else if (!wanted) {
      const near = closest(
        header,
        format.columns.map((one) => one.header),
      );
      warnings.push(
        importIssue('file.header.unknown', {
          ...place,
          column: header,
          ...(near === null ? {} : { closest: near }),
        }),
      );
    }
  });

  const missing = format.columns.filter((column) => column.required && !seen.has(column.field));
  if (missing.length > 0)
    throw refuseFile('file.header.missing', {
      ...place,
      path: missing.map((column) => column.field).join(', '),
      expected: missing.map((column) => `« ${column.header} »`).join(', '),
    });
  for (const column of format.columns)
    if (column.markAbsent !== null && !seen.has(column.field))
      warnings.push(
        importIssue('file.header.absent', { ...place, path: column.path, column: column.header }),
      );
  return { columns, warnings };
};
