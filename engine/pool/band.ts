import type { Band, CeilingTable } from '../domain/territory.ts';
import { type CeilingCategory, ceilingEur, shareOfCeiling } from '../household/ceilings.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * Resource band of a demand, as far as what it leaves unsaid lets one tell: where the lowest and the highest category that it
 * could have give different bands, the band is to be confirmed; where they are on different sides of the mix, it is not known.
 */
export const bandWithin = (
  territory: Territory,
  known: {
    readonly income: number | null;
    readonly plus: CeilingTable | null;
    readonly low: CeilingCategory;
    readonly high: CeilingCategory;
  } | null,
): { readonly sure: Band | null; readonly toConfirm: boolean } => {
  const bandAt = (category: CeilingCategory): Band | null =>
    territory.bandOf(shareOfCeiling(known!.income, known!.plus && ceilingEur(known!.plus, category)));
  const [highest, lowest] = known === null ? [null, null] : [bandAt(known.low), bandAt(known.high)];
  if (highest === null || lowest === null) return { sure: null, toConfirm: false };
  return {
    sure: highest.group === lowest.group ? highest : null,
    toConfirm: highest !== lowest,
  };
};
