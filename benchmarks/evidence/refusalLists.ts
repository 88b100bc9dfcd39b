import { ratesOf } from '../../engine/acceptance/rates.ts';
import { EMPTY, vacancyOfPlaces } from '../../engine/assignment/model.ts';
import { priceRows } from '../../engine/assignment/priceRows.ts';
import {
  type PreparedSession,
  prepareSession,
  type SessionPin,
  type SessionRequest,
} from '../../engine/assignment/session.ts';
import { solveStages } from '../../engine/assignment/stages.ts';
import { FRAGILITIES } from '../../engine/domain/territory.ts';
import { withoutRows } from '../workloads/session.ts';

/** Rows of the pool by vacancy, in rank order, with what is foretold of them. */
export interface ForetoldLists {
  readonly prepared: PreparedSession;
  readonly lists: readonly (readonly number[])[];
  /** Chance that each rank takes the dwelling, as whoever made the lists counts on it. Same shape as `lists`. */
  readonly countedOn: readonly (readonly number[])[];
  /** The same by the rates learned: what the spread of answers is measured by. */
  readonly learned: readonly (readonly number[])[];
}

/** Lists whose targets hold in expectation over refusals: the engine's. */
export const listsInExpectation = (request: SessionRequest): ForetoldLists => {
  const prepared = prepareSession(request);
  const { assignment } = solveStages(prepared.staged);
  const lists = listsOf(prepared, assignment);
  const learned = lists.map((list, d) => prepared.places[d]!.chances.slice(0, list.length));
  return { prepared, lists, countedOn: learned, learned };
};

/**
 * Lists that only look at rank 1, whom they take to accept: rank 1 is matched under the targets, by the same engine, as if nobody
 * refused; the ranks after it are filled by points alone.
 */
export const listsAtRankOne = (request: SessionRequest): ForetoldLists => {
  const first = prepareSession({
    ...request,
    rates: NOBODY_REFUSES,
    options: { ...request.options, listSize: 1 },
  });
  const firstLists = listsOf(first, solveStages(first.staged).assignment);
  const pins = firstLists.flatMap(([row], d): SessionPin[] =>
    row === undefined ? [] : [{ vacancy: request.vacancies[d]!.vacancy.id, row, rank: 1 }],
  );
  const prepared = prepareSession({ ...request, pins });
  const rest = listsOf(prepared, priceRows(withoutRows(prepared.problem.model)).assignment);
  const lists = rest.map((list, d) => [...firstLists[d]!, ...list]);
  return {
    prepared: first,
    lists,
    countedOn: lists.map((list) => list.map((_, i) => (i === 0 ? 1 : 0))),
    learned: lists.map((list, d) => prepared.places[d]!.chances.slice(0, list.length)),
  };
};

const NOBODY_REFUSES = ratesOf({
  source: 'pack',
  rows: FRAGILITIES.map((fragility) => ({ fragility, rank: 1, rate: 1, offers: 0, accepted: 0 })),
  correlation: { value: 0, estimate: null, pairs: 0 },
});

const listsOf = ({ problem }: PreparedSession, assignment: Int32Array): number[][] => {
  const { model, rowOf } = problem;
  const vacancyOf = vacancyOfPlaces(model);
  const lists = Array.from({ length: model.vacancyCount }, (): number[] => []);
  assignment.forEach((pair, place) => {
    if (pair !== EMPTY) lists[vacancyOf[place]!]!.push(rowOf[model.pairCandidate[pair]!]!);
  });
  return lists;
};
