import { expect, test } from 'vitest';
import { runHttp } from '../../benchmarks/suites/http.ts';
import { melWorkload } from '../../benchmarks/workloads/mel.ts';

test('lists over HTTP, previewed then recorded: answered, logged, on record', {
  timeout: 240_000,
}, async () => {
  const mel = melWorkload({
    demandCount: 600,
    openVacancyCount: 40,
    dwellingCount: 2_000,
    allocationsPerYear: 100,
  });
  // What does not add up throws: see `verify`.
  const { runs, verified } = await runHttp(mel, 300);
  expect(runs.map(({ mode }) => mode)).toEqual(['opening', 'first', 'preview', 'brief', 'same', 'record']);
  for (const { answered, refused, samplesMs, serverCpuMs } of runs) {
    expect(refused).toBe(0);
    expect(answered).toBe(samplesMs.length);
    expect(answered).toBeGreaterThan(0);
    expect(serverCpuMs).toBeGreaterThan(0);
  }
  expect(verified.join()).toContain('whose chain and records hold');
});
