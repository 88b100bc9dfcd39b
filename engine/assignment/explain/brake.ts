import { ROW_ROUNDING } from '../objective.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { PlanView } from './view.ts';

/** Why a row that lacks something gets no more from the session. */
export type Brake =
  /** No eligible demand of its vacancies would bring more than who stands there. */
  | { readonly kind: 'nobody' }
  /** Those who would are all on lists of the session, and no two ranks of one list would do better turned. */
  | { readonly kind: 'all-listed' }
  /**
   * The cheapest exchange that brings more costs what follows, in points by dwelling gained. `enters` comes in place of
   * `out`; or, both listed, they change ranks.
   */
  | {
      readonly kind: 'exchange';
      readonly vacancy: number;
      readonly out: number;
      readonly enters: number;
      readonly both: boolean;
      /** What the row would gain, dwellings. */
      readonly gained: number;
      readonly exchange: Exchange;
      /** Points lost by the lists and cost of the other rows, by dwelling gained, thousandths. */
      readonly costPerDwelling: number;
      /** Other rows that would lack more, dwellings. */
      readonly opposing: readonly { readonly row: number; readonly dwellings: number }[];
    };

type Found = Extract<Brake, { kind: 'exchange' }>;

/**
 * What brakes a row: over the places of its vacancies, the best free demand of each segment that brings more than who stands
 * there, and two households of one list that would change ranks; by what it would cost without the row's own gain. One
 * exchange at a time: chains are not searched.
 */
export const brakeOf = (view: PlanView, row: number): Brake => {
  let wouldBring = false;
  let best: Found | null = null;
  for (const vacancy of view.prepared.rows[row]!.vacancies) {
    const { tried, found } = exchangesAt(view, vacancy, row);
    wouldBring ||= tried;
    for (const each of found) if (best === null || each.costPerDwelling < best.costPerDwelling) best = each;
  }
  return best ?? { kind: wouldBring ? 'all-listed' : 'nobody' };
};

/** `tried`: somebody would bring more to a place of the vacancy, listed or not. */
const exchangesAt = (
  view: PlanView,
  vacancy: number,
  row: number,
): { readonly tried: boolean; readonly found: readonly Found[] } => {
  const { prepared, model, segmentOf } = view;
  const bring = coefficients(view, vacancy, row);
  const gainOf = (segment: number): number => bring.get(segment) ?? 0;
  const seats = view.lists[vacancy]!.flatMap(({ seat, row: of, byHand }) =>
    seat === null || byHand ? [] : [{ ...seat, of }],
  );
  const found: Found[] = [];
  let tried = false;
  const offer = (
    changes: Parameters<typeof exchange>[1],
    who: Pick<Found, 'out' | 'enters' | 'both'>,
  ): void => {
    const cost = costOf(view, row, changes);
    if (cost !== null) found.push({ kind: 'exchange', vacancy, ...who, ...cost });
  };
  for (const { place, pair: now, of: out } of seats) {
    for (
      let segment = model.segmentOffsets[vacancy]!;
      segment < model.segmentOffsets[vacancy + 1]!;
      segment += 1
    ) {
      if (gainOf(segment) <= gainOf(segmentOf[now]!) + ROW_ROUNDING) continue;
      tried = true;
      const pair = firstFree(view, segment);
      if (pair === null) continue;
      const enters = prepared.problem.rowOf[model.pairCandidate[pair]!]!;
      offer([{ place, pair }], { out, enters, both: false });
    }
    for (const below of seats)
      if (gainOf(segmentOf[below.pair]!) > gainOf(segmentOf[now]!) + ROW_ROUNDING && below.place > place)
        offer(
          [
            { place, pair: below.pair },
            { place: below.place, pair: now },
          ],
          { out, enters: below.of, both: true },
        );
  }
  return { tried, found };
};

/** Coefficient in a row of each segment of a vacancy that has one. */
const coefficients = ({ model }: PlanView, vacancy: number, row: number): ReadonlyMap<number, number> => {
  const found = new Map<number, number>();
  for (
    let segment = model.segmentOffsets[vacancy]!;
    segment < model.segmentOffsets[vacancy + 1]!;
    segment += 1
  )
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      if (model.termRow[e] === row) found.set(segment, model.termCoef[e]!);
  return found;
};

/** Best pair of a segment whose candidate is on no list; null when all are. Listed ones are fewer than places. */
const firstFree = ({ model, prepared, standing }: PlanView, segment: number): number | null => {
  for (let pair = model.pairOffsets[segment]!; pair < model.pairOffsets[segment + 1]!; pair += 1)
    if (!standing.has(prepared.problem.rowOf[model.pairCandidate[pair]!]!)) return pair;
  return null;
};

const costOf = (
  view: PlanView,
  row: number,
  changes: Parameters<typeof exchange>[1],
): Pick<Found, 'gained' | 'exchange' | 'costPerDwelling' | 'opposing'> | null => {
  const would = exchange(view, changes);
  const gained = -(would.rows.find((each) => each.row === row)?.dwellings ?? 0);
  if (gained <= ROW_ROUNDING) return null;
  const others = would.rows.filter((each) => each.row !== row);
  const paid = others.reduce((sum, each) => sum + each.cost, 0) - would.points;
  return {
    gained,
    exchange: would,
    costPerDwelling: paid / gained,
    opposing: others
      .filter(({ dwellings }) => dwellings > 0)
      .map(({ row: other, dwellings }) => ({ row: other, dwellings })),
  };
};
