import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { INTEGER, NUMBER_CELL, readNumber } from '../import/cells.ts';
import { ALLOCATION_FORMAT } from '../import/formats/allocations.ts';
import { DEMAND_FORMAT } from '../import/formats/demands.ts';
import { DWELLING_FORMAT } from '../import/formats/dwellings.ts';
import { LABEL_FORMAT } from '../import/formats/labels.ts';
import { OUTCOME_FORMAT } from '../import/formats/outcomes.ts';
import { VACANCY_FORMAT } from '../import/formats/vacancies.ts';
import type { ImportKind } from '../import/report.ts';
import type { TableFormat } from '../import/tableFormat.ts';
import type { KindRows, TableFileFormat } from '../import/tables.ts';
import { type CsvWriting, kindTable, type Written, writeTable } from './csvText.ts';
import { writeJsonLines } from './jsonLines.ts';
import { type ExportColumn, writeTableFile } from './table.ts';

/** A column that always holds a number is one in a workbook; days and the rest keep their text's own form. */
const typeOf = (expected: string | undefined): ExportColumn<unknown>['type'] =>
  expected === NUMBER_CELL.expected || expected === INTEGER.expected ? 'number' : 'day';

/** Values as a workbook of their kind, which the import of that kind reads back to equal values. `rows` is iterated twice. */
const writeSheet = async <C, T>(
  format: TableFormat<C, T>,
  rows: Iterable<T>,
  path: string,
): Promise<Written> => {
  // The table guards every text itself.
  const { headers, cellsOf } = kindTable(format, rows, (text) => text);
  const columns = headers.map((header, index): ExportColumn<readonly string[]> => {
    const type = typeOf(format.columns[index]?.expected ?? format.yearColumns?.expected);
    const number = type === 'number';
    return {
      header,
      type,
      cell: (row) => {
        const text = row[index] as string;
        return number && text !== '' ? readNumber(text) : text;
      },
    };
  });
  const lines = Array.from(rows, cellsOf);
  return writeTableFile({ name: SHEET_NAMES[format.kind], columns, rows: lines }, path, { format: 'xlsx' });
};

const SHEET_NAMES: { readonly [K in ImportKind]: string } = {
  demands: 'Demandes',
  dwellings: 'Logements',
  vacancies: 'Logements libérés',
  allocations: 'Attributions',
  outcomes: 'Suites',
  labels: 'Labels',
  stock: 'Parc',
};

/** Writes rows of a kind in any of the formats that its import reads. `rows` is iterated twice. */
export const writeRows = <K extends keyof typeof WRITERS>(
  kind: K,
  rows: Iterable<KindRows[K]>,
  { path, written }: { readonly path: string; readonly written: TableFileFormat },
): Promise<Written> =>
  written === 'jsonl' ? writeJsonLines(rows, path) : WRITERS[kind][written](rows, path);

interface KindWriters<T> {
  readonly csv: (rows: Iterable<T>, path: string) => Promise<Written>;
  readonly xlsx: (rows: Iterable<T>, path: string) => Promise<Written>;
}
const writers = <C, T>(format: TableFormat<C, T>): KindWriters<T> => ({
  csv: (rows, path) => writeTable(format, rows, path),
  xlsx: (rows, path) => writeSheet(format, rows, path),
});

const WRITERS: { readonly [K in Exclude<ImportKind, 'stock'>]: KindWriters<KindRows[K]> } = {
  demands: writers(DEMAND_FORMAT),
  dwellings: writers(DWELLING_FORMAT),
  vacancies: writers(VACANCY_FORMAT),
  allocations: writers(ALLOCATION_FORMAT),
  outcomes: writers(OUTCOME_FORMAT),
  labels: writers(LABEL_FORMAT),
};

/** Demands as CSV; `rows` is iterated twice (see writeTable). */
export const writeDemandsCsv = (
  rows: Iterable<Demand>,
  path: string,
  writing?: CsvWriting,
): Promise<Written> => writeTable(DEMAND_FORMAT, rows, path, writing);

export const writeDwellingsCsv = (
  rows: Iterable<Dwelling>,
  path: string,
  writing?: CsvWriting,
): Promise<Written> => writeTable(DWELLING_FORMAT, rows, path, writing);

export const writeVacanciesCsv = (
  rows: Iterable<Vacancy>,
  path: string,
  writing?: CsvWriting,
): Promise<Written> => writeTable(VACANCY_FORMAT, rows, path, writing);

export const writeAllocationsCsv = (
  rows: Iterable<Allocation>,
  path: string,
  writing?: CsvWriting,
): Promise<Written> => writeTable(ALLOCATION_FORMAT, rows, path, writing);

export const writeOutcomesCsv = (
  rows: Iterable<Outcome>,
  path: string,
  writing?: CsvWriting,
): Promise<Written> => writeTable(OUTCOME_FORMAT, rows, path, writing);
