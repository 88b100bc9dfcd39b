import type { PlaceColumns } from './columns.ts';
import { segmentGains } from './core.ts';
import { type AssignmentModel, type Duals, placeCount } from './model.ts';

/** What the duals say of every pair: those that beat a threshold, and the bound over all. */
export interface Priced {
  /** By place, then by falling net value. */
  readonly columns: PlaceColumns;
  /** Net value of the best pair of each place, at least zero: staying empty. Thousandths of points. Length = places. */
  readonly placeBest: Float64Array;
  /** Weak duality over every pair of every place, thousandths of points: nothing is worth more. */
  readonly bound: number;
}

export interface PricingOptions {
  /** A pair must be worth more than this, its candidate's price taken off. Thousandths of points. Length = places. */
  readonly threshold: Float64Array;
  /** Columns a place at most, the best. */
  readonly most: number;
}

/**
 * Prices all pairs, reading only those that could matter: scores fall along a segment and candidate prices are never negative,
 * so a segment is left at the first pair whose value before price is no better than the threshold and than the best found.
 */
export const pricePairs = (
  model: AssignmentModel,
  duals: Duals,
  { threshold, most }: PricingOptions,
): Priced => {
  const { segmentOffsets, pairOffsets, pairCandidate, pairScore, placeWeight, placeOffsets } = model;
  const gains = segmentGains(model, duals.rowPrice);
  const price = duals.candidatePrice;
  const columns: { place: number[]; pair: number[] } = { place: [], pair: [] };
  const placeBest = new Float64Array(placeWeight.length);
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1) {
      const weight = placeWeight[place]!;
      const found = new Shortest(most, threshold[place]!);
      let best = 0;
      for (let segment = segmentOffsets[d]!; segment < segmentOffsets[d + 1]!; segment += 1) {
        const gain = gains[segment]!;
        for (let i = pairOffsets[segment]!; i < pairOffsets[segment + 1]!; i += 1) {
          const gross = weight * (pairScore[i]! + gain);
          if (gross <= best && gross <= found.threshold) break;
          const net = gross - price[pairCandidate[i]!]!;
          if (net > best) best = net;
          if (net > found.threshold) found.add(i, net);
        }
      }
      placeBest[place] = best;
      for (const pair of found.pairs()) {
        columns.place.push(place);
        columns.pair.push(pair);
      }
    }
  let bound = 0;
  for (const value of price) bound += value;
  for (const best of placeBest) bound += best;
  for (let row = 0; row < model.rowCount; row += 1) bound -= duals.rowPrice[row]! * model.rowRequired[row]!;
  return {
    columns: { place: Uint32Array.from(columns.place), pair: Uint32Array.from(columns.pair) },
    placeBest,
    bound,
  };
};

/** The bound alone. */
export const boundOf = (model: AssignmentModel, duals: Duals): number => priceNothing(model, duals).bound;

const priceNothing = (model: AssignmentModel, duals: Duals): Priced =>
  pricePairs(model, duals, { threshold: new Float64Array(placeCount(model)).fill(Infinity), most: 0 });

/**
 * Pairs whose reduced cost is at most `within`: by weak duality, an assignment that uses any other is worth less than the
 * bound − `within`. With `most` pairs a place at most, the cheapest: where that cuts, the columns are a choice.
 */
export const columnsWithin = (
  model: AssignmentModel,
  duals: Duals,
  { within, most }: { readonly within: number; readonly most: number },
): PlaceColumns => {
  const { placeBest } = priceNothing(model, duals);
  return pricePairs(model, duals, { threshold: placeBest.map((best) => best - within), most }).columns;
};

/** The best pairs of a place: its threshold rises once there are more than enough. */
class Shortest {
  readonly #most: number;
  #found: { pair: number; net: number }[] = [];
  threshold: number;

  constructor(most: number, threshold: number) {
    this.#most = most;
    this.threshold = most > 0 ? threshold : Infinity;
  }

  add(pair: number, net: number): void {
    this.#found.push({ pair, net });
    if (this.#found.length < 4 * this.#most) return;
    this.#cut();
    this.threshold = this.#found.at(-1)!.net;
  }

  pairs(): readonly number[] {
    this.#cut();
    return this.#found.map(({ pair }) => pair);
  }

  #cut(): void {
    this.#found.sort((a, b) => b.net - a.net || a.pair - b.pair);
    this.#found.length = Math.min(this.#found.length, this.#most);
  }
}
