import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascade } from '../../engine/acceptance/cascade.ts';

describe('who gets the dwelling when some refuse', () => {
  test('at 46 % of refusals whatever the turn, ranks 1, 2, 3 and nobody get it 54, 25, 11 and 10 % of the time', () => {
    const { byRank, nobody } = cascade([0.54, 0.54, 0.54]);
    expect([...byRank, nobody].map((chance) => Math.round(chance * 100))).toEqual([54, 25, 11, 10]);
  });
  test('a list of nobody is taken by nobody', () => {
    expect(cascade([])).toEqual({ byRank: [], nobody: 1 });
  });
  test('someone who always accepts leaves nothing to the next', () => {
    expect(cascade([1, 0.5, 0])).toEqual({ byRank: [1, 0, 0], nobody: 0 });
  });
  test('chances are shares that sum to one, whatever the rates', () => {
    const rates = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(rates, (turns) => {
        const chances = cascade(turns);
        expect(chances.byRank).toHaveLength(turns.length);
        for (const chance of [...chances.byRank, chances.nobody]) expect(chance).toBeGreaterThanOrEqual(0);
        expect(chances.byRank.reduce((sum, chance) => sum + chance, chances.nobody)).toBeCloseTo(1, 12);
      }),
    );
  });
  test('one more candidate never raises the chance that nobody takes it', () => {
    for (let length = 1; length < 8; length += 1)
      expect(cascade(new Array<number>(length).fill(0.6)).nobody).toBeLessThan(
        cascade(new Array<number>(length - 1).fill(0.6)).nobody,
      );
  });
  test('a rate that is no chance is refused with its rank', () => {
    expect(() => cascade([0.5, 1.2])).toThrow(new RangeError('rate of rank 2 is 1.2, not from 0 to 1'));
    expect(() => cascade([Number.NaN])).toThrow('rate of rank 1 is NaN');
  });
});
