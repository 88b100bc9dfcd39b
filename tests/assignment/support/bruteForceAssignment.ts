import { type Assignment, type AssignmentModel, EMPTY } from '../../../engine/assignment/model.ts';

/** Hard rows are held within this, in dwellings. */
const ROUNDING = 1e-9;

/**
 * The best assignment of a small model, slack costs and hard rows included, by branch and bound over places; null when no
 * assignment keeps the hard rows. Exact but for the rounding of plain sums. Every place may stay empty: it solves the linear
 * model as written, and knows nothing of list sizes.
 * @param appearances lists on which each candidate may stand (never twice on one); one for all when absent.
 */
export const bruteForceAssignment = (
  model: AssignmentModel,
  appearances?: Uint8Array,
): { readonly assignment: Assignment; readonly value: number } | null => {
  const { placeWeight, placeOffsets, rowRequired, rowPenalty, rowCount } = model;
  const places = placeWeight.length;
  const options: Option[][] = [];
  const vacancyOf: number[] = [];
  for (let d = 0; d < model.vacancyCount; d += 1)
    for (let s = placeOffsets[d]!; s < placeOffsets[d + 1]!; s += 1) {
      options.push(optionsOf(model, d, placeWeight[s]!));
      vacancyOf.push(d);
    }
  // What the places from s on may bring at most, to the objective and to each row, candidates shared.
  const mayBring = new Float64Array(places + 1);
  const mayFeed = Array.from({ length: places + 1 }, () => new Float64Array(rowCount));
  for (let s = places - 1; s >= 0; s -= 1) {
    mayBring[s] = mayBring[s + 1]! + Math.max(0, ...options[s]!.map(({ worth }) => worth));
    for (let t = 0; t < rowCount; t += 1)
      mayFeed[s]![t] = mayFeed[s + 1]![t]! + Math.max(0, ...options[s]!.map(({ feeds }) => feeds[t]!));
  }
  const left = appearances ? [...appearances] : new Array<number>(model.candidateCount).fill(1);
  const at: number[] = new Array(places).fill(EMPTY);
  const held: number[] = new Array(places).fill(EMPTY);
  const activity = Array.from({ length: places + 1 }, () => new Float64Array(rowCount));
  let best: number[] | null = null;
  let bestValue = -Infinity;

  /** Slack cost with the activity that the places from s on could still add; Infinity: a hard row is lost. */
  const cost = (s: number): number => {
    let sum = 0;
    for (let t = 0; t < rowCount; t += 1) {
      const lack = rowRequired[t]! - activity[s]![t]! - mayFeed[s]![t]!;
      if (lack <= ROUNDING) continue;
      if (rowPenalty[t] === Infinity) return Infinity;
      sum += rowPenalty[t]! * lack;
    }
    return sum;
  };
  const place = (s: number, worth: number): void => {
    const hope = worth + mayBring[s]! - cost(s);
    if (hope === -Infinity || hope <= bestValue) return;
    if (s === places) {
      best = [...at];
      bestValue = hope;
      return;
    }
    for (const option of options[s]!) {
      if (left[option.candidate]! === 0) continue;
      let twice = false;
      for (let above = s - 1; above >= 0 && vacancyOf[above] === vacancyOf[s]; above -= 1)
        twice ||= held[above] === option.candidate;
      if (twice) continue;
      left[option.candidate]! -= 1;
      at[s] = option.pair;
      held[s] = option.candidate;
      for (let t = 0; t < rowCount; t += 1) activity[s + 1]![t] = activity[s]![t]! + option.feeds[t]!;
      place(s + 1, worth + option.worth);
      left[option.candidate]! += 1;
    }
    at[s] = EMPTY;
    held[s] = EMPTY;
    activity[s + 1]!.set(activity[s]!);
    place(s + 1, worth);
  };
  place(0, 0);
  return best === null ? null : { assignment: Int32Array.from(best), value: bestValue };
};

interface Option {
  readonly pair: number;
  readonly candidate: number;
  readonly worth: number;
  /** By row. */
  readonly feeds: Float64Array;
}

/** Most promising first, so that the search finds good lists early. */
const optionsOf = (model: AssignmentModel, vacancy: number, weight: number): Option[] => {
  const options: Option[] = [];
  for (let k = model.segmentOffsets[vacancy]!; k < model.segmentOffsets[vacancy + 1]!; k += 1) {
    const feeds = new Float64Array(model.rowCount);
    for (let e = model.termOffsets[k]!; e < model.termOffsets[k + 1]!; e += 1)
      feeds[model.termRow[e]!]! += weight * model.termCoef[e]!;
    for (let pair = model.pairOffsets[k]!; pair < model.pairOffsets[k + 1]!; pair += 1)
      options.push({
        pair,
        candidate: model.pairCandidate[pair]!,
        worth: weight * (model.pairScore[pair]! + model.fillBonus),
        feeds,
      });
  }
  return options.sort((a, b) => b.worth - a.worth || a.pair - b.pair);
};
