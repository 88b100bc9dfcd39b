import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type BrakeCount,
  brakeCount,
  brakesEvidenceText,
  countBrakes,
} from '../../../benchmarks/evidence/brakes.ts';
import { rowBrakes } from '../../../engine/assignment/explain/brakePrices.ts';
import { type HighsSolver, loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { type StagedModel, solveStages } from '../../../engine/assignment/stages.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

/* Short form of `npm run evidence -- brakes`: small random sessions. */

const staged = (seed: number): StagedModel[] =>
  FAMILIES.filter((family) => family !== 'hard-rows').map((family) => {
    const model = randomModel(seed, family);
    return {
      model,
      rowPrecedence: new Uint8Array(model.rowCount).fill(1),
      segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
      goals: [{ kind: 'points' }],
    };
  });

let solver: HighsSolver;
let counts: BrakeCount[] = [];
beforeAll(async () => {
  solver = await loadHighsSolver();
  counts = Array.from({ length: 25 }, (_, i) => i + 1).flatMap((seed) =>
    staged(seed).map((each) => countBrakes(`seed ${seed}`, each, solver, () => 0)),
  );
});
afterAll(() => solver.dispose());
const sum = (key: keyof BrakeCount) => counts.reduce((total, count) => total + Number(count[key]), 0);

test('every binding row is counted once; none is silent', () => {
  expect(sum('binding')).toBeGreaterThan(200);
  for (const { binding, unreachable, degenerate, derivative } of counts)
    expect(unreachable + degenerate + derivative).toBe(binding);
  expect(sum('silent')).toBe(0);
  expect(Math.max(...counts.map(({ worst }) => worst))).toBeLessThanOrEqual(0.05 + 1e-9);
});
test('some prices are a derivative, and some of them hold over the largest step', () => {
  expect(sum('derivative')).toBeGreaterThan(40);
  expect(sum('withinLargest')).toBeGreaterThan(10);
  expect(sum('withinLargest')).toBeLessThanOrEqual(sum('derivative'));
});
test('a price given as one number that its sides do not confirm is found out', () => {
  const [each] = staged(3).slice(1);
  const result = solveStages(each!);
  const brakes = rowBrakes(each!, result, solver).map((brake) => ({
    ...brake,
    price: 90_000,
    verdict: 'steady' as const,
    more: { dwellings: 1, cost: 1_000, points: 1_000, perDwelling: 1_000, others: [] },
  }));
  expect(brakes.length).toBeGreaterThan(0);
  expect(brakeCount('false', result, brakes).silent).toBe(brakes.length);
});
test('the text gives each session, the sum, and says when there is nothing to count', () => {
  const text = brakesEvidenceText(counts.slice(0, 2), 'Small sessions');
  expect(text).toMatch(/^Small sessions\n[\s\S]*seed 1[\s\S]*^all /m);
  expect(brakesEvidenceText([], 'None')).toMatch(/none to count/);
});
