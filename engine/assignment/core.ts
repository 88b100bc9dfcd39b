import { type AssignmentModel, type Duals, placeCount } from './model.ts';

/** Pairs worth looking at, place by place: those whose reduced cost is small enough for an assignment better than the known one. */
export interface Core {
  /** Groups of place s, each of one segment: from placeGroups[s], by rising least give-up. Length = places + 1. */
  readonly placeGroups: Uint32Array;
  /** Options of group g: from groupOptions[g], by falling score. Length = groups + 1. */
  readonly groupOptions: Uint32Array;
  readonly pair: Int32Array;
  /** What the place gives up on its best net value by taking the pair, thousandths of points. */
  readonly cost: Float64Array;
  /** The same, were the pair's candidate free of charge: rises along a group, and may be below zero. */
  readonly giveUp: Float64Array;
}

/** Value of each segment besides its scores at these row prices, thousandths. Length = segments. */
export const segmentGains = (model: AssignmentModel, rowPrice: Float64Array): Float64Array => {
  const { termOffsets, termRow, termCoef, fillBonus } = model;
  const gains = new Float64Array(model.pairOffsets.length - 1).fill(fillBonus);
  for (let segment = 0; segment < gains.length; segment += 1)
    for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
      gains[segment]! += rowPrice[termRow[e]!]! * termCoef[e]!;
  return gains;
};

/**
 * By weak duality, an assignment that uses a pair of reduced cost c is worth at most bound − c: pairs beyond `within` of the
 * bound cannot be part of anything better than a value of bound − within (reduced-cost fixing). At most `most` pairs a place,
 * the cheapest: with a limit that cuts, the core is a choice and proves nothing.
 */
export const coreOf = (
  model: AssignmentModel,
  duals: Duals,
  { within, perSegment }: { readonly within: number; readonly perSegment: number },
): Core => {
  const { placeOffsets, segmentOffsets, pairOffsets, pairCandidate, pairScore, placeWeight } = model;
  const gains = segmentGains(model, duals.rowPrice);
  const price = duals.candidatePrice;
  const placeGroups = new Uint32Array(placeCount(model) + 1);
  const groupOptions: number[] = [0];
  const pairs: number[] = [];
  const costs: number[] = [];
  const giveUps: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let place = placeOffsets[d]!; place < placeOffsets[d + 1]!; place += 1) {
      const weight = placeWeight[place]!;
      const found: Option[][] = [];
      let best = 0;
      for (let segment = segmentOffsets[d]!; segment < segmentOffsets[d + 1]!; segment += 1) {
        const own: Option[] = [];
        for (let i = pairOffsets[segment]!; i < pairOffsets[segment + 1]!; i += 1) {
          const gross = weight * (pairScore[i]! + gains[segment]!);
          // Scores fall along a segment and prices are not negative: nothing after is nearer.
          if (gross < best - within) break;
          if (own.length >= perSegment && gross <= own[perSegment - 1]!.net) break;
          const net = gross - price[pairCandidate[i]!]!;
          if (net < best - within) continue;
          insert(own, { pair: i, net, gross }, perSegment);
          if (net > best) best = net;
        }
        found.push(own);
      }
      const groups = found
        .map((own) => own.filter(({ net }) => net >= best - within).sort((a, b) => a.pair - b.pair))
        .filter((own) => own.length > 0)
        .sort((a, b) => b[0]!.gross - a[0]!.gross || a[0]!.pair - b[0]!.pair);
      for (const own of groups) {
        for (const { pair, net, gross } of own) {
          pairs.push(pair);
          costs.push(best - net);
          giveUps.push(best - gross);
        }
        groupOptions.push(pairs.length);
      }
      placeGroups[place + 1] = groupOptions.length - 1;
    }
  return {
    placeGroups,
    groupOptions: Uint32Array.from(groupOptions),
    pair: Int32Array.from(pairs),
    cost: Float64Array.from(costs),
    giveUp: Float64Array.from(giveUps),
  };
};

interface Option {
  readonly pair: number;
  readonly net: number;
  /** Before the candidate's price. */
  readonly gross: number;
}

/** Keeps the `most` best by net value, ties in the order met. */
const insert = (kept: Option[], added: Option, most: number): void => {
  let k = kept.length;
  while (k > 0 && kept[k - 1]!.net < added.net) k -= 1;
  if (k >= most) return;
  kept.splice(k, 0, added);
  if (kept.length > most) kept.pop();
};
