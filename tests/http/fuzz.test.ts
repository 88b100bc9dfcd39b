import { expect, test } from 'vitest';
import { fuzz, fuzzText } from '../../benchmarks/evidence/fuzz.ts';
import { fuzzedTown } from '../support/fuzzedTown.ts';

test('300 requests drawn from the document: no failure, no hang, nothing shown that should not be', async () => {
  const count = await fuzz(() => fuzzedTown(), {
    requests: 300,
    seed: 1,
    perTown: 300,
    hangMs: 20_000,
    until: () => false,
  });
  expect(count.faults, fuzzText(count)).toEqual([]);
  expect(count.requests).toBe(300);
  expect(count.operations).toBeGreaterThan(40);
  const answered = [...count.byStatus].filter(([status]) => status < 300).reduce((sum, [, n]) => sum + n, 0);
  // Enough of them go past the first check to mean something.
  expect(answered).toBeGreaterThan(30);
});
