import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apportion,
  quota,
  quotaFlags,
  randomStream,
  shuffle,
  stratified,
  systematicFlags,
  weighted,
  weightedDraw,
} from '../../engine/simulation/random.ts';

const take = (seed: number, name: string, count = 8): number[] => {
  const random = randomStream(seed, name);
  return Array.from({ length: count }, () => random.next());
};

describe('a stream of random numbers', () => {
  test('is the same for the same seed and name, another for another seed or name', () => {
    expect(take(1, 'households')).toEqual(take(1, 'households'));
    expect(take(1, 'households')).not.toEqual(take(2, 'households'));
    expect(take(1, 'households')).not.toEqual(take(1, 'homes'));
  });

  test('does not move when another stream draws more', () => {
    const homes = randomStream(7, 'homes');
    const first = homes.next();
    take(7, 'households', 1_000);
    expect([first, homes.next()]).toEqual(take(7, 'homes', 2));
  });

  test('keeps its first values: a change would change every generated world', () => {
    expect(take(1, 'stock/area', 3).map((x) => Math.floor(x * 2 ** 32))).toMatchInlineSnapshot(`
      [
        347638725,
        2764031416,
        25061791,
      ]
    `);
  });

  test('is even in [0, 1), in whole numbers and in its normal', () => {
    const random = randomStream(3, 'even');
    const tens = new Array<number>(10).fill(0);
    const faces = new Array<number>(6).fill(0);
    let [sum, squares, yes] = [0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) {
      tens[Math.floor(random.next() * 10)]! += 1;
      faces[random.integer(1, 6) - 1]! += 1;
      const z = random.normal();
      sum += z;
      squares += z * z;
      if (random.chance(0.25)) yes += 1;
    }
    for (const count of tens) expect(Math.abs(count - 6_000)).toBeLessThan(400);
    for (const count of faces) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    expect(Math.abs(sum / 60_000)).toBeLessThan(0.02);
    expect(squares / 60_000).toBeCloseTo(1, 1);
    expect(yes / 60_000).toBeCloseTo(0.25, 1);
    const value = random.between(5, 6);
    expect(value).toBeGreaterThanOrEqual(5);
    expect(value).toBeLessThan(6);
  });

  test('refuses to pick from nothing', () => {
    expect(() => randomStream(1, 'x').pick([])).toThrow('random: an empty list has nothing to pick');
    expect(['a', 'b']).toContain(randomStream(1, 'x').pick(['a', 'b']));
  });
});

describe('weighted draws', () => {
  const table = [
    ['a', 3],
    ['never', 0],
    ['b', 1],
  ] as const;

  test('follow the weights and never give a weight of zero, by both forms', () => {
    for (const draw of [(r: ReturnType<typeof randomStream>) => weighted(r, table), weightedDraw(table)]) {
      const random = randomStream(5, 'weights');
      const counts = { a: 0, b: 0, never: 0 };
      for (let i = 0; i < 20_000; i += 1) counts[draw(random)] += 1;
      expect(counts.never).toBe(0);
      expect(counts.a / 20_000).toBeCloseTo(0.75, 1);
    }
  });

  test('refuse a table without a positive weight', () => {
    expect(() => weighted(randomStream(1, 'x'), [['a', 0]])).toThrow('random: no positive weight');
    expect(() => weightedDraw([['a', 0]])).toThrow('random: no positive weight');
  });
});

describe('quotas', () => {
  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 12 })
    .map((list) => [...list, 1]);

  test('add up to the total, each within one of its exact share', () => {
    let runs = 0;
    fc.assert(
      fc.property(weights, fc.integer({ min: 0, max: 5_000 }), (list, total) => {
        const counts = apportion(list, total);
        const sum = list.reduce((a, b) => a + b, 0);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
        counts.forEach((count, i) => {
          expect(Math.abs(count - (list[i]! / sum) * total)).toBeLessThan(1);
        });
        runs += 1;
      }),
    );
    expect(runs).toBeGreaterThanOrEqual(100);
  });

  test('come in another order for another seed, with the same counts', () => {
    const draw = (seed: number) =>
      quota(
        randomStream(seed, 'q'),
        [
          ['a', 0.3],
          ['b', 0.7],
        ],
        100,
      );
    expect(draw(1)).not.toEqual(draw(2));
    for (const seed of [1, 2, 3]) expect(draw(seed).filter((x) => x === 'a')).toHaveLength(30);
    expect(quotaFlags(randomStream(1, 'f'), 0.25, 10).filter(Boolean)).toHaveLength(3);
  });

  test('refuse weights that add up to nothing', () => {
    expect(() => apportion([0, 0], 5)).toThrow('random: weights must have a positive sum');
  });

  test('stratified ranks fall once in each slice', () => {
    const ranks = [...stratified(randomStream(2, 's'), 50)];
    expect(ranks).not.toEqual([...ranks].sort((a, b) => a - b));
    expect(ranks.map((r) => Math.floor(r * 50)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
  });

  test('a shuffle keeps every item', () => {
    const items = Array.from({ length: 30 }, (_, i) => i);
    const shuffled = shuffle(randomStream(4, 's'), [...items]);
    expect(shuffled).not.toEqual(items);
    expect([...shuffled].sort((a, b) => a - b)).toEqual(items);
  });

  test('systematic flags are as many as the sum of their chances, but for one', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 }),
        fc.nat(),
        (chances, seed) => {
          const flags = systematicFlags(randomStream(seed, 'm'), chances);
          const sum = chances.reduce((a, b) => a + b, 0);
          expect(Math.abs(flags.filter(Boolean).length - sum)).toBeLessThan(1 + 1e-9);
          chances.forEach((chance, i) => {
            if (chance === 0) expect(flags[i]).toBe(false);
          });
          runs += 1;
        },
      ),
    );
    expect(runs).toBeGreaterThanOrEqual(100);
  });
});
