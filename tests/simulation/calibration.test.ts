import { describe, expect, test } from 'vitest';
import { calibrationReport } from '../../engine/simulation/calibration.ts';
import { ASSUMPTIONS, PUBLISHED } from '../../engine/simulation/figures.ts';
import { mel, melWorld, today } from './mel.ts';

const outside = (seed: number, demandCount?: number): string[] =>
  calibrationReport(melWorld(seed, demandCount), mel, today)
    .lines.filter((line) => !line.within)
    .map((line) => `${line.id}: ${line.measured} for ${line.published}`);

describe('published figures', () => {
  test.each([1])('are all within their tolerance in the whole world of seed %i', (seed) => {
    expect(outside(seed)).toEqual([]);
  });

  test.each([1, 2, 3])('but the number of demands hold in a world of 5,000 demands, seed %i', (seed) => {
    expect(outside(seed, 5_000)).toEqual([expect.stringMatching(/^demands: 5000 for 53899/)]);
  });

  test('are all reported, shares within one point, each with its source', () => {
    const { lines } = calibrationReport(melWorld(1, 5_000), mel, today);
    expect(lines.map((line) => line.id)).toEqual(Object.keys(PUBLISHED));
    for (const line of lines) {
      expect(line.source.length).toBeGreaterThan(5);
      expect(line.gap).toBeCloseTo(line.measured - line.published, 12);
      if (line.unit === 'share') expect(line.tolerance).toBe(0.01);
    }
  });
});

describe('the report', () => {
  test('says what is assumed, with the reason, and the rule of the simulated QPV', () => {
    const { assumptions, rules } = calibrationReport(melWorld(1, 5_000), mel, today);
    expect(assumptions.map((a) => a.id)).toEqual(Object.keys(ASSUMPTIONS));
    for (const { label, why } of assumptions) {
      expect(label.length).toBeGreaterThan(5);
      expect(why.length).toBeGreaterThan(5);
    }
    expect(rules.join(' ')).toContain('QPV');
  });

  test('shows a gap when a world misses a figure: 30 % of mutations only, no refusal', () => {
    const world = melWorld(1, 5_000);
    const demands = [
      ...world.demands.filter((d) => d.currentHousing.kind === 'HLM').slice(0, 300),
      ...world.demands
        .filter((d) => d.currentHousing.kind !== 'HLM' && d.currentHousing.kind !== null)
        .slice(0, 700),
    ];
    const outcomes = world.outcomes.filter((o) => o.answer !== 'refused' && o.answer !== 'no-answer');
    const { lines } = calibrationReport({ ...world, demands, outcomes }, mel, today);
    const line = (id: string) => lines.find((l) => l.id === id)!;
    expect(line('firstAccessShare')).toMatchObject({ measured: 0.7, within: false });
    expect(line('rankOneRefusals')).toMatchObject({ measured: 0, within: false });
    expect(line('silentRefusals').within).toBe(false);
  });

  test('measures nothing on an empty world, and never calls it within', () => {
    const empty = { demands: [], dwellings: [], vacancies: [], allocations: [], outcomes: [] };
    const { lines } = calibrationReport(empty, mel, today);
    const shares = lines.filter((line) => line.unit === 'share');
    expect(shares.length).toBeGreaterThan(10);
    for (const line of shares) {
      expect(line.measured).toBeNaN();
      expect(line.within).toBe(false);
    }
  });
});
