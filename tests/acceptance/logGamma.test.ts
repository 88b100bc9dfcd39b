import { lgamma } from 'mathjs';
import { expect, test } from 'vitest';
import { logGammaFall } from '../../engine/acceptance/logGamma.ts';

test('the ratio is exact where factorials are, and that of mathjs elsewhere', () => {
  expect(logGammaFall(1, 4)).toBeCloseTo(-Math.log(24), 13);
  expect(logGammaFall(0.5, 0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  for (const x of [0.01, 0.3, 0.9, 2.5, 7.7, 33.3, 250.25])
    expect(logGammaFall(x, 0.37) / (lgamma(x) - lgamma(x + 0.37))).toBeCloseTo(1, 9);
});

test('it keeps its digits where the logarithms are large', () => {
  // Γ(x) / Γ(x + 1) = 1 / x, Γ(x) / Γ(x + 2) = 1 / (x(x + 1)), whatever x.
  for (const x of [0.2, 3, 9_000, 2e4, 1e9, 1e15]) {
    expect(logGammaFall(x, 1) / -Math.log(x)).toBeCloseTo(1, 9);
    expect(logGammaFall(x, 2) / -(Math.log(x) + Math.log(x + 1))).toBeCloseTo(1, 9);
  }
  // Both sides of the change of formula agree.
  const [d, edge] = [0.7, 1e4 * 1.7];
  expect(logGammaFall(edge * (1 + 1e-12), d)).toBeCloseTo(logGammaFall(edge * (1 - 1e-12), d), 9);
});
