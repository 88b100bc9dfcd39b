import { ROW_ROUNDING } from '../objective.ts';
import { type PlanView, slackOf } from './view.ts';

/** What the plan would become if other pairs stood at some places: counted on the plan itself, not at its prices. */
export interface Exchange {
  /** Σ p·score gained by the lists, thousandths of points; below zero: lost. */
  readonly points: number;
  /** Rows that would lack more (above zero) or less, dwellings, and what it costs at their penalty, thousandths of points. */
  readonly rows: readonly { readonly row: number; readonly dwellings: number; readonly cost: number }[];
  /** What the session would lose: cost of the rows − points gained, thousandths of points. */
  readonly loss: number;
}

/** Pairs must belong to the vacancy of their place. */
export const exchange = (
  { model, segmentOf, assignment, activity }: PlanView,
  changes: readonly { readonly place: number; readonly pair: number }[],
): Exchange => {
  const after = activity.slice();
  let points = 0;
  const move = (place: number, pair: number, sign: 1 | -1): void => {
    if (pair < 0) return;
    const weight = sign * model.placeWeight[place]!;
    points += weight * model.pairScore[pair]!;
    const segment = segmentOf[pair]!;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      after[model.termRow[e]!]! += weight * model.termCoef[e]!;
  };
  for (const { place, pair } of changes) {
    move(place, assignment[place]!, -1);
    move(place, pair, 1);
  }
  const [lackBefore, lackAfter] = [slackOf(model, activity), slackOf(model, after)];
  const rows = Array.from(lackAfter, (lack, row) => ({ row, dwellings: lack - lackBefore[row]! }))
    .filter(({ dwellings }) => Math.abs(dwellings) > ROW_ROUNDING)
    .map(({ row, dwellings }) => ({ row, dwellings, cost: dwellings * model.rowPenalty[row]! }));
  return { points, rows, loss: rows.reduce((sum, { cost }) => sum + cost, 0) - points };
};
