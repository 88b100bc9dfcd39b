import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Acceptance } from '../../engine/domain/territory.ts';
import { acceptanceRate, cascade } from '../../engine/qualification/acceptance.ts';
import { PROPOSAL, TERRITORY } from '../support/territory.ts';

const { acceptance } = TERRITORY.pack;
const flat = (...byRank: number[]): Acceptance => ({
  rates: [{ fragility: 'unknown', byRank }],
  provenance: PROPOSAL,
});

describe('acceptance rate', () => {
  test('by class and rank; the last one repeats', () => {
    expect([1, 2, 3, 9].map((rank) => acceptanceRate(acceptance, 'fragile', rank))).toEqual([
      0.6, 0.5, 0.5, 0.5,
    ]);
    expect(acceptanceRate(acceptance, 'most-fragile', 1)).toBe(0.54);
  });
  test('a class without rates takes the first ones', () => {
    expect(acceptanceRate(flat(0.8), 'fragile', 1)).toBe(0.8);
  });
});

describe('who gets the dwelling when some refuse', () => {
  test('at 46 % of refusals, ranks 1, 2, 3 and nobody get it 54, 25, 11 and 10 % of the time', () => {
    const { byRank, nobody } = cascade(acceptance, 'most-fragile', 3);
    expect([...byRank, nobody].map((chance) => Math.round(chance * 100))).toEqual([54, 25, 11, 10]);
  });
  test('a list of nobody is taken by nobody', () => {
    expect(cascade(acceptance, 'fragile', 0)).toEqual({ byRank: [], nobody: 1 });
  });
  test('someone who always accepts leaves nothing to the next', () => {
    expect(cascade(flat(1), 'unknown', 3)).toEqual({ byRank: [1, 0, 0], nobody: 0 });
  });
  test('chances are shares that sum to one, whatever the rates', () => {
    const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rates, fc.integer({ min: 0, max: 12 }), (byRank, length) => {
        const chances = cascade(flat(...byRank), 'unknown', length);
        expect(chances.byRank).toHaveLength(length);
        for (const chance of [...chances.byRank, chances.nobody]) expect(chance).toBeGreaterThanOrEqual(0);
        expect(chances.byRank.reduce((sum, chance) => sum + chance, chances.nobody)).toBeCloseTo(1, 12);
      }),
    );
  });
  test('one more candidate never raises the chance that nobody takes it', () => {
    for (let length = 1; length < 8; length += 1)
      expect(cascade(acceptance, 'fragile', length).nobody).toBeLessThan(
        cascade(acceptance, 'fragile', length - 1).nobody,
      );
  });
});
