import { expect, test } from 'vitest';
import {
  type ColumnOptions,
  type ColumnSolved,
  generateColumns,
} from '../../engine/assignment/columnGeneration.ts';
import { exactAssignment, exactBound } from '../../engine/assignment/exact.ts';
import { type AssignmentModel, segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { certify } from '../../engine/assignment/proof/certificate.ts';
import { type HighsSolver, loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { bruteForceAssignment } from './support/bruteForceAssignment.ts';
import { modelOf } from './support/modelOf.ts';
import { randomDuals } from './support/randomDuals.ts';
import { FAMILIES, randomModel } from './support/randomModel.ts';

const highs = await loadHighsSolver();

const solved = async (model: AssignmentModel, options?: ColumnOptions): Promise<ColumnSolved> => {
  const result = await generateColumns(model, highs, options);
  if (result.status !== 'solved') throw new Error(JSON.stringify(result));
  return result;
};

/** The bound that anybody recounts from the duals. */
const recounted = (model: AssignmentModel, { duals }: ColumnSolved): number => {
  const certificate = certify(model, duals);
  if (certificate.outcome === 'refused') throw new Error(JSON.stringify(certificate.findings));
  return certificate.bound;
};

/** A dozen vacancies, as many candidates as makes them compete: too many for brute force. */
const competing = (seed: number): AssignmentModel => {
  const random = randomStream(seed, 'column generation');
  const candidates = 90;
  const band = Array.from({ length: candidates }, () => random.integer(0, 3));
  const vacancies = 12;
  return modelOf({
    candidates,
    rows: [...[0, 1, 2].map(() => ({ required: -0.1, penalty: 60_000 })), { required: 1.5, penalty: 40_000 }],
    vacancies: Array.from({ length: vacancies }, (_, d) => ({
      weights: [0.6, 0.24, 0.1],
      segments: [0, 1, 2, 3].map((k) => ({
        terms: [
          [d % 3, (k === 0 ? 1 : 0) - 0.5],
          [3, k === 1 ? 1 : 0],
        ] as const,
        pairs: band
          .flatMap((b, c) =>
            b === k && random.chance(0.4) ? [[c, 500 * random.integer(20 * k, 80 + 40 * k)] as const] : [],
          )
          .sort((a, b) => b[1] - a[1] || a[0] - b[0]),
      })),
    })),
  });
};

test('small sessions of every family: the best by brute force, proved by the duals', async () => {
  const counted = { solved: 0, infeasible: 0, fractional: 0, proved: 0 };
  for (const family of FAMILIES)
    for (let seed = 0; seed < 25; seed += 1) {
      const model = randomModel(seed, family);
      const best = bruteForceAssignment(model);
      const result = await generateColumns(model, highs);
      const at = `${family} ${seed}`;
      if (best === null) {
        expect(result.status, at).toMatch(/infeasible|unsettled/);
        if (result.status === 'infeasible') {
          expect((await exactBound(model, highs)).status, at).toBe('infeasible');
          expect(result.rows.length, at).toBeGreaterThan(0);
          for (const row of result.rows) expect(model.rowPenalty[row], at).toBe(Infinity);
        }
        counted.infeasible += 1;
        continue;
      }
      if (result.status !== 'solved') throw new Error(`${at}: ${JSON.stringify(result)}`);
      const rounding = 1e-7 * Math.max(1, Math.abs(best.value));
      expect(result.value, at).toBeGreaterThan(best.value - 1 - rounding);
      expect(result.value, at).toBeLessThan(best.value + rounding);
      expect(worthOf(model, segmentOfPairs(model), result.assignment), at).toMatchObject({
        value: result.value,
        violation: 0,
      });
      expect(result.linearOptimum, at).toBe(true);
      expect(Math.abs(recounted(model, result) - result.bound), at).toBeLessThan(1 + rounding);
      expect(result.bound, at).toBeGreaterThan(best.value - rounding);
      const linear = await exactBound(model, highs);
      expect(linear.status === 'solved' && Math.abs(linear.bound - result.bound), at).toBeLessThan(
        1 + rounding,
      );
      if (result.whole.claimedBound !== null) {
        expect(result.whole.claimedBound, at).toBeGreaterThan(best.value - 1 - rounding);
        expect(result.whole.claimedBound, at).toBeLessThanOrEqual(result.bound);
        counted.proved += 1;
      }
      counted.solved += 1;
      if (result.bound > best.value + 1) counted.fractional += 1;
    }
  expect(counted.solved).toBeGreaterThan(250);
  expect(counted.infeasible).toBeGreaterThan(3);
  expect(counted.fractional).toBeGreaterThan(20);
  expect(counted.proved).toBeGreaterThan(250);
});

test('larger sessions: the linear bound and the best of the solver that is given every pair', async () => {
  let rounds = 0;
  for (const seed of [1, 2, 3]) {
    const model = competing(seed);
    const linear = await exactBound(model, highs);
    const exact = await exactAssignment(model, highs);
    if (linear.status !== 'solved' || exact.status !== 'solved') throw new Error('solved expected');
    const result = await solved(model, { limits: { columnsPerPlace: 2, maxNodes: 5000 } });
    expect(Math.abs(result.bound - linear.bound)).toBeLessThan(1);
    expect(Math.abs(recounted(model, result) - linear.bound)).toBeLessThan(1);
    expect(result.value).toBeGreaterThan(exact.value - 2);
    expect(result.value).toBeLessThan(exact.claimedBound + 2);
    expect(result.whole.claimedBound).not.toBeNull();
    rounds = Math.max(rounds, result.rounds);
  }
  expect(rounds).toBeGreaterThan(1);
});

test('any start leads to the same bound; a good one is never made worse', async () => {
  const model = competing(4);
  const cold = await solved(model);
  const wild = randomDuals(model, randomStream(4, 'wild'));
  const fromWild = await solved(model, { start: { duals: wild } });
  expect(Math.abs(fromWild.bound - cold.bound)).toBeLessThan(1);
  const warm = await solved(model, {
    start: { assignment: cold.assignment, duals: cold.duals },
    limits: { maxNodes: 0 },
  });
  expect(warm.value).toBeGreaterThanOrEqual(cold.value);
  expect(warm.bound).toBeLessThanOrEqual(cold.bound);
  expect(warm.rounds).toBe(1);
});

test('same session, same bytes', async () => {
  expect(await solved(competing(5))).toEqual(await solved(competing(5)));
});

test('stopped before the first round: the start stands, and the bound of its duals', async () => {
  const model = competing(6);
  const cold = await solved(model);
  const result = await solved(model, {
    start: { assignment: cold.assignment, duals: cold.duals },
    stopped: () => true,
  });
  expect(result).toMatchObject({ aborted: true, rounds: 0, value: cold.value, linearOptimum: false });
  expect(Math.abs(result.bound - cold.bound)).toBeLessThan(1e-3);
  const nothing = await solved(model, { stopped: () => true });
  expect(nothing.aborted).toBe(true);
  expect(nothing.bound).toBeGreaterThan(cold.bound);
  expect(recounted(model, nothing)).toBeCloseTo(nothing.bound, 3);
});

test('stopped inside the linear program, or while it branches: the best so far, with a bound that holds', async () => {
  const model = competing(1);
  const cold = await solved(model);
  const start = { assignment: cold.assignment, duals: cold.duals };
  let asked = 0;
  const after = (most: number) => () => {
    asked += 1;
    return asked > most;
  };
  const inLinear = await solved(model, { start, stopped: after(2) });
  expect(inLinear).toMatchObject({ aborted: true, linearOptimum: false, value: cold.value });
  expect(Math.abs(inLinear.bound - cold.bound)).toBeLessThan(1);
  asked = 0;
  await solved(model, { start, stopped: after(Infinity), limits: { absoluteGap: Infinity } });
  const untilBranching = asked;
  expect(untilBranching).toBeGreaterThan(2);
  asked = 0;
  const inBranching = await solved(model, { start, stopped: after(untilBranching + 2) });
  expect(inBranching).toMatchObject({ aborted: true, linearOptimum: true, whole: { aborted: true } });
  expect(inBranching.value).toBeGreaterThanOrEqual(cold.value);
  expect(Math.abs(recounted(model, inBranching) - inBranching.bound)).toBeLessThan(1);
});

test('rounds that end too soon leave a bound that holds', async () => {
  const model = competing(7);
  const full = await solved(model);
  const early = await solved(model, { limits: { maxRounds: 1, columnsPerPlace: 1 } });
  expect(early).toMatchObject({ linearOptimum: false, rounds: 1, aborted: false });
  expect(early.bound).toBeGreaterThan(full.bound);
  expect(early.value).toBeLessThanOrEqual(full.bound);
});

test('columns cut to a choice claim nothing about all pairs', async () => {
  const model = competing(8);
  const full = await solved(model);
  const cut = await solved(model, { limits: { maxColumns: 10, maxNodes: 5 } });
  expect(cut.whole.claimedBound).toBeNull();
  expect(cut.value).toBeLessThanOrEqual(full.bound);
  expect(cut.value).toBeGreaterThan(full.value * 0.9);
});

test('hard rows that fractions could keep, and whole households cannot', async () => {
  const half = modelOf({
    candidates: 2,
    rows: [
      { required: 0, penalty: Infinity },
      { required: 0, penalty: Infinity },
      { required: 1, penalty: Infinity },
    ],
    vacancies: [
      {
        weights: [1],
        segments: [
          {
            terms: [
              [0, 1],
              [1, -1],
              [2, 1],
            ],
            pairs: [[0, 5000]],
          },
          {
            terms: [
              [0, -1],
              [1, 1],
              [2, 1],
            ],
            pairs: [[1, 5000]],
          },
        ],
      },
    ],
  });
  const result = await generateColumns(half, highs);
  expect(result).toMatchObject({ status: 'unsettled' });
  expect(result.status === 'unsettled' && result.bound).toBeGreaterThan(5000);
});

test('hard rows that conflict are named, the others are not', async () => {
  const conflict = modelOf({
    candidates: 3,
    rows: [
      { required: 0.2, penalty: Infinity },
      { required: 0.7, penalty: Infinity },
      { required: 0.6, penalty: Infinity },
      { required: 9, penalty: 1000 },
    ],
    vacancies: [
      {
        weights: [1],
        segments: [
          {
            terms: [
              [1, 1],
              [0, 1],
            ],
            pairs: [[0, 5000]],
          },
          {
            terms: [
              [2, 1],
              [0, 1],
            ],
            pairs: [[1, 5000]],
          },
        ],
      },
    ],
  });
  expect(await generateColumns(conflict, highs)).toEqual({ status: 'infeasible', rows: [1, 2] });
});

test('hard rows whose columns come late are settled, or said not to be', async () => {
  // Thirty households have more points than the one that the row asks for.
  const late = modelOf({
    candidates: 31,
    rows: [{ required: 0.5, penalty: Infinity }],
    vacancies: [
      {
        weights: [0.6],
        segments: [
          { terms: [[0, -0.1]], pairs: Array.from({ length: 30 }, (_, c) => [c, 90_000 - c] as const) },
          { terms: [[0, 1]], pairs: [[30, 1000]] },
        ],
      },
    ],
  });
  expect(await solved(late)).toMatchObject({ assignment: Int32Array.of(30) });
  expect(await generateColumns(late, highs, { limits: { maxRounds: 1 } })).toEqual({
    status: 'failed',
    reason: 'hard rows not settled in 1 rounds',
  });
});

test('a solver that gives up is said, and its memory given back', async () => {
  let disposed = 0;
  const giving: HighsSolver = {
    ...highs,
    runtime: () => {
      const runtime = highs.runtime();
      return Object.assign(Object.create(runtime) as typeof runtime, {
        createModel: (...source: Parameters<typeof runtime.createModel>) => {
          const native = runtime.createModel(...source);
          native.options.set('time_limit', 0);
          const dispose = native.dispose.bind(native);
          native.dispose = () => {
            disposed += 1;
            dispose();
          };
          return native;
        },
      });
    },
  };
  expect(await generateColumns(competing(9), giving)).toEqual({
    status: 'failed',
    reason: 'restricted program: HiGHS status 13',
  });
  expect(disposed).toBe(1);
});
