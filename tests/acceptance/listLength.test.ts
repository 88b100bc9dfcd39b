import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascade } from '../../engine/acceptance/cascade.ts';
import { listLength } from '../../engine/acceptance/listLength.ts';

const flat = (rate: number, length = 10): number[] => new Array<number>(length).fill(rate);

describe('how long a list must be', () => {
  test('three hold a risk of 10 % at 54 % of acceptances, four a risk of 5 %', () => {
    expect(listLength({ turnRates: flat(0.54), maxEmptyRisk: 0.1, maximum: 6 })).toEqual({
      length: 3,
      emptyRisk: expect.closeTo(0.46 ** 3, 12),
      held: true,
    });
    expect(listLength({ turnRates: flat(0.54), maxEmptyRisk: 0.05, maximum: 6 }).length).toBe(4);
  });
  test('at the bound itself, it holds', () => {
    expect(listLength({ turnRates: flat(0.5), maxEmptyRisk: 0.125, maximum: 6 }).length).toBe(3);
    expect(listLength({ turnRates: flat(0.5), maxEmptyRisk: 0.1249, maximum: 6 }).length).toBe(4);
  });
  test('never under three, however willing', () => {
    expect(listLength({ turnRates: flat(1), maxEmptyRisk: 1, maximum: 6 }).length).toBe(3);
  });
  test('a longer minimum is kept', () => {
    expect(listLength({ turnRates: flat(1), maxEmptyRisk: 1, minimum: 4, maximum: 6 }).length).toBe(4);
  });
  test('it says when the longest list still leaves more risk', () => {
    expect(listLength({ turnRates: flat(0.1), maxEmptyRisk: 0.05, maximum: 6 })).toEqual({
      length: 6,
      emptyRisk: expect.closeTo(0.9 ** 6, 12),
      held: false,
    });
  });
  test('where only two exist, two', () => {
    expect(listLength({ turnRates: [0.5, 0.5], maxEmptyRisk: 0.1, maximum: 6 })).toEqual({
      length: 2,
      emptyRisk: 0.25,
      held: false,
    });
  });
  test('it is the shortest that holds, whatever the rates', () => {
    let longer = 0;
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.05, max: 0.9, noNaN: true }), { minLength: 3, maxLength: 9 }),
        fc.double({ min: 0.001, max: 0.3, noNaN: true }),
        (turnRates, maxEmptyRisk) => {
          const found = listLength({ turnRates, maxEmptyRisk, maximum: 9 });
          const risk = (length: number) => cascade(turnRates.slice(0, length)).nobody;
          expect(found.emptyRisk).toBeCloseTo(risk(found.length), 12);
          if (found.length > 3) {
            longer += 1;
            expect(risk(found.length - 1)).toBeGreaterThan(maxEmptyRisk);
          }
          if (!found.held) expect(found.length).toBe(turnRates.length);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
    expect(longer).toBeGreaterThan(50);
  });
  test('bounds that make no sense are refused', () => {
    const turnRates = flat(0.5);
    expect(() => listLength({ turnRates, maxEmptyRisk: 0.1, minimum: 2, maximum: 6 })).toThrow(
      'minimum is 2, under 3',
    );
    expect(() => listLength({ turnRates, maxEmptyRisk: 0.1, minimum: 5, maximum: 4 })).toThrow(
      'maximum is 4, under the minimum 5',
    );
    expect(() => listLength({ turnRates, maxEmptyRisk: 1.1, maximum: 6 })).toThrow(
      'maxEmptyRisk is 1.1, not from 0 to 1',
    );
  });
});
