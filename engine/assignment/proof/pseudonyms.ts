import { modelHash } from './savedResult.ts';
import { modelOfStage, type ProvedStage, type StagedProof } from './stagedProof.ts';

/**
 * The same proof, its candidates numbered by their first pair: what the pairs say already, and nothing of who they are or of where
 * they stand in any other list. Results are named after the model so numbered; all they count is as it was.
 */
export const renumbered = (proof: StagedProof): StagedProof => {
  const { model } = proof;
  const { numberOf, next } = byFirstPair(model.pairCandidate, model.candidateCount);
  const numbered: StagedProof = {
    ...proof,
    model: {
      ...model,
      candidateCount: next,
      pairCandidate: model.pairCandidate.map((candidate) => numberOf[candidate]!),
    },
  };
  const rename = (values: readonly [number, number][]): [number, number][] =>
    values
      .map(([candidate, value]): [number, number] => [numberOf[candidate]!, value])
      .sort(([a], [b]) => a - b);
  const stages = proof.stages.map(
    ({ goal, saved }, k): ProvedStage => ({
      goal,
      saved: {
        ...saved,
        model: modelHash(modelOfStage(numbered, k)),
        candidatePrice: rename(saved.candidatePrice),
        declared: { ...saved.declared, appearances: rename(saved.declared.appearances) },
      },
    }),
  );
  return { ...numbered, stages };
};

/** Those without a pair come last: nothing is said of them. */
const byFirstPair = (
  pairCandidate: Uint32Array,
  candidateCount: number,
): { readonly numberOf: Int32Array; readonly next: number } => {
  const numberOf = new Int32Array(candidateCount).fill(-1);
  let next = 0;
  const name = (candidate: number): void => {
    if (numberOf[candidate] !== -1) return;
    numberOf[candidate] = next;
    next += 1;
  };
  for (const candidate of pairCandidate) name(candidate);
  for (let candidate = 0; candidate < candidateCount; candidate += 1) name(candidate);
  return { numberOf, next };
};
