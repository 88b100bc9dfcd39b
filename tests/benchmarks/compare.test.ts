import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareResults, DifferentWorkloads } from '../../benchmarks/compare.ts';
import { workloadHash } from '../../benchmarks/harness/machine.ts';
import { pairedRatio, quantile, ratioOf, timeQuestions, timingOf } from '../../benchmarks/harness/measure.ts';
import { type Result, ResultSchema } from '../../benchmarks/harness/result.ts';
import { tableOf } from '../../benchmarks/harness/table.ts';

const RESULTS = new URL('../../benchmarks/results/', import.meta.url);

const timing = (name: string, p50Ms: number, atLeast = false) => ({
  ...timingOf(name, Float64Array.of(p50Ms, p50Ms, 2 * p50Ms)),
  atLeast,
});
const result = (fast: number, slow: number, atLeast = false): Result => ({
  suite: 'shortlist',
  workload: { label: '54,000 demands', hash: 'a' },
  machine: { cpu: 'one', cores: 2, memoryGb: 4, node: 'v20' },
  commit: 'abc',
  date: '2026-11-22',
  verified: ['answers are equal'],
  timings: [timing('engine', fast), timing('peer', slow, atLeast)],
  ratios: [{ task: 'engine', peer: 'peer', ratio: slow / fast, atLeast, of: 'medians' }],
  figures: [{ name: 'pool', value: 458, unit: 'MB' }],
});

describe('compareResults', () => {
  test('gives medians and ratios before and after', () => {
    expect(compareResults(result(2, 40), result(1, 40))).toEqual([
      { name: 'engine', before: 2, after: 1, what: 'p50Ms' },
      { name: 'peer', before: 40, after: 40, what: 'p50Ms' },
      { name: 'peer ÷ engine', before: 20, after: 40, what: 'ratio' },
    ]);
  });
  test('refuses another workload, naming both', () => {
    const other = { ...result(1, 40), workload: { label: '2,900,000 demands', hash: 'b' } };
    expect(() => compareResults(result(1, 40), other)).toThrow(DifferentWorkloads);
    expect(() => compareResults(result(1, 40), other)).toThrow(
      /54,000 demands \(a\) and 2,900,000 demands \(b\)/,
    );
  });
  test('refuses another suite', () => {
    expect(() => compareResults(result(1, 40), { ...result(1, 40), suite: 'pool' })).toThrow(/suites differ/);
  });
  test('does not compare a bound with a measure', () => {
    expect(compareResults(result(2, 120, true), result(1, 40)).map((c) => c.name)).toEqual(['engine']);
  });
});

describe('figures', () => {
  test('quantiles are nearest ranks', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0, 0.5, 0.99, 1].map((share) => quantile(values, share))).toEqual([1, 50, 99, 100]);
    expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
  });
  test('every question is asked once to warm up, then once a pass', () => {
    const asked = new Map<string, number>();
    const times = timeQuestions(['a', 'b', 'c'], 4, (q) => asked.set(q, (asked.get(q) ?? 0) + 1));
    expect([...asked.values()]).toEqual([5, 5, 5]);
    expect([times.medianMs.length, times.samplesMs.length]).toEqual([3, 12]);
  });
  test('ratios are of medians, or of paired questions', () => {
    expect(ratioOf(result(2, 40).timings, 'engine', 'peer').ratio).toBe(20);
    expect(() => ratioOf([], 'engine', 'peer')).toThrow(/no task/);
    const paired = pairedRatio(
      { name: 'engine', ms: Float64Array.of(1, 2, 10) },
      { name: 'peer', ms: Float64Array.of(10, 100, 30) },
    );
    expect(paired.ratio).toBe(10);
  });
  test('a bound is shown as one', () => {
    expect(tableOf(result(1, 120_000, true), 'About.')).toContain('| peer | ≥ 120 s | ≥ 120 s |');
    expect(tableOf(result(1, 40), 'About.')).toContain('| peer ÷ engine | 40 × | medians |');
  });
  test('a workload’s hash depends on all that describes it', () => {
    expect(workloadHash({ rows: 1 })).not.toBe(workloadHash({ rows: 2 }));
    expect(workloadHash({ rows: 1 })).toMatch(/^[0-9a-f]{16}$/);
  });
});

test('every committed result is whole, and its table is in the README', () => {
  const names = readdirSync(RESULTS).filter((name) => name.endsWith('.json'));
  const readme = readFileSync(new URL('../README.md', RESULTS), 'utf8');
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const read = ResultSchema.parse(JSON.parse(readFileSync(new URL(name, RESULTS), 'utf8')));
    expect(`${read.suite}.json`).toBe(name);
    expect(readme).toContain(read.workload.hash);
  }
});
