import { pairsOf } from '../candidatePairs.ts';
import { type AssignmentModel, EMPTY } from '../model.ts';

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
