import type { Random } from '../simulation/random.ts';

/* Draws from the distributions of a forecast, exact for any size of counts. */

/** Gamma of that shape and scale 1 (Marsaglia and Tsang 2000, doi:10.1145/358407.358414). */
export const gammaDraw = (random: Random, shape: number): number => {
  // Below one: Γ(a) = Γ(a + 1)·U^(1/a).
  if (shape < 1) return gammaDraw(random, shape + 1) * (1 - random.next()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    if (Math.log(1 - random.next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
};

/** Beta of positive shapes. */
export const betaDraw = (random: Random, a: number, b: number): number => {
  const x = gammaDraw(random, a);
  return x / (x + gammaDraw(random, b));
};

/** Below this, trials are drawn one by one. */
const SMALL = 24;

/** Successes of `trials`, each with that chance: halved by a beta order statistic until few are left (Relles 1972, doi:10.2307/2284403). */
export const binomialDraw = (random: Random, trials: number, chance: number): number => {
  let [left, p, successes] = [trials, chance, 0];
  while (left > SMALL) {
    if (p <= 0) return successes;
    if (p >= 1) return successes + left;
    const middle = (left + 1) >> 1;
    const at = betaDraw(random, middle, left + 1 - middle);
    if (at <= p) {
      successes += middle;
      p = (p - at) / (1 - at);
      left -= middle;
    } else {
      p /= at;
      left = middle - 1;
    }
  }
  for (let i = 0; i < left; i += 1) if (random.next() < p) successes += 1;
  return successes;
};

/** Poisson of that mean: cut by a gamma waiting time while it is large (Ahrens and Dieter 1974, doi:10.1007/BF02293108). */
export const poissonDraw = (random: Random, mean: number): number => {
  if (!(mean > 0)) return 0;
  if (mean > SMALL) {
    const events = Math.floor(mean * 0.875);
    const waited = gammaDraw(random, events);
    return waited > mean
      ? binomialDraw(random, events - 1, mean / waited)
      : events + poissonDraw(random, mean - waited);
  }
  const least = Math.exp(-mean);
  let [count, product] = [0, random.next()];
  while (product > least) {
    count += 1;
    product *= random.next();
  }
  return count;
};
