import { expect, test } from 'vitest';
import { counterfactualCounts, counterfactualText } from '../../benchmarks/evidence/counterfactuals.ts';
import { melWorkload } from '../../benchmarks/workloads/mel.ts';

/** Short form of `npm run evidence -- counterfactuals`. */
test('every way found over a generated world holds in a world built whole with the demand changed', {
  timeout: 120_000,
}, () => {
  const size = { demandCount: 1_500, openVacancyCount: 95, dwellingCount: 6_000, allocationsPerYear: 300 };
  const plan = { demands: 40, vacancies: 30 };
  let now = 0;
  const counts = counterfactualCounts(melWorkload(size, 1), plan, () => {
    now += 1;
    return now;
  });
  expect(counts.demands).toBe(40);
  expect(counts.ways).toBeGreaterThanOrEqual(8);
  expect(counts.runs).toBeGreaterThanOrEqual(counts.ways);
  expect(counts.sound).toBe(counts.runs);
  expect(counts.smallest).toBe(counts.ways);
  expect(counterfactualText(counts, plan)).toContain(
    `${counts.runs} worlds built whole again, ${counts.sound} of which`,
  );
});
