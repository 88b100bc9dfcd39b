import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exactBound } from '../../../engine/assignment/exact.ts';
import { type RowBrake, rowBrakes, STEPS } from '../../../engine/assignment/explain/brakePrices.ts';
import { BrakeProgram, BrakeSolverError } from '../../../engine/assignment/explain/brakeProgram.ts';
import { type AssignmentModel, EMPTY, segmentOfPairs } from '../../../engine/assignment/model.ts';
import { type HighsSolver, loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { goalsOf, type StagedModel, solveStages, withLevelRows } from '../../../engine/assignment/stages.ts';
import { bruteForceAssignment } from '../support/bruteForceAssignment.ts';
import { modelOf, type WrittenModel } from '../support/modelOf.ts';
import { FAMILIES, randomModel } from '../support/randomModel.ts';

/* What one more dwelling on a target's row costs: both sides solved again, and no single number where they differ. */

let solver: HighsSolver;
beforeAll(async () => {
  solver = await loadHighsSolver();
});
afterAll(() => solver.dispose());

const staged = (model: AssignmentModel, strict = false): StagedModel => {
  const rowPrecedence = Uint8Array.from({ length: model.rowCount }, (_, row) => 1 + (row % 2));
  return {
    model,
    rowPrecedence,
    segmentLevel: new Uint8Array(model.pairOffsets.length - 1),
    goals: goalsOf({ levels: [0], precedences: [...new Set(rowPrecedence)].sort(), strict }),
  };
};
const brakesOf = (model: AssignmentModel, strict = false): readonly RowBrake[] => {
  const problem = staged(model, strict);
  return rowBrakes(problem, solveStages(problem), solver);
};

interface Town {
  /** What a counted household has less than another, thousandths, vacancy by vacancy. */
  readonly costs: readonly number[];
  readonly rows?: WrittenModel['rows'];
  /** Coefficients of a counted household, and of another. */
  readonly counted?: readonly (readonly [number, number])[];
  readonly other?: readonly (readonly [number, number])[];
}

/** One certain place a vacancy; for each, one household that counts and one that does not, nobody else's. */
const town = ({ costs, rows = [], counted = [[0, 1]], other = [] }: Town): AssignmentModel =>
  modelOf({
    candidates: 2 * costs.length,
    rows,
    vacancies: costs.map((cost, d) => ({
      weights: [1],
      segments: [
        { terms: other, pairs: [[2 * d, 50_000]] },
        { terms: counted, pairs: [[2 * d + 1, 50_000 - cost]] },
      ],
    })),
  });
const row = (required: number, penalty = 60_000) => ({ required, penalty });
const SAME = [10_000, 10_000, 10_000, 10_000, 10_000];
const RISING = [1_000, 2_000, 3_000, 4_000, 5_000];

describe('one row', () => {
  test('steady: one more, one less and the price agree', () => {
    const [brake] = brakesOf(town({ costs: SAME, rows: [row(2)] }));
    expect(brake).toMatchObject({ verdict: 'steady', holdsFor: 1, most: null });
    expect(brake!.price).toBeCloseTo(10_000, 3);
    expect(brake!.more!.perDwelling).toBeCloseTo(10_000, 3);
    expect(brake!.less!.perDwelling).toBeCloseTo(10_000, 3);
    expect(brake!.lists).toMatchObject({ entering: 1, leaving: 1 });
    expect(brake!.lists!.cost).toBeCloseTo(10_000, 3);
  });
  test('steady, and hard: no slack at any price', () => {
    const [brake] = brakesOf(town({ costs: SAME, rows: [row(2, Infinity)] }));
    expect(brake).toMatchObject({ verdict: 'steady', holdsFor: 1 });
    expect(brake!.more!.cost).toBeCloseTo(10_000, 3);
  });
  test('degenerate: what is required is where the cost changes', () => {
    const [brake] = brakesOf(town({ costs: RISING, rows: [row(2)] }));
    expect(brake).toMatchObject({ verdict: 'degenerate', holdsFor: null });
    expect(brake!.more!.perDwelling).toBeCloseTo(3_000, 3);
    expect(brake!.less!.perDwelling).toBeCloseTo(2_000, 3);
  });
  test('stepped: the price holds for half a dwelling each way, not for one', () => {
    const [brake] = brakesOf(town({ costs: RISING, rows: [row(2.5)] }));
    expect(brake).toMatchObject({ verdict: 'stepped', holdsFor: 0.5 });
    expect(brake!.price).toBeCloseTo(3_000, 3);
    expect(brake!.more!.perDwelling).toBeCloseTo(3_500, 3);
    expect(brake!.less!.perDwelling).toBeCloseTo(2_500, 3);
  });
  test('a whole dwelling is out of reach: the largest whole fraction, and the most', () => {
    const [brake] = brakesOf(town({ costs: SAME, rows: [row(4.7)] }));
    expect(brake).toMatchObject({ verdict: 'steady', holdsFor: 0.25 });
    expect(brake!.most).toBeCloseTo(0.3, 6);
    expect(brake!.more).toMatchObject({ dwellings: 0.25 });
  });
  test('unreachable: every place has one already, held or lacking', () => {
    for (const required of [5, 7]) {
      const [brake] = brakesOf(town({ costs: SAME, rows: [row(required)] }));
      expect(brake).toMatchObject({ verdict: 'unreachable', more: null, lists: null, holdsFor: null });
      expect(brake!.most).toBeCloseTo(0, 6);
      expect(brake!.required - brake!.brings).toBeCloseTo(required - 5, 6);
      expect(brake!.less!.perDwelling).toBeCloseTo(10_000, 3);
    }
  });
  test('unreachable: a place left empty would bring more, and none is', () => {
    const [brake] = brakesOf(
      town({ costs: SAME, rows: [row(-1)], counted: [[0, -0.5]], other: [[0, -0.5]] }),
    );
    expect(brake).toMatchObject({ verdict: 'unreachable', most: 0 });
  });
  test('free: the lists bring one more than is required', () => {
    const [brake] = brakesOf(town({ costs: SAME.map((cost) => -cost), rows: [row(2)] }));
    expect(brake).toMatchObject({ verdict: 'free', price: 0, less: null, lists: null });
    expect(brake!.more).toMatchObject({ cost: 0, others: [] });
  });
  test('stepped from nothing: free up to what the lists bring beyond', () => {
    const [brake] = brakesOf(town({ costs: [-1_000, -1_000, 4_000], rows: [row(1.5)] }));
    expect(brake).toMatchObject({ verdict: 'stepped', price: 0, holdsFor: 0.5, less: null });
    expect(brake!.more!.cost).toBeCloseTo(2_000, 3);
  });
  test('lacking, at its penalty: one more costs more than it is worth, one less regains nothing', () => {
    const [brake] = brakesOf(town({ costs: SAME, rows: [row(2, 4_000)] }));
    expect(brake).toMatchObject({ verdict: 'degenerate', price: 4_000 });
    expect(brake!.required - brake!.brings).toBeCloseTo(2, 6);
    expect(brake!.more!.perDwelling).toBeCloseTo(10_000, 3);
    expect(brake!.less!.perDwelling).toBeCloseTo(0, 3);
  });
});

describe('which targets brake which', () => {
  test('the other row, that counts those who leave, and what it would lack', () => {
    const [first] = brakesOf(
      town({ costs: SAME, rows: [row(2), row(3, 6_000)], counted: [[0, 1]], other: [[1, 1]] }),
    );
    expect(first!.more!.others).toMatchObject([{ row: 1 }]);
    const [other] = first!.more!.others;
    expect(other!.dwellings).toBeCloseTo(-1, 6);
    expect(other!.lack).toBeCloseTo(1, 6);
    expect(other!.cost).toBeCloseTo(6_000, 3);
    expect(first!.more!.points).toBeCloseTo(10_000, 3);
    expect(first!.more!.cost).toBeCloseTo(16_000, 3);
  });
  test('a row counted by the same households is served, the most changed first', () => {
    const [first] = brakesOf(
      town({
        costs: SAME,
        rows: [row(2), row(0), row(0)],
        counted: [
          [0, 1],
          [1, 0.5],
        ],
        other: [[2, 1]],
      }),
    );
    expect(first!.more!.others.map(({ row: of, dwellings }) => [of, Math.round(dwellings * 10)])).toEqual([
      [2, -10],
      [1, 5],
    ]);
  });
  test('strict: a row held before is not given up for another', () => {
    const brakes = brakesOf(
      town({ costs: SAME, rows: [row(4), row(3)], counted: [[0, 1]], other: [[1, 1]] }),
      true,
    );
    expect(brakes[1]).toMatchObject({ verdict: 'unreachable' });
    expect(brakes[1]!.most).toBeLessThan(0.01);
  });
});

describe('random small sessions', () => {
  /** Value of the linear program with the row hard and as many places filled: an oracle without column generation. */
  const valueAt = async (
    session: AssignmentModel,
    places: number,
    of: number,
    required: number,
  ): Promise<number | null> => {
    const segments = new Uint8Array(session.pairOffsets.length - 1);
    const model = withLevelRows(session, segments, [{ level: 0, households: places }]);
    const rowRequired = model.rowRequired.slice();
    const rowPenalty = model.rowPenalty.slice();
    rowRequired[of] = required - 1e-9;
    rowPenalty[of] = Infinity;
    const solved = await exactBound({ ...model, rowRequired, rowPenalty }, solver);
    return solved.status === 'solved' ? solved.bound : null;
  };
  const placesFilled = (model: AssignmentModel): number => {
    const program = new BrakeProgram(model, solveStages(staged(model)).stages.at(-1)!, solver);
    try {
      return program.base.activity[model.rowCount]!;
    } finally {
      program.dispose();
    }
  };
  const SOFT = FAMILIES.filter((family) => family !== 'hard-rows');
  const cases = SOFT.flatMap((family) => Array.from({ length: 36 }, (_, i) => [family, i + 1] as const)).map(
    ([family, seed]) => {
      const model = randomModel(seed, family);
      return { name: `${family} ${seed}`, model };
    },
  );

  test('both sides are the differences of value that the row makes when hard, and the price lies between', async () => {
    const met = { more: 0, less: 0, unreachable: 0, steady: 0, degenerate: 0 };
    for (const { name, model } of cases) {
      // Where demands are scarcer than places, what a place more is worth would be in the oracle's value.
      if (solveStages(staged(model)).assignment.includes(EMPTY)) continue;
      for (const brake of brakesOf(model)) {
        const places = placesFilled(model);
        const held = Math.min(brake.required, brake.brings);
        const base = (await valueAt(model, places, brake.row, held))!;
        if (brake.more === null) {
          const beyond = await valueAt(model, places, brake.row, held + 0.01);
          expect(beyond, name).toBeNull();
          met.unreachable += 1;
        } else {
          const { dwellings, cost, perDwelling } = brake.more;
          const value = await valueAt(model, places, brake.row, held + dwellings);
          expect(Math.abs(base - value! - cost), name).toBeLessThan(1);
          expect(perDwelling, name).toBeGreaterThan(brake.price - 100);
          met.more += 1;
        }
        if (brake.less !== null) {
          const { dwellings, cost, perDwelling } = brake.less;
          const value = await valueAt(model, places, brake.row, held - dwellings);
          expect(Math.abs(value! - base - cost), name).toBeLessThan(1);
          expect(perDwelling, name).toBeLessThan(brake.price + 100);
          met.less += 1;
        }
        if (brake.verdict === 'steady') met.steady += 1;
        if (brake.verdict === 'degenerate') {
          met.degenerate += 1;
          const least = Math.min(brake.price, brake.less?.perDwelling ?? 0);
          expect(brake.more!.perDwelling - least, name).toBeGreaterThan(49);
        }
      }
    }
    expect(met.more).toBeGreaterThan(100);
    expect(met.less).toBeGreaterThan(60);
    for (const count of [met.unreachable, met.steady, met.degenerate]) expect(count).toBeGreaterThan(10);
  });

  test('on lists, no less than the best whole lists lose, and mostly as much', () => {
    let compared = 0;
    let equal = 0;
    for (const { name, model } of cases) {
      const problem = staged(model);
      const result = solveStages(problem);
      const best = bruteForceAssignment(model)!;
      if (Math.abs(best.value - result.stages.at(-1)!.value) > 1) continue;
      const segmentOf = segmentOfPairs(model);
      for (const { row: of, lists } of rowBrakes(problem, result, solver)) {
        if (lists === null) continue;
        const held = Math.min(model.rowRequired[of]!, activityOf(model, segmentOf, best.assignment, of));
        const rowRequired = model.rowRequired.slice();
        const rowPenalty = model.rowPenalty.slice();
        rowRequired[of] = held + lists.gained - 1e-6;
        rowPenalty[of] = Infinity;
        const most = bruteForceAssignment({ ...model, rowRequired, rowPenalty });
        const own = Math.max(0, model.rowRequired[of]! - held) * model.rowPenalty[of]!;
        const least = best.value + own - most!.value;
        if (Math.abs(own) > 0 && least < -1) continue;
        expect(lists.cost, name).toBeGreaterThan(least - 1);
        compared += 1;
        if (lists.cost < least + 1) equal += 1;
      }
    }
    expect(compared).toBeGreaterThan(40);
    expect(equal / compared).toBeGreaterThan(0.85);
  });
});

const activityOf = (
  model: AssignmentModel,
  segmentOf: Uint32Array,
  lists: Int32Array,
  of: number,
): number => {
  let sum = 0;
  lists.forEach((pair, place) => {
    if (pair < 0) return;
    const segment = segmentOf[pair]!;
    for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
      if (model.termRow[e] === of) sum += model.placeWeight[place]! * model.termCoef[e]!;
  });
  return sum;
};

test('the same each time, row after row told, stopped where it is asked to', () => {
  const problem = staged(randomModel(3, 'overlapping-situations'));
  const result = solveStages(problem);
  const told: number[] = [];
  const first = rowBrakes(problem, result, solver, { progress: (done) => told.push(done) });
  expect(JSON.stringify(rowBrakes(problem, result, solver))).toBe(JSON.stringify(first));
  expect(told).toHaveLength(problem.model.rowCount);
  expect(told.at(-1)).toBe(1);
  expect(rowBrakes(problem, result, solver, { stopped: () => true })).toEqual([]);
});
test('steps are whole fractions of a dwelling, the largest first', () => {
  expect(STEPS[0]).toBe(1);
  STEPS.forEach((step, i) => {
    expect(Math.round(1 / step)).toBeCloseTo(1 / step, 9);
    if (i > 0) expect(step).toBeLessThan(STEPS[i - 1]!);
  });
});
test('a result without stage, and hard rows that cannot hold, are refused', () => {
  const problem = staged(town({ costs: SAME, rows: [row(2)] }));
  expect(() => rowBrakes(problem, { assignment: new Int32Array(5), stages: [] }, solver)).toThrow(RangeError);
  expect(() => brakesOf(town({ costs: SAME, rows: [row(9, Infinity)] }))).toThrow(BrakeSolverError);
});
