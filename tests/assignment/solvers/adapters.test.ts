import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bruteForceSolver } from '../../../engine/assignment/solvers/bruteForce.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { loadJsLpSolver } from '../../../engine/assignment/solvers/jsLpSolver.ts';
import { smallestRelaxation } from '../../../engine/assignment/solvers/relaxation.ts';
import { boundedCase, modelOf } from './models.ts';

const highs = await loadHighsSolver();
const jsLp = await loadJsLpSolver();
const brute = bruteForceSolver();
const whole = { whole: true } as const;
const continuous = { whole: false } as const;

/** Several knapsacks over the same columns: hard enough to branch. */
const knapsacks = modelOf(
  {
    objective: Array.from({ length: 40 }, (_, j) => 50 + ((j * 37) % 41)),
    upper: Array.from({ length: 40 }, () => 1),
    rows: Array.from({ length: 6 }, (_, i) => ({
      entries: Object.fromEntries(
        Array.from({ length: 40 }, (_, j) => [j, 20 + ((j * (i + 7) * 13 + i * 5) % 53)]),
      ),
      upper: 400 + i * 7,
    })),
  },
  whole,
);
const relaxed = { ...knapsacks, integer: new Uint8Array(40) };

test('HiGHS names the rows that conflict, and they do conflict', async () => {
  let named = 0;
  await fc.assert(
    fc.asyncProperty(boundedCase, async (randomCase) => {
      const model = modelOf(randomCase, continuous);
      const answer = await highs.solve(model);
      if (answer.status !== 'infeasible' || answer.conflict === null) return;
      named += 1;
      const kept = new Set(answer.conflict);
      const rows = randomCase.rows.filter((_, i) => kept.has(i));
      expect((await highs.solve(modelOf({ ...randomCase, rows }, continuous))).status).toBe('infeasible');
    }),
    { numRuns: 200, seed: 20260131 },
  );
  expect(named).toBeGreaterThan(20);
});

test('HiGHS leaves the innocent rows out of the conflict', async () => {
  const rows = [
    { entries: { 0: 1 }, upper: 3 },
    { entries: { 0: 1, 1: 1 }, lower: 6 },
    { entries: { 1: 1 }, upper: 2 },
    { entries: { 0: 1, 1: -1 }, lower: -9 },
  ];
  for (const option of [continuous, whole]) {
    const answer = await highs.solve(modelOf({ objective: [1, 1], upper: [9, 9], rows }, option));
    expect(answer).toMatchObject({ status: 'infeasible', conflict: [0, 1, 2] });
  }
});

test('HiGHS proves infeasible what it cannot isolate a conflict of', async () => {
  // Found among random models: its getIis ends in an error here.
  const rows = [
    { entries: { 0: -3, 2: 2 }, upper: 7 },
    { entries: { 2: 1 }, upper: 5 },
    { entries: { 0: 2, 2: -2 }, upper: -2 },
    { entries: { 2: 4 }, lower: -2, upper: -2 },
    { entries: { 0: -3 }, lower: -4 },
    { entries: { 0: -1 }, lower: -1, upper: -1 },
  ];
  const bounds = { objective: [3, -2, -2], lower: [-1, 0, -1], upper: [1, 1, 2], rows };
  expect(await highs.solve(modelOf(bounds, whole))).toMatchObject({ status: 'infeasible', conflict: null });
});

test('HiGHS has no conflict to show where only whole numbers make it infeasible', async () => {
  const rows = [{ entries: { 0: 2, 1: 2 }, lower: 3, upper: 3 }];
  const answer = await highs.solve(modelOf({ objective: [1, 1], upper: [9, 9], rows }, whole));
  expect(answer).toMatchObject({ status: 'infeasible', conflict: null });
});

test('HiGHS stops at its nodes, with a bound that holds', async () => {
  const best = await highs.solve(knapsacks);
  const stopped = await highs.solve(knapsacks, { maxNodes: 1 });
  if (best.status !== 'optimal' || stopped.status !== 'limit')
    throw new Error('optimal, then limit expected');
  expect(best.nodes).toBeGreaterThan(1);
  expect(best.gap).toBeLessThan(1e-6);
  expect(stopped.stoppedBy).toBe('nodes');
  expect(stopped.bound).toBeGreaterThanOrEqual(best.objective - 1e-6);
  expect(stopped.objective).toBeLessThanOrEqual(best.objective + 1e-6);
  expect(await highs.solve(knapsacks, { maxNodes: 1 })).toEqual(stopped);
});

test('HiGHS stops once near enough, and says how near', async () => {
  const best = await highs.solve(knapsacks);
  const near = await highs.solve(knapsacks, { relativeGap: 0.1 });
  if (best.status !== 'optimal' || near.status !== 'optimal') throw new Error('optimal expected');
  expect(near.gap).toBeGreaterThan(1e-6);
  expect(near.gap).toBeLessThanOrEqual(0.1);
  expect(near.bound).toBeGreaterThanOrEqual(best.objective - 1e-6);
  expect(near.objective).toBeGreaterThanOrEqual(best.objective * 0.9);
});

test('HiGHS stops at its iterations', async () => {
  const answer = await highs.solve(relaxed, { maxIterations: 1 });
  expect(answer).toMatchObject({ status: 'limit', stoppedBy: 'iterations' });
  expect((await highs.solve(relaxed)).iterations).toBeGreaterThan(1);
});

test('HiGHS stops when its caller asks, and only then', async () => {
  let asked = 0;
  const answer = await highs.solve(knapsacks, {
    shouldStop: () => {
      asked += 1;
      return asked > 2;
    },
  });
  expect(answer).toMatchObject({ status: 'limit', stoppedBy: 'caller' });
  const left = await highs.solve(knapsacks, { shouldStop: () => false });
  const best = await highs.solve(knapsacks);
  expect(left).toEqual(best);
});

test('HiGHS after dispose() answers that it is gone', async () => {
  const other = await loadHighsSolver();
  expect((await other.solve(knapsacks, { maxNodes: 1 })).status).toBe('limit');
  other.dispose();
  other.dispose();
  expect(await other.solve(knapsacks)).toMatchObject({ status: 'failed', code: 'disposed' });
  expect(() => other.runtime()).toThrow('HiGHS was disposed of. Maybe load it again.');
});

test('javascript-lp-solver refuses what it could not finish', async () => {
  const wide = (columns: number, rows: number, isWhole: boolean) =>
    modelOf(
      {
        objective: Array.from({ length: columns }, () => 1),
        upper: Array.from({ length: columns }, () => 1),
        rows: Array.from({ length: rows }, (_, i) => ({ entries: { [i % columns]: 1 }, upper: 1 })),
      },
      { whole: isWhole },
    );
  const [columns, rows, wholeColumns] = [300, 300, 80];
  expect(await jsLp.solve(wide(columns + 1, 1, false))).toMatchObject({
    code: 'not-offered',
    reason: `javascript-lp-solver: ${columns + 1} columns, at most ${columns}`,
  });
  expect(await jsLp.solve(wide(5, rows + 1, false))).toMatchObject({
    reason: `javascript-lp-solver: ${rows + 1} rows, at most ${rows}`,
  });
  expect(await jsLp.solve(wide(wholeColumns + 1, 1, true))).toMatchObject({
    reason: `javascript-lp-solver: ${wholeColumns + 1} whole columns, at most ${wholeColumns}`,
  });
  expect((await jsLp.solve(wide(columns, rows, false))).status).toBe('optimal');
  expect((await jsLp.solve(wide(wholeColumns, rows, true))).status).toBe('optimal');
  for (const limits of [{ maxNodes: 1 }, { maxIterations: 1 }, { shouldStop: () => true }])
    expect(await jsLp.solve(wide(2, 1, false), limits)).toMatchObject({
      reason: 'javascript-lp-solver: it cannot be stopped, so it takes no limit',
    });
});

test('brute force stops at its nodes or when asked, with a bound that holds', async () => {
  const stopped = await brute.solve(knapsacks, { maxNodes: 500 });
  if (stopped.status !== 'limit') throw new Error('limit expected');
  expect(stopped).toMatchObject({ stoppedBy: 'nodes', iterations: 501 });
  const best = await highs.solve(knapsacks);
  expect(best.status === 'optimal' && stopped.bound! >= best.objective).toBe(true);
  expect(stopped.x).not.toBeNull();
  expect(stopped.objective).toBeLessThanOrEqual(best.status === 'optimal' ? best.objective : 0);
  expect(await brute.solve(knapsacks, { shouldStop: () => true })).toMatchObject({
    status: 'limit',
    stoppedBy: 'caller',
    x: null,
  });
});

test('the smallest relaxation: which row gives way, by how much', async () => {
  const model = modelOf(
    {
      objective: [1, 1],
      upper: [9, 9],
      rows: [
        { entries: { 0: 1, 1: 1 }, lower: 6 },
        { entries: { 0: 1, 1: 1 }, upper: 4 },
        { entries: { 0: 1, 1: -1 }, lower: 0, upper: 0 },
      ],
    },
    continuous,
  );
  for (const solver of [highs, jsLp]) {
    const cheapFloor = await smallestRelaxation(model, Float64Array.of(1, 3, 1), solver);
    expect(cheapFloor).toMatchObject({ status: 'relaxed', cost: 2, give: Float64Array.of(2, 0, 0) });
    const cheapCeiling = await smallestRelaxation(model, Float64Array.of(3, 1, 1), solver);
    expect(cheapCeiling).toMatchObject({ status: 'relaxed', cost: 2, give: Float64Array.of(0, -2, 0) });
    const kept = await smallestRelaxation(model, Float64Array.of(Infinity, 5, 1), solver);
    expect(kept).toMatchObject({ status: 'relaxed', cost: 10, give: Float64Array.of(0, -2, 0) });
    const rigid = await smallestRelaxation(model, Float64Array.of(Infinity, Infinity, 1), solver);
    expect(rigid).toEqual({ status: 'unrelaxable' });
    const feasible = { ...model, rowUpper: Float64Array.of(Infinity, 8, 0) };
    expect(await smallestRelaxation(feasible, Float64Array.of(1, 1, 1), solver)).toMatchObject({
      status: 'relaxed',
      cost: 0,
      give: new Float64Array(3),
    });
  }
  expect(await smallestRelaxation(model, Float64Array.of(1, 1, 1), brute)).toMatchObject({
    status: 'failed',
    code: 'not-offered',
  });
});

test('the relaxation makes the model feasible, and costs nothing only where it was', async () => {
  let relaxedCases = 0;
  await fc.assert(
    fc.asyncProperty(boundedCase, async (randomCase) => {
      const model = modelOf(randomCase, whole);
      const price = new Float64Array(model.rowLower.length).fill(1);
      const answer = await smallestRelaxation(model, price, highs);
      if (answer.status !== 'relaxed') throw new Error(`relaxed expected: ${answer.status}`);
      const eased = {
        ...model,
        rowLower: model.rowLower.map((bound, i) => bound - Math.max(0, answer.give[i]!)),
        rowUpper: model.rowUpper.map((bound, i) => bound - Math.min(0, answer.give[i]!)),
      };
      expect((await brute.solve(eased)).status).toBe('optimal');
      expect((await brute.solve(model)).status).toBe(answer.cost === 0 ? 'optimal' : 'infeasible');
      if (answer.cost > 0) relaxedCases += 1;
    }),
    { numRuns: 150, seed: 20260131 },
  );
  expect(relaxedCases).toBeGreaterThan(20);
});
