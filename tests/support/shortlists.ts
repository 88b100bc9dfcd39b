import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { qualify } from '../../engine/qualification/qualify.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import {
  explainPair,
  type PairExplanation,
  type Shortlist,
  shortlistFor,
} from '../../engine/shortlist/shortlist.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { byId } from './allocations.ts';
import { aDwelling, aVacancy } from './demands.ts';
import { ORDERING } from './methods.ts';
import { poolOf, TERRITORY, TODAY } from './territory.ts';

export interface ShortlistCase {
  readonly demands: readonly Demand[];
  readonly dwelling?: Dwelling;
  readonly vacancy?: Vacancy;
  readonly allocations?: readonly Allocation[];
  readonly outcomes?: readonly Outcome[];
  readonly territory?: Territory;
  readonly ordering?: CompiledMethod;
  readonly weighting?: CompiledMethod | null;
  readonly size?: number;
  readonly nextCount?: number;
  readonly beyondWishes?: boolean;
  readonly seed?: number;
}

/** Everything a shortlist is made from, on 2 November 2026, with the tests' own rules unless said otherwise. */
export const requestOf = ({
  demands,
  dwelling = aDwelling('L-1'),
  vacancy = aVacancy('V-1', dwelling.id),
  allocations = [],
  outcomes = [],
  territory = TERRITORY,
  ordering = ORDERING,
  weighting = null,
  size = 3,
  nextCount = 10,
  beyondWishes = false,
  seed = 1,
}: ShortlistCase) => {
  const pool = poolOf(demands, { territory });
  const dwellings = byId(dwelling);
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf: TODAY });
  return {
    pool,
    territory,
    vacancy,
    dwelling,
    ranking: rankPool({ pool, ordering, weighting, seed }),
    qualification: qualify({
      vacancy,
      dwelling,
      territory,
      ledger,
      history: new PlaceHistory({ territory, dwellings, allocations, outcomes, asOf: TODAY }),
      demandsLikeIt: 0,
      asOf: TODAY,
    }),
    size,
    nextCount,
    beyondWishes,
  };
};

export const shortlistOf = (given: ShortlistCase): Shortlist => shortlistFor(requestOf(given));

/** Why the demand of a number is, or is not, on the list. */
export const pairOf = (given: ShortlistCase, number: string): PairExplanation => {
  const request = requestOf(given);
  return explainPair(request, request.pool.numbers.rowOf(number));
};

export const numbersOf = ({ candidates, next }: Shortlist): readonly string[] =>
  [...candidates, ...next].map(({ number }) => number);
