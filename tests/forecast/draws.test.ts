import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { betaDraw, binomialDraw, gammaDraw, poissonDraw } from '../../engine/forecast/draws.ts';
import { randomStream } from '../../engine/simulation/random.ts';

const DRAWS = 4_000;
const momentsOf = (draw: () => number): { readonly mean: number; readonly variance: number } => {
  const values = Array.from({ length: DRAWS }, draw);
  const mean = values.reduce((sum, each) => sum + each, 0) / DRAWS;
  return { mean, variance: values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (DRAWS - 1) };
};
/** Within six standard errors of the mean, and the variance within a sixth. */
const agree = (found: ReturnType<typeof momentsOf>, mean: number, variance: number) => {
  expect(Math.abs(found.mean - mean)).toBeLessThan(6 * Math.sqrt(variance / DRAWS) + 1e-12);
  expect(found.variance).toBeGreaterThan(variance * (5 / 6) - 0.002);
  expect(found.variance).toBeLessThan(variance * (6 / 5) + 0.002);
};

describe('moments of the draws', () => {
  test.each([1.5, 4, 40, 900])('gamma of shape %d', (shape) => {
    const random = randomStream(1, `gamma/${shape}`);
    agree(
      momentsOf(() => gammaDraw(random, shape)),
      shape,
      shape,
    );
  });
  test.each([
    [2, 3],
    [30, 70],
    [900, 100],
  ])('beta of shapes %d and %d', (a, b) => {
    const random = randomStream(2, `beta/${a}/${b}`);
    const variance = (a * b) / ((a + b) ** 2 * (a + b + 1));
    agree(
      momentsOf(() => betaDraw(random, a, b)),
      a / (a + b),
      variance,
    );
  });
  test.each([
    [10, 0.3],
    [200, 0.05],
    [5_000, 0.7],
  ])('binomial of %d trials at %d', (trials, chance) => {
    const random = randomStream(3, `binomial/${trials}/${chance}`);
    agree(
      momentsOf(() => binomialDraw(random, trials, chance)),
      trials * chance,
      trials * chance * (1 - chance),
    );
  });
  test.each([0.4, 7, 300, 9_000])('Poisson of mean %d', (mean) => {
    const random = randomStream(4, `poisson/${mean}`);
    agree(
      momentsOf(() => poissonDraw(random, mean)),
      mean,
      mean,
    );
  });
});

describe('edges', () => {
  test('nothing expected, nothing drawn', () => {
    const random = randomStream(5, 'edges');
    expect(poissonDraw(random, 0)).toBe(0);
    expect(binomialDraw(random, 0, 0.5)).toBe(0);
    expect(binomialDraw(random, 500, 0)).toBe(0);
    expect(binomialDraw(random, 500, 1)).toBe(500);
  });
  test.prop([fc.integer({ min: 0, max: 3_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat()])(
    'a binomial is whole and between nothing and everything',
    (trials, chance, seed) => {
      const drawn = binomialDraw(randomStream(seed, 'whole'), trials, chance);
      expect(Number.isInteger(drawn)).toBe(true);
      expect(drawn).toBeGreaterThanOrEqual(0);
      expect(drawn).toBeLessThanOrEqual(trials);
    },
  );
  test('the same stream draws the same', () => {
    const once = () => {
      const random = randomStream(6, 'same');
      return Array.from({ length: 20 }, () => poissonDraw(random, 50));
    };
    expect(once()).toEqual(once());
  });
});
