import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { Result } from '../../engine/domain/issue.ts';
import { ALLOCATION_FORMAT } from './formats/allocations.ts';
import { DEMAND_FORMAT } from './formats/demands.ts';
import { DWELLING_FORMAT } from './formats/dwellings.ts';
import { LABEL_FORMAT, type Label } from './formats/labels.ts';
import { OUTCOME_FORMAT } from './formats/outcomes.ts';
import { RPLS_FORMAT, type StockDwelling } from './formats/rpls.ts';
import { VACANCY_FORMAT } from './formats/vacancies.ts';
import { importSheet, importTable } from './importTable.ts';
import { importJsonLines } from './jsonLines/importJsonLines.ts';
import { type ColumnMapping, readMapping } from './mapping.ts';
import { plainText } from './plainText.ts';
import type { ImportKind, ImportOptions, ImportReport } from './report.ts';
import type { ByteSource } from './source.ts';
import type { TableFormat } from './tableFormat.ts';

/** Demands from a CSV file: one row per demand, the latest update of a numéro unique is kept. */
export const importDemandsCsv = (source: ByteSource, options: ImportOptions): Promise<ImportReport<Demand>> =>
  importTable(DEMAND_FORMAT, source, options);

export const importDwellingsCsv = (
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<Dwelling>> => importTable(DWELLING_FORMAT, source, options);

export const importVacanciesCsv = (
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<Vacancy>> => importTable(VACANCY_FORMAT, source, options);

export const importAllocationsCsv = (
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<Allocation>> => importTable(ALLOCATION_FORMAT, source, options);

export const importOutcomesCsv = (
  source: ByteSource,
  options: ImportOptions,
): Promise<ImportReport<Outcome>> => importTable(OUTCOME_FORMAT, source, options);

/** The value that a row of each kind becomes. */
export interface KindRows {
  readonly demands: Demand;
  readonly dwellings: Dwelling;
  readonly vacancies: Vacancy;
  readonly allocations: Allocation;
  readonly outcomes: Outcome;
  readonly labels: Label;
  readonly stock: StockDwelling;
}

/** What a table can be written in; the same kinds are read from each. */
export type TableFileFormat = 'csv' | 'xlsx' | 'jsonl';

/** The format of a kind with one of the three readers: the flat cells stay inside. */
const readers = <C, T>(format: TableFormat<C, T>) => ({
  read: (written: TableFileFormat, source: ByteSource, options: ImportOptions): Promise<ImportReport<T>> =>
    written === 'csv'
      ? importTable(format, source, options)
      : written === 'xlsx'
        ? importSheet(format, source, options)
        : importJsonLines(format, source, options),
  fields: [
    ...format.columns.map(({ field }) => field as string),
    ...(format.yearColumns ? [format.yearColumns.field as string] : []),
  ],
  isYear: (name: string): boolean => (format.yearColumns?.yearOf(plainText(name)) ?? null) !== null,
});

const KIND_READERS: {
  readonly [K in ImportKind]: {
    readonly read: (
      written: TableFileFormat,
      source: ByteSource,
      options: ImportOptions,
    ) => Promise<ImportReport<KindRows[K]>>;
    readonly fields: readonly string[];
    readonly isYear: (name: string) => boolean;
  };
} = {
  demands: readers(DEMAND_FORMAT),
  dwellings: readers(DWELLING_FORMAT),
  vacancies: readers(VACANCY_FORMAT),
  allocations: readers(ALLOCATION_FORMAT),
  outcomes: readers(OUTCOME_FORMAT),
  labels: readers(LABEL_FORMAT),
  stock: readers(RPLS_FORMAT),
};

/** Reads one file of a kind, in a given format, to values of that kind. Never throws for what the file holds. */
export const importRows = <K extends ImportKind>(
  kind: K,
  written: TableFileFormat,
  { source, options }: { readonly source: ByteSource; readonly options: ImportOptions },
): Promise<ImportReport<KindRows[K]>> => KIND_READERS[kind].read(written, source, options);

/** Reads a mapping file for a kind of file; unknown fields are errors. */
export const readMappingFor = (kind: ImportKind, text: string, file: string): Result<ColumnMapping> => {
  const { fields, isYear } = KIND_READERS[kind];
  return readMapping(text, fields, { file, isField: isYear });
};
