import type { Assignment, AssignmentModel } from '../model.ts';
import { CompensatedSum } from './compensatedSum.ts';

/** Sums of products of a few thousand doubles: a row that lacks less than this, in dwellings, is met. */
export const ROW_ROUNDING = 1e-9;

/** What an assignment brings, counted again from the model alone. */
export interface Recount {
  /** Σ p·coef of the pairs in place, in dwellings. Length = rowCount. */
  readonly rowActivity: Float64Array;
  /** What each row lacks, in dwellings; zero when met. Length = rowCount. */
  readonly rowSlack: Float64Array;
  /** How far another sum of the same activity may be by rounding alone, in dwellings. Length = rowCount. */
  readonly rowTolerance: Float64Array;
  /** Σ p·(score + fill bonus) − Σ penalty·slack over the rows that may slack, thousandths of points. */
  readonly value: number;
  /** Σ |terms| of the value, and what the rounding of the rows may bring. */
  readonly size: number;
  readonly rowRoundingCost: number;
}

/**
 * Counts the pairs in place as they stand, of whatever vacancy; places without a pair of the model count nothing. Which pairs
 * may stand where is another property's affair.
 */
export const recount = (model: AssignmentModel, assignment: Assignment): Recount => {
  const { placeWeight, pairScore, pairOffsets, termOffsets, termRow, termCoef } = model;
  const activities = Array.from({ length: model.rowCount }, () => new CompensatedSum());
  const value = new CompensatedSum();
  for (let place = 0; place < Math.min(assignment.length, placeWeight.length); place += 1) {
    const pair = assignment[place]!;
    if (pair < 0 || pair >= pairScore.length) continue;
    const weight = placeWeight[place]!;
    value.add(weight * (pairScore[pair]! + model.fillBonus));
    const segment = ownerOf(pairOffsets, pair);
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
      activities[termRow[e]!]!.add(weight * termCoef[e]!);
  }
  const rowActivity = Float64Array.from(activities, (activity) => activity.value);
  const rowSlack = rowActivity.map((activity, row) => {
    const lack = model.rowRequired[row]! - activity;
    return lack > ROW_ROUNDING ? lack : 0;
  });
  let rowRoundingCost = 0;
  rowSlack.forEach((slack, row) => {
    const penalty = model.rowPenalty[row]!;
    if (penalty === Infinity) return;
    value.add(-penalty * slack);
    rowRoundingCost += penalty * ROW_ROUNDING;
  });
  return {
    rowActivity,
    rowSlack,
    rowTolerance: Float64Array.from(activities, ({ size }) => ROW_ROUNDING * (1 + size / 1000)),
    value: value.value,
    size: value.size,
    rowRoundingCost,
  };
};

/** Which of the runs that `offsets` cuts holds an item: the last one that starts at or before it. Empty runs hold none. */
export const ownerOf = (offsets: Uint32Array, item: number): number => {
  let low = 0;
  let high = offsets.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle]! <= item) low = middle;
    else high = middle - 1;
  }
  return low;
};
