import type { Acceptance, Fragility } from '../domain/territory.ts';

/** Chance that a household proposed at `rank` (1-based) says yes, from the pack's rates. Zone and rank only. */
export const acceptanceRate = (acceptance: Acceptance, fragility: Fragility, rank: number): number => {
  const rates = (acceptance.rates.find((r) => r.fragility === fragility) ?? acceptance.rates[0])!.byRank;
  return rates[Math.min(rank, rates.length) - 1]!;
};

/** Chances that rank 1, 2, … gets the dwelling if each refuses independently, and that nobody does. They sum to 1. */
export const cascade = (
  acceptance: Acceptance,
  fragility: Fragility,
  length: number,
): { readonly byRank: readonly number[]; readonly nobody: number } => {
  let reached = 1;
  const byRank = Array.from({ length }, (_, i) => {
    const rate = acceptanceRate(acceptance, fragility, i + 1);
    const takes = reached * rate;
    reached *= 1 - rate;
    return takes;
  });
  return { byRank, nobody: reached };
};
