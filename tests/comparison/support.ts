import { packRates } from '../../engine/acceptance/rates.ts';
import { type Comparison, compareReplications } from '../../engine/comparison/comparison.ts';
import type { Arm, Experiment, RecordedVacancy } from '../../engine/comparison/experiment.ts';
import { replicate } from '../../engine/comparison/replication.ts';
import { Setting } from '../../engine/comparison/setting.ts';
import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Target } from '../../engine/domain/territory.ts';
import type { PolicyId } from '../../engine/policies/policy.ts';
import { aNumber, aVacancy } from '../support/demands.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { aTerritory, poolOf, TODAY } from '../support/territory.ts';

/* Small experiments in the field's words: months of freed dwellings, each with its recorded lists by sequence. */

export const METHODS = new Map([ORDERING, WEIGHTING].map((method) => [method.method.id, method]));
const METHOD = ORDERING.method.id;

export interface FreedCase {
  readonly dwelling: Dwelling;
  readonly lists?: readonly (readonly number[])[];
}

export interface ExperimentCase {
  readonly demands: readonly Demand[];
  /** Freed each month, from December 2026 on. */
  readonly months: readonly (readonly FreedCase[])[];
  readonly arms: readonly (PolicyId | Arm)[];
  readonly reference?: string;
  readonly targets?: readonly Target[];
  readonly before?: readonly Allocation[];
  readonly recorded?: readonly Allocation[];
  /** Dwellings of `before`. */
  readonly dwellings?: readonly Dwelling[];
  readonly replications?: number;
  readonly seed?: number;
  /** Chance of a yes, in every class; left out: the tests' own rates. */
  readonly rate?: number;
  readonly correlation?: number;
  readonly mode?: Experiment['mode'];
}

const DAYS = ['2026-12-31', '2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'];

export const settingOf = (given: ExperimentCase): Setting => {
  const { demands, months, arms, targets = [], before = [], recorded = [], mode = 'recorded' } = given;
  const base = aTerritory({ targets: [...targets] });
  const acceptance = {
    ...base.pack.acceptance,
    ...(given.rate === undefined
      ? {}
      : { rates: base.pack.acceptance.rates.map(({ fragility }) => ({ fragility, byRank: [given.rate!] })) }),
    learning: {
      ...base.pack.acceptance.learning,
      ...(given.correlation === undefined ? {} : { residenceCorrelation: given.correlation }),
    },
  };
  const territory = aTerritory({ targets: [...targets], acceptance });
  const { source, rows, correlation } = packRates(territory.pack.acceptance);
  const vacancyOf = ({ dwelling, lists = [] }: FreedCase): RecordedVacancy => ({
    vacancy: aVacancy(`V-${dwelling.id}`, dwelling.id),
    lists: lists.map((list) => list.map((sequence) => aNumber(sequence) as never)),
  });
  const all: Arm[] = arms.map((arm) =>
    typeof arm === 'string' ? { id: arm, policy: arm, method: METHOD } : arm,
  );
  const freed = months.flat().map(({ dwelling }) => dwelling);
  return new Setting(
    {
      territory: territory.pack.id,
      mode,
      seed: given.seed ?? 1,
      replications: given.replications ?? 1,
      arms: all,
      reference: given.reference ?? all[0]!.id,
      drafts: [],
      yardstick: METHOD,
      pools: [poolOf(demands, { territory, asOf: TODAY }).columns],
      months: months.map((each, m) => ({
        asOf: DAYS[m] as IsoDay,
        pool: 0,
        vacancies: mode === 'recorded' ? each.map(vacancyOf) : [],
      })),
      before,
      recorded,
      dwellings: [...freed, ...(given.dwellings ?? [])],
      supply:
        mode === 'generated'
          ? months.map((each) => each.map(({ dwelling }) => ({ dwelling: dwelling.id, orientedTo: null })))
          : [],
      rates: { source, rows, correlation },
    },
    { territory, methods: METHODS },
  );
};

export const comparisonOf = (given: ExperimentCase): Comparison => {
  const setting = settingOf(given);
  return compareReplications(
    setting,
    Array.from({ length: given.replications ?? 1 }, (_, replication) => replicate(setting, replication)),
  );
};

/** Figure of a measure for an arm. */
export const figureOf = ({ measures, arms }: Comparison, measure: string, arm: string) =>
  measures.find(({ id }) => id === measure)!.arms[arms.findIndex(({ id }) => id === arm)]!;
