import { type Assignment, type AssignmentModel, EMPTY } from './model.ts';
import type { ModelShape } from './modelShape.ts';
import { isBetter, worthOf } from './objective.ts';

/**
 * Gives each empty place the candidate nobody lists who is worth most there, hard rows first: a core of the cheapest pairs may
 * have left out the only one who remains.
 */
export const fillPlaces = (model: AssignmentModel, shape: ModelShape, assignment: Assignment): Assignment => {
  const { segmentOffsets, pairOffsets, pairCandidate } = model;
  const at = assignment.slice();
  const listed = new Uint8Array(model.candidateCount);
  for (const pair of at) if (pair !== EMPTY) listed[pairCandidate[pair]!] = 1;
  for (let place = 0; place < at.length; place += 1) {
    if (at[place] !== EMPTY) continue;
    const d = shape.vacancyOf[place]!;
    let best = EMPTY;
    let worth = worthOf(model, shape.segmentOf, at);
    for (let segment = segmentOffsets[d]!; segment < segmentOffsets[d + 1]!; segment += 1)
      for (let pair = pairOffsets[segment]!; pair < pairOffsets[segment + 1]!; pair += 1) {
        if (listed[pairCandidate[pair]!] === 1) continue;
        at[place] = pair;
        const filled = worthOf(model, shape.segmentOf, at);
        if (isBetter(filled, worth)) {
          best = pair;
          worth = filled;
        }
        // Those after it in the segment are seen alike by every row and score no more.
        break;
      }
    at[place] = best;
    if (best !== EMPTY) listed[pairCandidate[best]!] = 1;
  }
  return at;
};
