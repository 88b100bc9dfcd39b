import type { AcceptanceRates } from '../acceptance/rates.ts';
import type { ProfileClasses } from '../assignment/classes.ts';
import type { Reservataire } from '../domain/codes.ts';
import type { Dwelling, Vacancy } from '../domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../domain/ids.ts';
import type { Pool } from '../pool/pool.ts';
import type { Ranking } from '../shortlist/ranking.ts';
import type { Ledger } from '../targets/ledger.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * Ways to make the lists of a commission: by date of filing; by the method's order alone; by the method's order among those who
 * serve the targets that lack; jointly; one by one at the prices of the joint plan; by lot; as they were recorded.
 */
export const POLICY_IDS = [
  'date-order',
  'points',
  'filters',
  'joint',
  'prices',
  'lottery',
  'recorded',
] as const;
export type PolicyId = (typeof POLICY_IDS)[number];

/** A candidate of a list, in rank order. */
export interface Proposed {
  readonly number: DemandNumber;
  /** Row of the pool; null: a recorded household that the file no longer holds. */
  readonly row: number | null;
  /** Contingent that its lease would be credited to; null: not known. */
  readonly contingent: Reservataire | null;
}

export type ProposedList = readonly Proposed[];

/** A vacancy that a commission examines. */
export interface CommissionVacancy {
  readonly vacancy: Vacancy;
  readonly dwelling: Dwelling;
  /** Rows that no rule excludes and that the method orders, whoever has been housed since; made when first asked for. */
  readonly eligible: () => Uint32Array;
  /** Rows that said no to this vacancy at an earlier commission. */
  readonly declined: ReadonlySet<number>;
  /** Candidates of the list to give, where decisions are on record. */
  readonly recorded: ProposedList;
}

/** All that a policy may look at: nothing of what happens afterwards. */
export interface Commission {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly classes: ProfileClasses;
  readonly asOf: IsoDay;
  /** In the order in which they are examined. */
  readonly vacancies: readonly CommissionVacancy[];
  /** The method's order where a place is credited to a contingent; null for none. */
  readonly ranking: (contingent: string | null) => Ranking;
  readonly rates: AcceptanceRates;
  /** Of `asOf`. */
  readonly ledger: Ledger;
  /** 1: housed already, or not filed yet. Length = pool.rowCount. */
  readonly out: Uint8Array;
  /** Candidates of the list of each vacancy, at most. Length = vacancies. */
  readonly sizes: readonly number[];
  /** Of the draws of a policy, for those that draw. */
  readonly lot: string;
}

/** The lists of a commission, one for each vacancy, empty where nobody is found. */
export type Policy = (commission: Commission) => readonly ProposedList[];
