import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import { dayNumber } from '../../engine/domain/day.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { reviewPeriod } from '../../engine/review/period.ts';
import type { ReviewBy } from '../../engine/review/place.ts';
import {
  allocationReview,
  type Review,
  type ReviewCell,
  type ReviewInput,
  windowAt,
} from '../../engine/review/review.ts';
import { byId } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { TERRITORY, TODAY } from '../support/territory.ts';

export interface ReviewCase
  extends Partial<Pick<ReviewInput, 'territory' | 'filedOn' | 'shown' | 'credited' | 'wholeLandlords'>> {
  readonly dwellings?: readonly Dwelling[];
  readonly vacancies?: readonly Vacancy[];
  readonly allocations?: readonly Allocation[];
  readonly outcomes?: readonly Outcome[];
  readonly first?: number;
  readonly years?: number;
  readonly by?: ReviewBy;
  readonly asOf?: string;
}

/** A review of 2026 by commune on 2 November 2026, of a stock of one dwelling, unless the case says otherwise. */
export const reviewCase = ({
  dwellings = [aDwelling('L-1')],
  vacancies = [],
  allocations = [],
  outcomes = [],
  first = 2026,
  years = 1,
  by = 'commune',
  asOf = TODAY,
  ...rest
}: ReviewCase): Review =>
  allocationReview({
    territory: TERRITORY,
    dwellings: byId(...dwellings),
    vacancies: new Map(vacancies.map((vacancy) => [vacancy.id, vacancy])),
    allocations,
    outcomes,
    period: reviewPeriod({ first, years, asOf: asOf as IsoDay }),
    by,
    asOf: asOf as IsoDay,
    filedOn: () => null,
    shown: () => true,
    credited: null,
    wholeLandlords: true,
    ...rest,
  });

/** The whole of the first year of a review. */
export const wholeOf = (review: Review, year = 0): ReviewCell =>
  review.whole[windowAt(review, review.period.years[year]!)]!;

type Overrides = { readonly [K in keyof Outcome]?: unknown };

/** A candidate of V-1 at rank 1 who refused, examined on 4 May 2026. */
export const anOutcome = (overrides: Overrides = {}): Outcome =>
  OutcomeSchema.parse({
    vacancy: 'V-1',
    dwelling: 'L-1',
    demand: aNumber(900_000),
    rank: 1,
    examinedOn: '2026-05-04',
    decision: 'attribution-ranked',
    answer: 'refused',
    refusalReason: 'size',
    ...overrides,
  });

export const dayOf = (day: string): number => dayNumber(day as IsoDay);
