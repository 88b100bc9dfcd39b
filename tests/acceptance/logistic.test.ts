import { describe, expect, test } from 'vitest';
import {
  fitLogistic,
  type LogisticRows,
  logOdds,
  sigmoid,
} from '../../engine/acceptance/individual/logistic.ts';
import { randomStream } from '../../engine/simulation/random.ts';

/** Two columns, log-odds 0.4 + 1.2·x − 0.7·y. */
const planted = (rowCount: number): LogisticRows => {
  const random = randomStream(21, 'tests/logistic');
  const values = Float64Array.from({ length: rowCount * 2 }, () => random.normal());
  const answers = Uint8Array.from({ length: rowCount }, (_, i) =>
    random.chance(sigmoid(0.4 + 1.2 * values[2 * i]! - 0.7 * values[2 * i + 1]!)) ? 1 : 0,
  );
  return { values, width: 2, answers };
};

describe('logistic regression', () => {
  test('standard errors are those of the information: about √(1 / (n·p(1 − p))), and shrink as √n', () => {
    const [many, few] = [20_000, 5000].map((n) => fitLogistic(planted(n), { ridge: 1 }).standardErrors);
    expect(many).toHaveLength(2);
    for (const [j, error] of many!.entries()) {
      expect(error).toBeGreaterThan(0.014);
      expect(error).toBeLessThan(0.025);
      expect(few![j]! / error).toBeCloseTo(2, 0);
    }
  });
  test('one column alone: the inverse of Σ p(1 − p)x² + ridge when the intercept is orthogonal to it', () => {
    // Two answers of each kind at +1 and at −1: chances one half, so that the information is 8/4 + ridge.
    const { standardErrors } = fitLogistic(
      {
        values: Float64Array.from([1, 1, 1, 1, -1, -1, -1, -1]),
        width: 1,
        answers: Uint8Array.from([1, 1, 0, 0, 1, 1, 0, 0]),
      },
      { ridge: 2 },
    );
    expect(standardErrors[0]).toBeCloseTo(Math.sqrt(1 / 4), 12);
  });
  test('finds planted coefficients within three standard errors', () => {
    const { intercept, coefficients } = fitLogistic(planted(20_000), { ridge: 1 });
    // Each has a standard error of about √(1 / (n · p(1 − p))) ≈ 0.017.
    expect(Math.abs(intercept - 0.4)).toBeLessThan(0.055);
    expect(Math.abs(coefficients[0]! - 1.2)).toBeLessThan(0.055);
    expect(Math.abs(coefficients[1]! + 0.7)).toBeLessThan(0.055);
  });
  test('stops where the penalised likelihood has no slope', () => {
    const rows = planted(300);
    const ridge = 2;
    const { intercept, coefficients } = fitLogistic(rows, { ridge });
    const slope = [0, -ridge * coefficients[0]!, -ridge * coefficients[1]!];
    rows.answers.forEach((yes, i) => {
      const x = [1, rows.values[2 * i]!, rows.values[2 * i + 1]!];
      const gap = yes - sigmoid(intercept + coefficients[0]! * x[1]! + coefficients[1]! * x[2]!);
      for (let j = 0; j < 3; j += 1) slope[j]! += gap * x[j]!;
    });
    for (const partial of slope) expect(Math.abs(partial)).toBeLessThan(1e-8);
  });
  test('without columns, the share itself', () => {
    const { intercept, coefficients } = fitLogistic(
      { values: new Float64Array(0), width: 0, answers: Uint8Array.from([1, 1, 1, 0]) },
      { ridge: 1 },
    );
    expect(sigmoid(intercept)).toBeCloseTo(0.75, 12);
    expect(coefficients).toEqual([]);
  });
  test('a column that separates the answers stays finite', () => {
    const { coefficients } = fitLogistic(
      { values: Float64Array.from([-1, -1, 1, 1]), width: 1, answers: Uint8Array.from([0, 0, 1, 1]) },
      { ridge: 0.01 },
    );
    expect(coefficients[0]).toBeGreaterThan(2);
    expect(coefficients[0]).toBeLessThan(20);
  });
  test('twin columns share the weight', () => {
    const rows = planted(500);
    const values = Float64Array.from({ length: 1000 }, (_, i) => rows.values[i - (i % 2)]!);
    const { coefficients } = fitLogistic({ ...rows, values }, { ridge: 1 });
    expect(coefficients[0]).toBeCloseTo(coefficients[1]!, 8);
  });
  test('an offset is taken as it is', () => {
    const rows = planted(2000);
    const offset = Float64Array.from({ length: 2000 }, () => 0.4);
    const [plain, shifted] = [
      fitLogistic(rows, { ridge: 1 }),
      fitLogistic({ ...rows, offset }, { ridge: 1 }),
    ];
    expect(shifted.intercept).toBeCloseTo(plain.intercept - 0.4, 8);
    expect(shifted.coefficients[0]).toBeCloseTo(plain.coefficients[0]!, 8);
  });
  test('one answer only, or no penalty, is refused', () => {
    const rows = { values: Float64Array.from([1, 2]), width: 1, answers: Uint8Array.from([1, 1]) };
    expect(() => fitLogistic(rows, { ridge: 1 })).toThrow('both answers must occur in the rows');
    expect(() => fitLogistic(planted(10), { ridge: 0 })).toThrow('ridge is 0, not positive');
  });
  test('log-odds and back', () => {
    expect(sigmoid(logOdds(0.37))).toBeCloseTo(0.37, 14);
  });
});
