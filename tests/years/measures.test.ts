import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MEASURES, spreadOf } from '../../engine/years/measures.ts';
import { MonthlySeries } from '../../engine/years/series.ts';

const measure = (id: string) => MEASURES.find((each) => each.id === id)!;

test('flows add months up, states are those of the last one, ratios are of sums', () => {
  const series = new MonthlySeries(2);
  series.open(0);
  series.add('leases', 10);
  series.add('mutations', 5);
  series.add('waiting', 100);
  series.add('points', 30_000);
  series.add('shortPoints', 9_000);
  series.open(1);
  series.add('leases', 30);
  series.add('mutations', 5);
  series.add('waiting', 80);
  series.add('points', 50_000);
  series.add('shortPoints', 4_000);
  const year = { from: 0, to: 2 };
  expect(measure('leases').of(series.values, year)).toBe(40);
  expect(measure('waiting').of(series.values, year)).toBe(80);
  expect(measure('mutationShare').of(series.values, year)).toBe(0.25);
  expect(measure('meanPoints').of(series.values, year)).toBe(2);
  // What targets lack is that of the end: it is not added month after month.
  expect(measure('valuePoints').of(series.values, year)).toBe(76);
});

test('a ratio of nothing is not known: neither zero nor one', () => {
  const { values } = new MonthlySeries(1);
  expect(measure('refusalShare').of(values, { from: 0, to: 1 })).toBeNaN();
  expect(measure('leases').of(values, { from: 0, to: 1 })).toBe(0);
  expect(spreadOf(Float64Array.of(Number.NaN, Number.NaN))).toBeNull();
  expect(spreadOf(Float64Array.of(Number.NaN, 3))).toMatchObject({ p10: 3, p90: 3, mean: 3, known: 1 });
});

test('quantiles lie between the values, in order, whatever the order of replications', () => {
  let runs = 0;
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 }), (values) => {
      runs += 1;
      const spread = spreadOf(Float64Array.from(values))!;
      const turned = spreadOf(Float64Array.from([...values].reverse()))!;
      expect({ ...turned, mean: 0 }).toEqual({ ...spread, mean: 0 });
      const { p10, p25, p50, p75, p90 } = spread;
      const inOrder = [Math.min(...values), p10, p25, p50, p75, p90, Math.max(...values)];
      for (let i = 1; i < inOrder.length; i += 1)
        expect(inOrder[i]! - inOrder[i - 1]!).toBeGreaterThanOrEqual(-1e-6);
    }),
    { numRuns: 60 },
  );
  expect(runs).toBeGreaterThanOrEqual(60);
  expect(spreadOf(Float64Array.of(1, 2, 3, 4, 5))).toMatchObject({
    p10: 1.4,
    p25: 2,
    p50: 3,
    p75: 4,
    p90: 4.6,
  });
});
