import { describe, expect, test } from 'vitest';
import { calibrationTable, compareForecasts } from '../../engine/acceptance/individual/calibration.ts';

const forecasts = (predicted: number, yes: number, n: number) =>
  Array.from({ length: n }, (_, i) => ({ predicted, accepted: i < yes }));

describe('calibration table', () => {
  test('ten groups from the lowest forecasts to the highest, whatever the order of the rows', () => {
    const rows = Array.from({ length: 105 }, (_, i) => ({
      predicted: ((i * 37) % 105) / 105,
      accepted: i % 2 === 0,
    }));
    const table = calibrationTable(rows);
    expect(table.map(({ offers }) => offers)).toEqual([10, 11, 10, 11, 10, 11, 10, 11, 10, 11]);
    expect(table.every((row, i) => i === 0 || row.predicted > table[i - 1]!.predicted)).toBe(true);
    expect(calibrationTable([...rows].reverse())).toEqual(table);
  });
  test('predicted, observed, and the interval of Wilson: 8 of 10 lie between 49 and 94 %', () => {
    const table = calibrationTable(Array.from({ length: 10 }, (_, g) => forecasts(g / 10, 8, 10)).flat());
    expect(table).toEqual(
      Array.from({ length: 10 }, (_, g) => ({
        offers: 10,
        predicted: expect.closeTo(g / 10, 12),
        observed: 0.8,
        low: expect.closeTo(0.4902, 4),
        high: expect.closeTo(0.9433, 4),
      })),
    );
    const [one] = calibrationTable([...forecasts(0.7, 1, 1)]);
    expect(one).toEqual({ offers: 1, predicted: 0.7, observed: 1, low: expect.closeTo(0.2065, 4), high: 1 });
  });
  test('fewer forecasts than groups: one each; none: no row', () => {
    expect(calibrationTable(forecasts(0.5, 1, 3))).toHaveLength(3);
    expect(calibrationTable([])).toEqual([]);
  });
});

describe('errors side by side', () => {
  test('squared: a sure and right forecast has none, a coin a quarter', () => {
    expect(compareForecasts([{ predicted: 1, accepted: true }], [0.5], 'brier')).toEqual({
      model: 0,
      zoneRates: 0.25,
      difference: -0.25,
      standardError: null,
    });
  });
  test('logarithmic: a sure and right forecast has none, a coin ln 2, whatever came', () => {
    for (const accepted of [true, false]) {
      const { model, zoneRates } = compareForecasts(
        [{ predicted: accepted ? 1 : 0, accepted }],
        [0.5],
        'logLoss',
      );
      expect(model).toBeCloseTo(0, 12);
      expect(zoneRates).toBeCloseTo(Math.LN2, 12);
    }
  });
  test('a forecast that was sure and wrong costs much, and not an infinity', () => {
    const { model } = compareForecasts([{ predicted: 1, accepted: false }], [0.5], 'logLoss');
    expect(model).toBeCloseTo(-Math.log(1e-9), 6);
  });
  test('the difference comes with its standard error', () => {
    const both = [
      { predicted: 1, accepted: true },
      { predicted: 0.5, accepted: true },
    ];
    // Errors 0 and 0.25 against 0.25 and 0.25: differences −0.25 and 0, mean −0.125, deviation √(2 · 0.125²).
    const { difference, standardError } = compareForecasts(both, [0.5, 0.5], 'brier');
    expect(difference).toBeCloseTo(-0.125, 12);
    expect(standardError).toBeCloseTo(Math.sqrt(2 * 0.125 ** 2) / Math.sqrt(2), 12);
  });
});
