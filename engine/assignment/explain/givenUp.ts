import type { ExclusionMotive } from '../../domain/codes.ts';
import { EMPTY } from '../model.ts';
import { type ByHand, exclusionAt, suits, vacancyRules } from './byHand.ts';
import { type Exchange, exchange } from './exchange.ts';
import { advantages } from './rankReason.ts';
import {
  effectsOfPair,
  methodOrder,
  type PlanView,
  type PriceEffect,
  pairAt,
  type Standing,
} from './view.ts';

/** Why a household that points alone would list at a vacancy is not on its list. */
export type GivenUpReason =
  | {
      readonly by: 'listed-elsewhere';
      readonly vacancy: number;
      readonly rank: number;
      readonly byHand: boolean;
    }
  | { readonly by: 'excluded'; readonly everywhere: boolean; readonly motive: ExclusionMotive | null }
  /** Its place is held by a household that an officer placed. */
  | { readonly by: 'pinned-instead'; readonly instead: number }
  /** Rows that would lack more with it in place of `instead`, or whose prices say so. Counted exchange. */
  | {
      readonly by: 'targets';
      readonly instead: number;
      readonly rows: readonly PriceEffect[];
      readonly exchange: Exchange;
    }
  /** Its level would put it first, and points decide between demands that targets see differently. */
  | { readonly by: 'points'; readonly instead: number; readonly difference: number }
  /** The whole plan is worth more so: what the exchange would lose. Null: the list is short of its places. */
  | { readonly by: 'plan'; readonly instead: number | null; readonly exchange: Exchange | null };

export interface GivenUp {
  readonly vacancy: number;
  /** Row of the pool. */
  readonly row: number;
  /** Where points alone would put it on the list, 1 for the first. */
  readonly rank: number;
  readonly why: GivenUpReason;
}

/** The list of a vacancy by the method alone: no target, no other list; those set aside by hand counted. Rows of the pool. */
export const methodList = (view: PlanView, byHand: ByHand, vacancy: number): readonly number[] => {
  const { prepared, model } = view;
  const place = prepared.places[vacancy]!;
  const order = methodOrder(prepared, place);
  const first: number[] = [];
  const most = place.chances.length;
  const offer = (row: number): void => {
    if (first.includes(row)) return;
    let at = first.length;
    while (at > 0 && order(row, first[at - 1]!) < 0) at -= 1;
    if (at >= most) return;
    first.splice(at, 0, row);
    if (first.length > most) first.pop();
  };
  const end = model.pairOffsets[model.segmentOffsets[vacancy + 1]!]!;
  for (let pair = model.pairOffsets[model.segmentOffsets[vacancy]!]!; pair < end; pair += 1)
    offer(prepared.problem.rowOf[model.pairCandidate[pair]!]!);
  const rules = vacancyRules(prepared, vacancy);
  const settled = [...byHand.exclusions, ...byHand.pins].map(({ row }) => row);
  for (const row of settled) if (suits(prepared, rules, { vacancy, row }).outcome === 'eligible') offer(row);
  return first;
};

/** What the list of a vacancy gave up: households that the method alone would list and that are not on it, best first. */
export const givenUpAt = (view: PlanView, byHand: ByHand, vacancy: number): readonly GivenUp[] => {
  if (byHand.pulled.includes(vacancy)) return [];
  return methodList(view, byHand, vacancy).flatMap((row, i) => {
    const stands = view.standing.get(row);
    return stands?.vacancy === vacancy
      ? []
      : [{ vacancy, row, rank: i + 1, why: reasonOf(view, byHand, { vacancy, row, stands }) }];
  });
};

const reasonOf = (
  view: PlanView,
  byHand: ByHand,
  {
    vacancy,
    row,
    stands,
  }: { readonly vacancy: number; readonly row: number; readonly stands: Standing | undefined },
): GivenUpReason => {
  const exclusion = exclusionAt(byHand, vacancy, row);
  if (exclusion !== null)
    return { by: 'excluded', everywhere: exclusion.vacancy === null, motive: exclusion.motive };
  if (stands !== undefined)
    return { by: 'listed-elsewhere', vacancy: stands.vacancy, rank: stands.rank, byHand: stands.byHand };
  const order = methodOrder(view.prepared, view.prepared.places[vacancy]!);
  const after = view.lists[vacancy]!.filter((each) => order(row, each.row) < 0);
  const pair = pairAt(view, vacancy, row);
  const taken = after.flatMap(({ byHand: held, seat, row: instead }) =>
    seat === null || held || pair === EMPTY
      ? []
      : [{ instead, seat, would: exchange(view, [{ place: seat.place, pair }]) }],
  );
  const pinned = after.find((each) => each.byHand);
  if (taken.length === 0)
    return pinned === undefined
      ? { by: 'plan', instead: null, exchange: null }
      : { by: 'pinned-instead', instead: pinned.row };
  const nearest = taken.reduce((best, each) => (each.would.loss < best.would.loss ? each : best));
  const { instead, seat, would } = nearest;
  const priced = advantages(effectsOfPair(view, seat.pair).rows, effectsOfPair(view, pair).rows);
  const lacking = would.rows.filter(({ dwellings }) => dwellings > 0);
  const rows =
    lacking.length > 0
      ? lacking.map(({ row: t, dwellings, cost }) => ({ row: t, dwellings, points: cost }))
      : priced;
  if (rows.length > 0) return { by: 'targets', instead, rows, exchange: would };
  const difference = view.model.pairScore[seat.pair]! - view.model.pairScore[pair]!;
  return difference > 0 ? { by: 'points', instead, difference } : { by: 'plan', instead, exchange: would };
};
