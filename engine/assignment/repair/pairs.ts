import { type AssignmentModel, EMPTY } from '../model.ts';

/** Pairs of a candidate with a vacancy, one by contingent, best score first. */
export const pairsOf = (model: AssignmentModel, vacancy: number, candidate: number): number[] => {
  const { segmentOffsets, pairOffsets, pairCandidate, pairScore } = model;
  const found: number[] = [];
  const end = pairOffsets[segmentOffsets[vacancy + 1]!]!;
  for (let pair = pairOffsets[segmentOffsets[vacancy]!]!; pair < end; pair += 1)
    if (pairCandidate[pair] === candidate) found.push(pair);
  return found.sort((a, b) => pairScore[b]! - pairScore[a]! || a - b);
};

/** The pair under which a listed candidate stands; `EMPTY` when the vacancy has none for it any more. */
export const standingPair = (
  model: AssignmentModel,
  vacancy: number,
  { candidate, pair }: { readonly candidate: number; readonly pair: number },
): number => {
  if (pair === EMPTY) return pairsOf(model, vacancy, candidate)[0] ?? EMPTY;
  const { segmentOffsets, pairOffsets, pairCandidate } = model;
  const from = pairOffsets[segmentOffsets[vacancy]!]!;
  const end = pairOffsets[segmentOffsets[vacancy + 1]!]!;
  if (pair < from || pair >= end || pairCandidate[pair] !== candidate)
    throw new Error(`repair: pair ${pair} is not of vacancy ${vacancy} and the candidate listed there`);
  return pair;
};
