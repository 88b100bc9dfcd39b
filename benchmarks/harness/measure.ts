import { Bench } from 'tinybench';
import type { Ratio, Timing } from './result.ts';

/** One task of a tinybench run. */
export interface Task {
  readonly name: string;
  run(): unknown;
  /** From the median in milliseconds to the suite's own unit. */
  rate?(p50Ms: number): NonNullable<Timing['rate']>;
}

export interface Budget {
  /** Least number of samples per task. */
  readonly iterations: number;
  /** Time per task, at least, in milliseconds. */
  readonly timeMs: number;
}

/** Tasks of one suite in one process, one after the other, each warmed up first (tinybench). */
export const measure = async (tasks: readonly Task[], { iterations, timeMs }: Budget): Promise<Timing[]> => {
  const bench = new Bench({
    iterations,
    time: timeMs,
    warmupIterations: 1,
    warmupTime: Math.min(500, timeMs),
    throws: true,
  });
  for (const { name, run } of tasks) bench.add(name, run);
  await bench.run();
  return tasks.map((task) => {
    const result = bench.getTask(task.name)?.result;
    if (result?.state !== 'completed')
      throw new Error(`benchmark: "${task.name}" ended as ${result?.state ?? 'nothing'}`);
    const { min, p50, p99, samplesCount } = result.latency;
    return {
      name: task.name,
      samples: samplesCount,
      minMs: min,
      p50Ms: p50,
      p99Ms: p99,
      atLeast: false,
      rate: task.rate?.(p50) ?? null,
    };
  });
};

/** Times of each question, the median of its passes. Length = questions. All samples, in milliseconds, are kept apart. */
export interface QuestionTimes {
  readonly medianMs: Float64Array;
  readonly samplesMs: Float64Array;
}

/** Whole passes over the questions, so that every question meets the caches that the others left. One more pass goes first. */
export const timeQuestions = <Q>(
  questions: readonly Q[],
  passes: number,
  answer: (question: Q) => unknown,
): QuestionTimes => {
  const samplesMs = new Float64Array(questions.length * passes);
  for (const question of questions) answer(question);
  for (let pass = 0; pass < passes; pass += 1)
    questions.forEach((question, q) => {
      const start = performance.now();
      answer(question);
      samplesMs[pass * questions.length + q] = performance.now() - start;
    });
  const medianMs = Float64Array.from(questions, (_, q) =>
    quantile(
      Float64Array.from({ length: passes }, (_, pass) => samplesMs[pass * questions.length + q]!),
      0.5,
    ),
  );
  return { medianMs, samplesMs };
};

/** Value under which a share of the samples lies (nearest rank); NaN when there is none. */
export const quantile = (values: Float64Array, share: number): number => {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
};

export const timingOf = (name: string, samplesMs: Float64Array, rate: Timing['rate'] = null): Timing => ({
  name,
  samples: samplesMs.length,
  minMs: quantile(samplesMs, 0),
  p50Ms: quantile(samplesMs, 0.5),
  p99Ms: quantile(samplesMs, 0.99),
  atLeast: false,
  rate,
});

/** Ratio of the medians of two timings of the same run. */
export const ratioOf = (timings: readonly Timing[], task: string, peer: string): Ratio => {
  const find = (name: string): Timing => {
    const timing = timings.find((t) => t.name === name);
    if (!timing) throw new Error(`benchmark: no task "${name}"`);
    return timing;
  };
  const other = find(peer);
  return { task, peer, ratio: other.p50Ms / find(task).p50Ms, atLeast: other.atLeast, of: 'medians' };
};

/** Median, over the same questions, of the peer's time ÷ the task's. */
export const pairedRatio = (
  task: { name: string; ms: Float64Array },
  peer: { name: string; ms: Float64Array },
): Ratio => ({
  task: task.name,
  peer: peer.name,
  ratio: quantile(
    peer.ms.map((ms, q) => ms / task.ms[q]!),
    0.5,
  ),
  atLeast: false,
  of: 'paired questions',
});
