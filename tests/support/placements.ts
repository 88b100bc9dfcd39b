import type { Allocation } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { CommuneCode } from '../../engine/domain/ids.ts';
import { prepareStock } from '../../engine/placement/expected.ts';
import { OpenPlace } from '../../engine/placement/openPlace.ts';
import {
  type Placement,
  type PlacementGround,
  placeHousehold,
} from '../../engine/placement/placeHousehold.ts';
import { releaseRates } from '../../engine/placement/releases.ts';
import { stockIndex } from '../../engine/placement/stock.ts';
import { PlaceHistory } from '../../engine/qualification/history.ts';
import { qualify } from '../../engine/qualification/qualify.ts';
import { creditMasks } from '../../engine/shortlist/credits.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { ledgerOf } from '../../engine/targets/ledger.ts';
import { reciprocityLedger } from '../../engine/targets/reciprocity.ts';
import type { Territory } from '../../engine/territory/territory.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import { byId } from './allocations.ts';
import { aVacancy } from './demands.ts';
import { ORDERING } from './methods.ts';
import { poolOf, TERRITORY, TODAY } from './territory.ts';

export interface PlacementCase {
  readonly demands: readonly Demand[];
  /** Stock; those named by a vacancy are free. */
  readonly dwellings: readonly Dwelling[];
  /** Left out: every dwelling is free, as V-<its identifier>. */
  readonly vacancies?: readonly Vacancy[];
  readonly allocations?: readonly Allocation[];
  readonly territory?: Territory;
  readonly ordering?: CompiledMethod;
  readonly homeOf?: (number: string) => string | null;
}

/** Everything that committees ask from, on 2 November 2026, with the tests' own rules unless said otherwise. */
export const groundOf = ({
  demands,
  dwellings: stockOf,
  vacancies = stockOf.map(({ id }) => aVacancy(`V-${id}`, id)),
  allocations = [],
  territory = TERRITORY,
  ordering = ORDERING,
  homeOf = () => null,
}: PlacementCase): PlacementGround => {
  const pool = poolOf(demands, { territory });
  const dwellings = byId(...stockOf);
  const { ledger } = ledgerOf({ territory, allocations, dwellings, asOf: TODAY });
  const ranking = rankPool({ pool, ordering, weighting: null, seed: 1 });
  const history = new PlaceHistory({ territory, dwellings, allocations, outcomes: [], asOf: TODAY });
  const index = stockIndex(territory, stockOf);
  const home = (number: string) => homeOf(number) as CommuneCode | null;
  return {
    pool,
    territory,
    open: vacancies.map((vacancy) => {
      const dwelling = dwellings.get(vacancy.dwelling)!;
      return new OpenPlace({
        pool,
        territory,
        vacancy,
        dwelling,
        ranking,
        qualify: () =>
          qualify({ vacancy, dwelling, territory, ledger, history, demandsLikeIt: 0, asOf: TODAY }),
      });
    }),
    stock: prepareStock(pool, territory, index),
    rates: releaseRates({ territory, cells: index.cells, allocations, dwellings, asOf: TODAY }),
    reciprocity: reciprocityLedger({ territory, allocations, dwellings, homeOf: home, asOf: TODAY }),
    credits: creditMasks(pool, territory),
    homeOf: home,
  };
};

/** The dwellings for the household of the first demand. */
export const placementOf = (given: PlacementCase, beyondWishes = false): Placement => {
  const ground = groundOf(given);
  return placeHousehold(ground, {
    row: ground.pool.numbers.rowOf(given.demands[0]!.number),
    beyondWishes,
  });
};

/** Freed dwellings that suit, in order, over the groups. */
export const choicesOf = ({ groups }: Pick<Placement, 'groups'>): readonly string[] =>
  groups.flatMap(({ options }) => options.map(({ vacancy }) => vacancy.id));
