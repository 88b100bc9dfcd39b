import { RESERVATAIRE_CODES, type Reservataire } from '../../engine/domain/codes.ts';
import { yearOf } from '../../engine/domain/day.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import type { DemandNumber, IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { type ReviewPeriod, reviewPeriod } from '../../engine/review/period.ts';
import type { ReviewBy } from '../../engine/review/place.ts';
import { allocationReview, type Review } from '../../engine/review/review.ts';
import { filingDayOf, readingOf } from '../../engine/waiting/filingMonth.ts';
import type { Workspace } from './workspace.ts';

/** Years that a review may cover: the whole of a plan (R441-2-13). */
export const MOST_YEARS = 6;
export const OLDEST_YEAR = 2000;

/** Civil years asked for: one, or several from a first one; the last whole year when nothing is said. */
export interface YearsAsked {
  readonly year?: number | undefined;
  readonly from?: number | undefined;
  readonly years?: number | undefined;
}

/**
 * First year and number of years.
 *
 * @throws InputError `bilan.years-both`, `bilan.years-alone`, `bilan.years-ahead`.
 */
export const yearsAsked = (
  { year, from, years }: YearsAsked,
  asOf: IsoDay,
): { readonly first: number; readonly years: number } => {
  if (year !== undefined && from !== undefined)
    throw new InputError([{ code: 'bilan.years-both', path: 'from' }]);
  if (years !== undefined && from === undefined)
    throw new InputError([{ code: 'bilan.years-alone', path: 'years' }]);
  const first = from ?? year ?? yearOf(asOf) - 1;
  const asked = { first, years: years ?? 1 };
  const last = first + asked.years - 1;
  if (last > yearOf(asOf))
    throw new InputError([
      { code: 'bilan.years-ahead', path: 'years', received: String(last), expected: String(yearOf(asOf)) },
    ]);
  return asked;
};

/** Whose figures are shown: null, everybody's. */
export interface BilanOwner {
  /** Dwellings of its own. */
  readonly shown: (dwelling: Dwelling) => boolean;
  /** Its contingent; null where it is no réservataire. */
  readonly credited: Reservataire | null;
  /** Its dwellings are all those of their landlords: the flow of a landlord is not cut further. */
  readonly wholeLandlords: boolean;
}

export const EVERYTHING: BilanOwner = { shown: () => true, credited: null, wholeLandlords: true };

/** What a principal that stands for somebody is shown. @param of its bailleur, commune or réservataire. */
export const bilanOwner = (
  { territory }: Workspace,
  { role, of }: { readonly role: string; readonly of: string | null },
): BilanOwner => {
  switch (role) {
    case 'bailleur':
      return { shown: ({ bailleur }) => bailleur === of, credited: null, wholeLandlords: true };
    case 'commune':
      return {
        shown: ({ commune }) => (territory.canonicalCommune(commune) ?? commune) === of,
        credited: null,
        wholeLandlords: false,
      };
    case 'reservataire':
      return {
        shown: () => true,
        credited: RESERVATAIRE_CODES.find((code) => code === of) ?? null,
        wholeLandlords: true,
      };
    default:
      return EVERYTHING;
  }
};

/** Demands that wait on the workspace's day, as far as abnormal delays go. */
export interface WaitingNow {
  readonly demands: number;
  /** Past the abnormal delay; null: its value is not known. */
  readonly abnormal: number | null;
}

export const waitingNow = ({ pool, territory }: Workspace): WaitingNow => {
  const { months } = territory.pack.norms.abnormalWaitMonths;
  if (months === null) return { demands: pool.rowCount, abnormal: null };
  const waits = pool.array('waitingMonths');
  let abnormal = 0;
  for (let row = 0; row < pool.rowCount; row += 1) if (waits[row]! >= months) abnormal += 1;
  return { demands: pool.rowCount, abnormal };
};

/** The review of the years asked, by the rows asked, of what its owner may see. */
export const bilanOf = (
  workspace: Workspace,
  {
    by,
    first,
    years,
    owner,
  }: {
    readonly by: ReviewBy;
    readonly first: number;
    readonly years: number;
    readonly owner: BilanOwner;
  },
): Review =>
  reviewOf(workspace, { by, period: reviewPeriod({ first, years, asOf: workspace.pool.asOf }), ...owner });

/** The review of any period: of everything, where no owner narrows it. */
export const reviewOf = (
  workspace: Workspace,
  asked: { readonly by: ReviewBy; readonly period: ReviewPeriod } & Partial<BilanOwner>,
): Review => {
  const { territory, pool, sessionData, vacancies } = workspace;
  return allocationReview({
    territory,
    dwellings: sessionData.dwellings,
    allocations: sessionData.allocations,
    outcomes: sessionData.outcomes,
    vacancies,
    asOf: pool.asOf,
    filedOn: filingDays(workspace),
    ...EVERYTHING,
    ...asked,
  });
};

/** Day of filing: that of the pool, else the month that the numéro unique carries. */
const filingDays = ({ pool }: Workspace): ((demand: DemandNumber, notAfter: number) => number | null) => {
  const reading = readingOf(pool);
  const filed = pool.array('filedDay');
  return (demand, notAfter) => {
    const row = pool.numbers.rowOf(demand);
    if (row < 0) return filingDayOf(demand, { reading, notAfter });
    return filed[row]! <= notAfter ? filed[row]! : null;
  };
};
