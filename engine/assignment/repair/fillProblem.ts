import type { AssignmentModel } from '../model.ts';
import { ROW_ROUNDING } from '../objective.ts';
import type { RepairProblem } from './problem.ts';
import { isFree, type Shape } from './shapes.ts';

/** Pairs that may fill the open slots of one list, or the one slot of a candidate pinned at a rank. */
export interface SlotGroup {
  /** Places, best rank first. */
  readonly places: readonly number[];
  readonly weights: readonly number[];
  readonly pairs: readonly number[];
  readonly candidates: readonly number[];
  readonly segments: readonly number[];
  /** 1: pinned, must have one of the places. Length = pairs. */
  readonly mandatory: Uint8Array;
  /** Candidates with a mandatory pair. */
  readonly mandatoryCount: number;
}

/** What is left once those who stay have their places: slots, and what each row still asks of them. */
export interface FillProblem {
  readonly model: AssignmentModel;
  readonly shape: Shape;
  readonly groups: readonly SlotGroup[];
  /** Pairs of those who stay, with their places. */
  readonly fixed: readonly (readonly [place: number, pair: number])[];
  /** Σ p·(score + fill bonus) of those who stay. */
  readonly fixedScore: number;
  /** What each row asks less what those who stay bring, in dwellings. Length = rowCount. */
  readonly residual: Float64Array;
}

/**
 * Only the best free candidates of a segment are kept, as many as there are entrants in all: whoever else entered could be
 * replaced by one of them who did not, with the same rows and no fewer points.
 */
export const fillProblem = (problem: RepairProblem, shape: Shape): FillProblem => {
  const { model, vacancies } = problem;
  const residual = Float64Array.from(model.rowRequired);
  const fixed: (readonly [number, number])[] = [];
  const groups: SlotGroup[] = [];
  let fixedScore = 0;
  shape.lists.forEach((slots, vacancy) => {
    const { firstPlace } = vacancies[vacancy]!;
    slots.forEach((slot, i) => {
      if (slot.kind !== 'kept') return;
      const place = firstPlace + i;
      const weight = model.placeWeight[place]!;
      const { pair } = slot.kept;
      fixed.push([place, pair]);
      fixedScore += weight * (model.pairScore[pair]! + model.fillBonus);
      forTerms(model, segmentOf(model, pair), (row, coef) => {
        residual[row]! -= weight * coef;
      });
    });
  });
  for (const vacancy of shape.opened) {
    const { firstPlace, newcomers } = vacancies[vacancy]!;
    const open: number[] = [];
    (shape.lists[vacancy] ?? []).forEach((slot, i) => {
      if (slot.kind === 'open') open.push(firstPlace + i);
      if (slot.kind === 'newcomer')
        groups.push(groupOf(model, [firstPlace + i], slot.newcomer.pairs, new Set(slot.newcomer.pairs)));
    });
    if (open.length === 0) continue;
    const pinned = newcomers.filter(({ rank }) => rank === null);
    const pairs = pinned.flatMap((newcomer) => newcomer.pairs);
    const chosen = open.length > pinned.length ? entrantPairs(problem, shape, vacancy) : [];
    groups.push(groupOf(model, open, [...pairs, ...chosen], new Set(pairs)));
  }
  return { model, shape, groups, fixed, fixedScore, residual };
};

const entrantPairs = (problem: RepairProblem, { gone, entrants }: Shape, vacancy: number): number[] => {
  const { segmentOffsets, pairOffsets, pairCandidate } = problem.model;
  const pairs: number[] = [];
  for (let segment = segmentOffsets[vacancy]!; segment < segmentOffsets[vacancy + 1]!; segment += 1) {
    let kept = 0;
    for (let pair = pairOffsets[segment]!; pair < pairOffsets[segment + 1]! && kept < entrants; pair += 1) {
      if (!isFree(problem, vacancy, pairCandidate[pair]!, gone)) continue;
      pairs.push(pair);
      kept += 1;
    }
  }
  return pairs;
};

const groupOf = (
  model: AssignmentModel,
  places: readonly number[],
  pairs: readonly number[],
  mandatory: ReadonlySet<number>,
): SlotGroup => ({
  places,
  weights: places.map((place) => model.placeWeight[place]!),
  pairs,
  candidates: pairs.map((pair) => model.pairCandidate[pair]!),
  segments: pairs.map((pair) => segmentOf(model, pair)),
  mandatory: Uint8Array.from(pairs, (pair) => (mandatory.has(pair) ? 1 : 0)),
  mandatoryCount: new Set([...mandatory].map((pair) => model.pairCandidate[pair]!)).size,
});

/** Segment of a pair. */
const segmentOf = ({ pairOffsets }: AssignmentModel, pair: number): number => {
  let low = 0;
  let high = pairOffsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pairOffsets[middle]! <= pair) low = middle;
    else high = middle;
  }
  return low;
};

export const forTerms = (
  { termOffsets, termRow, termCoef }: AssignmentModel,
  segment: number,
  visit: (row: number, coef: number) => void,
): void => {
  for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1) visit(termRow[e]!, termCoef[e]!);
};

/** What a repair is worth: hard rows first (what they lack, in dwellings), then the model's objective. */
export interface FillWorth {
  readonly violation: number;
  readonly value: number;
}

/** Thousandths of points within which two values are the same: rounding of a session's sums. */
export const VALUE_ROUNDING = 1e-6;

/** Strictly better: a smaller violation, or the same one and a higher value. */
export const beats = (a: FillWorth, b: FillWorth): boolean =>
  a.violation < b.violation - ROW_ROUNDING ||
  (a.violation <= b.violation + ROW_ROUNDING && a.value > b.value + VALUE_ROUNDING);

/**
 * Values pairs at the slots: `chosen[g][i]` is the option of group g at its place i. Each value is recounted from what those
 * who stay bring, so that no rounding builds up; only the rows that some option touches are looked at again.
 */
export const fillWorth = (problem: FillProblem): ((chosen: readonly (readonly number[])[]) => FillWorth) => {
  const { model, groups, residual } = problem;
  const { termOffsets, termRow, termCoef } = model;
  const rows = [...touchedRows(problem)].sort((a, b) => a - b);
  const touched = new Set(rows);
  const untouched = [...residual.keys()].filter((row) => !touched.has(row));
  const apart = slackWorth(model, residual, untouched);
  const slack = new Float64Array(model.rowCount);
  return (chosen) => {
    for (const row of rows) slack[row] = residual[row]!;
    let value = problem.fixedScore + apart.value;
    for (let g = 0; g < groups.length; g += 1) {
      const { weights, pairs, segments } = groups[g]!;
      for (let i = 0; i < weights.length; i += 1) {
        const option = chosen[g]![i]!;
        const weight = weights[i]!;
        value += weight * (model.pairScore[pairs[option]!]! + model.fillBonus);
        const segment = segments[option]!;
        for (let e = termOffsets[segment]!; e < termOffsets[segment + 1]!; e += 1)
          slack[termRow[e]!]! -= weight * termCoef[e]!;
      }
    }
    const own = slackWorth(model, slack, rows);
    return { violation: apart.violation + own.violation, value: value + own.value };
  };
};

const slackWorth = (model: AssignmentModel, slack: Float64Array, rows: readonly number[]): FillWorth => {
  let violation = 0;
  let value = 0;
  for (const row of rows) {
    if (slack[row]! <= ROW_ROUNDING) continue;
    if (model.rowPenalty[row] === Infinity) violation += slack[row]!;
    else value -= model.rowPenalty[row]! * slack[row]!;
  }
  return { violation, value };
};

/** Rows that some option brings something to. */
export const touchedRows = ({ model, groups }: FillProblem): ReadonlySet<number> => {
  const rows = new Set<number>();
  for (const { segments } of groups)
    for (const segment of new Set(segments)) forTerms(model, segment, (row) => rows.add(row));
  return rows;
};
