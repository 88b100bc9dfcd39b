import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CountTail, countMoments, normalTail, type PooledDraws } from '../../engine/disparity/countTail.ts';
import { holmAdjusted } from '../../engine/disparity/holm.ts';

const law = (...pools: readonly (readonly [draws: number, share: number])[]): PooledDraws => ({
  draws: Float64Array.from(pools, ([draws]) => draws),
  shares: Float64Array.from(pools, ([, share]) => share),
});

/** Chances of each count, worked out whole: draws one after the other. */
const exact = ({ draws, shares }: PooledDraws): readonly number[] => {
  let chances = [1];
  draws.forEach((count, v) => {
    for (let i = 0; i < count; i += 1) {
      const share = shares[v]!;
      chances = Array.from(
        { length: chances.length + 1 },
        (_, n) => (chances[n] ?? 0) * (1 - share) + (chances[n - 1] ?? 0) * share,
      );
    }
  });
  return chances;
};
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

const anyLaw = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.double({ min: 0.02, max: 0.9, noNaN: true })), {
    minLength: 3,
    maxLength: 12,
  })
  .map((pools) => law(...pools));

describe('tails of a count', () => {
  test('are those of the exact law, within a tenth of what they are worth', () => {
    let looked = 0;
    fc.assert(
      fc.property(anyLaw, fc.double({ min: 0.05, max: 0.95, noNaN: true }), (given, at) => {
        const chances = exact(given);
        const observed = Math.round(at * (chances.length - 1));
        const { mean } = countMoments(given);
        const tail = new CountTail({ law: given, observed, dispersion: 1 });
        const up = sum(chances.slice(observed));
        const down = sum(chances.slice(0, observed + 1));
        if (observed > mean + 1 && observed < chances.length - 1) {
          looked += 1;
          expect(tail.atLeast(0) / up).toBeGreaterThan(0.9);
          expect(tail.atLeast(0) / up).toBeLessThan(1.1);
        }
        if (observed < mean - 1 && observed > 0) {
          looked += 1;
          expect(tail.atMost(0) / down).toBeGreaterThan(0.9);
          expect(tail.atMost(0) / down).toBeLessThan(1.1);
        }
      }),
      { numRuns: 300, seed: 1 },
    );
    expect(looked).toBeGreaterThan(150);
  });

  test('nobody, and everybody: the exact chance', () => {
    const given = law([3, 0.2], [2, 0.5]);
    expect(new CountTail({ law: given, observed: 0, dispersion: 1 }).atMost(0)).toBeCloseTo(0.8 ** 3 * 0.25);
    expect(new CountTail({ law: given, observed: 5, dispersion: 1 }).atLeast(0)).toBeCloseTo(0.2 ** 3 * 0.25);
    expect(new CountTail({ law: given, observed: 0, dispersion: 1 }).atLeast(0)).toBe(1);
    expect(new CountTail({ law: given, observed: 5, dispersion: 1 }).atMost(0)).toBe(1);
  });

  test('what is expected is no gap', () => {
    expect(new CountTail({ law: law([100, 0.1]), observed: 10, dispersion: 1 }).p).toBe(1);
  });

  test('households drawn together weigh less: the gap that stands out no longer does', () => {
    const given = { law: law([400, 0.25]), observed: 130 };
    const [alone, together] = [1, 4].map((dispersion) => new CountTail({ ...given, dispersion }).p);
    expect(alone).toBeLessThan(0.001);
    expect(together).toBeGreaterThan(0.04);
  });
});

describe('interval of observed over expected', () => {
  test('leaves one out exactly when the chance is under the risk, and holds what was observed', () => {
    let outside = 0;
    fc.assert(
      fc.property(anyLaw, fc.double({ min: 0, max: 1, noNaN: true }), (given, at) => {
        const observed = Math.round(at * sum([...given.draws]));
        const tail = new CountTail({ law: given, observed, dispersion: 1 });
        const { low, high } = tail.interval(0.05);
        const ratio = observed / countMoments(given).mean;
        expect(low).toBeLessThanOrEqual(ratio + 1e-6);
        expect(high).toBeGreaterThanOrEqual(ratio - 1e-6);
        const out = low > 1 || high < 1;
        if (out) outside += 1;
        if (Math.abs(tail.p - 0.05) > 1e-3) expect(out).toBe(tail.p < 0.05);
      }),
      { numRuns: 200, seed: 2 },
    );
    expect(outside).toBeGreaterThan(20);
  });
});

test.each([
  [0, 0.5],
  [1.959964, 0.025],
  [-1.959964, 0.975],
  [3.290527, 0.0005],
  [6, 9.865876e-10],
])('a standard normal passes %s with chance %s', (z, chance) => {
  expect(normalTail(z) / chance).toBeCloseTo(1, 5);
});

describe('tests made together (Holm)', () => {
  test.each([
    [[], []],
    [[0.04], [0.04]],
    // Three tests: the smallest times three, the next times two unless it would pass before.
    [
      [0.01, 0.04, 0.03],
      [0.03, 0.06, 0.06],
    ],
    [
      [0.5, 0.9],
      [1, 1],
    ],
  ])('%j becomes %j', (chances, adjusted) => {
    holmAdjusted(chances).forEach((each, i) => {
      expect(each).toBeCloseTo(adjusted[i]!);
    });
  });
});
