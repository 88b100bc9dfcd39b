import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cascade } from '../../engine/acceptance/cascade.ts';
import { turnRates, turnRatesInResidence } from '../../engine/acceptance/residenceEffect.ts';

const nobody = (chances: readonly number[], mean: number, correlation: number): number =>
  cascade(turnRates(chances, { mean, correlation })).nobody;
const chance = fc.double({ min: 0, max: 1, noNaN: true });
const inside = fc.double({ min: 0.02, max: 0.98, noNaN: true });
const correlations = fc.double({ min: 0.001, max: 0.8, noNaN: true });

describe('refusals of one residence go together', () => {
  test('at 46 % of refusals, a list of three is empty 9.7 % of the time by independence, 13 % at a correlation of 0.1', () => {
    expect(nobody([0.54, 0.54, 0.54], 0.54, 0)).toBeCloseTo(0.0973, 4);
    expect(nobody([0.54, 0.54, 0.54], 0.54, 0.1)).toBeCloseTo(0.132, 3);
  });

  test('equal chances are the beta-binomial law: the turn rate is mθ / (θ + r − 1)', () => {
    const theta = 1 / 0.1 - 1;
    expect(turnRates([0.54, 0.54, 0.54, 0.54], { mean: 0.54, correlation: 0.1 })).toEqual(
      [0, 1, 2, 3].map((before) => expect.closeTo((0.54 * theta) / (theta + before), 12)),
    );
  });

  test('unequal chances agree with numerical integration over the residences', () => {
    const [mean, correlation] = [0.5, 0.2];
    const chances = [0.7, 0.35, 0.5];
    // Q ~ Beta(2, 2), density 6q(1 − q); E[Q^c] = 6 / ((c + 2)(c + 3)), hence c from each chance.
    const powers = chances.map((p) => (-5 + Math.sqrt(25 - 4 * (6 - 6 / (1 - p)))) / 2);
    const steps = 20_000;
    let integral = 0;
    for (let i = 0; i < steps; i += 1) {
      const q = (i + 0.5) / steps;
      integral += (6 * q * (1 - q) * q ** powers.reduce((sum, c) => sum + c, 0)) / steps;
    }
    expect(nobody(chances, mean, correlation)).toBeCloseTo(integral, 7);
  });

  test('no correlation, or a mean where residences cannot differ, changes nothing', () => {
    expect(turnRates([0.7, 0.2], { mean: 0.5, correlation: 0 })).toEqual([0.7, 0.2]);
    expect(turnRates([0.7, 0.2], { mean: 1, correlation: 0.3 })).toEqual([0.7, 0.2]);
    expect(turnRates([0.7, 0.2], { mean: 0, correlation: 0.3 })).toEqual([0.7, 0.2]);
  });

  test('a vanishing correlation tends to independence', () => {
    expect(nobody([0.7, 0.4, 0.5], 0.6, 1e-6)).toBeCloseTo(0.3 * 0.6 * 0.5, 5);
  });

  test('somebody sure to accept, or to refuse, stays sure', () => {
    expect(turnRates([0, 1, 0.5], { mean: 0.5, correlation: 0.2 })).toEqual([0, 1, 1]);
    expect(nobody([1 - 1e-15, 0.5], 0.5, 0.5)).toBeLessThan(1e-14);
  });

  test('for any list: the first rank keeps its chance, the order does not matter, more tie never means less risk', () => {
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(chance, { minLength: 1, maxLength: 6 }),
        inside,
        correlations,
        (chances, mean, correlation) => {
          runs += 1;
          const risk = nobody(chances, mean, correlation);
          const independent = chances.reduce((product, p) => product * (1 - p), 1);
          expect(turnRates(chances, { mean, correlation })[0]).toBeCloseTo(chances[0]!, 9);
          expect(risk).toBeCloseTo(nobody([...chances].reverse(), mean, correlation), 9);
          expect(risk).toBeGreaterThanOrEqual(independent - 1e-9);
          expect(nobody(chances, mean, correlation / 2)).toBeLessThanOrEqual(risk + 1e-9);
        },
      ),
      { numRuns: 200 },
    );
    expect(runs).toBeGreaterThanOrEqual(200);
  });

  test('what is no chance and no correlation is refused', () => {
    expect(() => turnRates([0.5, -1], { mean: 0.5, correlation: 0.1 })).toThrow(
      'chance of rank 2 is -1, not from 0 to 1',
    );
    expect(() => turnRates([0.5], { mean: 0.5, correlation: 1 })).toThrow(
      'correlation is 1, not from 0 to under 1',
    );
    expect(() => turnRates([0.5], { mean: Number.NaN, correlation: 0.1 })).toThrow('mean acceptance is NaN');
  });
});

describe('a residence with its own record', () => {
  const zone = turnRates([0.54, 0.54, 0.54], { mean: 0.54, correlation: 0.1 });
  const at = (accepted: number, refused: number): number[] =>
    turnRatesInResidence(zone, { correlation: 0.1, record: { accepted, refused } });

  test('without a record, the rates of its zone', () => {
    expect(at(0, 0)).toEqual(zone.map((rate) => expect.closeTo(rate, 9)));
  });
  test('with one, the posterior of the Beta law: (mθ + yes) / (θ + answers), then as the ranks refuse', () => {
    expect(at(3, 9)).toEqual(
      [0, 1, 2].map((before) => expect.closeTo((0.54 * 9 + 3) / (9 + 12 + before), 9)),
    );
  });
  test('one more refusal on record lowers every turn, one more acceptance raises it', () => {
    at(4, 4).forEach((rate, i) => {
      expect(at(4, 5)[i]).toBeLessThan(rate);
      expect(at(5, 4)[i]).toBeGreaterThan(rate);
    });
  });
  test('where answers are independent, the record of a residence says nothing of the next one', () => {
    expect(turnRatesInResidence([0.6, 0.5], { correlation: 0, record: { accepted: 0, refused: 9 } })).toEqual(
      [0.6, 0.5],
    );
  });
  test('an empty list has no rates; a rate that is no chance is refused', () => {
    expect(turnRatesInResidence([], { correlation: 0.1, record: { accepted: 1, refused: 1 } })).toEqual([]);
    expect(() =>
      turnRatesInResidence([0.5, 2], { correlation: 0.1, record: { accepted: 0, refused: 0 } }),
    ).toThrow('rate of rank 2 is 2, not from 0 to 1');
  });
});
