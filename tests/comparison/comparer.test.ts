import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canonicalJson } from '../../api/records/canonicalJson.ts';
import { comparisonExperiment } from '../../api/service/comparisonExperiment.ts';
import { DEFAULT_COMPARISON } from '../../api/service/comparisonQuestion.ts';
import { experimentRules } from '../../api/service/comparisonRules.ts';
import { type CompareProgress, sameThreadComparer, workerComparer } from '../../api/workers/comparer.ts';
import type { Experiment } from '../../engine/comparison/experiment.ts';
import { aWorld, RULES } from './world.ts';

const one = workerComparer(1);
const two = workerComparer(2);
const here = sameThreadComparer((experiment) => experimentRules(RULES, experiment));
let experiment: Experiment;

beforeAll(async () => {
  const { workspace, store } = await aWorld();
  experiment = await comparisonExperiment(workspace, store, {
    ...DEFAULT_COMPARISON,
    policies: ['points', 'joint', 'lottery'],
    period: { kind: 'generated', months: 2 },
    replications: 2,
  });
}, 60_000);
afterAll(async () => {
  await one.close();
  await two.close();
});

describe('where a comparison runs', () => {
  test('this thread, one worker, two workers: the same bytes', { timeout: 120_000 }, async () => {
    const expected = canonicalJson(await here.compare(experiment));
    expect(canonicalJson(await one.compare(experiment))).toBe(expected);
    expect(canonicalJson(await two.compare(experiment))).toBe(expected);
    expect(expected.length).toBeGreaterThan(10_000);
  });

  test('its progress ends with all its steps', { timeout: 60_000 }, async () => {
    const told: CompareProgress[] = [];
    await one.compare(experiment, { onProgress: (progress) => told.push(progress) });
    // Two replications of three ways over two months.
    expect(told.at(-1)).toEqual({ done: 12, total: 12 });
    for (const [i, { done }] of told.entries()) expect(done).toBeGreaterThanOrEqual(told[i - 1]?.done ?? 0);
  });
});

describe('a comparison that is stopped', () => {
  test('before its first replication: refused', async () => {
    const stopped = AbortSignal.abort();
    await expect(here.compare(experiment, { signal: stopped })).rejects.toMatchObject({
      issues: [{ code: 'comparison.stopped' }],
    });
  });

  test('later: what is kept is what as many replications would have given', {
    timeout: 120_000,
  }, async () => {
    const stop = new AbortController();
    const found = await one.compare(experiment, {
      signal: stop.signal,
      // Six steps are a replication.
      onProgress: ({ done }) => (done >= 6 && done < 12 ? stop.abort() : undefined),
    });
    const fewer = await here.compare({ ...experiment, replications: found.replications });
    expect(canonicalJson(found)).toBe(canonicalJson(fewer));
  });
});
