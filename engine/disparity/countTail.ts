/*
 * How likely a count is, when all have the same chances: a sum of draws, each in the group with the share that its own pool has of it.
 * Tails by the saddlepoint formula of Lugannani and Rice (1980, DOI 10.2307/1426607) with the correction of counts, which stays close
 * where the count is small and lopsided, as a normal law does not. Tilted by an odds ratio that all pools share, the same law gives the
 * interval: the effect that Mantel and Haenszel (1959, DOI 10.1093/jnci/22.4.719) sum over strata.
 */

/** Draws of each pool, and the share of the group there, between zero and one, both left out. Same length. */
export interface PooledDraws {
  readonly draws: Float64Array;
  readonly shares: Float64Array;
}

/** Largest odds ratio looked at: e¹⁵. */
const MOST_LOG_ODDS = 15;
const SADDLE_BOUND = 60;
const NEWTON_STEPS = 100;
const BISECTIONS = 32;
/** Under this, the formula divides nothing by nothing: the count is at its mean. */
const AT_MEAN = 1e-4;

/** Share of the group under an odds ratio. */
const tilted = (share: number, odds: number): number => (share * odds) / (1 - share + share * odds);

/** Sums of the draws under an odds ratio: mean and variance of the count, draws being independent. */
export const countMoments = (
  { draws, shares }: PooledDraws,
  t = 0,
): { readonly mean: number; readonly variance: number } => {
  const odds = Math.exp(t);
  let [mean, variance] = [0, 0];
  for (let v = 0; v < draws.length; v += 1) {
    const share = tilted(shares[v]!, odds);
    mean += draws[v]! * share;
    variance += draws[v]! * share * (1 - share);
  }
  return { mean, variance };
};

const cumulant = ({ draws, shares }: PooledDraws, t: number): number => {
  const rise = Math.expm1(t);
  let sum = 0;
  for (let v = 0; v < draws.length; v += 1) sum += draws[v]! * Math.log1p(shares[v]! * rise);
  return sum;
};

const total = ({ draws }: PooledDraws): number => draws.reduce((sum, each) => sum + each, 0);

/** Odds under which the count observed is the mean: Newton's method kept within a bracket that shrinks. */
const saddle = (law: PooledDraws, observed: number): number => {
  let [low, high] = [-SADDLE_BOUND, SADDLE_BOUND];
  let t = 0;
  for (let i = 0; i < NEWTON_STEPS; i += 1) {
    const { mean, variance } = countMoments(law, t);
    if (mean > observed) high = t;
    else low = t;
    const next = t - (mean - observed) / variance;
    const kept = next > low && next < high ? next : (low + high) / 2;
    if (Math.abs(kept - t) < 1e-12) return kept;
    t = kept;
  }
  return t;
};

/** Chance that a standard normal passes z: a series near zero, Lentz's continued fraction beyond (Abramowitz and Stegun 1964, 26.2.11, 26.2.14). */
export const normalTail = (z: number): number => {
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let tail = 0;
  if (x < 3) {
    let [term, sum] = [x, x];
    for (let n = 3; term > 1e-17 * sum; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    tail = 0.5 - density * sum;
  } else {
    let fraction = x;
    for (let n = 80; n >= 1; n -= 1) fraction = x + n / fraction;
    tail = density / fraction;
  }
  return z >= 0 ? tail : 1 - tail;
};

/**
 * The law of a count, and how far what was observed is from it.
 *
 * `dispersion`: variance of the count over that of independent draws. Households that stand in many pools are drawn, or not, together;
 * the count then varies as that of so many times fewer draws.
 */
export class CountTail {
  readonly #law: PooledDraws;
  readonly #observed: number;
  readonly #dispersion: number;
  readonly #most: number;
  readonly #saddle: number;
  readonly #atSaddle: number;
  readonly #spread: number;

  constructor(input: {
    readonly law: PooledDraws;
    readonly observed: number;
    readonly dispersion: number;
  }) {
    const { law, observed, dispersion } = input;
    this.#law = law;
    this.#observed = observed;
    this.#dispersion = dispersion;
    this.#most = total(law);
    this.#saddle = observed > 0 && observed < this.#most ? saddle(law, observed) : 0;
    this.#atSaddle = cumulant(law, this.#saddle);
    this.#spread = Math.sqrt(countMoments(law, this.#saddle).variance / dispersion);
  }

  /** Chance of so large a count, or larger, under a logarithm of the odds ratio. */
  atLeast(logOdds: number): number {
    if (this.#observed <= 0) return 1;
    if (this.#observed >= this.#most) return Math.exp(this.#extreme(logOdds, (share) => share));
    return this.#tail(logOdds, 1);
  }

  /** Chance of so small a count, or smaller. */
  atMost(logOdds: number): number {
    if (this.#observed >= this.#most) return 1;
    if (this.#observed <= 0) return Math.exp(this.#extreme(logOdds, (share) => 1 - share));
    return this.#tail(logOdds, -1);
  }

  /** Chance of a count as far from equal chances, on either side: twice the smaller tail. */
  get p(): number {
    return Math.min(1, 2 * Math.min(this.atLeast(0), this.atMost(0)));
  }

  /** Means, over that of equal chances, that the count does not rule out at a risk shared by both sides. */
  interval(risk: number): { readonly low: number; readonly high: number } {
    const equal = countMoments(this.#law).mean;
    const ratio = (t: number): number => countMoments(this.#law, t).mean / equal;
    const low = this.#observed <= 0 ? 0 : ratio(crossing((t) => this.atLeast(t) > risk / 2));
    const high =
      this.#observed >= this.#most ? this.#most / equal : ratio(crossing((t) => this.atMost(t) < risk / 2));
    return { low, high };
  }

  #extreme(logOdds: number, shareOf: (share: number) => number): number {
    const { draws, shares } = this.#law;
    let sum = 0;
    for (let v = 0; v < draws.length; v += 1)
      sum += draws[v]! * Math.log(shareOf(tilted(shares[v]!, Math.exp(logOdds))));
    return sum / this.#dispersion;
  }

  #tail(logOdds: number, side: 1 | -1): number {
    const t = this.#saddle - logOdds;
    const fall = t * this.#observed - (this.#atSaddle - cumulant(this.#law, logOdds));
    const w = side * Math.sign(t) * Math.sqrt((2 * Math.max(0, fall)) / this.#dispersion);
    if (Math.abs(w) < AT_MEAN) return 0.5;
    const u = -Math.expm1(-side * t) * this.#spread;
    const density = Math.exp((-w * w) / 2) / Math.sqrt(2 * Math.PI);
    return Math.min(1, Math.max(0, normalTail(w) + density * (1 / u - 1 / w)));
  }
}

/** The logarithm of the odds ratio at which `passed` becomes true: it is false at first. */
const crossing = (passed: (t: number) => boolean): number => {
  let [low, high] = [-MOST_LOG_ODDS, MOST_LOG_ODDS];
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (low + high) / 2;
    if (passed(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
};
