import { describe, expect, test } from 'vitest';
import { compareRepairs } from './compareRepairs.ts';
import { KINDS } from './smallSessions.ts';

/* The minimum itself: small sessions against every list that could be. */

const SESSIONS = 3_000;

describe('a repair is the least of all that could be', () => {
  const counts = compareRepairs(Array.from({ length: SESSIONS }, (_, i) => i + 1));

  test.each(KINDS.map((kind) => [kind] as const))('%s: often enough', (kind) => {
    expect(counts.byKind.get(kind) ?? 0).toBeGreaterThan(300);
  });
  test('all that makes it hard came up', () => {
    expect(counts.shared).toBeGreaterThan(1_000);
    expect(counts.leveled).toBeGreaterThan(1_000);
    expect(counts.hard).toBeGreaterThan(500);
    expect(counts.broken).toBeGreaterThan(100);
    expect(counts.displaced).toBeGreaterThan(100);
    expect(counts.reversed).toBeGreaterThan(300);
    expect(counts.short).toBeGreaterThan(1_000);
  });
});
