import { EMPTY } from '../model.ts';
import type { OneByOne, YearKnown } from './oneByOne.ts';

export interface ListsPlan {
  /** Times that prices are made anew, evenly along the vacancies. */
  readonly renewals: number;
  /** Of the bound's price phase. */
  readonly boundRounds: number;
}

/** Thousandths of points: of lists, counted by the chances of ranks, less what targets lack at their penalties. */
export interface ListsOutcome extends YearKnown {
  /** By the method's order alone. */
  readonly method: number;
  /** Each list worth most at once, points and the penalties of what lacks on the day; nothing kept for later. */
  readonly penalties: number;
  /** By the prices of sampled futures. */
  readonly futures: number;
  /** Places that the lists by prices of futures leave empty. */
  readonly empty: number;
  readonly vacancies: number;
  readonly demands: number;
  readonly pairs: number;
  readonly rows: number;
}

/**
 * Vacancies taken one by one in an order, three ways, beside the certified bound of the plan that knows them all beforehand. Null when it was stopped.
 *
 * @throws Error when lists pass the bound.
 */
export const listsYardstick = (
  oneByOne: OneByOne,
  order: readonly number[],
  { renewals, boundRounds }: ListsPlan,
  {
    stopped = () => false,
    progress = () => {},
  }: { readonly stopped?: () => boolean; readonly progress?: (done: number) => void } = {},
): ListsOutcome | null => {
  const { problem, request } = oneByOne.prepared;
  const known = oneByOne.known({
    rounds: boundRounds,
    stopped,
    progress: (done) => progress(done / 2),
  });
  const byPenalties = oneByOne.run(oneByOne.lists({ futures: [] }), order, { renewals: 0, stopped });
  if (byPenalties === null || stopped()) return null;
  progress(0.6);
  const byFutures = oneByOne.run(oneByOne.lists(), order, { renewals, stopped });
  if (byFutures === null) return null;
  const outcome = {
    ...known,
    method: oneByOne.worth(oneByOne.byMethod(order)),
    penalties: oneByOne.worth(byPenalties),
    futures: oneByOne.worth(byFutures),
    empty: byFutures.filter((pair) => pair === EMPTY).length,
    vacancies: problem.model.vacancyCount,
    demands: request.pool.rowCount,
    pairs: problem.model.pairCandidate.length,
    rows: problem.model.rowCount,
  };
  for (const each of ['method', 'penalties', 'futures'] as const)
    if (outcome[each] > known.bound + 1e-6) throw new Error(`one by one: lists by ${each} pass the bound`);
  progress(1);
  return outcome;
};
