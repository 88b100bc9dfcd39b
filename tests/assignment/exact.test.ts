import { expect, test } from 'vitest';
import { exactAssignment, exactBound } from '../../engine/assignment/exact.ts';
import { segmentOfPairs } from '../../engine/assignment/model.ts';
import { worthOf } from '../../engine/assignment/objective.ts';
import { certify } from '../../engine/assignment/proof/certificate.ts';
import { bruteForceSolver } from '../../engine/assignment/solvers/bruteForce.ts';
import { loadHighsSolver } from '../../engine/assignment/solvers/highsSolver.ts';
import { loadJsLpSolver } from '../../engine/assignment/solvers/jsLpSolver.ts';
import { bruteForceAssignment } from './support/bruteForceAssignment.ts';
import { modelOf } from './support/modelOf.ts';
import { FAMILIES, randomModel } from './support/randomModel.ts';
import { solvedRelaxation } from './support/relaxation.ts';

const highs = await loadHighsSolver();
const jsLp = await loadJsLpSolver();

/** The row asks for more than the only two households that help it can bring: 0.6 + 0.3 dwellings. */
const asking = (required: number, penalty = Infinity) =>
  modelOf({
    candidates: 3,
    rows: [
      { required: -1, penalty: 1000 },
      { required, penalty },
    ],
    vacancies: [
      {
        weights: [0.6, 0.3],
        segments: [
          {
            terms: [[1, 1]],
            pairs: [
              [0, 4000],
              [1, 3000],
            ],
          },
          { pairs: [[2, 90_000]] },
        ],
      },
    ],
  });

for (const solver of [highs, jsLp])
  test(`the best assignment of small sessions, by ${solver.id}`, async () => {
    let solved = 0;
    let infeasible = 0;
    for (const family of FAMILIES)
      for (let seed = 0; seed < 12; seed += 1) {
        const model = randomModel(seed, family);
        const best = bruteForceAssignment(model);
        const answer = await exactAssignment(model, solver);
        if (best === null) {
          expect(answer.status).toBe('infeasible');
          infeasible += 1;
          continue;
        }
        if (answer.status !== 'solved') throw new Error(`${family} ${seed}: ${JSON.stringify(answer)}`);
        const tolerance = 1e-6 * Math.max(1, Math.abs(best.value));
        expect(Math.abs(answer.value - best.value), `${family} ${seed}`).toBeLessThan(tolerance);
        expect(answer.claimedBound).toBeGreaterThan(best.value - tolerance);
        expect(answer.finished).toBe(true);
        expect(worthOf(model, segmentOfPairs(model), answer.assignment)).toMatchObject({
          value: answer.value,
          violation: 0,
        });
        solved += 1;
      }
    expect(solved).toBeGreaterThan(100);
    expect(infeasible).toBeGreaterThan(1);
  });

test('the linear bound: the relaxation’s, proved by its duals', async () => {
  let above = 0;
  for (const family of FAMILIES)
    for (let seed = 0; seed < 20; seed += 1) {
      const model = randomModel(seed, family);
      const answer = await exactBound(model, highs);
      const relaxation = await solvedRelaxation(model, highs);
      if (relaxation === null) {
        expect(answer.status).toBe('infeasible');
        continue;
      }
      if (answer.status !== 'solved') throw new Error(`${family} ${seed}: ${JSON.stringify(answer)}`);
      const tolerance = 1e-6 * Math.max(1, Math.abs(answer.bound));
      expect(Math.abs(answer.bound - relaxation.optimum)).toBeLessThan(tolerance);
      const certificate = certify(model, answer.duals);
      if (certificate.outcome === 'refused') throw new Error(JSON.stringify(certificate.findings));
      expect(Math.abs(certificate.bound - answer.bound)).toBeLessThan(tolerance);
      const best = bruteForceAssignment(model);
      if (best === null) continue;
      expect(answer.bound).toBeGreaterThan(best.value - tolerance);
      if (answer.bound > best.value + 1) above += 1;
    }
  expect(above).toBeGreaterThan(10);
});

test('a row that can be met exactly, and one hair more', async () => {
  expect(await exactAssignment(asking(0.9), highs)).toMatchObject({ status: 'solved' });
  expect(await exactAssignment(asking(0.9001), highs)).toEqual({ status: 'infeasible', rows: [1] });
  expect(await exactBound(asking(0.9001), highs)).toEqual({ status: 'infeasible', rows: [1] });
  expect(await exactAssignment(asking(0.9001, 5000), highs)).toMatchObject({ status: 'solved' });
  expect(await exactAssignment(asking(0.9001), jsLp)).toEqual({ status: 'infeasible', rows: [] });
});

test('no pair at all: every place stays empty', async () => {
  const nobody = modelOf({
    candidates: 0,
    rows: [{ required: 2, penalty: 500 }],
    vacancies: [{ weights: [0.5], segments: [] }],
  });
  expect(await exactAssignment(nobody, highs)).toMatchObject({
    status: 'solved',
    assignment: Int32Array.of(-1),
    value: -1000,
  });
  expect(await exactBound(nobody, highs)).toMatchObject({ status: 'solved', bound: -1000 });
});

test('what a solver cannot do is said', async () => {
  expect(await exactBound(asking(0), jsLp)).toEqual({
    status: 'failed',
    reason: 'javascript-lp-solver gives no duals',
  });
  expect(await exactAssignment(asking(0), bruteForceSolver())).toEqual({
    status: 'failed',
    reason: 'brute-force takes whole numbers only',
  });
  expect(await exactBound(asking(0), highs, { maxIterations: 0 })).toEqual({ status: 'nothing-found' });
});

test('a row that a solver only nearly keeps is not kept', async () => {
  const lax = {
    ...highs,
    solve: async (...[linear, limits]: Parameters<typeof highs.solve>) =>
      highs.solve({ ...linear, rowLower: linear.rowLower.map((bound) => bound - 1e-7) }, limits),
  };
  const answer = await exactAssignment(asking(0.900_000_05), lax);
  expect(answer.status === 'failed' && answer.reason).toMatch(
    /^hard rows are missed by 5\.0*\d*e-8 dwellings in all$/,
  );
});
