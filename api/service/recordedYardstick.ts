import { sampledFuture } from '../../engine/assignment/online/futures.ts';
import {
  type ListsOutcome,
  type ListsPlan,
  listsYardstick,
} from '../../engine/assignment/online/listsYardstick.ts';
import { OneByOne } from '../../engine/assignment/online/oneByOne.ts';
import {
  DEFAULT_SESSION_OPTIONS,
  prepareSession,
  type SessionRequest,
} from '../../engine/assignment/session.ts';
import type { Dwelling } from '../../engine/domain/dwelling.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { randomStream, shuffle } from '../../engine/simulation/random.ts';
import type { FuturesOptions } from '../../engine/years/yearByFutures.ts';
import { chosenVacancies } from './sessionsVacancies.ts';
import type { Workspace } from './workspace.ts';

export interface RecordedAsked {
  readonly futures: FuturesOptions;
  readonly plan: ListsPlan;
  readonly seed: number;
  /** Number of a drawn order of vacancies; null: that of their dates. */
  readonly order: number | null;
}

export interface RecordedYardstick {
  readonly asked: RecordedAsked;
  readonly lists: ListsOutcome;
  /** Allocations recorded, whose dwellings futures are drawn from. */
  readonly past: number;
}

/**
 * The open vacancies of a place's data, taken one by one with its demands of the day, beside the certified bound of the plan that knows them all
 * beforehand. Futures are drawn from the dwellings of recorded allocations; households on lists awaited elsewhere are candidates here.
 *
 * @throws InputError `yardstick.no-past`; those of `chosenVacancies`, `Workspace.ranking`.
 */
export const recordedYardstick = (
  workspace: Workspace,
  asked: RecordedAsked,
  progress: (done: number) => void = () => {},
): RecordedYardstick => {
  const { futures, plan, seed, order } = asked;
  const { pool, territory, sessionData } = workspace;
  const { allocations, dwellings, classes, ledger, reciprocity, rates } = sessionData;
  const freed = allocations.flatMap(({ dwelling }): Dwelling[] => {
    const found = dwellings.get(dwelling);
    return found === undefined ? [] : [found];
  });
  if (freed.length === 0) throw new InputError([{ code: 'yardstick.no-past', path: 'data' }]);
  const open = { kind: 'open', commune: null, bailleur: null, first: null } as const;
  const request: SessionRequest = {
    pool,
    territory,
    classes,
    asOf: pool.asOf,
    vacancies: chosenVacancies(workspace, open, new Map()).map((id) => workspace.place(id)),
    ranking: (contingent) => workspace.ranking({ method: null, seed }, contingent),
    rates,
    ledger,
    reciprocity,
    openProposals: [],
    pins: [],
    exclusions: [],
    beyondWishes: new Set(),
    bonus: new Map(),
    options: { ...DEFAULT_SESSION_OPTIONS, pace: 'at-once' },
  };
  const oneByOne = new OneByOne({
    prepared: prepareSession(request),
    futures: Array.from({ length: futures.futures }, (_, f) =>
      sampledFuture(request, {
        freed,
        expected: request.vacancies.length,
        random: randomStream(seed, `yardstick/future/${f}`),
      }),
    ),
    options: { firstRounds: futures.firstRounds, rounds: futures.rounds, seed },
  });
  const byDate = [...oneByOne.prepared.places.keys()];
  const taken = order === null ? byDate : shuffle(randomStream(order, 'yardstick/order'), byDate);
  return { asked, past: freed.length, lists: listsYardstick(oneByOne, taken, plan, { progress })! };
};
