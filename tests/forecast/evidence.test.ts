import { expect, test } from 'vitest';
import { forecastCounts, forecastText } from '../../benchmarks/evidence/forecasts.ts';

/* The short form of `npm run evidence -- forecasts`: twenty replications tell whether it works, not how well. */
const counts = forecastCounts(20, { draws: 100 });

test('intervals hold about four in five, and the ledger of years before beats the straight line', () => {
  for (const { covered, crps, crpsOfLine, forecasts } of counts) {
    expect(forecasts).toBeGreaterThan(200);
    expect(covered).toBeGreaterThan(0.66);
    expect(covered).toBeLessThan(0.92);
    expect(crps).toBeLessThan(crpsOfLine);
  }
});
test('the same replications count the same', () => {
  expect(forecastCounts(2, { draws: 50 })).toEqual(forecastCounts(2, { draws: 50 }));
});
test('the text gives a line for each time of the year', () => {
  expect(forecastText(counts, 20).match(/^\d months/gm)).toHaveLength(3);
});
