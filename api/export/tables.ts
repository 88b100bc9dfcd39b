import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { ALLOCATION_FORMAT } from '../import/formats/allocations.ts';
import { DEMAND_FORMAT } from '../import/formats/demands.ts';
import { DWELLING_FORMAT } from '../import/formats/dwellings.ts';
import { OUTCOME_FORMAT } from '../import/formats/outcomes.ts';
import { VACANCY_FORMAT } from '../import/formats/vacancies.ts';
import { type CsvWriting, type Written, writeTable } from './csvText.ts';

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
