import { quantile } from '../harness/measure.ts';

/* Whether a server's memory is steady: what it holds, seen at intervals while it works, and the slope of the last part. */

/** What a process holds at a moment of a run. */
export interface MemorySample {
  /** Minutes since the run began. */
  readonly minute: number;
  readonly residentMb: number;
  /** Heap of the main thread in use: garbage that was not collected yet included. */
  readonly heapMb: number;
  /** Requests answered so far. */
  readonly requests: number;
}

/** What is left of the main thread's heap by a full collection: what is held, without garbage. */
export interface Collection {
  /** Minutes since the run began. */
  readonly minute: number;
  readonly heapMb: number;
}

/** What is called steady. */
export interface SteadyRule {
  /** First part of the run, in minutes: caches fill, and it is not looked at. */
  readonly warmUpMinutes: number;
  /** Largest slopes, in MB a minute. */
  readonly residentMbPerMinute: number;
  readonly heapMbPerMinute: number;
  /**
   * Resident memory that does climb is steady yet where it only comes back to what it was: the runtime returns pages to the system and
   * takes them again, by hundreds of MB. Highest after the warm-up ÷ highest during it.
   */
  readonly residentPeakRatio: number;
}

export const STEADY: SteadyRule = {
  warmUpMinutes: 20,
  residentMbPerMinute: 2,
  heapMbPerMinute: 1,
  residentPeakRatio: 1.02,
};

export interface MemorySeries {
  readonly samples: readonly MemorySample[];
  readonly collections: readonly Collection[];
}

export interface MemoryVerdict {
  readonly steady: boolean;
  /** Slopes of the part looked at, in MB a minute. */
  readonly residentMbPerMinute: number;
  readonly heapMbPerMinute: number;
  /** Highest resident memory of the part looked at, and of the warm-up, in MB. */
  readonly residentPeakMb: number;
  readonly warmUpPeakMb: number;
  /** Samples, and full collections, that were looked at. */
  readonly samples: number;
  readonly collections: number;
}

/**
 * Slopes of the samples after the warm-up: the median of the slopes between all pairs (Theil–Sen), which a few late collections do not
 * turn. Of resident memory, its height too.
 *
 * @throws Error when fewer than three samples, or three full collections, are left to look at.
 */
export const memoryVerdict = ({ samples, collections }: MemorySeries, rule: SteadyRule): MemoryVerdict => {
  const looked = samples.filter(({ minute }) => minute >= rule.warmUpMinutes);
  const resident = looked.map(({ minute, residentMb }) => [minute, residentMb] as const);
  const residentMbPerMinute = slopeOf(resident);
  const held = collections.filter(({ minute }) => minute >= rule.warmUpMinutes);
  const heapMbPerMinute = slopeOf(held.map(({ minute, heapMb }) => [minute, heapMb] as const));
  const residentPeakMb = peakOf(looked);
  const warmUpPeakMb = peakOf(samples.filter(({ minute }) => minute < rule.warmUpMinutes));
  const residentSteady =
    residentMbPerMinute <= rule.residentMbPerMinute ||
    residentPeakMb <= warmUpPeakMb * rule.residentPeakRatio;
  return {
    steady: residentSteady && heapMbPerMinute <= rule.heapMbPerMinute,
    residentMbPerMinute,
    heapMbPerMinute,
    residentPeakMb,
    warmUpPeakMb,
    samples: looked.length,
    collections: held.length,
  };
};

const peakOf = (samples: readonly MemorySample[]): number =>
  samples.reduce((peak, { residentMb }) => Math.max(peak, residentMb), 0);

type Point = readonly [minute: number, mb: number];

const slopeOf = (points: readonly Point[]): number => {
  if (points.length < 3) throw new Error('memory: too few samples for a slope');
  const slopes = points.flatMap(([x, y], i) => points.slice(i + 1).map(([u, v]) => (v - y) / (u - x)));
  return quantile(Float64Array.from(slopes), 0.5);
};

/** Memory of a process as its `/metrics` tell it. @throws Error for a text that does not. */
export const memoryOf = (metrics: string): Pick<MemorySample, 'residentMb' | 'heapMb'> => {
  const mb = (name: string): number => {
    const found = new RegExp(`^${name} ([\\d.e+]+)$`, 'm').exec(metrics);
    if (!found) throw new Error(`memory: no ${name} in /metrics`);
    return Number(found[1]) / 1e6;
  };
  return { residentMb: mb('process_resident_memory_bytes'), heapMb: mb('nodejs_heap_size_used_bytes') };
};

const MINUTES_SHOWN = 1;

export const memoryText = (
  { samples, collections }: MemorySeries,
  { verdict, rule }: { readonly verdict: MemoryVerdict; readonly rule: SteadyRule },
): string => {
  const last = samples.at(-1)!;
  const perThousand = (mbPerMinute: number): string => {
    const from = samples.find(({ minute }) => minute >= rule.warmUpMinutes)!;
    const rate = (last.requests - from.requests) / (last.minute - from.minute);
    return ((mbPerMinute / rate) * 1000).toFixed(2);
  };
  const shown = samples.filter(
    ({ minute }, i) =>
      i === 0 || Math.floor(minute / MINUTES_SHOWN) > Math.floor(samples[i - 1]!.minute / MINUTES_SHOWN),
  );
  return [
    `${verdict.steady ? 'steady' : 'NOT STEADY'}: over the last ${(last.minute - rule.warmUpMinutes).toFixed(1)} minutes (${verdict.samples} samples),`,
    `  resident memory ${signed(verdict.residentMbPerMinute)} MB a minute (at most ${rule.residentMbPerMinute}), ${perThousand(verdict.residentMbPerMinute)} MB per 1,000 requests`,
    `  resident memory where highest ${verdict.residentPeakMb.toFixed(0)} MB, and ${verdict.warmUpPeakMb.toFixed(0)} MB in the minutes before (a climb within ${rule.residentPeakRatio} times that comes back to what it was)`,
    `  heap after full collections ${signed(verdict.heapMbPerMinute)} MB a minute (at most ${rule.heapMbPerMinute}), ${perThousand(verdict.heapMbPerMinute)} MB per 1,000 requests`,
    `slopes: median of those between all pairs of samples; the first ${rule.warmUpMinutes} minutes are not in them; heap: what ${verdict.collections} full collections of the main thread left (--trace-gc)`,
    '',
    'minute   requests   resident MB   heap MB   after the full collection before',
    ...[...new Set([...shown, last])].map(
      ({ minute, requests, residentMb, heapMb }) =>
        `${minute.toFixed(1).padStart(6)}${requests.toLocaleString('en').padStart(11)}${residentMb.toFixed(0).padStart(14)}${heapMb.toFixed(0).padStart(10)}${leftAt(collections, minute).padStart(10)}`,
    ),
  ].join('\n');
};

const leftAt = (collections: readonly Collection[], minute: number): string =>
  collections.findLast((each) => each.minute <= minute)?.heapMb.toFixed(0) ?? '';

/**
 * What full collections of the thread that collected first left, from a line that `node --trace-gc` prints; null for any other line.
 * Each line tells its thread by an address.
 */
export const collectionOf = (
  line: string,
): { readonly thread: string; readonly heapMb: number | null } | null => {
  const found = /^\[\d+:(0x[\da-f]+)\].*?: (\S+).*? -> ([\d.]+) \(/.exec(line);
  return found ? { thread: found[1]!, heapMb: found[2] === 'Mark-Compact' ? Number(found[3]) : null } : null;
};

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(2)}`;
