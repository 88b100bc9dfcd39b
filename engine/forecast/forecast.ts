import { type Random, weightedDraw } from '../simulation/random.ts';
import { balanceHundredths } from '../targets/balance.ts';
import type { Aim } from '../targets/schedule.ts';
import { betaDraw, binomialDraw, gammaDraw, poissonDraw } from './draws.ts';
import type { PlacePrior, TargetFit } from './fit.ts';

/** A year's end that may be: what the target will have looked at and counted, the year's first events included. */
export interface YearEnd {
  readonly among: number;
  readonly counted: number;
}

/** What is expected, and the ends between which four years in five fall. */
export interface Summary {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** What the ledger alone tells of a target's year end in one place. */
export interface Forecast {
  /** Events still to come: expected, and four years in five between the two. */
  readonly toCome: Summary;
  /** Share at the year's end, 0 to 1; null for a number of dwellings, and where nothing is expected. */
  readonly share: Summary | null;
  /** Distance to the target at the year's end, in dwellings; negative, short of it. */
  readonly distance: Summary;
  /** Chance that the year ends at the target or within its tolerance, 0 to 1. */
  readonly chance: number;
  /**
   * Share of the events to come that must be counted (at most, for a ceiling) for the year to end at the target or within its
   * tolerance four times in five; null when none does. For a target already sure: its own pace, or less.
   */
  readonly neededShare: number | null;
}

/** What an interval is to hold, and how sure a year's end must be to count on it: four years in five. */
export const SURE = 0.8;

/**
 * Draws year ends: the volume from what is expected of the place and what has come, the share from what is expected and what was
 * counted. Nothing of what lies ahead is known: no vacancy, no arrival, no rule of the months to come.
 *
 * @param elapsed share of the year that has passed, in (0, 1].
 */
export const drawYearEnds = (
  random: Random,
  input: {
    readonly fit: TargetFit;
    readonly prior: PlacePrior;
    readonly soFar: YearEnd;
    readonly elapsed: number;
    readonly draws: number;
  },
): readonly YearEnd[] => {
  const { fit, prior, soFar, elapsed, draws } = input;
  const left = Math.max(0, 1 - elapsed);
  // Never seen before this year: its own pace is all there is.
  const expected = prior.yearEvents ?? Math.max(0.5, soFar.among / elapsed);
  const rateShape = fit.volumeShape + soFar.among;
  const rateScale = 1 / (fit.volumeShape / expected + elapsed);
  const missed = soFar.among - soFar.counted;
  // What the months passed say of each way is small beside what the years do: the ways keep their weights.
  const way = weightedDraw(
    prior.shares.map(
      ({ weight, a, b }) =>
        [{ a: a + fit.carry * soFar.counted, b: b + fit.carry * missed }, weight] as const,
    ),
  );
  return Array.from({ length: draws }, () => {
    const toCome = poissonDraw(random, gammaDraw(random, rateShape) * rateScale * left);
    const { a, b } = way(random);
    const share = betaDraw(random, a, b);
    return {
      among: soFar.among + toCome,
      counted: soFar.counted + (toCome === 0 ? 0 : binomialDraw(random, toCome, share)),
    };
  });
};

/**
 * @param tolerance in dwellings.
 * @param level share of the draws between the ends of an interval: see `intervalLevel`.
 */
export const forecastOf = (
  ends: readonly YearEnd[],
  {
    soFar,
    aim,
    tolerance,
    level = SURE,
  }: { readonly soFar: YearEnd; readonly aim: Aim; readonly tolerance: number; readonly level?: number },
): Forecast => {
  const summary = summaryAt(level);
  const shares = ends.flatMap(({ among, counted }) => (among === 0 ? [] : [counted / among]));
  const distances = ends.map((end) => balanceHundredths(aim, end) / 100);
  const within = distances.filter((distance) => distance >= -tolerance).length;
  return {
    toCome: summary(ends.map(({ among }) => among - soFar.among)),
    share: aim.kind === 'count' || shares.length === 0 ? null : summary(shares),
    distance: summary(distances),
    chance: within / ends.length,
    neededShare: neededShare(ends, { soFar, aim, tolerance }),
  };
};

/** Smallest share of what is to come (largest, for a ceiling) with which the target is met in four volumes of five. */
const neededShare = (
  ends: readonly YearEnd[],
  { soFar, aim, tolerance }: { readonly soFar: YearEnd; readonly aim: Aim; readonly tolerance: number },
): number | null => {
  const volumes = ends.map(({ among }) => among - soFar.among);
  const isSure = (share: number): boolean => {
    let met = 0;
    for (const toCome of volumes) {
      const end = { among: soFar.among + toCome, counted: soFar.counted + share * toCome };
      if (balanceHundredths(aim, end) / 100 >= -tolerance - 1e-9) met += 1;
    }
    return met >= SURE * volumes.length;
  };
  // By whole hundredths: finer would say more than is known.
  const steps = Array.from({ length: 101 }, (_, i) => (aim.bound === 'min' ? i : 100 - i) / 100);
  return steps.find(isSure) ?? null;
};

const summaryAt =
  (level: number) =>
  (values: readonly number[]): Summary => {
    const sorted = Float64Array.from(values).sort();
    const mean = sorted.reduce((sum, each) => sum + each, 0) / sorted.length;
    return { mean, low: quantile(sorted, (1 - level) / 2), high: quantile(sorted, (1 + level) / 2) };
  };

/** Of sorted values, between two of them in proportion (Hyndman and Fan 1996, type 7). */
export const quantile = (sorted: Float64Array, p: number): number => {
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  const [from, to] = [sorted[low]!, sorted[Math.min(sorted.length - 1, low + 1)]!];
  return from + (to - from) * (at - low);
};

/** Continuous ranked probability score of drawn values (Gneiting and Raftery 2007, doi:10.1198/016214506000001437): less is better. */
export const crps = (values: readonly number[], truth: number): number => {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let [away, spread] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    away += Math.abs(sorted[i]! - truth);
    spread += (2 * (i + 1) - n - 1) * sorted[i]!;
  }
  return away / n - spread / (n * n);
};
