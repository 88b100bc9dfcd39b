import type { AssignmentModel } from './model.ts';

/** Pairs of a candidate with a vacancy, one by contingent, best score first. */
export const pairsOf = (model: AssignmentModel, vacancy: number, candidate: number): number[] => {
  const { segmentOffsets, pairOffsets, pairCandidate, pairScore } = model;
  const found: number[] = [];
  const end = pairOffsets[segmentOffsets[vacancy + 1]!]!;
  for (let pair = pairOffsets[segmentOffsets[vacancy]!]!; pair < end; pair += 1)
    if (pairCandidate[pair] === candidate) found.push(pair);
  return found.sort((a, b) => pairScore[b]! - pairScore[a]! || a - b);
};
