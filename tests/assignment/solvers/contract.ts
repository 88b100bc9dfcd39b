import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LinearModel } from '../../../engine/assignment/solvers/linearModel.ts';
import type { LinearAnswer, LinearSolver, Optimal } from '../../../engine/assignment/solvers/linearSolver.ts';
import { assignmentCase, boundedCase, isFeasible, type ModelCase, modelOf } from './models.ts';

const HOSTILE = [
  '__proto__',
  'constructor',
  'result',
  'feasible',
  'bounded',
  'objective',
  'x0',
  'r0',
  'toString',
  'é à ç 家 \u202e \u0000',
  '  spaces  and\ttabs\n',
  '',
  'a'.repeat(10_000),
];

const optimal = (answer: LinearAnswer): Optimal => {
  if (answer.status !== 'optimal') throw new Error(`optimal expected: ${JSON.stringify(answer)}`);
  return answer;
};

interface KnownCase extends ModelCase {
  readonly name: string;
  readonly best: number;
  readonly x?: readonly number[];
}

/** Answers worked out by hand; every column is whole and bounded, so that every solver takes them. */
const KNOWN: readonly KnownCase[] = [
  {
    name: 'a knapsack whose greedy answer is not the best',
    objective: [60, 100, 120],
    upper: [1, 1, 1],
    rows: [{ entries: { 0: 10, 1: 20, 2: 30 }, upper: 50 }],
    best: 220,
    x: [0, 1, 1],
  },
  {
    name: 'two places, two candidates: the second best pair leaves room',
    objective: [10, 9, 8, 1],
    upper: [1, 1, 1, 1],
    rows: [
      { entries: { 0: 1, 1: 1 }, upper: 1 },
      { entries: { 2: 1, 3: 1 }, upper: 1 },
      { entries: { 0: 1, 2: 1 }, upper: 1 },
      { entries: { 1: 1, 3: 1 }, upper: 1 },
    ],
    best: 17,
    x: [0, 1, 1, 0],
  },
  {
    name: 'no rows',
    objective: [3, -2, 0],
    lower: [0, -1, 0],
    upper: [4, 5, 0],
    rows: [],
    best: 14,
    x: [4, -1, 0],
  },
  {
    name: 'fixed columns',
    objective: [5, 7],
    lower: [2, 3],
    upper: [2, 3],
    rows: [{ entries: { 0: 1, 1: 1 }, upper: 5 }],
    best: 31,
    x: [2, 3],
  },
  {
    name: 'an equality row',
    objective: [1, 2],
    upper: [9, 9],
    rows: [{ entries: { 0: 3, 1: 5 }, lower: 19, upper: 19 }],
    best: 7,
    x: [3, 2],
  },
  {
    name: 'a row with two bounds',
    objective: [-1, -1],
    upper: [9, 9],
    rows: [{ entries: { 0: 1, 1: 1 }, lower: 3, upper: 6 }],
    best: -3,
  },
  {
    name: 'equal scores everywhere',
    objective: [1, 1, 1, 1],
    upper: [1, 1, 1, 1],
    rows: [
      { entries: { 0: 1, 1: 1 }, upper: 1 },
      { entries: { 2: 1, 3: 1 }, upper: 1 },
      { entries: { 0: 1, 2: 1 }, upper: 1 },
      { entries: { 1: 1, 3: 1 }, upper: 1 },
    ],
    best: 2,
  },
  {
    name: 'large and small coefficients',
    objective: [1e6, 1],
    upper: [3, 3],
    rows: [
      { entries: { 0: 1e6, 1: 1 }, upper: 2_000_003 },
      { entries: { 0: 1e-3, 1: 1e-3 }, upper: 4e-3 },
    ],
    best: 2_000_002,
    x: [2, 2],
  },
  {
    name: 'negative bounds',
    objective: [-2, 3],
    lower: [-4, -7],
    upper: [-1, -3],
    rows: [{ entries: { 0: 1, 1: -1 }, lower: 1 }],
    best: -5,
    x: [-2, -3],
  },
  {
    name: 'an odd cycle, whose relaxation is fractional',
    objective: [1, 1, 1],
    upper: [1, 1, 1],
    rows: [
      { entries: { 0: 1, 1: 1 }, upper: 1 },
      { entries: { 1: 1, 2: 1 }, upper: 1 },
      { entries: { 0: 1, 2: 1 }, upper: 1 },
    ],
    best: 1,
  },
];

const emptyModel = modelOf({ objective: [], rows: [] }, { whole: true });
const whole = { whole: true } as const;
const continuous = { whole: false } as const;

/** What every solver promises; `referee` is another solver, for the random models. */
export const solverContract = (
  solverNamed: () => Promise<LinearSolver>,
  refereeNamed: () => Promise<LinearSolver>,
): void => {
  describe('known answers', () => {
    for (const known of KNOWN)
      test(known.name, async () => {
        const solver = await solverNamed();
        const model = modelOf(known, whole);
        const answer = optimal(await solver.solve(model));
        expect(answer.objective).toBeCloseTo(known.best, 6);
        expect(answer.bound).toBeCloseTo(known.best, 6);
        expect(answer.gap).toBeLessThan(1e-6);
        if (known.x) expect([...answer.x]).toEqual(known.x);
        expect(answer.rowDual).toBeNull();
        expect(isFeasible(model, answer.x)).toBe(true);
      });

    test('no column at all', async () => {
      const solver = await solverNamed();
      expect(optimal(await solver.solve(emptyModel))).toMatchObject({ objective: 0, bound: 0, gap: 0 });
    });

    test('an empty row that asks for nothing', async () => {
      const solver = await solverNamed();
      const model = modelOf(
        { objective: [1], upper: [2], rows: [{ entries: {}, lower: -1, upper: 1 }] },
        whole,
      );
      expect(optimal(await solver.solve(model)).objective).toBe(2);
    });
  });

  describe('no feasible point', () => {
    const INFEASIBLE: readonly (ModelCase & { readonly name: string })[] = [
      {
        name: 'a row out of reach',
        objective: [1, 1],
        upper: [2, 2],
        rows: [{ entries: { 0: 1, 1: 1 }, lower: 5 }],
      },
      {
        name: 'two rows that contradict each other',
        objective: [1, 1],
        upper: [9, 9],
        rows: [
          { entries: { 0: 1, 1: 1 }, lower: 6 },
          { entries: { 0: 1, 1: 1 }, upper: 5 },
        ],
      },
      {
        name: 'only whole numbers make it so',
        objective: [1, 1],
        upper: [9, 9],
        rows: [{ entries: { 0: 2, 1: 2 }, lower: 3, upper: 3 }],
      },
      {
        name: 'crossed bounds of a row',
        objective: [1],
        upper: [9],
        rows: [{ entries: { 0: 1 }, lower: 3, upper: 2 }],
      },
      { name: 'crossed bounds of a column', objective: [1], lower: [3], upper: [2], rows: [] },
      { name: 'no whole number between the bounds', objective: [1], lower: [0.2], upper: [0.8], rows: [] },
      {
        name: 'an empty row that asks for something',
        objective: [1],
        upper: [9],
        rows: [{ entries: {}, lower: 1 }],
      },
    ];
    for (const infeasible of INFEASIBLE)
      test(infeasible.name, async () => {
        const solver = await solverNamed();
        expect((await solver.solve(modelOf(infeasible, whole))).status).toBe('infeasible');
      });
  });

  test('names never reach the solver', async () => {
    const solver = await solverNamed();
    const columns = HOSTILE.length;
    const names = modelOf(
      {
        objective: HOSTILE.map((_, j) => j + 1),
        upper: HOSTILE.map(() => 1),
        rows: HOSTILE.map((_, j) => ({ entries: { [j]: 1, [(j + 1) % columns]: 1 }, upper: 1 })),
        columnNames: HOSTILE,
        rowNames: HOSTILE,
      },
      whole,
    );
    const { columnNames: _columns, rowNames: _rows, ...plain } = names;
    const answer = optimal(await solver.solve(names));
    expect(answer).toEqual(optimal(await solver.solve(plain)));
    // Of a cycle of 13, six at most: 13, 11, 9, 7, 5, 3.
    expect(answer.objective).toBe(48);
  });

  test('the model is not written to, and the same model gives the same bytes', async () => {
    const solver = await solverNamed();
    const model = modelOf(KNOWN[0]!, whole);
    const copy = structuredClone(model);
    const first = await solver.solve(model);
    expect(model).toEqual(copy);
    expect(await solver.solve(model)).toEqual(first);
  });

  test('NaN is refused with its place', async () => {
    const solver = await solverNamed();
    const model = modelOf(
      { objective: [1, Number.NaN], rows: [], columnNames: ['rank 1', 'rank 2'] },
      continuous,
    );
    await expect(solver.solve(model)).rejects.toThrow(
      'objective[1] (column "rank 2"): NaN, expected a number.',
    );
  });

  test('a starting point changes nothing to the answer', async () => {
    const solver = await solverNamed();
    for (const start of [
      [0, 1, 1],
      [0, 0, 0],
      [1, 1, 1],
    ]) {
      const answer = await solver.solve(modelOf(KNOWN[0]!, whole), { start: Float64Array.from(start) });
      expect(optimal(answer).objective).toBe(220);
    }
    expect(await solver.solve(modelOf(KNOWN[0]!, whole), { start: new Float64Array(2) })).toMatchObject({
      status: 'failed',
      reason: 'start has 2 values for 3 columns',
    });
  });

  for (const [family, arbitrary, floor] of [
    ['small bounded models', boundedCase, 60],
    ['small assignments with a share', assignmentCase, 60],
  ] as const)
    test(`agrees with another solver on ${family}`, async () => {
      const solver = await solverNamed();
      const referee = await refereeNamed();
      let feasible = 0;
      let infeasible = 0;
      await fc.assert(
        fc.asyncProperty(arbitrary, async (randomCase) => {
          const model = modelOf(randomCase, whole);
          const [mine, theirs] = [await solver.solve(model), await referee.solve(model)];
          expect(mine.status).toBe(theirs.status);
          if (mine.status === 'infeasible') infeasible += 1;
          if (mine.status !== 'optimal' || theirs.status !== 'optimal') return;
          feasible += 1;
          expect(isFeasible(model, mine.x)).toBe(true);
          expect(mine.objective).toBeCloseTo(theirs.objective, 5);
          expect(mine.bound).toBeGreaterThan(theirs.objective - 1e-5);
        }),
        { numRuns: 200, seed: 20260131 },
      );
      expect(feasible).toBeGreaterThan(floor);
      expect(infeasible).toBeGreaterThan(10);
    });
};

/** For solvers that take continuous columns. */
export const continuousContract = (solverNamed: () => Promise<LinearSolver>): void => {
  const BLEND: ModelCase = {
    objective: [3, 2],
    upper: [3, Infinity],
    rows: [
      { entries: { 0: 1, 1: 1 }, upper: 4.5 },
      { entries: { 0: 1, 1: 3 }, upper: 6 },
    ],
  };

  test('a fractional optimum', async () => {
    const answer = optimal(await (await solverNamed()).solve(modelOf(BLEND, continuous)));
    expect(answer.objective).toBeCloseTo(11, 6);
  });

  test('whole and continuous columns together', async () => {
    const mixed = { ...BLEND, upper: [2.5, Infinity], integer: [true, false] };
    const answer = optimal(await (await solverNamed()).solve(modelOf(mixed, continuous)));
    expect(answer.x[0]).toBe(2);
    expect(answer.objective).toBeCloseTo(6 + 8 / 3, 6);
    expect(answer.rowDual).toBeNull();
  });

  test('free columns and columns without a lower bound', async () => {
    const free: ModelCase = {
      objective: [-1, 1],
      lower: [-Infinity, -Infinity],
      upper: [Infinity, 4],
      rows: [{ entries: { 0: 1, 1: -1 }, lower: -6 }],
    };
    const answer = optimal(await (await solverNamed()).solve(modelOf(free, continuous)));
    expect(answer.objective).toBeCloseTo(6, 6);
  });

  test('the odd cycle relaxed', async () => {
    const cycle = KNOWN.find(({ name }) => name.startsWith('an odd cycle'))!;
    const answer = optimal(await (await solverNamed()).solve(modelOf(cycle, continuous)));
    expect(answer.objective).toBeCloseTo(1.5, 6);
  });

  for (const [kind, option] of [
    ['continuous', continuous],
    ['whole', whole],
  ] as const) {
    test(`unbounded, ${kind}`, async () => {
      const solver = await solverNamed();
      const unbounded: ModelCase = {
        objective: [1, 1],
        rows: [{ entries: { 0: -1, 1: 1 }, upper: 5 }],
      };
      expect((await solver.solve(modelOf(unbounded, option))).status).toBe('unbounded');
      expect((await solver.solve(modelOf({ objective: [1], rows: [] }, option))).status).toBe('unbounded');
    });

    test(`a direction without end, and no feasible point, ${kind}`, async () => {
      const solver = await solverNamed();
      const neither: ModelCase = {
        objective: [1, 0],
        upper: [Infinity, 1],
        rows: [{ entries: { 1: 1 }, lower: 2 }],
      };
      expect((await solver.solve(modelOf(neither, option))).status).toBe('infeasible');
    });
  }
};

/** For solvers that give duals: signs by finite differences, and what the duals prove. */
export const dualContract = (solverNamed: () => Promise<LinearSolver>): void => {
  test('the sign of a dual: what one more unit of the row is worth', async () => {
    const solver = await solverNamed();
    const model = modelOf(
      {
        objective: [3, 2],
        rows: [
          { entries: { 0: 1, 1: 1 }, upper: 4 },
          { entries: { 0: 1 }, upper: 3 },
          { entries: { 1: 1 }, lower: 0.5 },
        ],
      },
      continuous,
    );
    const answer = optimal(await solver.solve(model));
    expect([...answer.rowDual!]).toEqual([2, 1, 0]);
    expect([...answer.reducedCost!]).toEqual([0, 0]);
    const floor = modelOf({ objective: [-3], rows: [{ entries: { 0: 1 }, lower: 2 }] }, continuous);
    expect([...optimal(await solver.solve(floor)).rowDual!]).toEqual([-3]);
    const bounds = modelOf({ objective: [3, -2], lower: [0, 1], upper: [4, 9], rows: [] }, continuous);
    expect([...optimal(await solver.solve(bounds)).reducedCost!]).toEqual([3, -2]);
  });

  test('duals by finite differences, and the bound they prove', async () => {
    const solver = await solverNamed();
    let applicable = 0;
    let priced = 0;
    const moved = (model: LinearModel, row: number, by: number): LinearModel => ({
      ...model,
      rowLower: Float64Array.from(model.rowLower, (bound, i) => (i === row ? bound + by : bound)),
      rowUpper: Float64Array.from(model.rowUpper, (bound, i) => (i === row ? bound + by : bound)),
    });
    await fc.assert(
      fc.asyncProperty(boundedCase, async (randomCase) => {
        const model = modelOf(randomCase, continuous);
        const answer = await solver.solve(model);
        if (answer.status !== 'optimal') return;
        applicable += 1;
        expect(isFeasible(model, answer.x)).toBe(true);
        expect(answer.bound).toBeCloseTo(answer.objective, 5);
        for (let row = 0; row < model.rowLower.length; row += 1) {
          // The optimum is concave in the bounds: the dual lies between the slopes on either side.
          const step = 1e-3;
          const up = await solver.solve(moved(model, row, step));
          const down = await solver.solve(moved(model, row, -step));
          const dual = answer.rowDual![row]!;
          if (up.status === 'optimal')
            expect(dual).toBeGreaterThan((up.objective - answer.objective) / step - 1e-3);
          if (down.status === 'optimal')
            expect(dual).toBeLessThan((answer.objective - down.objective) / step + 1e-3);
          if (Math.abs(dual) > 1e-6 && up.status === 'optimal' && down.status === 'optimal') priced += 1;
        }
      }),
      { numRuns: 120, seed: 20260131 },
    );
    expect(applicable).toBeGreaterThan(40);
    expect(priced).toBeGreaterThan(20);
  });
};
