import { expect, test } from 'vitest';
import { checkAnswer } from '../../../engine/assignment/solvers/checkAnswer.ts';
import { guardedSolver } from '../../../engine/assignment/solvers/guardedSolver.ts';
import type { LinearAnswer, Optimal, SolverOffer } from '../../../engine/assignment/solvers/linearSolver.ts';
import { modelOf } from './models.ts';

const ALL: SolverOffer = {
  continuous: true,
  wholeNumbers: true,
  unboundedColumns: true,
  duals: true,
  conflict: true,
  limits: true,
};

/** max 3a + 2b, a + b ≤ 4, a ≤ 3 whole, b ≤ 9: 11 at (3, 1). */
const model = modelOf(
  {
    objective: [3, 2],
    upper: [3, 9],
    integer: [true, false],
    rows: [{ entries: { 0: 1, 1: 1 }, lower: 1, upper: 4 }],
  },
  { whole: false },
);

const claim = (change: Partial<Optimal>): LinearAnswer => ({
  status: 'optimal',
  objective: 11,
  x: Float64Array.of(3, 1),
  rowDual: null,
  reducedCost: null,
  bound: 11,
  gap: 0,
  iterations: 4,
  nodes: 1,
  ...change,
});

test('a right answer passes, and dust is swept', () => {
  const answer = checkAnswer(model, claim({ x: Float64Array.of(3.000_000_1, 0.999_999_9) }));
  expect(answer).toMatchObject({ status: 'optimal', bound: 11, iterations: 4 });
  expect(answer.status === 'optimal' && answer.x[0]).toBe(3);
});

const WRONG: readonly (readonly [string, Partial<Optimal>, string])[] = [
  ['too few values', { x: Float64Array.of(3) }, 'length: 1 values for 2 columns'],
  ['NaN', { x: Float64Array.of(3, Number.NaN) }, 'not-a-number: column 1 is NaN'],
  [
    'a fraction where whole is asked',
    { x: Float64Array.of(2.5, 1.5) },
    'whole: column 0 is 2.5, expected a whole number',
  ],
  ['above a bound', { x: Float64Array.of(4, 0) }, 'bound: column 0 is 4, expected 0 to 3'],
  ['below a bound', { x: Float64Array.of(3, -1) }, 'bound: column 1 is -1, expected 0 to 9'],
  ['above a row', { x: Float64Array.of(3, 2) }, 'row: row 0 is 5, expected 1 to 4'],
  ['below a row', { x: Float64Array.of(0, 0.5) }, 'row: row 0 is 0.5, expected 1 to 4'],
  ['an objective that is not that of x', { objective: 12 }, 'objective: 12 claimed, 11 counted'],
  ['an objective that is not a number', { objective: Number.NaN }, 'objective: NaN claimed'],
  ['a bound below what was found', { bound: 10 }, 'below-bound: objective 11, bound 10'],
  ['too few duals', { rowDual: new Float64Array(0) }, 'duals: 0 duals for 1 rows'],
  ['duals that prove too little', { rowDual: Float64Array.of(1) }, 'duals: the duals prove 19 only'],
  ['duals of the wrong sign', { rowDual: Float64Array.of(-2) }, 'duals: the duals prove 49 only'],
];

for (const [name, change, reason] of WRONG)
  test(`rejected: ${name}`, () => {
    const answer = checkAnswer(model, claim(change));
    expect(answer).toMatchObject({ status: 'failed', code: 'rejected', iterations: 4, nodes: 1 });
    expect(answer.status === 'failed' && answer.reason).toContain(reason);
  });

test('the duals prove the bound, whatever the solver said', () => {
  const answer = checkAnswer(model, claim({ rowDual: Float64Array.of(2), bound: 9999 }));
  expect(answer).toMatchObject({ status: 'optimal', bound: 11, gap: 0 });
});

test('a dual on a side without bound proves nothing', () => {
  const ceiling = { objective: [1], rows: [{ entries: { 0: 1 }, upper: 2 }] };
  const at = (dual: number, upper?: number) =>
    checkAnswer(
      modelOf(upper === undefined ? ceiling : { ...ceiling, upper: [upper] }, { whole: false }),
      claim({ x: Float64Array.of(2), objective: 2, rowDual: Float64Array.of(dual) }),
    );
  expect(at(1)).toMatchObject({ status: 'optimal', bound: 2 });
  expect(at(-1, 3)).toMatchObject({
    status: 'failed',
    reason: 'duals: the duals prove Infinity only, the objective is 2',
  });
  expect(at(0.5)).toMatchObject({
    status: 'failed',
    reason: 'duals: the duals prove Infinity only, the objective is 2',
  });
});

test('a stopped solver keeps its point only if it is feasible', () => {
  const stopped = (x: Float64Array | null, bound: number | null): LinearAnswer => ({
    status: 'limit',
    stoppedBy: 'nodes',
    x,
    objective: 1e9,
    bound,
    gap: 0,
    iterations: 1,
    nodes: 1,
  });
  expect(checkAnswer(model, stopped(Float64Array.of(2, 2), 11))).toMatchObject({
    objective: 10,
    gap: 0.1,
    bound: 11,
  });
  expect(checkAnswer(model, stopped(Float64Array.of(2, 2), null))).toMatchObject({
    objective: 10,
    gap: null,
  });
  expect(checkAnswer(model, stopped(Float64Array.of(3, 3), 11))).toMatchObject({ x: null, objective: null });
  expect(checkAnswer(model, stopped(null, 11))).toMatchObject({ x: null, bound: 11 });
});

test('a solver that lies is caught on its way out', async () => {
  const liar = guardedSolver({
    id: 'liar',
    offers: ALL,
    run: async () => claim({ x: Float64Array.of(3, 9) }),
  });
  expect(await liar.solve(model)).toMatchObject({ status: 'failed', code: 'rejected' });
});

test('what a solver does not take never reaches it', async () => {
  const reached = () => Promise.reject(new Error('reached'));
  const refusing = (offers: Partial<SolverOffer>) =>
    guardedSolver({ id: 'picky', offers: { ...ALL, ...offers }, run: reached });
  const openModel = modelOf({ objective: [1], rows: [] }, { whole: true });
  expect(await refusing({ continuous: false }).solve(model)).toMatchObject({
    code: 'not-offered',
    reason: 'picky takes whole numbers only',
  });
  expect(await refusing({ wholeNumbers: false }).solve(model)).toMatchObject({
    code: 'not-offered',
    reason: 'picky takes no whole numbers',
  });
  expect(await refusing({ unboundedColumns: false }).solve(openModel)).toMatchObject({
    code: 'not-offered',
    reason: 'picky takes columns with two finite bounds only',
  });
});
