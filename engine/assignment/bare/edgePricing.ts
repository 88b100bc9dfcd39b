import { segmentGains } from '../core.ts';
import { type AssignmentModel, type Duals, pairCount } from '../model.ts';
import type { PairHome } from './edgeProgram.ts';

/** What the duals leave of each pair at a place of its resource, thousandths of points. */
export interface PricedEdges {
  /** Score and rows' gain, less the candidate's price. Length = pairs. */
  readonly net: Float64Array;
  /** The best net value of each resource, at least zero: a place left empty. Length = vacancyCount. */
  readonly best: Float64Array;
}

/** Expects places of weight one. */
export const priceEdges = (model: AssignmentModel, home: PairHome, duals: Duals): PricedEdges => {
  const gains = segmentGains(model, duals.rowPrice);
  const net = new Float64Array(pairCount(model));
  const best = new Float64Array(model.vacancyCount);
  for (let pair = 0; pair < net.length; pair += 1) {
    const gain = gains[home.segmentOf[pair]!]!;
    const vacancy = home.vacancyOf[pair]!;
    net[pair] = model.pairScore[pair]! + gain - duals.candidatePrice[model.pairCandidate[pair]!]!;
    if (net[pair]! > best[vacancy]!) best[vacancy] = net[pair]!;
  }
  return { net, best };
};

/**
 * Pairs of each resource worth more than its threshold, the best first: `spare` more than it has places at most. Without
 * `spare`, all of them.
 */
export const bestEdges = (
  model: AssignmentModel,
  { net }: PricedEdges,
  { threshold, spare }: { readonly threshold: Float64Array; readonly spare?: number },
): number[] => {
  const { segmentOffsets, pairOffsets, placeOffsets } = model;
  const chosen: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1) {
    const above: number[] = [];
    const end = pairOffsets[segmentOffsets[d + 1]!]!;
    for (let pair = pairOffsets[segmentOffsets[d]!]!; pair < end; pair += 1)
      if (net[pair]! > threshold[d]!) above.push(pair);
    const most = spare === undefined ? above.length : placeOffsets[d + 1]! - placeOffsets[d]! + spare;
    if (above.length > most) above.sort((a, b) => net[b]! - net[a]! || a - b).length = most;
    for (const pair of above) chosen.push(pair);
  }
  return chosen;
};
