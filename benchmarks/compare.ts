import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Result, ResultSchema } from './harness/result.ts';

/*
 * tsx benchmarks/compare.ts <before.json> <after.json>
 */

/** Two results that cannot be compared, with why. */
export class DifferentWorkloads extends Error {}

export interface Change {
  readonly name: string;
  /** Medians in milliseconds, or ratios to a peer. */
  readonly before: number;
  readonly after: number;
  readonly what: 'p50Ms' | 'ratio';
}

/**
 * What changed between two results of one suite on one workload. Times of two machines, or of two days, say little: ratios to
 * the peer of the same run are what to read.
 *
 * @throws DifferentWorkloads when suite or workload differ, or when a bound ("at least") would be compared with a measure.
 */
export const compareResults = (before: Result, after: Result): readonly Change[] => {
  if (before.suite !== after.suite)
    throw new DifferentWorkloads(`suites differ: ${before.suite} and ${after.suite}`);
  if (before.workload.hash !== after.workload.hash)
    throw new DifferentWorkloads(
      `workloads differ: ${before.workload.label} (${before.workload.hash}) and ${after.workload.label} (${after.workload.hash}). Maybe run both at one commit's workload.`,
    );
  const bounds = [...before.timings, ...after.timings].filter((t) => t.atLeast).map((t) => t.name);
  const exact = (name: string) => !bounds.includes(name);
  const times = before.timings.flatMap((timing): Change[] => {
    const other = after.timings.find((t) => t.name === timing.name);
    return other && exact(timing.name)
      ? [{ name: timing.name, before: timing.p50Ms, after: other.p50Ms, what: 'p50Ms' }]
      : [];
  });
  const ratios = before.ratios.flatMap((ratio): Change[] => {
    const other = after.ratios.find((r) => r.task === ratio.task && r.peer === ratio.peer);
    return other && !other.atLeast && !ratio.atLeast
      ? [{ name: `${ratio.peer} ÷ ${ratio.task}`, before: ratio.ratio, after: other.ratio, what: 'ratio' }]
      : [];
  });
  return [...times, ...ratios];
};

const readResult = (path: string): Result => ResultSchema.parse(JSON.parse(readFileSync(path, 'utf8')));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [before, after] = process.argv.slice(2);
  if (!before || !after) {
    console.error('Usage: tsx benchmarks/compare.ts <before.json> <after.json>');
    process.exit(2);
  }
  try {
    for (const change of compareResults(readResult(before), readResult(after)))
      console.log(
        `${change.name}: ${change.before.toPrecision(3)} → ${change.after.toPrecision(3)} ${change.what === 'p50Ms' ? 'ms' : '×'} (${(change.after / change.before).toFixed(2)} ×)`,
      );
  } catch (error) {
    if (!(error instanceof DifferentWorkloads)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
