import { type AssignmentModel, EMPTY } from '../model.ts';

/** What a list is chosen by, where vacancies come one by one. */
export interface ListPrices {
  /** By row of the model, thousandths of points a dwelling. */
  readonly row: Float64Array;
  /** What a household is worth elsewhere, thousandths of points, by row of the pool. */
  readonly household: Float64Array;
  /** By row of the pool: on a list already. */
  readonly listed: Uint8Array;
}

/** A household that may stand at a rank, by the best of its pairs with the vacancy. */
interface Choice {
  readonly pair: number;
  readonly row: number;
  /** Points and what the lease brings to targets, at their prices: thousandths of points, before the chance of the rank. */
  readonly worth: number;
}

/**
 * The list of one vacancy that is worth most at fixed prices: Σ over its ranks of p·(points + Σ row price · coefficient) less the prices of its
 * households, each on it once, none listed already. A rank stays empty when nobody is left.
 *
 * @param rowOf row of the pool of each candidate of the model.
 * @returns pair at each rank, first rank first; `EMPTY` for none.
 */
export const bestList = (
  { model, rowOf }: { readonly model: AssignmentModel; readonly rowOf: Uint32Array },
  vacancy: number,
  prices: ListPrices,
): readonly number[] => {
  const weights = model.placeWeight.subarray(model.placeOffsets[vacancy], model.placeOffsets[vacancy + 1]);
  const gains = gainsAt(model, vacancy, prices.row);
  // An optimal list takes each rank's household among the best of that rank, as many as there are ranks.
  const choices = new Map<number, Choice>();
  for (const weight of weights)
    for (const choice of bestAtRank({ model, rowOf, vacancy, gains, prices, weight, most: weights.length }))
      choices.set(choice.row, choice);
  const found = [...choices.values()];
  const net = Array.from(weights, (weight) =>
    found.map(({ worth, row }) => weight * worth - prices.household[row]!),
  );
  return bestColumns(net, found.length).map((c) => (c === EMPTY ? EMPTY : found[c]!.pair));
};

/** What each segment of the vacancy brings at the row prices, fill bonus included. */
const gainsAt = (model: AssignmentModel, vacancy: number, rowPrice: Float64Array): Float64Array => {
  const { segmentOffsets, termOffsets, termRow, termCoef, fillBonus } = model;
  const from = segmentOffsets[vacancy]!;
  const gains = new Float64Array(segmentOffsets[vacancy + 1]! - from).fill(fillBonus);
  for (let s = 0; s < gains.length; s += 1)
    for (let e = termOffsets[from + s]!; e < termOffsets[from + s + 1]!; e += 1)
      gains[s]! += rowPrice[termRow[e]!]! * termCoef[e]!;
  return gains;
};

/** The best households of a rank, by falling net value; scores fall along a segment and prices are never negative. */
const bestAtRank = (input: {
  readonly model: AssignmentModel;
  readonly rowOf: Uint32Array;
  readonly vacancy: number;
  readonly gains: Float64Array;
  readonly prices: ListPrices;
  readonly weight: number;
  readonly most: number;
}): readonly Choice[] => {
  const { model, rowOf, vacancy, gains, prices, weight, most } = input;
  const { segmentOffsets, pairOffsets, pairCandidate, pairScore } = model;
  const best: (Choice & { readonly net: number })[] = [];
  const from = segmentOffsets[vacancy]!;
  for (let s = 0; s < gains.length; s += 1)
    for (let pair = pairOffsets[from + s]!; pair < pairOffsets[from + s + 1]!; pair += 1) {
      const worth = pairScore[pair]! + gains[s]!;
      const full = best.length === most;
      if (full && weight * worth <= best[most - 1]!.net) break;
      const row = rowOf[pairCandidate[pair]!]!;
      if (prices.listed[row] === 1) continue;
      const net = weight * worth - prices.household[row]!;
      if (full && net <= best[most - 1]!.net) continue;
      const known = best.findIndex((each) => each.row === row);
      if (known >= 0) {
        if (best[known]!.net >= net) continue;
        best.splice(known, 1);
      }
      let at = best.length;
      while (at > 0 && best[at - 1]!.net < net) at -= 1;
      best.splice(at, 0, { pair, row, worth, net });
      if (best.length > most) best.pop();
    }
  return best;
};

/**
 * One column for each line so that their sum is largest, each column once: shortest augmenting paths over potentials (Jonker and
 * Volgenant, 1987: DOI 10.1007/BF02278710). Lines beyond the columns get `EMPTY`.
 */
export const bestColumns = (
  values: readonly (readonly number[])[],
  columnCount: number,
): readonly number[] => {
  const lines = values.length;
  // One column more for each line, worth too little to be taken while a true one is left.
  const least = -1 - lines * values.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 1) * 2;
  const columns = columnCount + lines;
  const costAt = (line: number, column: number): number =>
    column < columnCount ? -values[line]![column]! : -least;
  const linePotential = new Float64Array(lines);
  const potential = new Float64Array(columns);
  const lineOf = new Int32Array(columns).fill(EMPTY);
  for (let line = 0; line < lines; line += 1) {
    const distance = new Float64Array(columns).fill(Infinity);
    const before = new Int32Array(columns).fill(EMPTY);
    const done = new Uint8Array(columns);
    let at = line;
    let reached = EMPTY;
    let walked = 0;
    for (;;) {
      let next = EMPTY;
      for (let column = 0; column < columns; column += 1) {
        if (done[column] === 1) continue;
        const through = walked + costAt(at, column) - linePotential[at]! - potential[column]!;
        if (through < distance[column]!) {
          distance[column] = through;
          before[column] = reached;
        }
        if (next === EMPTY || distance[column]! < distance[next]!) next = column;
      }
      walked = distance[next]!;
      done[next] = 1;
      reached = next;
      if (lineOf[next] === EMPTY) break;
      at = lineOf[next]!;
    }
    linePotential[line]! += walked;
    for (let column = 0; column < columns; column += 1) {
      if (done[column] === 0 || column === reached) continue;
      potential[column]! -= walked - distance[column]!;
      linePotential[lineOf[column]!]! += walked - distance[column]!;
    }
    for (let column = reached; column !== EMPTY; column = before[column]!)
      lineOf[column] = before[column] === EMPTY ? line : lineOf[before[column]!]!;
  }
  const chosen = values.map(() => EMPTY);
  lineOf.forEach((line, column) => {
    if (line !== EMPTY && column < columnCount) chosen[line] = column;
  });
  return chosen;
};
