import type { Separation } from '../../shortlist/ranking.ts';
import { type Exchange, exchange } from './exchange.ts';
import {
  effectsOfPair,
  type PlanView,
  type PriceEffect,
  rankingAt,
  type Standing,
  sessionPoints,
  sumOfPoints,
} from './view.ts';

/** What separates two households besides targets: first − second, thousandths of points. */
export interface OwnDifference {
  /** Points as their pages show them, carried bonuses counted. */
  readonly difference: number;
  /** What of `difference` carried bonuses make. */
  readonly carried: number;
  /** What levels add among demands that targets see alike; in no way points that the method gives. */
  readonly lift: number;
}

/** What puts a household before the next one of its list. Points are thousandths. */
export type RankReason =
  /** One of the two was placed by an officer. */
  | { readonly by: 'hand' }
  /** The rows see both alike: the method's own order. */
  | { readonly by: 'method'; readonly separation: Separation }
  /** The method's order, turned by the bonus of a household carried over. */
  | { readonly by: 'carried'; readonly difference: number }
  /** Worth more, points and lift together, prices counted or not. `targets`: what prices add to the difference. */
  | ({ readonly by: 'points'; readonly targets: number } & OwnDifference)
  /** Worth as much or less without prices, and the targets' prices put it before. Rows that do, the strongest first. */
  | ({ readonly by: 'targets'; readonly rows: readonly PriceEffect[] } & OwnDifference)
  /** Levels of the whole session, optimised before points. */
  | { readonly by: 'level'; readonly separation: Separation }
  /** Prices alone would not say so: what the other order would cost the session, counted. */
  | { readonly by: 'plan'; readonly exchange: Exchange }
  /** Worth the same: either order would do. */
  | { readonly by: 'even' };

/** Below it two values are one, thousandths of points: prices are computed numbers. */
const EVEN = 1e-6;

export const rankReason = (view: PlanView, ahead: Standing, next: Standing): RankReason => {
  const { prepared, model, segmentOf } = view;
  if (ahead.seat === null || next.seat === null || ahead.byHand || next.byHand) return { by: 'hand' };
  const ranking = rankingAt(prepared, ahead.vacancy, ahead.contingent);
  const theirRanking = rankingAt(prepared, next.vacancy, next.contingent);
  const [a, b] = [ahead.seat.pair, next.seat.pair];
  const { bonus } = prepared.request;
  const { tier, points } = ranking.scored;
  if (segmentOf[a] === segmentOf[b]) {
    const carried = (bonus.get(ahead.row) ?? 0) - (bonus.get(next.row) ?? 0);
    const difference = points[ahead.row]! - points[next.row]! + carried;
    if (carried !== 0 && tier[ahead.row] === tier[next.row] && difference !== 0)
      return { by: 'carried', difference };
    return { by: 'method', separation: ranking.separation(ahead.row, next.row) };
  }
  const [ours, theirs] = [effectsOfPair(view, a), effectsOfPair(view, b)];
  const levels = prepared.problem.segmentLevel;
  if (levels[segmentOf[a]!]! < levels[segmentOf[b]!]!)
    return { by: 'level', separation: ranking.separation(ahead.row, next.row) };
  const worth = model.pairScore[a]! - model.pairScore[b]!;
  const targets = sumOfPoints(ours.rows) - sumOfPoints(theirs.rows);
  const net = worth + targets + ours.levels - theirs.levels;
  if (Math.abs(net) <= EVEN) return { by: 'even' };
  if (net < 0) {
    const swapped = [
      { place: ahead.seat.place, pair: b },
      { place: next.seat.place, pair: a },
    ];
    return { by: 'plan', exchange: exchange(view, swapped) };
  }
  const difference =
    sessionPoints(prepared, ranking, ahead.row) - sessionPoints(prepared, theirRanking, next.row);
  const carried = (bonus.get(ahead.row) ?? 0) - (bonus.get(next.row) ?? 0);
  const own: OwnDifference = { difference, carried, lift: worth - difference };
  return worth > 0
    ? { by: 'points', ...own, targets }
    : { by: 'targets', ...own, rows: advantages(ours.rows, theirs.rows) };
};

/** Rows at whose prices the first is worth more than the second, the strongest first. */
export const advantages = (
  ours: readonly PriceEffect[],
  theirs: readonly PriceEffect[],
): readonly PriceEffect[] =>
  [...new Set([...ours, ...theirs].map(({ row }) => row))]
    .map((row): PriceEffect => {
      const [a, b] = [ours, theirs].map((effects) => effects.find((effect) => effect.row === row));
      return {
        row,
        dwellings: (a?.dwellings ?? 0) - (b?.dwellings ?? 0),
        points: (a?.points ?? 0) - (b?.points ?? 0),
      };
    })
    .filter(({ points }) => points > EVEN)
    .sort((x, y) => y.points - x.points || x.row - y.row);
