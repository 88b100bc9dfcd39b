import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { Result } from '../../engine/domain/issue.ts';
import { ALLOCATION_FORMAT } from './formats/allocations.ts';
import { DEMAND_FORMAT } from './formats/demands.ts';
import { DWELLING_FORMAT } from './formats/dwellings.ts';
import { OUTCOME_FORMAT } from './formats/outcomes.ts';
import { VACANCY_FORMAT } from './formats/vacancies.ts';
import { importTable } from './importTable.ts';
import { type ColumnMapping, readMapping } from './mapping.ts';
import { plainText } from './plainText.ts';
import type { ImportKind, ImportOptions, ImportReport } from './report.ts';
import type { ByteSource } from './source.ts';

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

const FORMATS = {
  demands: DEMAND_FORMAT,
  dwellings: DWELLING_FORMAT,
  vacancies: VACANCY_FORMAT,
  allocations: ALLOCATION_FORMAT,
  outcomes: OUTCOME_FORMAT,
} as const;

/** Reads a mapping file for a kind of file; unknown fields are errors. */
export const readMappingFor = (kind: ImportKind, text: string, file: string): Result<ColumnMapping> => {
  const { columns, yearColumns } = FORMATS[kind];
  return readMapping(
    text,
    [...columns.map((column) => column.field), ...(yearColumns ? [yearColumns.field] : [])],
    {
      file,
      isField: (name) => (yearColumns?.yearOf(plainText(name)) ?? null) !== null,
    },
  );
};
