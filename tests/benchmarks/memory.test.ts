import { describe, expect, test } from 'vitest';
import { watchMemory } from '../../benchmarks/evidence/memory.ts';
import {
  collectionOf,
  type MemorySample,
  type MemorySeries,
  memoryOf,
  memoryText,
  memoryVerdict,
  STEADY,
} from '../../benchmarks/evidence/memoryWatch.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { TODAY } from '../support/territory.ts';

const END = STEADY.warmUpMinutes + 10;

/** Ten minutes after the warm-up, a sample each five seconds: garbage collected each 40 seconds, noise, and what is planted. */
const series = (planted: {
  resident?: number;
  heap?: number;
  warmUp?: number;
  /** MB that the runtime gives back when the warm-up ends, and takes again over the minutes looked at. */
  givenBack?: number;
}): MemorySeries => {
  const random = randomStream(1, 'memory');
  const samples = Array.from({ length: 12 * END + 1 }, (_, i): MemorySample => {
    const minute = i / 12;
    const warm = (planted.warmUp ?? 0) * Math.min(minute, STEADY.warmUpMinutes);
    const left = minute < STEADY.warmUpMinutes ? 0 : 1 - (minute - STEADY.warmUpMinutes) / 10;
    const kept = (planted.givenBack ?? 0) * left;
    return {
      minute,
      requests: i * 600,
      residentMb: 300 + warm - kept + (planted.resident ?? 0) * minute + random.between(-6, 6),
      heapMb: 90 + warm + (planted.heap ?? 0) * minute + (i % 8) * 5 + random.between(0, 3),
    };
  });
  return { samples, collections: samples.filter((_, i) => i % 8 === 0) };
};

describe('the verdict', () => {
  test.each([
    ['nothing planted', {}, true],
    ['what fills while it warms up', { warmUp: 80 }, true],
    ['resident memory that grows', { resident: 3 }, false],
    ['resident memory that grows slower than what is called steady', { resident: 1 }, true],
    ['a heap that grows under its garbage', { heap: 1.5 }, false],
  ])('%s', (_, planted, steady) => {
    const verdict = memoryVerdict(series(planted), STEADY);
    expect(verdict.steady).toBe(steady);
    expect(verdict.residentMbPerMinute).toBeCloseTo((planted as { resident?: number }).resident ?? 0, 0);
  });
  test('pages given back to the system and taken again are no growth, until they pass what they were', () => {
    const again = memoryVerdict(series({ givenBack: 100 }), STEADY);
    expect(again.residentMbPerMinute).toBeGreaterThan(STEADY.residentMbPerMinute);
    expect(again.steady).toBe(true);
    const further = memoryVerdict(series({ givenBack: 100, resident: 3 }), STEADY);
    expect(further.residentPeakMb).toBeGreaterThan(further.warmUpPeakMb * STEADY.residentPeakRatio);
    expect(further.steady).toBe(false);
    expect(memoryVerdict(series({ givenBack: 100, heap: 1.5 }), STEADY).steady).toBe(false);
  });
  test('one late collection does not turn it', () => {
    const { samples, collections } = series({ heap: 1.5 });
    const late = { minute: END + 0.1, requests: 1_000_000, residentMb: 120, heapMb: 20 };
    const turned = { samples: [...samples, late], collections: [...collections, late] };
    expect(memoryVerdict(turned, STEADY).steady).toBe(false);
  });
  test('too few samples give none', () => {
    const { samples, collections } = series({});
    const before = ({ minute }: { readonly minute: number }) => minute < STEADY.warmUpMinutes + 0.1;
    expect(() => memoryVerdict({ samples: samples.filter(before), collections }, STEADY)).toThrow(
      'too few samples',
    );
    expect(() => memoryVerdict({ samples, collections: collections.filter(before) }, STEADY)).toThrow(
      'too few samples',
    );
  });
  test('says the slopes, their limits, and what was not looked at', () => {
    const grown = series({ resident: 3 });
    const text = memoryText(grown, { verdict: memoryVerdict(grown, STEADY), rule: STEADY });
    expect(text).toMatch(/^NOT STEADY: over the last 10\.0 minutes \(121 samples\)/);
    expect(text).toMatch(/resident memory \+[23]\.\d\d MB a minute \(at most 2\), 0\.[34]\d MB per 1,000/);
    expect(text).toContain(`the first ${STEADY.warmUpMinutes} minutes are not in them`);
  });
});

test('full collections are told from others, and one thread from another', () => {
  const full =
    '[23145:0x7d0c5f0]   241322 ms: Mark-Compact 522.8 (610.6) -> 101.5 (560.2) MB, pooled: 2 MB, 91.5 / 0.0 ms  (average mu = 0.9) finalize';
  const young =
    '[23145:0x7d0c5f0]   241390 ms: Scavenge 118.0 (560.2) -> 109.2 (562.4) MB, 2.1 / 0.0 ms  (average mu = 0.9) allocation failure;';
  expect(collectionOf(full)).toEqual({ thread: '0x7d0c5f0', heapMb: 101.5 });
  expect(collectionOf(full.replace('Mark-Compact', 'Mark-Compact (reduce)'))?.heapMb).toBe(101.5);
  expect(collectionOf(young)).toEqual({ thread: '0x7d0c5f0', heapMb: null });
  expect(collectionOf('Précal est ouvert')).toBeNull();
});

test('memory that a server does not tell is no zero', () => {
  expect(() => memoryOf('process_resident_memory_bytes 1e8\n')).toThrow('no nodejs_heap_size_used_bytes');
});

test('a server is asked of everything and sampled', async () => {
  const { samples, collections, byStatus } = await watchMemory({
    minutes: 0.1,
    seed: 1,
    atATime: 4,
    perSecond: 100,
    sampleEveryMs: 500,
    rows: MEETING_TOWN,
    asOf: TODAY,
  });
  expect(samples.length).toBeGreaterThan(3);
  for (const { residentMb, heapMb } of samples) expect(residentMb).toBeGreaterThan(heapMb);
  for (const { minute, heapMb } of collections) {
    expect(minute).toBeLessThanOrEqual(0.2);
    expect(heapMb).toBeGreaterThan(10);
  }
  expect(samples.at(-1)!.requests).toBeGreaterThan(20);
  expect(byStatus.get(200)).toBeGreaterThan(20);
  expect([...byStatus.keys()].filter((status) => status >= 500)).toEqual([]);
}, 60_000);
