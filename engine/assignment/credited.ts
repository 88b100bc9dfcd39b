import { RESERVATAIRE_CODES, type Reservataire } from '../domain/codes.ts';
import { pairsOf } from './candidatePairs.ts';
import { EMPTY } from './model.ts';
import type { SessionProblem } from './problem.ts';

/** Contingent that a lease by this pair is credited to. */
export const contingentOfPair = (
  { segmentContingent }: Pick<SessionProblem, 'segmentContingent'>,
  segmentOf: Uint32Array,
  pair: number,
): Reservataire => RESERVATAIRE_CODES[segmentContingent[segmentOf[pair]!]!]!;

/**
 * The pair of a candidate with a vacancy that credits a contingent; the best of its pairs where it has none for it, or none is
 * named; `EMPTY` where it has no pair at all.
 */
export const pairCrediting = (
  problem: Pick<SessionProblem, 'model' | 'segmentContingent'>,
  segmentOf: Uint32Array,
  {
    vacancy,
    candidate,
    contingent,
  }: { readonly vacancy: number; readonly candidate: number; readonly contingent: Reservataire | null },
): number => {
  const pairs = candidate === EMPTY ? [] : pairsOf(problem.model, vacancy, candidate);
  const named = pairs.find((pair) => contingentOfPair(problem, segmentOf, pair) === contingent);
  return named ?? pairs[0] ?? EMPTY;
};
