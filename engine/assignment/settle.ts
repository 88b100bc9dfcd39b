import { fillPlaces } from './fillPlaces.ts';
import { type Assignment, type AssignmentModel, EMPTY } from './model.ts';
import type { ModelShape } from './modelShape.ts';

/** Settling frees candidates whom an empty place may then take: a few turns end it. */
const MOST_TURNS = 4;

/**
 * Lists with every place filled that can be, in the method's order where the objective has no opinion.
 */
export const settle = (model: AssignmentModel, shape: ModelShape, assignment: Assignment): Assignment => {
  let at = settleOnce(model, shape, fillPlaces(model, shape, assignment));
  for (let turn = 1; turn < MOST_TURNS && at.includes(EMPTY); turn += 1) {
    const filled = fillPlaces(model, shape, at);
    if (filled.every((pair, place) => pair === at[place])) break;
    at = settleOnce(model, shape, filled);
  }
  return at;
};

/**
 * Puts each list in the method's order where the objective has no opinion: an unlisted candidate never stands behind a listed one
 * of the same segment, a segment's candidates keep its order along a list, and no place is empty before a filled one. Each
 * change of the first two keeps every row as it is and never lowers the value: scores fall along a segment, weights along a list.
 * Where a gap is closed, those after it weigh more in the rows: a hard row may then lack.
 */
const settleOnce = (model: AssignmentModel, shape: ModelShape, assignment: Assignment): Assignment => {
  const { placeOffsets, pairOffsets, pairCandidate } = model;
  const at = assignment.slice();
  const listed = new Uint8Array(model.candidateCount);
  for (const pair of at) if (pair !== EMPTY) listed[pairCandidate[pair]!] = 1;
  for (let changed = true; changed; ) {
    changed = false;
    for (let place = 0; place < at.length; place += 1) {
      const pair = at[place]!;
      if (pair === EMPTY) continue;
      for (let better = pairOffsets[shape.segmentOf[pair]!]!; better < pair; better += 1) {
        if (listed[pairCandidate[better]!] === 1) continue;
        listed[pairCandidate[pair]!] = 0;
        listed[pairCandidate[better]!] = 1;
        at[place] = better;
        changed = true;
        break;
      }
    }
  }
  for (let d = 0; d < model.vacancyCount; d += 1) {
    const from = placeOffsets[d]!;
    const filled = at.slice(from, placeOffsets[d + 1]).filter((pair) => pair !== EMPTY);
    const bySegment = new Map<number, number[]>();
    for (const pair of filled) {
      const segment = shape.segmentOf[pair]!;
      bySegment.set(
        segment,
        [...(bySegment.get(segment) ?? []), pair].sort((a, b) => b - a),
      );
    }
    at.fill(EMPTY, from, placeOffsets[d + 1]);
    filled.forEach((pair, i) => {
      at[from + i] = bySegment.get(shape.segmentOf[pair]!)!.pop()!;
    });
  }
  return at;
};
