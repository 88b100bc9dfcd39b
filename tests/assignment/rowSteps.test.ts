import { describe, expect, test } from 'vitest';
import { RowSteps } from '../../engine/assignment/rowSteps.ts';
import { modelOf } from './support/modelOf.ts';

/** Row 0 looks at every vacancy, row 1 at the first alone; row 2 at none. */
const model = modelOf({
  candidates: 4,
  rows: [0, 1, 2].map(() => ({ required: 1, penalty: 5_000 })),
  vacancies: [0, 1, 2, 3].map((d) => ({
    weights: [0.5, 0.5],
    segments: [
      { terms: d === 0 ? [[0, 1] as const, [1, 1] as const] : [[0, 1] as const], pairs: [[d, 0] as const] },
    ],
  })),
});

const moved = (activity: readonly number[], rowPrice = new Float64Array(3), aim = 100): readonly number[] => {
  new RowSteps(model, { rounds: 10 }).move(rowPrice, { activity: Float64Array.from(activity), aim });
  return [...rowPrice];
};

describe('steps of the row prices', () => {
  test('of two rows that lack as much, the one that lists reach four times as far moves a quarter', () => {
    const [whole, first] = moved([0, 0, 1]);
    expect(whole).toBeGreaterThan(0);
    expect(first! / whole!).toBeCloseTo(4, 12);
  });

  test('a row that no pair enters keeps its price', () => {
    expect(moved([0, 0, 0])[2]).toBe(0);
  });

  test('prices stay between zero and the penalty', () => {
    expect(moved([0, 0, 0], new Float64Array(3), 1e9).slice(0, 2)).toEqual([5_000, 5_000]);
    expect(moved([9, 9, 1], Float64Array.of(1, 1, 0), 1e9)).toEqual([0, 0, 0]);
  });

  test('at the edge of its box a row that would leave it takes no part of the step', () => {
    const [, alone] = moved([9, 0, 1]);
    const [, shared] = moved([0, 0, 1]);
    expect(alone).toBeGreaterThan(shared!);
  });

  test('nothing lacks and nothing is over: no price moves', () => {
    expect(moved([1, 1, 1], Float64Array.of(7, 8, 9))).toEqual([7, 8, 9]);
  });

  test('steps shrink from round to round, to 0.003 of the first at the last', () => {
    const steps = new RowSteps(model, { rounds: 10 });
    const found: number[] = [];
    for (let round = 0; round <= 10; round += 1) {
      const rowPrice = new Float64Array(3);
      steps.move(rowPrice, { activity: Float64Array.of(1, 0, 1), aim: 100 });
      found.push(rowPrice[1]!);
    }
    // The direction grows from half of what lacks towards the whole of it, and a Polyak step is in inverse proportion to it.
    expect(found[10]! * (1 - 0.5 ** 11)).toBeCloseTo(found[0]! * 0.003 * 0.5, 6);
    for (let round = 1; round <= 10; round += 1) expect(found[round]).toBeLessThan(found[round - 1]!);
  });
});
