/*
 * Product-limit estimator: how long one waits, when most are still waiting. Demands that run count for what they have already
 * waited (right-censored): the mean of those who were housed leaves out the long waits, and is always too short.
 *
 * Kaplan & Meier (1958), "Nonparametric Estimation from Incomplete Observations", DOI 10.1080/01621459.1958.10501452.
 * Variance: Greenwood's formula. Interval: 95 %, on the log(−log) scale, which stays between 0 and 1. Interval of a quantile:
 * where the curve's own limits cross it. Demands filed before the leases on record began are at risk from that day only
 * (delayed entry, the same estimator on the risk sets so counted): those housed before it are not on record either.
 */

/** Normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/**
 * Counts by whole unit of time since the start (here days since filing); arrays of one length. A record is at risk at every
 * time from its entering to its leaving, both included: who is censored at the time of an event was still at risk.
 */
export interface RiskTable {
  /** Records whose observation begins at this time: all at 0, unless entry is delayed. */
  readonly entering: Uint32Array;
  /** Records last seen at this time, housed or not. */
  readonly leaving: Uint32Array;
  /** Events at this time; each of these records also leaves. */
  readonly events: Uint32Array;
}

/** One observation, in whole units of time since its start. */
export interface WaitRecord {
  /** Time at which observation began; 0 unless delayed. */
  readonly entry: number;
  /** Time at which it ended, not before `entry`. */
  readonly exit: number;
  /** True: housed at `exit`. False: still waiting then. */
  readonly housed: boolean;
}

/** An estimate and its 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Share still waiting, by time: a step at each time with an event. Step arrays share one length, ascending by time. */
export interface SurvivalCurve {
  readonly times: Int32Array;
  /** Share still waiting after each step, 0 to 1. */
  readonly survival: Float64Array;
  /** Greenwood's sum Σ d / (n (n − d)) up to each step: the variance of log(survival). A step that leaves nobody adds nothing. */
  readonly greenwood: Float64Array;
  /** Last time that the curve speaks of: somebody is at risk then, or nobody waits any more. */
  readonly until: number;
}

/** The curve of some records, with the counts that it is made of. */
export interface ProductLimit extends SurvivalCurve {
  /** Records at risk at each step. */
  readonly atRisk: Int32Array;
  /** Events at each step. */
  readonly events: Int32Array;
}

export const emptyTable = (length: number): RiskTable => ({
  entering: new Uint32Array(length),
  leaving: new Uint32Array(length),
  events: new Uint32Array(length),
});

/** Counts of some records. Length = last exit + 1. @throws RangeError on an exit before its entry, or a negative entry. */
export const tableOf = (records: readonly WaitRecord[]): RiskTable => {
  const table = emptyTable(records.reduce((last, { exit }) => Math.max(last, exit), 0) + 1);
  for (const { entry, exit, housed } of records) {
    if (!(entry >= 0 && exit >= entry)) throw new RangeError(`waiting: entry ${entry}, exit ${exit}`);
    table.entering[entry]! += 1;
    table.leaving[exit]! += 1;
    if (housed) table.events[exit]! += 1;
  }
  return table;
};

/**
 * The curve of a table.
 *
 * @param leastAtRisk the curve stops before the first event that fewer records than this were at risk of: one event among two
 * would halve it. 1 for the estimator as published.
 */
export const kaplanMeier = (
  table: RiskTable,
  { leastAtRisk = 1 }: { readonly leastAtRisk?: number } = {},
): ProductLimit => {
  const { entering, leaving, events } = table;
  let steps = 0;
  for (let t = 0; t < events.length; t += 1) if (events[t]! > 0) steps += 1;
  const times = new Int32Array(steps);
  const atRisk = new Int32Array(steps);
  const counts = new Int32Array(steps);
  const survival = new Float64Array(steps);
  const greenwood = new Float64Array(steps);
  let at = 0;
  let waiting = 0;
  let share = 1;
  let sum = 0;
  let until = 0;
  for (let t = 0; t < events.length && share > 0; t += 1) {
    waiting += entering[t]!;
    const d = events[t]!;
    if (d > 0) {
      if (waiting < leastAtRisk) break;
      share = d === waiting ? 0 : share * (1 - d / waiting);
      if (share > 0) sum += d / (waiting * (waiting - d));
      times[at] = t;
      atRisk[at] = waiting;
      counts[at] = d;
      survival[at] = share;
      greenwood[at] = sum;
      at += 1;
    }
    if (waiting > 0) until = t;
    waiting -= leaving[t]!;
  }
  return {
    times: times.subarray(0, at),
    atRisk: atRisk.subarray(0, at),
    events: counts.subarray(0, at),
    survival: survival.subarray(0, at),
    greenwood: greenwood.subarray(0, at),
    until,
  };
};

/** Number of events on the curve. */
export const eventCount = (curve: ProductLimit): number => curve.events.reduce((sum, d) => sum + d, 0);

/** Place of the last step at or before a time; −1 before the first. */
const stepAt = ({ times }: SurvivalCurve, time: number): number => {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};

/** log(−log) limits of one step. Where nobody waits any more the lower one is 0, the upper that of the step before. */
const limitsOf = (curve: SurvivalCurve, step: number): Estimate => {
  const value = step < 0 ? 1 : curve.survival[step]!;
  if (value === 0) return { value, low: 0, high: limitsOf(curve, step - 1).high };
  if (value === 1) return { value, low: 1, high: 1 };
  const spread = (Z * Math.sqrt(curve.greenwood[step]!)) / Math.log(value);
  return { value, low: value ** Math.exp(-spread), high: value ** Math.exp(spread) };
};

/** Share still waiting just after a time, with its interval; null after the curve's end. */
export const waitingShareAt = (curve: SurvivalCurve, time: number): Estimate | null =>
  time > curve.until && curve.survival.at(-1) !== 0 ? null : limitsOf(curve, stepAt(curve, time));

/** First time by which at most `share` still wait: 0.5 gives the median. Null where the curve does not come down to it. */
export const timeUntilShare = (
  curve: SurvivalCurve,
  share: number,
): { readonly value: number | null; readonly low: number | null; readonly high: number | null } => {
  const first = (pick: (limits: Estimate) => number, from: number): number => {
    let step = from;
    while (step < curve.times.length && pick(limitsOf(curve, step)) > share) step += 1;
    return step;
  };
  // The curve lies between its limits: it crosses after the lower one and before the upper one.
  const low = first((limits) => limits.low, 0);
  let value = low;
  while (value < curve.times.length && curve.survival[value]! > share) value += 1;
  const high = first((limits) => limits.high, value);
  const timeAt = (step: number): number | null => curve.times[step] ?? null;
  return { value: timeAt(value), low: timeAt(low), high: timeAt(high) };
};

/**
 * Mean time waited when no wait is counted beyond a horizon: the area under the curve up to it. The horizon is the one asked
 * for, or the curve's end where it comes first, unless nobody waits any more by then: it is part of the answer.
 */
export const restrictedMean = (
  curve: SurvivalCurve,
  asked: number,
): Estimate & { readonly horizon: number } => {
  const ended = curve.survival.at(-1) === 0;
  const horizon = ended ? asked : Math.min(asked, curve.until);
  const { times, survival, greenwood } = curve;
  let steps = 0;
  while (steps < times.length && times[steps]! < horizon) steps += 1;
  // From the last step back: the area right of each step is what its own uncertainty weighs on.
  let right = 0;
  let variance = 0;
  for (let step = steps - 1; step >= 0; step -= 1) {
    right += survival[step]! * ((step + 1 < steps ? times[step + 1]! : horizon) - times[step]!);
    variance += right ** 2 * (greenwood[step]! - (step === 0 ? 0 : greenwood[step - 1]!));
  }
  const value = right + (steps === 0 ? horizon : times[0]!);
  const half = Z * Math.sqrt(variance);
  return { value, low: Math.max(0, value - half), high: Math.min(horizon, value + half), horizon };
};

/**
 * Several ways out at once: who may be housed in any of some places waits until the first. Each curve counts the others'
 * events as censored, so their rates add and their shares multiply; so do the variances of their logarithms. A curve that has
 * stopped adds no rate after that: the wait is then over- rather than underestimated.
 */
export const firstOf = (curves: readonly SurvivalCurve[]): SurvivalCurve => {
  const steps = curves
    .flatMap((curve) => Array.from(curve.times, (time, step) => ({ curve, time, step })))
    .sort((a, b) => a.time - b.time);
  const times: number[] = [];
  const survival: number[] = [];
  const greenwood: number[] = [];
  let [share, sum] = [1, 0];
  for (const { curve, time, step } of steps) {
    if (share === 0 && time !== times.at(-1)) break;
    const before = step === 0 ? 1 : curve.survival[step - 1]!;
    share *= curve.survival[step]! / before;
    sum += curve.greenwood[step]! - (step === 0 ? 0 : curve.greenwood[step - 1]!);
    if (time !== times.at(-1)) times.push(time);
    survival[times.length - 1] = share;
    greenwood[times.length - 1] = sum;
  }
  return {
    times: Int32Array.from(times),
    survival: Float64Array.from(survival),
    greenwood: Float64Array.from(greenwood),
    until: share === 0 ? times.at(-1)! : curves.reduce((last, { until }) => Math.max(last, until), 0),
  };
};
