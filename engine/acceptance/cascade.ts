/** Who ends up with the dwelling. Shares that sum to 1. */
export interface Cascade {
  /** Chance that rank 1, 2… takes it. Length = the list's. */
  readonly byRank: readonly number[];
  /** Chance that everybody refuses. */
  readonly nobody: number;
}

/**
 * Exact cascade of a list. `turnRates`: chance of a yes at each rank *once its turn has come*, 0 to 1, rank 1 first; then
 * p_r = a_r·Π_{q<r}(1 − a_q) holds whatever ties the answers together. Rates learned from recorded turns are of that kind; chances
 * that ignore what the ranks before said become so by `turnRates` of `residenceEffect.ts`.
 *
 * @throws RangeError when a rate is not a number from 0 to 1.
 */
export const cascade = (turnRates: readonly number[]): Cascade => {
  let reached = 1;
  const byRank = turnRates.map((rate, i) => {
    if (!(rate >= 0 && rate <= 1)) throw new RangeError(`rate of rank ${i + 1} is ${rate}, not from 0 to 1`);
    const takes = reached * rate;
    reached *= 1 - rate;
    return takes;
  });
  return { byRank, nobody: reached };
};
