/* Counts of rare independent events. */

export interface CountInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Central interval of a Poisson count: the smallest whole numbers whose cumulative chances reach (1 − share) / 2 and (1 + share) / 2.
 * At least `share` of the chances lie in it.
 *
 * @param mean 0 or more, up to some thousands.
 * @param share between 0 and 1, exclusive.
 */
export const poissonInterval = (mean: number, share: number): CountInterval => {
  if (!(mean >= 0) || !(share > 0 && share < 1)) throw new RangeError(`mean ${mean}, share ${share}`);
  const [lowAt, highAt] = [(1 - share) / 2, (1 + share) / 2];
  if (mean === 0) return { low: 0, high: 0 };
  const logMean = Math.log(mean);
  let logChance = -mean;
  let sum = 0;
  let low: number | null = null;
  for (let count = 0; ; count += 1) {
    sum += Math.exp(logChance);
    if (low === null && sum >= lowAt) low = count;
    // Rounding may keep the sum just under 1: far beyond the mean, nothing is left to add.
    if (sum >= highAt || count > 2 * mean + 100) return { low: low ?? count, high: count };
    logChance += logMean - Math.log(count + 1);
  }
};
