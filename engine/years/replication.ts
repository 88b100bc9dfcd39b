import { createHash } from 'node:crypto';
import type { Scenario, YearPolicy } from '../domain/scenario.ts';
import { randomStream } from '../simulation/random.ts';
import { penaltyPointsOf } from '../targets/precedence.ts';
import { Answers } from './answers.ts';
import { arrivalChance } from './arrivals.ts';
import { monthNumber, type SimulatedMonth } from './calendar.ts';
import { type DemandStates, DemandsOfYear } from './demandsOfYear.ts';
import { drawAt, drawBase, TOPICS } from './draws.ts';
import type { PreparedYearPrices } from './monthPrices.ts';
import { Offer } from './offer.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { type MonthList, monthLists } from './policy.ts';
import { MonthlySeries } from './series.ts';
import { YearLedger } from './yearLedger.ts';

/** What one replication of a scenario gave under one policy. */
export interface ReplicationResult {
  readonly policy: YearPolicy;
  readonly replication: number;
  /** Months × `SERIES`: see `seriesAt`. */
  readonly series: Float64Array;
  /** Leases of the civil year so far that each target row looks at and counts, at the end of each month. Length = months × rows. */
  readonly among: Int32Array;
  readonly counted: Int32Array;
  /** Rows of each target of the territory missed beyond tolerance at the end of each month, and dwellings short. Length = months × targets. */
  readonly missed: Int32Array;
  readonly short: Float64Array;
  /** SHA-256 of the arrays: the same scenario, replication and policy give the same one. */
  readonly hash: string;
}

export interface ReplicationRequest {
  readonly policy: YearPolicy;
  /** From 0: another draw of all that is drawn. */
  readonly replication: number;
  /** For the policy `priced`. */
  readonly prices: PreparedYearPrices | null;
  /** Asked at each month: true gives the replication up. */
  readonly stopped?: () => boolean;
  /** Shown the counts of each month three times: before its lists, after their answers, and at its end, by what targets ask then. */
  readonly onLedger?: (
    when: 'opened' | 'settled' | 'closed',
    month: SimulatedMonth,
    ledger: YearLedger,
  ) => void;
  /** Told each lease. */
  readonly onLease?: (lease: Lease) => void;
}

/** A household housed. */
export interface Lease {
  /** Row of the horizon's pool. */
  readonly of: number;
  /** Place of the dwelling in the stock. */
  readonly place: number;
  /** From the start. */
  readonly month: number;
}

const MONTHS = 12;
const LONG_WAIT_MONTHS = 24;

/**
 * One draw of a scenario, month after month: demands are filed, renewed or leave; dwellings are freed and built; lists are made by the
 * policy, then households answer in turn, and leases enter the ledgers. Null when it was stopped.
 */
export const runReplication = (open: OpenHorizon, request: ReplicationRequest): ReplicationResult | null => {
  const { policy, replication, prices, stopped = () => false } = request;
  const { onLease = () => {}, onLedger = () => {} } = request;
  const { horizon, months, rows } = open;
  const { scenario } = horizon;
  const factors = drawFactors(scenario, replication);
  const states = demandStates(open, replication, factors.arrivals);
  const offer = new Offer(open, replication, factors.departures);
  const answers = new Answers(open, replication, factors.acceptance);
  const ledger = new YearLedger({
    territory: open.territory,
    rows,
    year: Number(scenario.start.slice(0, 4)),
    start: horizon.startCounts,
  });
  const series = new MonthlySeries(months.length);
  const among = new Int32Array(months.length * rows.rows.length);
  const counted = new Int32Array(among.length);
  const missed = new Int32Array(months.length * rows.targets.length);
  const short = new Float64Array(missed.length);
  const start = monthNumber(scenario.start);
  const orderBase = drawBase(scenario.seed, replication, TOPICS.order);
  let demands: DemandsOfYear | null = null;
  for (const month of months) {
    if (stopped()) return null;
    if (demands === null || month.place % MONTHS === 0)
      demands = new DemandsOfYear(open, states, { from: month.place, to: month.place + MONTHS });
    demands.moveTo(month.place, start + month.place);
    ledger.open(month.day);
    onLedger('opened', month, ledger);
    series.open(month.place);
    const { freed, built } = offer.openMonth(month);
    series.add('freed', freed);
    series.add('newBuild', built);
    const vacancies = [...offer.open].sort(
      (a, b) =>
        a.freedMonth - b.freedMonth ||
        drawAt(orderBase, a.place, a.freedMonth + 1) - drawAt(orderBase, b.place, b.freedMonth + 1) ||
        a.place - b.place,
    );
    const lists = monthLists(policy, {
      open,
      month,
      demands,
      ledger,
      vacancies,
      size: scenario.listSize,
      chances: (vacant, length) => answers.chances(vacant.dwelling, length),
      prices,
    });
    settle({ open, month, demands, ledger, lists, offer, answers, series, onLease });
    onLedger('settled', month, ledger);
    countDemands(states, month, start, open, series);
    closeMonth(month, ledger, { series, missed, short });
    onLedger('closed', month, ledger);
    among.set(ledger.among, month.place * rows.rows.length);
    counted.set(ledger.counted, month.place * rows.rows.length);
  }
  const arrays = { series: series.values, among, counted, missed, short };
  return { policy, replication, ...arrays, hash: resultHash(arrays) };
};

export interface Factors {
  readonly arrivals: number;
  readonly departures: number;
  readonly acceptance: number;
}

/** By what a replication multiplies rates that nobody knows: the same for all policies. */
export const drawFactors = ({ seed, uncertainty }: Scenario, replication: number): Factors => {
  const random = randomStream(seed, `years/factors/${replication}`);
  const factor = (deviation: number): number => Math.exp(deviation * random.normal());
  return {
    arrivals: factor(uncertainty.arrivals),
    departures: factor(uncertainty.departures),
    acceptance: factor(uncertainty.acceptance),
  };
};

/** A month after any horizon. */
const NEVER = 1_000_000;

/** When each demand comes and when it leaves unless it is housed: drawn once, since neither depends on lists. */
export const demandStates = (open: OpenHorizon, replication: number, factor: number): DemandStates => {
  const { horizon, key, firstAnniversary } = open;
  const { scenario, demands, pool } = horizon;
  const { arrivalMonth, always } = demands;
  const n = arrivalMonth.length;
  const arrives = drawBase(scenario.seed, replication, TOPICS.arrives);
  const leavesBase = drawBase(scenario.seed, replication, TOPICS.leaves);
  const chances = Float64Array.from({ length: Math.ceil(scenario.months / MONTHS) }, (_, year) =>
    arrivalChance(scenario, year, factor),
  );
  const { renewalShare } = scenario.demand;
  const logRenewal = Math.log(renewalShare);
  const comes = new Int32Array(n);
  const leaves = new Int32Array(n);
  for (let row = 0; row < n; row += 1) {
    const month = arrivalMonth[row]!;
    const there =
      month === -1 || always[row] === 1 || drawAt(arrives, key[row]!) < chances[Math.floor(month / MONTHS)]!;
    comes[row] = there ? month + 1 : NEVER;
    // Renewals before the one that does not come: a geometric number, from one draw.
    const renewals =
      renewalShare >= 1 || always[row] === 1
        ? NEVER
        : renewalShare <= 0
          ? 0
          : Math.floor(Math.log(drawAt(leavesBase, key[row]!)) / logRenewal);
    leaves[row] = Math.min(NEVER, firstAnniversary[row]! + MONTHS * renewals);
  }
  const column = (name: string): Float32Array => (pool.arrays[name] as Float32Array).slice();
  const since = monthNumber(pool.asOf) - monthNumber(scenario.start);
  return {
    comes,
    leaves,
    housed: new Uint8Array(n),
    refusals: column('suitedRefusals'),
    rankedNotHoused: column('rankedNotHoused'),
    lastRefusal: column('monthsSinceSuitedRefusal').map((months) => since - months),
  };
};

interface Settling {
  readonly open: OpenHorizon;
  readonly month: SimulatedMonth;
  readonly demands: DemandsOfYear;
  readonly ledger: YearLedger;
  readonly lists: readonly MonthList[];
  readonly offer: Offer;
  readonly answers: Answers;
  readonly series: MonthlySeries;
  readonly onLease: (lease: Lease) => void;
}

/** Answers, list after list, rank after rank: the first yes signs, those behind were ranked for nothing. */
const settle = (input: Settling): void => {
  const { open, month, demands, lists, offer, answers, series } = input;
  const incomes = demands.pool.array('declaredMonthlyIncomeEur');
  const stillOpen = [];
  for (const { vacant, listed } of lists) {
    if (listed.length === 0) series.add('withoutCandidate');
    else series.add('lists');
    if (listed.length > 0 && listed.length < LEGAL_FLOOR) series.add('shortLists');
    const taker = listed.findIndex(({ row }, i) => {
      const of = demands.master[row]!;
      series.add('offers');
      const yes = answers.accepts({ of, rank: i + 1, vacant, month, monthlyIncomeEur: incomes[row]! });
      if (!yes) {
        series.add('refusals');
        vacant.refused.push(of);
        demands.refuse(row, month.place);
      }
      return yes;
    });
    if (taker < 0) {
      if (listed.length > 0) series.add('refusedByAll');
      stillOpen.push(vacant);
      continue;
    }
    for (const { row } of listed.slice(taker + 1)) demands.passOver(row);
    sign(input, vacant, listed[taker]!, taker);
    const of = demands.master[listed[taker]!.row]!;
    input.onLease({ of, place: vacant.place, month: month.place });
    offer.let(vacant, open.horizon.demands.home[of]!);
  }
  offer.open = stillOpen;
  for (const { freedMonth } of stillOpen) {
    series.add('vacant');
    series.add('vacantMonths', month.place - Math.max(0, freedMonth) + 1);
  }
};

/** Fewer than three candidates (R441-3). */
const LEGAL_FLOOR = 3;

const sign = (
  { open, month, demands, ledger, answers, series }: Settling,
  vacant: MonthList['vacant'],
  { row, credit }: MonthList['listed'][number],
  rank: number,
): void => {
  const { horizon, territory } = open;
  const { classNumber } = open.kinds[demands.kindOf[row]!]!;
  const profile = horizon.demands.profiles[horizon.demands.classOf[demands.master[row]!]!]!;
  for (const target of ledger.rows.of(vacant.place))
    ledger.add(target, ledger.rows.effect(target, classNumber, credit));
  const waited = demands.waitedMonths(row);
  const income = demands.pool.array('declaredMonthlyIncomeEur')[row]!;
  series.add('leases');
  if (profile.firstAccess === true) series.add('firstAccess');
  if (profile.firstAccess === false) series.add('mutations');
  if (profile.npruRelocation === true) series.add('npru');
  if (profile.verifiedPriority === true) series.add('priority');
  if (profile.bandGroup === 'modest') series.add('modest');
  if (profile.firstQuartile === true) series.add('firstQuartile');
  if (vacant.dwelling.financing === 'PLAI') series.add('plai');
  if (rank === 0) series.add('firstRank');
  series.add('leaseWaitMonths', waited);
  if (waited >= LONG_WAIT_MONTHS) series.add('longWaits');
  series.add('points', demands.pointsOf(row));
  if (income > 0) {
    series.add('effortKnown');
    if (answers.rentOf(vacant.dwelling, month) / income > territory.pack.norms.effort.warnAbove)
      series.add('effortAbove');
  }
  demands.house(row);
};

const countDemands = (
  { comes, leaves, housed }: DemandStates,
  { place }: SimulatedMonth,
  start: number,
  { waitBase }: OpenHorizon,
  series: MonthlySeries,
): void => {
  let [arrivals, exits, waiting, waited] = [0, 0, 0, 0];
  for (let row = 0; row < comes.length; row += 1) {
    const from = comes[row]!;
    if (from > place + 1) continue;
    // Those that wait at the start come in month 0: they are no arrivals.
    if (from === place + 1) arrivals += 1;
    if (housed[row] === 1) continue;
    const until = leaves[row]!;
    if (until === place && from <= place) exits += 1;
    if (until <= place) continue;
    waiting += 1;
    waited += Math.max(0, start + place + waitBase[row]!);
  }
  series.add('arrivals', arrivals);
  series.add('exits', exits);
  series.add('waiting', waiting);
  series.add('waitedMonths', waited);
};

/** Where targets stand, by what they ask at the month's end; shortfalls are worth what one dwelling of slack costs. */
const closeMonth = (
  { place, lastDay }: SimulatedMonth,
  ledger: YearLedger,
  { series, missed, short }: { readonly series: MonthlySeries } & Pick<ReplicationResult, 'missed' | 'short'>,
): void => {
  ledger.close(lastDay);
  const { matching } = ledger.territory.pack;
  const { rows, targets, targetOf } = ledger.rows;
  rows.forEach(({ target }, row) => {
    const dwellings = ledger.shortfall(row);
    if (!(dwellings > 0)) return;
    const at = place * targets.length + targetOf[row]!;
    missed[at]! += 1;
    short[at]! += dwellings;
    if (target.active === false) return;
    series.add('rowsMissed');
    series.add('shortDwellings', dwellings);
    series.add('shortPoints', dwellings * penaltyPointsOf(matching, target) * 1000);
  });
};

/** SHA-256 of the arrays of a result, in hexadecimal. */
export const resultHash = ({
  series,
  among,
  counted,
  missed,
  short,
}: Pick<ReplicationResult, 'series' | 'among' | 'counted' | 'missed' | 'short'>): string => {
  const hash = createHash('sha256');
  for (const array of [series, among, counted, missed, short])
    hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex');
};
