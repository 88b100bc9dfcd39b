import { ratesOf } from '../acceptance/rates.ts';
import { profileClasses } from '../assignment/classes.ts';
import type { AssignmentModel } from '../assignment/model.ts';
import { priceRows } from '../assignment/priceRows.ts';
import { certify } from '../assignment/proof/certificate.ts';
import { DEFAULT_SESSION_OPTIONS, prepareSession } from '../assignment/session.ts';
import type { VacancyId } from '../domain/ids.ts';
import { FRAGILITIES } from '../domain/target.ts';
import { Answers } from './answers.ts';
import { monthNumber } from './calendar.ts';
import { DemandsOfYear } from './demandsOfYear.ts';
import { Offer } from './offer.ts';
import type { OpenHorizon } from './openHorizon.ts';
import { demandStates, drawFactors } from './replication.ts';
import { rankings, SimulatedLedger, validPool } from './sessionLists.ts';
import { YearLedger } from './yearLedger.ts';

/** What no lists of a simulated civil year can pass, and what it was made from. */
export interface YearBound {
  /** Thousandths of points: of the households housed, by `points`, less what targets lack at the year's end, at their penalties. */
  readonly bound: number;
  /** The same of the best plan that was found for one who knows as much. */
  readonly plan: number;
  /**
   * What each household counts for, thousandths of points: those of the method in the last month, by what it had refused and how often its
   * turn had not come on the first day, so that no lists move them. Length = rows of the horizon's pool; 0: not there in the year.
   */
  readonly points: Int32Array;
  readonly vacancies: number;
  readonly demands: number;
  /** Pairs of a vacancy and a way to house somebody that it suits and who says yes. */
  readonly pairs: number;
  readonly rows: number;
  readonly rounds: number;
}

const MONTHS = 12;

/** Who is asked says yes. */
const YES = ratesOf({
  source: 'pack',
  rows: FRAGILITIES.map((fragility) => ({ fragility, rank: 1, rate: 1, offers: 0, accepted: 0 })),
  correlation: { value: 0, estimate: null, pairs: 0 },
});

/**
 * A certified bound on the value of the first year of a replication under any policy: that of the clairvoyant, who knows on the first day
 * every demand that will be filed, every dwelling that will be freed or built, and who would say yes to what at some rank of a list;
 * who may house a household before it comes or after it leaves, and a dwelling as often as some policy could. What a policy houses is one of
 * its plans, and is worth as much there: the bound holds for every policy.
 *
 * @param rounds of the price phase: the more, the tighter. @param stopped asked between rounds: the bound so far holds.
 * @throws RangeError where the year is not a civil one, where the offer depends on lists, or where answers depend on the month's rents.
 * Error when the certificate is refused.
 */
export const yearBound = (
  open: OpenHorizon,
  replication: number,
  {
    rounds,
    stopped = () => false,
    progress = () => {},
  }: {
    readonly rounds: number;
    readonly stopped?: () => boolean;
    readonly progress?: (done: number) => void;
  },
): YearBound => {
  const { horizon, territory, rows } = open;
  const { scenario } = horizon;
  const year = open.months.slice(0, MONTHS);
  const last = year.at(-1)!;
  if (last.year !== year[0]!.year) throw new RangeError('years: a bound is of one civil year');
  if (scenario.rents.length > 0) throw new RangeError('years: answers that rents move are not foreseen');
  const factors = drawFactors(scenario, replication);
  const states = demandStates(open, replication, factors.arrivals);
  const demands = new DemandsOfYear(open, states, { from: 0, to: year.length });
  demands.moveTo(last.place, monthNumber(scenario.start) + last.place);
  const ledger = new YearLedger({ territory, rows, year: last.year, start: horizon.startCounts });
  ledger.open(last.lastDay);
  const pool = validPool(open, demands.pool.columns);
  const vacancies = new Offer(open, replication, factors.departures).ofFirstYear();
  const ranking = rankings(open, pool)(null);
  const prepared = prepareSession({
    pool,
    territory,
    classes: profileClasses(pool, territory),
    asOf: last.lastDay,
    vacancies: vacancies.map(({ dwelling, freedMonth, orientedTo }) => ({
      dwelling,
      vacancy: {
        id: `${dwelling.id} ${freedMonth}` as VacancyId,
        dwelling: dwelling.id,
        availableOn: last.day,
        reason: 'rotation',
        orientedTo,
        adaptedPlai: false,
      },
    })),
    // A lease counts the same points whatever it is credited to, as the measure does.
    ranking: () => ranking,
    rates: YES,
    ledger: new SimulatedLedger(ledger, last.lastDay),
    openProposals: [],
    pins: [],
    exclusions: [],
    beyondWishes: new Set(),
    bonus: new Map(),
    // Levels put nobody before another here: the value is in points alone.
    options: {
      ...DEFAULT_SESSION_OPTIONS,
      levelRule: 'in-order',
      pace: 'at-once',
      listSize: 1,
      appearances: 1,
    },
  });
  const { model: whole, rowOf } = prepared.problem;
  const answers = new Answers(open, replication, factors.acceptance);
  const model = withPairs({ ...whole, fillBonus: 0 }, (vacancy, candidate) => {
    const of = demands.master[rowOf[candidate]!]!;
    for (let rank = 1; rank <= scenario.listSize; rank += 1)
      if (
        answers.accepts({ of, rank, vacant: vacancies[vacancy]!, month: last, monthlyIncomeEur: Number.NaN })
      )
        return true;
    return false;
  });
  const found = priceRows(model, {
    limits: { maxRounds: rounds },
    // Without a round there are no prices to certify.
    stopped: (round) => round > 0 && stopped(),
    progress: (round) => progress(round / rounds),
  });
  const certificate = certify(model, found.duals);
  if (certificate.outcome === 'refused')
    throw new Error(`years: bound refused, ${JSON.stringify(certificate.findings[0])}`);
  const points = new Int32Array(horizon.demands.classOf.length);
  demands.master.forEach((of, row) => {
    points[of] = demands.pointsOf(row);
  });
  return {
    bound: certificate.bound,
    plan: found.value,
    points,
    vacancies: vacancies.length,
    demands: pool.rowCount,
    pairs: model.pairCandidate.length,
    rows: model.rowCount,
    rounds: found.rounds,
  };
};

/** The model with some of its pairs alone. */
const withPairs = (
  model: AssignmentModel,
  keeps: (vacancy: number, candidate: number) => boolean,
): AssignmentModel => {
  const { segmentOffsets, pairOffsets, pairCandidate, pairScore, vacancyCount } = model;
  const offsets = new Uint32Array(pairOffsets.length);
  const candidates = new Uint32Array(pairCandidate.length);
  const scores = new Int32Array(pairScore.length);
  let kept = 0;
  for (let vacancy = 0; vacancy < vacancyCount; vacancy += 1)
    for (let segment = segmentOffsets[vacancy]!; segment < segmentOffsets[vacancy + 1]!; segment += 1) {
      for (let pair = pairOffsets[segment]!; pair < pairOffsets[segment + 1]!; pair += 1) {
        if (!keeps(vacancy, pairCandidate[pair]!)) continue;
        candidates[kept] = pairCandidate[pair]!;
        scores[kept] = pairScore[pair]!;
        kept += 1;
      }
      offsets[segment + 1] = kept;
    }
  return {
    ...model,
    pairOffsets: offsets,
    pairCandidate: candidates.subarray(0, kept),
    pairScore: scores.subarray(0, kept),
  };
};
