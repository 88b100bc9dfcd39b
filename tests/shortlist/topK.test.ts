import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topK } from '../../engine/shortlist/topK.ts';

const positions = (count: number, seed: number): Uint32Array => {
  const order = Array.from({ length: count }, (_, i) => i);
  let state = seed >>> 0;
  for (let i = count - 1; i > 0; i -= 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return Uint32Array.from(order);
};

describe('topK', () => {
  test('is sort then slice, for any subset in any order', () => {
    let applicable = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.nat(),
        fc.integer({ min: 1, max: 20 }),
        (n, seed, k) => {
          const position = positions(n, seed);
          const rows = positions(n, seed + 1).filter((row) => row % 3 !== 0);
          const expected = [...rows].sort((a, b) => position[a]! - position[b]!).slice(0, k);
          expect([...topK(rows, k, position)]).toEqual(expected);
          if (rows.length > k) applicable += 1;
        },
      ),
      { numRuns: 300 },
    );
    expect(applicable).toBeGreaterThan(150);
  });

  test('nobody asked for, nobody given', () => {
    expect(topK(Uint32Array.of(0, 1), 0, Uint32Array.of(1, 0))).toHaveLength(0);
    expect(topK(new Uint32Array(0), 3, new Uint32Array(0))).toHaveLength(0);
  });
});
