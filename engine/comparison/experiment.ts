import type { ResidenceCorrelation } from '../acceptance/correlation.ts';
import type { RateRow } from '../acceptance/rates.ts';
import type { Allocation } from '../domain/allocation.ts';
import type { Reservataire } from '../domain/codes.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import type { PolicyId } from '../policies/policy.ts';
import type { PoolColumns } from '../pool/pool.ts';

/** One of the ways to make lists that are compared. */
export interface Arm {
  readonly id: string;
  readonly policy: PolicyId;
  /** Ordering method; those of no method of their own are only measured in its points. */
  readonly method: string;
}

/**
 * `recorded`: the vacancies of past commissions, month by month. `generated`: months to come, whose freed dwellings are those of recorded
 * months drawn at random, the same for all arms in one replication.
 */
export type ExperimentMode = 'recorded' | 'generated';

/** A recorded vacancy, with the lists that commissions gave it, oldest first. */
export interface RecordedVacancy {
  readonly vacancy: Vacancy;
  readonly lists: readonly (readonly DemandNumber[])[];
}

/** One commission. */
export interface ExperimentMonth {
  readonly asOf: IsoDay;
  /** Place among the pools. */
  readonly pool: number;
  /** Vacancies that come that month; empty where they are generated. */
  readonly vacancies: readonly RecordedVacancy[];
}

/** A dwelling freed in a recorded month. */
export interface FreedDwelling {
  readonly dwelling: string;
  readonly orientedTo: Reservataire | null;
}

/** A comparison, frozen: plain data, from which every replication gives the same figures wherever it runs. */
export interface Experiment {
  readonly territory: string;
  readonly mode: ExperimentMode;
  readonly seed: number;
  readonly replications: number;
  readonly arms: readonly Arm[];
  /** Arm that the others are compared with. */
  readonly reference: string;
  /** Orderings that are not the territory's own, as texts. */
  readonly drafts: readonly string[];
  /** Method in whose points every arm is measured. */
  readonly yardstick: string;
  /** The last is that of the last month: it holds every demand of the comparison. */
  readonly pools: readonly PoolColumns[];
  readonly months: readonly ExperimentMonth[];
  /** Allocations decided before the first month, of its civil year. */
  readonly before: readonly Allocation[];
  /** Allocations of the period on record: what is known of recorded households that left the file. */
  readonly recorded: readonly Allocation[];
  /** Those that any allocation or vacancy above names, and those of `supply`. */
  readonly dwellings: readonly Dwelling[];
  /** Dwellings freed in each recorded month, for generated ones. */
  readonly supply: readonly (readonly FreedDwelling[])[];
  readonly rates: {
    readonly source: 'pack' | 'learned';
    readonly rows: readonly RateRow[];
    readonly correlation: ResidenceCorrelation;
  };
}
