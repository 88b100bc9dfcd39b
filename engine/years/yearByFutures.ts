import { profileClasses } from '../assignment/classes.ts';
import { contingentOfPair } from '../assignment/credited.ts';
import { EMPTY } from '../assignment/model.ts';
import type { ReadyVacancies } from '../assignment/online/futurePrices.ts';
import { OneByOne } from '../assignment/online/oneByOne.ts';
import { DEFAULT_SESSION_OPTIONS, prepareSession, type SessionRequest } from '../assignment/session.ts';
import type { VacancyId } from '../domain/ids.ts';
import { penaltyPointsOf } from '../targets/precedence.ts';
import { Answers } from './answers.ts';
import { monthNumber } from './calendar.ts';
import { type DemandStates, DemandsOfYear } from './demandsOfYear.ts';
import { drawAt, drawBase, TOPICS } from './draws.ts';
import { gatherRows } from './joinPools.ts';
import type { Vacant } from './listMaking.ts';
import { Offer } from './offer.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { demandStates, drawFactors } from './replication.ts';
import { rankings, SimulatedLedger, validPool } from './sessionLists.ts';
import { CREDITS } from './targetRows.ts';
import { YearLedger } from './yearLedger.ts';

const MONTHS = 12;
/** From here on, replications that no run shows and on which no price of targets is rehearsed: the futures that lists are priced by. */
const FUTURES = 2_000_000;

export interface FuturesOptions {
  /** Sampled futures: vacancies of draws of the scenario that no result uses. */
  readonly futures: number;
  /** Rounds of the price phase of each, the first time and when prices are made anew. */
  readonly firstRounds: number;
  readonly rounds: number;
}

/** The vacancies of a replication's first year, made ready to get their lists one by one, by the prices of sampled futures. */
export interface YearByFutures {
  readonly oneByOne: OneByOne;
  /** In the order of simulated months. */
  readonly vacancies: readonly Vacant[];
  /** Row of the horizon's pool of each row of the session's. */
  readonly of: Uint32Array;
  readonly states: DemandStates;
}

/**
 * The first civil year of a replication as one session of all its vacancies, at the points of its first day and by what targets ask at its
 * end. Whoever makes lists knows how many vacancies the year brings, never which: futures are those of other draws of the scenario.
 *
 * @param whose demands: those that wait on the first day, or all that may be there in the year.
 * @throws RangeError where moves free homes: see `Offer.ofFirstYear`.
 */
export const yearByFutures = (
  open: OpenHorizon,
  replication: number,
  whose: 'first-day' | 'year',
  { futures, firstRounds, rounds }: FuturesOptions,
): YearByFutures => {
  const { scenario } = open.horizon;
  const factors = drawFactors(scenario, replication);
  const states = demandStates(open, replication, factors.arrivals);
  const demands = new DemandsOfYear(open, states, { from: 0, to: Math.min(MONTHS, scenario.months) });
  demands.moveTo(0, monthNumber(scenario.start));
  const all = Uint32Array.from({ length: demands.rowCount }, (_, row) => row);
  const rows = whose === 'year' ? all : all.filter((row) => demands.alive[row] === 1);
  const vacancies = vacanciesOf(open, replication, factors.departures);
  const request = requestOf(open, demands, rows);
  const drawn = Array.from({ length: futures }, (_, f): ReadyVacancies => {
    const { departures } = drawFactors(scenario, FUTURES + f);
    return prepareSession({ ...request, vacancies: asked(open, vacanciesOf(open, FUTURES + f, departures)) });
  });
  const oneByOne = new OneByOne({
    prepared: prepareSession({ ...request, vacancies: asked(open, vacancies) }),
    futures: drawn,
    options: { firstRounds, rounds, seed: scenario.seed },
  });
  return { oneByOne, vacancies, of: rows.map((row) => demands.master[row]!), states };
};

/** Every vacancy of the year, first freed first, then by the replication's own draw. */
const vacanciesOf = (open: OpenHorizon, replication: number, departures: number): readonly Vacant[] => {
  const base = drawBase(open.horizon.scenario.seed, replication, TOPICS.order);
  return [...new Offer(open, replication, departures).ofFirstYear()].sort(
    (a, b) =>
      a.freedMonth - b.freedMonth ||
      drawAt(base, a.place, a.freedMonth + 1) - drawAt(base, b.place, b.freedMonth + 1) ||
      a.place - b.place,
  );
};

const asked = ({ months }: OpenHorizon, vacancies: readonly Vacant[]): SessionRequest['vacancies'] =>
  vacancies.map(({ dwelling, freedMonth, orientedTo }) => ({
    dwelling,
    vacancy: {
      id: `${dwelling.id} ${freedMonth}` as VacancyId,
      dwelling: dwelling.id,
      availableOn: months[0]!.day,
      reason: 'rotation',
      orientedTo,
      adaptedPlai: false,
    },
  }));

const requestOf = (
  open: OpenHorizon,
  demands: DemandsOfYear,
  rows: Uint32Array,
): Omit<SessionRequest, 'vacancies'> => {
  const { territory, rates } = open;
  const pool = validPool(open, gatherRows(demands.pool.columns, rows));
  const { ledger, lastDay } = endOfYear(open);
  return {
    pool,
    territory,
    classes: profileClasses(pool, territory),
    asOf: lastDay,
    ranking: rankings(open, pool),
    rates,
    ledger: new SimulatedLedger(ledger, lastDay),
    openProposals: [],
    pins: [],
    exclusions: [],
    beyondWishes: new Set(),
    bonus: new Map(),
    options: {
      ...DEFAULT_SESSION_OPTIONS,
      pace: 'at-once',
      listSize: open.horizon.scenario.listSize,
      appearances: 1,
    },
  };
};

/** Counts at the start of the year, by what targets ask at its end. */
const endOfYear = ({ horizon, territory, rows, months }: OpenHorizon) => {
  const { year, lastDay } = months.slice(0, MONTHS).at(-1)!;
  const ledger = new YearLedger({ territory, rows, year, start: horizon.startCounts });
  ledger.open(lastDay);
  return { ledger, lastDay };
};

/** What a simulated year came to. */
export interface YearHoused {
  /** Rows of the horizon's pool, in the order of leases. */
  readonly housed: readonly number[];
  /** Thousandths of points: what targets lack at the year's end, at their penalties. */
  readonly shortPoints: number;
}

/**
 * The year with its answers, those of `runReplication`: lists month after month, by prices made anew each month. Whoever files later is
 * seen from then on, whoever leaves no more; a household is on one list a month, and is not proposed again what it refused; a dwelling that all
 * refuse comes again next month. Points stay those of the first day. Null when it was stopped.
 *
 * @param year of the demands of the year.
 */
export const houseByFutures = (
  open: OpenHorizon,
  replication: number,
  { oneByOne, vacancies, of, states }: YearByFutures,
  stopped: () => boolean = () => false,
): YearHoused | null => {
  const { prepared, arrived } = oneByOne;
  const { problem } = prepared;
  const { ledger } = endOfYear(open);
  const answers = new Answers(open, replication, drawFactors(open.horizon.scenario, replication).acceptance);
  const isThere = (row: number, month: number): boolean =>
    states.comes[of[row]!]! <= month && month < states.leaves[of[row]!]! && !gone.has(row);
  const gone = new Set<number>();
  const lists = oneByOne.lists({ hidden: [...of.keys()].filter((row) => !isThere(row, 0)) });
  const free = new Set<number>();
  const refusers = new Map<number, number[]>();
  const housed: number[] = [];
  let waiting: number[] = [];
  let next = 0;
  for (const month of open.months.slice(0, MONTHS)) {
    if (stopped()) return null;
    if (month.place > 0) {
      for (const row of of.keys()) lists.setShown(row, isThere(row, month.place));
      lists.renew(waiting.length + vacancies.length - next);
    }
    const came = waiting;
    for (; next < vacancies.length && vacancies[next]!.freedMonth <= month.place; next += 1) {
      // Left again, if it was let before.
      if (free.has(vacancies[next]!.place)) continue;
      free.add(vacancies[next]!.place);
      came.push(next);
    }
    const listed = new Set<number>();
    const answered: {
      readonly d: number;
      readonly list: readonly number[];
      readonly taker: number | null;
    }[] = [];
    waiting = came.filter((d) => {
      const vacant = vacancies[d]!;
      const before = (refusers.get(d) ?? []).filter((row) => isThere(row, month.place) && !listed.has(row));
      for (const row of before) lists.setShown(row, false);
      const list = lists.list(arrived, d);
      const pairs = list.filter((pair) => pair !== EMPTY);
      for (const row of before) lists.setShown(row, true);
      const rows = pairs.map((pair) => problem.rowOf[problem.model.pairCandidate[pair]!]!);
      for (const row of rows) listed.add(row);
      const taker = rows.findIndex((row, i) =>
        answers.accepts({ of: of[row]!, rank: i + 1, vacant, month, monthlyIncomeEur: Number.NaN }),
      );
      answered.push({ d, list, taker: taker < 0 ? null : list.indexOf(pairs[taker]!) });
      if (taker < 0) {
        refusers.set(d, [...(refusers.get(d) ?? []), ...rows]);
        return true;
      }
      const row = rows[taker]!;
      const credit = CREDITS.indexOf(contingentOfPair(problem, arrived.segmentOf, pairs[taker]!));
      const { classNumber } = open.kinds[open.kindOf[of[row]!]!]!;
      for (const target of ledger.rows.of(vacant.place))
        ledger.add(target, ledger.rows.effect(target, classNumber, credit));
      gone.add(row);
      housed.push(of[row]!);
      free.delete(vacant.place);
      return false;
    });
    // No list of a month knows the answers of another.
    for (const { d, list, taker } of answered) lists.settle(arrived, d, list, taker);
  }
  return { housed, shortPoints: shortPointsOf(ledger) };
};

const shortPointsOf = (ledger: YearLedger): number =>
  ledger.rows.rows.reduce(
    (sum, { target }, row) =>
      target.active === false
        ? sum
        : sum + ledger.shortfall(row) * penaltyPointsOf(ledger.territory.pack.matching, target) * 1000,
    0,
  );
