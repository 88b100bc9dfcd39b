import { beforeAll, describe, expect, test } from 'vitest';
import {
  addedCounts,
  countInstances,
  type FamilyCount,
  instancesText,
} from '../../../benchmarks/evidence/instances.ts';
import { loadHighsSolver } from '../../../engine/assignment/solvers/highsSolver.ts';
import { FAMILIES } from '../support/randomModel.ts';

/* Short form of `npm run evidence -- instances`: other seeds than the whole of it begins with. */

const SEEDS = Array.from({ length: 60 }, (_, i) => 1_000_000 + i);
/** Families where nothing forces a list to lack what a row asks for without slack. */
const SOFT = FAMILIES.filter((family) => family !== 'hard-rows');

describe('random small sessions, beside brute force', () => {
  let counts: readonly FamilyCount[] = [];
  const of = (family: string) => counts.find((count) => count.family === family)!;
  beforeAll(async () => {
    counts = await countInstances(SEEDS, await loadHighsSolver());
  });

  test.each(FAMILIES)('%s: no finding, no bound below the optimum, no value above it', (family) => {
    expect(of(family).instances).toBe(SEEDS.length);
    expect(of(family).firstFaults).toEqual([]);
    expect(of(family).faulty).toBe(0);
  });
  test.each(FAMILIES)('%s: with columns and branching, the value of brute force', (family) => {
    expect(of(family).branchedEqual).toBe(SEEDS.length);
  });
  test.each(SOFT)('%s: the price phase alone always answers, and mostly with the best', (family) => {
    const { impossible, unheld, equal } = of(family);
    expect(impossible).toBe(0);
    expect(unheld).toBe(0);
    expect(equal).toBeGreaterThanOrEqual(SEEDS.length * (family === 'fractional-blocks' ? 0.7 : 0.95));
  });
  test('hard rows come out impossible, held, and the price phase holds most that can be', () => {
    const { instances, impossible, unheld } = of('hard-rows');
    expect(impossible).toBeGreaterThan(5);
    expect(unheld).toBeLessThan((instances - impossible) * 0.3);
  });

  test('parts add up, and the table names every family and their sum', () => {
    const twice = addedCounts([counts, counts]);
    expect(twice.map(({ family }) => family)).toEqual([...FAMILIES]);
    for (const { family, instances, equal, largestShortPoints } of twice) {
      expect(instances).toBe(2 * SEEDS.length);
      expect(equal).toBe(2 * of(family).equal);
      expect(largestShortPoints).toBe(of(family).largestShortPoints);
    }
    const text = instancesText(twice);
    for (const family of FAMILIES) expect(text).toMatch(new RegExp(`^${family} +${2 * SEEDS.length} `, 'm'));
    expect(text).toMatch(new RegExp(`^all +${2 * SEEDS.length * FAMILIES.length} `, 'm'));
  });
});
