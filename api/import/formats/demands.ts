import { type Demand, DemandSchema } from '../../../engine/domain/demand.ts';
import type { TableFormat } from '../tableFormat.ts';
import {
  assembleDemand,
  blankDemandCells,
  checkDemandCells,
  type DemandCells,
  flattenDemand,
} from './demandCells.ts';
import { DEMAND_HOME_COLUMNS } from './demandHomeColumns.ts';
import { DEMAND_PERSON_COLUMNS } from './demandPersonColumns.ts';
import { TAX_YEARS } from './taxYears.ts';

/** Demands, one row each. Empty cells are "not declared"; amounts are totals over the persons to house. */
export const DEMAND_FORMAT: TableFormat<DemandCells, Demand> = {
  kind: 'demands',
  yearColumns: TAX_YEARS,
  blank: blankDemandCells,
  check: checkDemandCells,
  assemble: assembleDemand,
  flatten: flattenDemand,
  schema: DemandSchema,
  key: (demand) => demand.number,
  version: (demand) => demand.updatedOn,
  columns: [...DEMAND_PERSON_COLUMNS, ...DEMAND_HOME_COLUMNS],
};
