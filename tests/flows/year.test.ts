import { expect, test } from 'vitest';
import { flowsYears, POLICIES } from '../../benchmarks/evidence/flowsYear.ts';
import { flowsYearText } from '../../benchmarks/evidence/flowsYearText.ts';

/*
 * A short form of `npm run evidence -- flows`: two small sessions. Over so few leases no policy can be told from another; what is
 * held here is that each keeps its accounts, lease by lease.
 */
test('two sessions under each policy', { timeout: 120_000 }, () => {
  const plan = {
    months: 2,
    vacancies: 40,
    size: { demandCount: 2_000, dwellingCount: 4_000, allocationsPerYear: 300 },
    row: { toleranceDwellings: 0, precedence: 2 },
  };
  const years = flowsYears(1, plan);
  expect(years.map(({ policy }) => policy)).toEqual([...POLICIES]);
  for (const { leases, deviation, byBailleur, territoryDeviation, points } of years) {
    expect(leases).toBeGreaterThan(5);
    expect(leases).toBeLessThanOrEqual(plan.months * plan.vacancies);
    expect(points).toBeGreaterThan(0);
    expect([...byBailleur.values()].reduce((sum, each) => sum + each, 0)).toBeCloseTo(deviation, 9);
    // A lease is credited once: no cell is off by more than all of its leases, lacked by one and had by another.
    expect(deviation).toBeLessThanOrEqual(2 * leases);
    expect(territoryDeviation).toBeLessThanOrEqual(deviation + 1e-9);
  }
  const text = flowsYearText(years, plan);
  for (const name of ['credited in the session', 'flux next', 'a rota', 'at random'])
    expect(text).toContain(name);
});
