import type { DemandNumber } from '../../domain/ids.ts';
import type { RuleAnswer } from '../../eligibility/rule.ts';
import { type DemandDescription, describeDemand } from '../../shortlist/describe.ts';
import { contingentOfPair } from '../credited.ts';
import { EMPTY } from '../model.ts';
import { pricePairs } from '../pricing.ts';
import { type ByHand, exclusionAt, type HandExclusion, suits, vacancyRules } from './byHand.ts';
import { netValue, type PlanView, pairAt, rankingAt, sessionPoints } from './view.ts';

/** What one vacancy of the session says of a household. */
export type VacancyAnswer =
  | { readonly outcome: 'listed'; readonly rank: number; readonly byHand: boolean }
  /** First rule that sets it aside. */
  | { readonly outcome: 'excluded-by-rule'; readonly by: RuleAnswer }
  | { readonly outcome: 'apart' }
  | { readonly outcome: 'excluded-by-hand'; readonly exclusion: HandExclusion }
  /** Eligible, and listed at another vacancy. */
  | { readonly outcome: 'listed-elsewhere' }
  /** Eligible, every place is held by hand, or the vacancy was taken out of the session. */
  | { readonly outcome: 'no-place' }
  /** Eligible, and not listed. */
  | ({ readonly outcome: 'short-of' } & ShortOf);

/** What a household lacks for the place it came nearest to. */
export interface ShortOf {
  readonly rank: number;
  /** Thousandths; zero: worth as much as the last one taken. */
  readonly points: number;
  /**
   * `own`: points of the method, carried bonus counted, below those of who stands there. `priced`: levels or targets take part,
   * and the points are those that the place asks for at the prices of the plan.
   */
  readonly unit: 'own' | 'priced';
}

export interface HouseholdInSession {
  readonly row: number;
  readonly number: DemandNumber;
  readonly household: DemandDescription;
  readonly listed: { readonly vacancy: number; readonly rank: number } | null;
  /** By vacancy of the session. */
  readonly vacancies: readonly VacancyAnswer[];
  /** Vacancy and rank whose place it came nearest to; null when it is listed, or eligible nowhere. */
  readonly nearest: ({ readonly vacancy: number } & ShortOf) | null;
}

/**
 * A household's own view of a session: eligible where, listed where, or how far from the nearest place. Points that would have
 * put it there are a measure on this plan, not a promise: another plan could have followed.
 *
 * @throws RangeError for a row that the pool does not have.
 */
export const explainHousehold = (view: PlanView, byHand: ByHand, row: number): HouseholdInSession => {
  const { prepared, standing } = view;
  const { pool, territory } = prepared.request;
  if (!Number.isInteger(row) || row < 0 || row >= pool.rowCount)
    throw new RangeError(`row ${row} is not in the pool, which has ${pool.rowCount}`);
  const stands = standing.get(row);
  const asked = placeAsks(view);
  const vacancies = prepared.places.map((_, vacancy): VacancyAnswer => {
    if (stands?.vacancy === vacancy) return { outcome: 'listed', rank: stands.rank, byHand: stands.byHand };
    const fit = suits(prepared, vacancyRules(prepared, vacancy), { vacancy, row });
    if (fit.outcome === 'excluded') return { outcome: 'excluded-by-rule', by: fit.by };
    if (fit.outcome === 'apart') return fit;
    const exclusion = exclusionAt(byHand, vacancy, row);
    if (exclusion !== null) return { outcome: 'excluded-by-hand', exclusion };
    if (stands !== undefined) return { outcome: 'listed-elsewhere' };
    return nearestPlace(view, { vacancy, row, asked, pulled: byHand.pulled.includes(vacancy) });
  });
  const near = vacancies.flatMap((each, vacancy) =>
    each.outcome === 'short-of' ? [{ vacancy, rank: each.rank, points: each.points, unit: each.unit }] : [],
  );
  return {
    row,
    number: pool.numbers.at(row),
    household: describeDemand(pool, territory, row),
    listed: stands === undefined ? null : { vacancy: stands.vacancy, rank: stands.rank },
    vacancies,
    nearest: near.reduce<(typeof near)[number] | null>(
      (best, each) => (best === null || each.points < best.points ? each : best),
      null,
    ),
  };
};

/** Net value that a free household needs at each place, by unit of weight, thousandths of points. Length = places. */
export const placeAsks = ({ last, rowPrice, candidatePrice }: PlanView): Float64Array => {
  const places = last.placeWeight.length;
  const { placeBest } = pricePairs(
    last,
    { rowPrice, candidatePrice },
    { threshold: new Float64Array(places).fill(Infinity), most: 0 },
  );
  return placeBest.map((best, place) => best / last.placeWeight[place]!);
};

const nearestPlace = (
  view: PlanView,
  input: {
    readonly vacancy: number;
    readonly row: number;
    readonly asked: Float64Array;
    readonly pulled: boolean;
  },
): VacancyAnswer => {
  const { vacancy, row, asked, pulled } = input;
  const pair = pairAt(view, vacancy, row);
  if (pair === EMPTY || pulled) return { outcome: 'no-place' };
  const { model, last, prepared } = view;
  const own = ownPointsAsked(view, { vacancy, row, pair });
  let best: ShortOf | null = null;
  for (let place = model.placeOffsets[vacancy]!; place < model.placeOffsets[vacancy + 1]!; place += 1) {
    const lacks = own?.get(place) ?? asked[place]! - last.fillBonus - netValue(view, pair);
    const points = Math.max(0, lacks);
    if (best === null || points < best.points)
      best = { rank: prepared.problem.rankOf[place]!, points, unit: own === null ? 'priced' : 'own' };
  }
  return best === null ? { outcome: 'no-place' } : { outcome: 'short-of', ...best };
};

/**
 * Points between those who stand on a list and a household, by place, thousandths; null when points alone do not tell them
 * apart: another level, a lift, a target price, a place held by hand or left empty.
 */
const ownPointsAsked = (
  view: PlanView,
  { vacancy, row, pair }: { readonly vacancy: number; readonly row: number; readonly pair: number },
): ReadonlyMap<number, number> | null => {
  const { prepared, model, lists } = view;
  const { tier } = prepared.places[vacancy]!.ranking.scored;
  const pointsBy = (each: number, of: number): number =>
    sessionPoints(
      prepared,
      rankingAt(prepared, vacancy, contingentOfPair(prepared.problem, view.segmentOf, each)),
      of,
    );
  const bare = (each: number, of: number): boolean =>
    pointsBy(each, of) === netValue(view, each) && tier[of] === tier[row];
  if (!bare(pair, row)) return null;
  const asked = new Map<number, number>();
  for (const { seat, row: of, byHand } of lists[vacancy]!) {
    if (seat === null) continue;
    if (byHand || !bare(seat.pair, of)) return null;
    asked.set(seat.place, pointsBy(seat.pair, of) - pointsBy(pair, row));
  }
  return asked.size === model.placeOffsets[vacancy + 1]! - model.placeOffsets[vacancy]! ? asked : null;
};
