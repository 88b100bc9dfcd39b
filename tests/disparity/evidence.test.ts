import { expect, test } from 'vitest';
import { disparityCounts, disparityEvidenceText } from '../../benchmarks/evidence/disparity.ts';

/*
 * The short form of `npm run evidence -- disparity`. A power of 0.9 or more misses three worlds of six with a chance of 0.015 at most; a
 * risk of 0.05 alarms in three of six with a chance of 0.002. Seeds are fixed: it passes or not, always.
 */
const PLAN = { households: 3_000, allocations: 900, areas: 15, listSize: 3, persistence: 1 };
const WORLDS = 6;

test('a gap planted in one household of twenty is found, and equal chances cry no wolf', () => {
  const planted = disparityCounts(
    { label: 'planted', plan: { ...PLAN, plantedOdds: 0.2 }, worlds: WORLDS },
    1,
  );
  expect(planted.found).toBeGreaterThan(WORLDS / 2);
  expect(planted.falseAlarms).toBeLessThan(WORLDS / 2);
  const equal = disparityCounts({ label: 'equal', plan: { ...PLAN, plantedOdds: 1 }, worlds: WORLDS }, 101);
  expect(equal.found).toBe(0);
  expect(equal.falseAlarms).toBeLessThan(WORLDS / 2);
  // The pools are what keeps it quiet: groups meet unequal tension.
  expect(equal.poollessAlarms).toBe(WORLDS);
  expect(equal.missed).toBeLessThan(0.1);
  expect(disparityEvidenceText([planted, equal])).toMatch(/family-wise false alarms/);
}, 60_000);
