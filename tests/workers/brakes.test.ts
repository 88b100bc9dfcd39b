import { afterAll, expect, test } from 'vitest';
import { solverBySize } from '../../api/workers/bySize.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { workerPoolSolver } from '../../api/workers/workerPool.ts';
import type { StagedModel } from '../../engine/assignment/stages.ts';
import { randomModel } from '../assignment/support/randomModel.ts';

const workers = workerPoolSolver(1);
afterAll(() => workers.close());

const staged = (seed: number): StagedModel => {
  const model = randomModel(seed, 'overlapping-situations');
  return {
    model,
    rowPrecedence: new Uint8Array(model.rowCount).fill(1),
    segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
    goals: [{ kind: 'points' }],
  };
};

test('brakes are the same wherever they are found, and tell how far they are', async () => {
  for (const seed of [1, 2, 3]) {
    const problem = staged(seed);
    const result = await sameThreadSolver.solve(problem);
    const told: number[][] = [[], []];
    const [here, there] = await Promise.all(
      [sameThreadSolver, workers].map((solver, i) =>
        solver.brakes(problem, result, { onProgress: (done) => told[i]!.push(done) }),
      ),
    );
    expect(here!.length).toBe(problem.model.rowCount);
    expect(JSON.stringify(there)).toBe(JSON.stringify(here));
    expect(told[1]).toEqual(told[0]);
    expect(told[0]!.at(-1)).toBe(1);
  }
});
test('stopped before they begin, none', async () => {
  const problem = staged(1);
  const result = await sameThreadSolver.solve(problem);
  for (const solver of [sameThreadSolver, workers])
    expect(await solver.brakes(problem, result, { signal: AbortSignal.abort() })).toEqual([]);
});
test('stopped on its way, the rows done are given back', async () => {
  const problem = staged(1);
  const result = await sameThreadSolver.solve(problem);
  const stop = new AbortController();
  const found = await sameThreadSolver.brakes(problem, result, {
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(problem.model.rowCount).toBeGreaterThan(1);
  expect(found.map(({ row }) => row)).toEqual([0]);
});
test('small sessions in this thread', async () => {
  const solver = solverBySize({
    small: sameThreadSolver,
    large: () => {
      throw new Error('a worker for a small session');
    },
  });
  const problem = staged(2);
  const result = await solver.solve(problem);
  expect(await solver.brakes(problem, result)).toHaveLength(problem.model.rowCount);
  await solver.close();
});
