import { afterAll, beforeAll, expect, test } from 'vitest';
import { segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { verify } from '../../engine/assignment/proof/verify.ts';
import { refineStages } from '../../engine/assignment/refine.ts';
import { type HighsSolver, loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { goalsOf, type StagedModel, solveStages, stageModel } from '../../engine/assignment/stages.ts';
import { bruteForceAssignment } from './support/bruteForceAssignment.ts';
import { honestReport } from './support/honestReport.ts';
import { randomModel } from './support/randomModel.ts';

let solver: HighsSolver;
beforeAll(async () => {
  solver = await loadHighsSolver();
});
afterAll(() => solver.dispose());

test('column generation never loses what prices found, and ends at the optimum of small sessions', async () => {
  let better = 0;
  let exact = 0;
  let count = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const model = randomModel(seed, 'fractional-blocks');
    const staged: StagedModel = {
      model,
      segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
      rowPrecedence: new Uint8Array(model.rowCount).fill(1),
      goals: goalsOf({ levels: [0], precedences: [1], strict: false }),
    };
    // One round leaves something to find.
    const rough = solveStages(staged, { limits: { maxRounds: 1 } });
    const refined = await refineStages(staged, rough, solver, { maxNodes: 500 });
    const best = bruteForceAssignment(model);
    if (best === null || worthOf(model, segmentOfPairs(model), refined.assignment).violation > 0) continue;
    count += 1;
    const [before, after] = [rough.stages[0]!, refined.stages[0]!];
    expect(after.value).toBeGreaterThanOrEqual(before.value - 1e-6);
    expect(after.bound).toBeLessThanOrEqual(before.bound + 1e-6);
    if (after.value > before.value + 1 || after.bound < before.bound - 1) better += 1;
    if (after.value >= best.value - 1) exact += 1;
    const of = stageModel(staged, []);
    expect(
      verify({
        model: of,
        assignment: after.assignment,
        reported: honestReport(of, after.assignment, after.duals),
      }),
    ).toEqual([]);
  }
  expect(count).toBeGreaterThan(30);
  expect(exact).toBe(count);
  expect(better).toBeGreaterThan(10);
});
