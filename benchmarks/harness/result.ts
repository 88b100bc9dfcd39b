import { z } from 'zod';

/*
 * What a suite writes: `benchmarks/results/<suite>.json`. Times are milliseconds.
 */

export const TimingSchema = z.strictObject({
  name: z.string(),
  samples: z.int().min(1),
  minMs: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
  /** True when the task was stopped at its limit: the times are then lower bounds. */
  atLeast: z.boolean(),
  /** The median in the suite's own unit: ns per row, criterion·rows per second… */
  rate: z.strictObject({ value: z.number(), unit: z.string() }).nullable(),
});
export type Timing = z.infer<typeof TimingSchema>;

const RatioSchema = z.strictObject({
  task: z.string(),
  peer: z.string(),
  /** Median of the peer ÷ median of the task, or median of the ratios where both answered the same questions. */
  ratio: z.number(),
  atLeast: z.boolean(),
  of: z.enum(['medians', 'paired questions']),
});
export type Ratio = z.infer<typeof RatioSchema>;

const FigureSchema = z.strictObject({ name: z.string(), value: z.number(), unit: z.string() });
export type Figure = z.infer<typeof FigureSchema>;

export const ResultSchema = z.strictObject({
  suite: z.string(),
  workload: z.strictObject({ label: z.string(), hash: z.string() }),
  machine: z.strictObject({ cpu: z.string(), cores: z.int(), memoryGb: z.number(), node: z.string() }),
  commit: z.string().nullable(),
  date: z.string(),
  /** What was compared with what before anything was timed. */
  verified: z.array(z.string()).min(1),
  timings: z.array(TimingSchema),
  ratios: z.array(RatioSchema),
  figures: z.array(FigureSchema),
});
export type Result = z.infer<typeof ResultSchema>;

/** What a suite returns; the runner adds machine, commit and date. */
export type SuiteResult = Omit<Result, 'suite' | 'machine' | 'commit' | 'date'>;

export interface Suite {
  readonly name: string;
  /** One sentence, English. */
  readonly about: string;
  run(): Promise<SuiteResult>;
}
