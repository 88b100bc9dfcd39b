import { contingentOfPair } from '../assignment/credited.ts';
import { EMPTY, segmentOfPairs } from '../assignment/model.ts';
import { commissionPlan } from './plan.ts';
import type { Policy, Proposed } from './policy.ts';

/** All the vacancies of the commission at once, points and targets weighed together. */
export const jointPlan: Policy = (commission) => {
  const { pool, vacancies } = commission;
  if (vacancies.length === 0) return [];
  const { prepared, result } = commissionPlan(commission, null);
  const { problem } = prepared;
  const { model, rowOf } = problem;
  const segmentOf = segmentOfPairs(model);
  return vacancies.map((_, d) =>
    [...result.assignment.subarray(model.placeOffsets[d], model.placeOffsets[d + 1])].flatMap(
      (pair): Proposed[] => {
        if (pair === EMPTY) return [];
        const row = rowOf[model.pairCandidate[pair]!]!;
        const contingent = contingentOfPair(problem, segmentOf, pair);
        return [{ number: pool.numbers.at(row), row, contingent }];
      },
    ),
  );
};
