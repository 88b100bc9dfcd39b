import { expect, test } from 'vitest';
import { sessionBytes } from '../../../benchmarks/evidence/sessionDeterminism.ts';

/* Short form of `npm run evidence -- session-determinism`: one seed, a small world, the real imports and command. */

test('same seed, same bytes: rows of every file shuffled, in this thread, in one worker, in two at once', async () => {
  const [found] = await sessionBytes({
    seeds: [3],
    vacancies: 12,
    size: { demandCount: 600, openVacancyCount: 40, dwellingCount: 4_000, allocationsPerYear: 150 },
  });
  expect(found!.ways).toHaveLength(5);
  expect(found!.first.length).toBeGreaterThan(1_000);
  expect(found!.different).toEqual([]);
}, 120_000);
