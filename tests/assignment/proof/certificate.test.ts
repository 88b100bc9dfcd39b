import { expect, test } from 'vitest';
import type { AssignmentModel, Duals } from '../../../engine/assignment/model.ts';
import { type CertifyOptions, certify } from '../../../engine/assignment/proof/certificate.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { randomStream } from '../../../engine/simulation/random.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { modelOf } from '../support/modelOf.ts';
import { randomDuals } from '../support/randomDuals.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';
import { solvedRelaxation } from '../support/relaxation.ts';

const certified = (model: AssignmentModel, duals: Duals, options?: CertifyOptions) => {
  const certificate = certify(model, duals, options);
  if (certificate.outcome === 'refused') throw new Error(JSON.stringify(certificate.findings));
  return certificate;
};
const refused = (model: AssignmentModel, duals: Duals, options?: CertifyOptions) => {
  const certificate = certify(model, duals, options);
  return certificate.outcome === 'refused' ? certificate.findings : [];
};
const rounding = (size: number): number => 1e-10 * (1 + size);

/** One vacancy of two ranks; candidate 0 has more points, candidate 1 helps a row that wants 0.4 of a dwelling. */
const two = modelOf({
  candidates: 2,
  rows: [{ required: 0.4, penalty: 30_000 }],
  vacancies: [
    {
      weights: [0.5, 0.25],
      segments: [{ pairs: [[0, 60_000]] }, { terms: [[0, 1]], pairs: [[1, 40_000]] }],
    },
  ],
  fillBonus: 100_000,
});

test('the bound of two candidates, by hand', () => {
  const duals = { candidatePrice: Float64Array.of(20_000, 5000), rowPrice: Float64Array.of(10_000) };
  const { bound, terms } = certified(two, duals);
  // Rank 1: 0.5·160,000 − 20,000 = 60,000; 0.5·(140,000 + 10,000) − 5000 = 70,000. Rank 2: 20,000; 32,500.
  expect(terms).toMatchObject({ candidates: 25_000, places: 70_000 + 32_500, rows: 4000 });
  expect(bound).toBe(25_000 + 102_500 - 4000);
});

test('on random small sessions and random duals the bound is never below the optimum', () => {
  const count = { instances: 0, infeasible: 0, binding: 0, pricedRows: 0, contested: 0 };
  for (const family of FAMILIES)
    for (let seed = 0; seed < 1800; seed += 1) {
      const model = randomModel(seed, family);
      const best = bruteForceAssignment(model);
      count.instances += 1;
      if (!best) {
        count.infeasible += 1;
        continue;
      }
      const withoutRows = bruteForceAssignment({ ...model, ...noRows(model) })!;
      if (withoutRows.value > best.value + 1) count.binding += 1;
      if (model.candidateCount < model.placeWeight.length) count.contested += 1;
      const random = randomStream(seed, `duals/${family}`);
      for (let draw = 0; draw < 3; draw += 1) {
        const duals = randomDuals(model, random);
        const { bound, terms } = certified(model, duals);
        if (bound < best.value - rounding(terms.size))
          throw new Error(`${family} ${seed}: bound ${bound} below the optimum ${best.value}`);
        if (certified(model, duals, { exhaustive: true }).bound !== bound)
          throw new Error(`${family} ${seed}: the short cut changes the bound`);
        if (duals.rowPrice.some((price) => price > 0)) count.pricedRows += 1;
      }
    }
  expect(count.instances).toBeGreaterThan(20_000);
  expect(count.infeasible).toBeGreaterThan(250);
  expect(count.binding).toBeGreaterThan(12_000);
  expect(count.pricedRows).toBeGreaterThan(30_000);
  expect(count.contested).toBeGreaterThan(6000);
});

const noRows = (model: AssignmentModel) => ({
  rowCount: 0,
  termOffsets: new Uint32Array(model.pairOffsets.length),
  termRow: new Uint32Array(0),
  termCoef: new Float64Array(0),
  rowRequired: new Float64Array(0),
  rowPenalty: new Float64Array(0),
});

test('with the optimal duals of the relaxation the bound is its optimum', async () => {
  const solver = await loadHighsSolver();
  const count = { compared: 0, infeasible: 0, fractional: 0, tight: 0, blocks: 0 };
  for (const family of FAMILIES)
    for (let seed = 0; seed < 60; seed += 1) {
      const model = randomModel(seed, family);
      const relaxed = await solvedRelaxation(model, solver);
      const best = bruteForceAssignment(model);
      if (!relaxed) {
        expect(best).toBeNull();
        count.infeasible += 1;
        continue;
      }
      const { bound } = certified(model, relaxed.duals);
      count.compared += 1;
      const scale = 1e-7 * (1 + Math.abs(relaxed.optimum));
      expect(Math.abs(bound - relaxed.optimum), `${family} ${seed}`).toBeLessThan(scale);
      if (!best) continue;
      expect(bound, `${family} ${seed}`).toBeGreaterThan(best.value - scale);
      if (bound > best.value + scale) {
        count.fractional += 1;
        if (family === 'fractional-blocks') count.blocks += 1;
      } else count.tight += 1;
    }
  solver.dispose();
  expect(count.compared).toBeGreaterThan(650);
  expect(count.infeasible).toBeGreaterThan(1);
  expect(count.tight).toBeGreaterThan(400);
  expect(count.fractional).toBeGreaterThan(100);
  expect(count.blocks).toBeGreaterThan(30);
});

test('with several appearances declared the bound covers the optimum, and one list each would not', () => {
  let above = 0;
  for (let seed = 0; seed < 600; seed += 1) {
    const model = randomModel(seed, 'more-places-than-candidates');
    const random = randomStream(seed, 'appearances');
    const appearances = Uint8Array.from({ length: model.candidateCount }, () => random.integer(0, 2));
    const best = bruteForceAssignment(model, appearances)!;
    const duals = randomDuals(model, random);
    const { bound, terms } = certified(model, duals, { appearances });
    expect(bound, `${seed}`).toBeGreaterThanOrEqual(best.value - rounding(terms.size));
    if (certified(model, { ...duals, rowPrice: new Float64Array(model.rowCount) }).bound < best.value)
      above += 1;
  }
  expect(above).toBeGreaterThan(10);
});

const prices = (candidatePrice: number[], rowPrice: number[]): Duals => ({
  candidatePrice: Float64Array.from(candidatePrice),
  rowPrice: Float64Array.from(rowPrice),
});

test.each([
  ['a negative candidate price', prices([-0.001, 0], [0]), { array: 'candidatePrice', candidate: 0 }],
  ['a candidate price that is no number', prices([0, Number.NaN], [0]), { candidate: 1 }],
  ['an infinite candidate price', prices([0, Infinity], [0]), { candidate: 1, found: Infinity }],
  ['a negative row price', prices([0, 0], [-0.001]), { array: 'rowPrice', row: 0 }],
  ['a row price above its penalty', prices([0, 0], [30_000.001]), { row: 0, expected: 30_000 }],
  ['a row price that is no number', prices([0, 0], [Number.NaN]), { row: 0 }],
])('%s is refused, not clamped', (_, duals, where) => {
  expect(refused(two, duals)).toEqual([
    expect.objectContaining({ property: 'P6', fault: 'dual-outside-box', ...where }),
  ]);
});

test('a row price at its penalty is in the box; a hard row has no ceiling but infinity', () => {
  expect(certify(two, prices([0, 0], [30_000])).outcome).toBe('certified');
  const hard = { ...two, rowPenalty: Float64Array.of(Infinity) };
  expect(certify(hard, prices([0, 0], [1e9])).outcome).toBe('certified');
  expect(refused(hard, prices([0, 0], [Infinity]))).toHaveLength(1);
});

test('duals and appearances of another length are refused', () => {
  expect(refused(two, prices([0], [0]))).toMatchObject([
    { property: 'P6', fault: 'duals-length', array: 'candidatePrice', found: 1, expected: 2 },
  ]);
  expect(refused(two, prices([0, 0], []))).toMatchObject([{ fault: 'duals-length', array: 'rowPrice' }]);
  expect(refused(two, prices([0, 0], [0]), { appearances: Uint8Array.of(1) })).toMatchObject([
    { fault: 'duals-length', array: 'appearances' },
  ]);
});

test('a malformed model certifies nothing', () => {
  const unsorted = modelOf({
    candidates: 2,
    vacancies: [
      {
        weights: [0.5],
        segments: [
          {
            pairs: [
              [0, 1000],
              [1, 2000],
            ],
          },
        ],
      },
    ],
  });
  expect(refused(unsorted, prices([0, 0], []))).toMatchObject([
    { property: 'P0', fault: 'model-order', array: 'pairScore', index: 1 },
  ]);
});
