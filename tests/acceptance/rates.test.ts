import { describe, expect, test } from 'vitest';
import { listRates, packRates } from '../../engine/acceptance/rates.ts';
import { TERRITORY } from '../support/territory.ts';
import { statedRates } from './answers.ts';

const rates = packRates(TERRITORY.pack.acceptance);

describe('rates of a territory before anything is learned', () => {
  test('rank 1 is the stated chance; later turns come after refusals, so that they are a little lower', () => {
    expect(rates.rate('most-fragile', 1)).toBe(0.54);
    expect(rates.rate('most-fragile', 2)).toBeCloseTo((0.54 * 9) / 10, 12);
    expect(rates.rate('fragile', 2)).toBeLessThan(0.5);
  });
  test('without correlation, the stated chances as they are; the last one repeats', () => {
    const { acceptance } = TERRITORY.pack;
    const independent = packRates({
      rates: acceptance.rates,
      learning: { ...acceptance.learning, residenceCorrelation: 0 },
    });
    expect([1, 2, 3, 9, 50].map((rank) => independent.rate('fragile', rank))).toEqual([
      0.6, 0.5, 0.5, 0.5, 0.5,
    ]);
  });
  test('they say that they rest on no offer, and on the stated correlation', () => {
    expect(rates.source).toBe('pack');
    expect(rates.observations('fragile', 1)).toEqual({ offers: 0, accepted: 0 });
    expect(rates.correlation).toEqual({ value: 0.1, estimate: null, pairs: 0 });
  });
  test('a class without rates takes the first ones', () => {
    const partial = packRates({ ...statedRates([0.8]), rates: [{ fragility: 'unknown', byRank: [0.8] }] });
    expect(partial.rate('fragile', 1)).toBe(0.8);
  });
  test('a list takes its ranks in order', () => {
    expect(listRates(rates, 'fragile', 3)).toEqual([1, 2, 3].map((rank) => rates.rate('fragile', rank)));
    expect(listRates(rates, 'fragile', 0)).toEqual([]);
  });
  test('ranks count from one', () => {
    expect(() => rates.rate('fragile', 0)).toThrow(new RangeError('rank is 0, not 1, 2, 3…'));
    expect(() => rates.observations('fragile', 1.5)).toThrow('rank is 1.5');
  });
});
