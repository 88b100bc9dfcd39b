import { type Assignment, type AssignmentModel, EMPTY } from './model.ts';

/** Activity of each row, in dwellings: Σ p·coef of the pairs in place. Length = rowCount. */
export const rowActivity = (
  model: AssignmentModel,
  segmentOf: Uint32Array,
  assignment: Assignment,
): Float64Array => {
  const activity = new Float64Array(model.rowCount);
  const { termOffsets, termRow, termCoef, placeWeight } = model;
  assignment.forEach((pair, place) => {
    if (pair === EMPTY) return;
    const segment = segmentOf[pair]!;
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
      activity[termRow[e]!]! += placeWeight[place]! * termCoef[e]!;
  });
  return activity;
};

/** Rounding left by sums of products of a few thousand doubles: a row is met within it. In dwellings. */
export const ROW_ROUNDING = 1e-9;

export interface Worth {
  /** Σ p·(score + fill bonus) − Σ penalty·slack over the rows that may slack, thousandths of points. */
  readonly value: number;
  /** Σ of what hard rows lack, in dwellings; zero when they all hold. */
  readonly violation: number;
}

export const worthOf = (model: AssignmentModel, segmentOf: Uint32Array, assignment: Assignment): Worth => {
  const activity = rowActivity(model, segmentOf, assignment);
  let value = 0;
  let violation = 0;
  for (let place = 0; place < assignment.length; place += 1) {
    const pair = assignment[place]!;
    if (pair !== EMPTY) value += model.placeWeight[place]! * (model.pairScore[pair]! + model.fillBonus);
  }
  for (let row = 0; row < model.rowCount; row += 1) {
    const slack = model.rowRequired[row]! - activity[row]!;
    if (slack <= ROW_ROUNDING) continue;
    if (model.rowPenalty[row] === Infinity) violation += slack;
    else value -= model.rowPenalty[row]! * slack;
  }
  return { value, violation };
};

/** Hard rows first, value second. */
export const isBetter = (a: Worth, b: Worth): boolean =>
  a.violation < b.violation - ROW_ROUNDING ||
  (a.violation <= b.violation + ROW_ROUNDING && a.value > b.value);
