import { type Counterfactual, counterfactual } from '../../engine/counterfactual/counterfactual.ts';
import type { ListPlace } from '../../engine/counterfactual/place.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { shortlistFor } from '../../engine/shortlist/shortlist.ts';
import { aDemand } from '../support/demands.ts';
import { requestOf, type ShortlistCase } from '../support/shortlists.ts';

/** What the household of a number could do to be on the list of a case's vacancy. */
export const whatIf = (given: ShortlistCase, number: string): Counterfactual => {
  const { pool, territory, vacancy, dwelling, ranking, size, beyondWishes } = requestOf(given);
  const row = pool.numbers.rowOf(number);
  const demand = given.demands.find((each) => each.number === number)!;
  const place: ListPlace = { vacancy, dwelling, ranking, size, beyondWishes };
  return counterfactual({ pool, territory, row, demand }, [place]);
};

/** Whether a list made from every demand holds a number. */
export const isListed = (given: ShortlistCase, number: string): boolean =>
  shortlistFor(requestOf(given)).candidates.some((candidate) => candidate.number === number);

/** Three who waited since 2019: twenty-three points more than one who filed in 2025. */
export const AHEAD: readonly Demand[] = [1, 2, 3].map((n) => aDemand(n, { filedOn: `2019-0${n}-01` }));

/** One that waited longest of all: first as soon as nothing excludes it. */
export const oldest = (overrides: Parameters<typeof aDemand>[1] = {}): Demand =>
  aDemand(50, { filedOn: '2010-01-01', ...overrides });
