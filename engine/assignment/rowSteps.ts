import type { AssignmentModel } from './model.ts';

/** Part of a direction that is new; the rest is the direction before: it evens out what one auction says. */
const NEW_PART = 0.5;
/** Part of Polyak's step that is made in the first round and in the last. */
const LAST_PART = 0.003;

/**
 * Steps of the row prices towards the lowest bound: a deflected subgradient with Polyak's step, its length falling by the same factor
 * at each round. A row moves in inverse proportion to how far its activity can be moved (the diagonal scaling of Pock and
 * Chambolle, DOI 10.1109/ICCV.2011.6126441): otherwise rows of the whole territory, whose lacks are of tens of dwellings, take all of
 * the step from those of a quartier, whose lacks are of one.
 */
export class RowSteps {
  readonly #model: AssignmentModel;
  /** 1 ÷ Σ over places of p·max |coef|; zero where no pair enters the row. Length = rowCount. */
  readonly #pace: Float64Array;
  readonly #direction: Float64Array;
  readonly #shrink: number;
  readonly #highest: number;
  #part = 1;

  constructor(model: AssignmentModel, { rounds }: { readonly rounds: number }) {
    this.#model = model;
    this.#pace = reachOfRows(model).map((reach) => (reach > 0 ? 1 / reach : 0));
    this.#direction = new Float64Array(model.rowCount);
    this.#shrink = LAST_PART ** (1 / Math.max(1, rounds));
    this.#highest = highestPrice(model);
  }

  /**
   * Moves the prices inside their box.
   *
   * @param activity of the lists that these prices give, in dwellings.
   * @param aim how far the bound is hoped to fall, thousandths of points.
   */
  move(
    rowPrice: Float64Array,
    { activity, aim }: { readonly activity: Float64Array; readonly aim: number },
  ): void {
    const { rowCount, rowRequired, rowPenalty } = this.#model;
    const direction = this.#direction;
    const pace = this.#pace;
    const size = this.#part * aim;
    this.#part *= this.#shrink;
    let norm = 0;
    for (let row = 0; row < rowCount; row += 1) {
      const lacking = rowRequired[row]! - activity[row]!;
      const stuck =
        (rowPrice[row] === 0 && lacking < 0) || (rowPrice[row] === rowPenalty[row] && lacking > 0);
      direction[row] = stuck ? 0 : NEW_PART * lacking + (1 - NEW_PART) * direction[row]!;
      norm += pace[row]! * direction[row]! ** 2;
    }
    if (norm === 0) return;
    for (let row = 0; row < rowCount; row += 1) {
      const moved = rowPrice[row]! + (size / norm) * pace[row]! * direction[row]!;
      rowPrice[row] = Math.min(rowPenalty[row]!, this.#highest, Math.max(0, moved));
    }
  }
}

/** Σ over places of p·max |coef| of their vacancy's pairs: how far lists can move a row's activity. Length = rowCount. */
const reachOfRows = ({
  vacancyCount,
  rowCount,
  placeOffsets,
  placeWeight,
  segmentOffsets,
  termOffsets,
  termRow,
  termCoef,
}: AssignmentModel): Float64Array => {
  const reach = new Float64Array(rowCount);
  const most = new Float64Array(rowCount);
  for (let d = 0; d < vacancyCount; d += 1) {
    let weight = 0;
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1)
      weight += placeWeight[place]!;
    const from = termOffsets[segmentOffsets[d]!]!;
    const to = termOffsets[segmentOffsets[d + 1]!]!;
    for (let e = from; e < to; e += 1)
      most[termRow[e]!] = Math.max(most[termRow[e]!]!, Math.abs(termCoef[e]!));
    for (let e = from; e < to; e += 1) {
      reach[termRow[e]!]! += weight * most[termRow[e]!]!;
      most[termRow[e]!] = 0;
    }
  }
  return reach;
};

/** No row need cost more than what the largest change of score and of filled places is worth, a thousand times over. */
const highestPrice = (model: AssignmentModel): number => {
  let low = 0;
  let high = 0;
  for (const score of model.pairScore) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  return 1000 * (high - low + model.fillBonus + 1);
};
