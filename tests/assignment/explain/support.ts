import { packRates } from '../../../engine/acceptance/rates.ts';
import { profileClasses } from '../../../engine/assignment/classes.ts';
import { type ExplainInput, explainSession } from '../../../engine/assignment/explain/explainSession.ts';
import {
  DEFAULT_SESSION_OPTIONS,
  type PreparedSession,
  prepareSession,
  type SessionOptions,
  type SessionRequest,
} from '../../../engine/assignment/session.ts';
import { type StagedResult, solveStages } from '../../../engine/assignment/stages.ts';
import type { Allocation } from '../../../engine/domain/allocation.ts';
import type { Reservataire } from '../../../engine/domain/codes.ts';
import type { Demand } from '../../../engine/domain/demand.ts';
import type { Dwelling } from '../../../engine/domain/dwelling.ts';
import type { VacancyId } from '../../../engine/domain/ids.ts';
import type { ContingentRules, Target } from '../../../engine/domain/territory.ts';
import type { Pool } from '../../../engine/pool/pool.ts';
import { rankPool } from '../../../engine/shortlist/ranking.ts';
import { ledgerOf } from '../../../engine/targets/ledger.ts';
import { byId } from '../../support/allocations.ts';
import { aDemand, aDwelling, aNumber, aVacancy } from '../../support/demands.ts';
import { ORDERING, WEIGHTING } from '../../support/methods.ts';
import { aTerritory, FRAGILE, poolOf, TODAY, target } from '../../support/territory.ts';

/*
 * Small sessions in the field's words. A demand of `months` months has half a point a month; 9 000 € a year is modest, 20 000 €
 * is not; a label is verified, and counts as priority.
 */

export const MODEST = 9_000;
export const HIGHER = 16_000;

export const household = (
  sequence: number,
  {
    filed = '2020-11-02',
    income = MODEST as number | null,
    label = false,
    dalo = false,
    contingents = null as readonly Reservataire[] | null,
    mutationFrom = null as string | null,
    typologies = ['T2'],
    communes = ['59512'],
  } = {},
): Demand =>
  aDemand(sequence, {
    filedOn: filed,
    incomes: {
      referenceTaxIncome:
        income === null
          ? []
          : [
              { year: 2024, amountEur: income },
              { year: 2025, amountEur: income },
            ],
      declaredMonthlyEur: null,
      rolling12MonthsEur: null,
    },
    priorities: label ? [{ situation: 'ACI_LABEL', evidence: 'verified', since: null }] : [],
    dalo: dalo ? 'ACTIF' : 'NON',
    contingents,
    ...(mutationFrom === null
      ? {}
      : {
          currentHousing: {
            kind: 'HLM',
            rentEur: null,
            livingAreaM2: null,
            occupants: null,
            typology: null,
            bailleur: mutationFrom,
            dwelling: null,
          },
        }),
    wishes: {
      communes,
      quartiers: [],
      typologies,
      wide: false,
      building: 'any',
      groundFloor: true,
    },
  });

/** Half of the quartier's leases to households that are not modest; no tolerance. */
export const MIX: Target = target('mix', {
  label: 'Mixité du quartier',
  scope: 'quartier',
  fragility: ['fragile'],
  counts: { bandGroup: 'intermediate-or-higher' },
  toleranceDwellings: 0,
  precedence: 1,
});

/** Half of the commune's leases to verified priority households; no tolerance. */
export const ACI: Target = target('aci', {
  label: 'Accord collectif, commune',
  scope: 'commune',
  counts: { verifiedPriority: true },
  toleranceDwellings: 0,
  precedence: 1,
});

/** A T2 of Roubaix, in a fragile quartier. */
export const dwelling = (id: string, changes: Parameters<typeof aDwelling>[1] = {}): Dwelling =>
  aDwelling(id, { quartier: FRAGILE, ...changes });

export interface SessionCase {
  readonly demands: readonly Demand[];
  readonly dwellings: readonly Dwelling[];
  readonly targets?: readonly Target[];
  readonly allocations?: readonly Allocation[];
  /** By sequence of the demand. */
  readonly pins?: readonly {
    readonly vacancy: string;
    readonly demand: number;
    readonly rank: number | null;
  }[];
  readonly exclusions?: readonly { readonly vacancy: string | null; readonly demand: number }[];
  readonly bonus?: readonly (readonly [demand: number, thousandths: number])[];
  readonly options?: Partial<SessionOptions>;
  /** Rules of the contingents; left out: the tests' own, without weight on lists. */
  readonly contingents?: Partial<ContingentRules>;
  /** Réservataire that each vacancy is oriented to. */
  readonly orientedTo?: Reservataire;
  readonly seed?: number;
}

export const rowOf = (pool: Pool, sequence: number): number => pool.numbers.rowOf(aNumber(sequence));

export const requestOf = ({
  demands,
  dwellings,
  targets = [],
  allocations = [],
  pins = [],
  exclusions = [],
  bonus = [],
  options = {},
  contingents = {},
  orientedTo,
  seed = 1,
}: SessionCase): SessionRequest => {
  const rules = { ...aTerritory().pack.contingents, ...contingents };
  const territory = aTerritory({ targets: [...targets], contingents: rules });
  const pool = poolOf(demands, { territory });
  const ranking = rankPool({ pool, ordering: ORDERING, weighting: null, seed });
  const weighted = rankPool({ pool, ordering: ORDERING, weighting: WEIGHTING, seed });
  return {
    pool,
    territory,
    classes: profileClasses(pool, territory),
    asOf: TODAY,
    vacancies: dwellings.map((each, i) => ({
      vacancy: aVacancy(`V-${i + 1}`, each.id, orientedTo === undefined ? {} : { orientedTo }),
      dwelling: each,
    })),
    ranking: (contingent) => (contingent === 'COLACT' ? weighted : ranking),
    rates: packRates(territory.pack.acceptance),
    ledger: ledgerOf({ territory, allocations, dwellings: byId(...dwellings), asOf: TODAY }).ledger,
    openProposals: [],
    pins: pins.map(({ vacancy, demand, rank }) => ({
      vacancy: vacancy as VacancyId,
      row: rowOf(pool, demand),
      rank,
    })),
    exclusions: exclusions.map(({ vacancy, demand }) => ({
      vacancy: vacancy as VacancyId | null,
      row: rowOf(pool, demand),
    })),
    beyondWishes: new Set(),
    bonus: new Map(bonus.map(([demand, thousandths]) => [rowOf(pool, demand), thousandths])),
    options: { ...DEFAULT_SESSION_OPTIONS, pace: 'at-once', listSize: 3, ...options },
  };
};

export const solved = (
  given: SessionCase,
): { readonly prepared: PreparedSession; readonly result: StagedResult } => {
  const prepared = prepareSession(requestOf(given));
  return { prepared, result: solveStages(prepared.staged) };
};

export const explained = (given: SessionCase, more: Omit<ExplainInput, 'prepared' | 'result'> = {}) =>
  explainSession({ ...solved(given), ...more });

/** Sequence of the demand behind a row of the pool. */
export const sequenceOf = ({ pool }: Pick<SessionRequest, 'pool'>, row: number): number =>
  Number(pool.numbers.at(row).slice(7, 13));
