import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decadeRun, decadeText } from '../../benchmarks/evidence/decade.ts';
import { aScenario } from './support.ts';

const keep = mkdtempSync(join(tmpdir(), 'precal-decade-'));
afterAll(() => rmSync(keep, { recursive: true, force: true }));

test('years many times over: progress, memory and bytes are told, and one thread gives the same bytes', async () => {
  const steps = new Set<string>();
  const run = await decadeRun(
    {
      scenario: aScenario({ months: 13 }),
      policy: 'greedy',
      replications: 3,
      workers: 2,
      again: 1,
      keep,
    },
    ({ step }) => steps.add(step),
  );
  expect([...steps]).toEqual(['world', 'replications']);
  expect(run.same).toBe(1);
  expect(run.samples.map(({ replications }) => replications)).toEqual([0, 1, 2, 3]);
  expect(run.peakMb).toBeGreaterThanOrEqual(
    Math.max(...run.samples.map(({ residentMb }) => residentMb)) * 0.9,
  );
  // Arrays of thirteen months, whatever the demands.
  expect(run.resultBytes).toBeGreaterThan(10_000);
  expect(readdirSync(join(keep, readdirSync(keep)[0]!))).toHaveLength(3);
  expect(decadeText(run)).toMatch(/the first 1 again, in one thread: the same bytes/);
}, 60_000);
