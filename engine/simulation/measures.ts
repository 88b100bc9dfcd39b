import type { Demand } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import { ceilingCategory, ceilingEur, shareOfCeiling } from '../household/ceilings.ts';
import { describeHousehold } from '../household/household.ts';
import { retainedTaxIncome } from '../household/retainedIncome.ts';
import type { Territory } from '../territory/territory.ts';

/** Resources of a demand against the rules, by the functions that decide eligibility. NaN = not known. */
export interface ResourceMeasures {
  readonly shareOfPlus: number;
  readonly shareOfPlai: number;
  /** EUR a year and consumption unit: declared monthly resources times twelve (arrêté of 3 June 2025). */
  readonly perUcEur: number;
}

type Declared = Pick<Demand, 'household' | 'incomes'>;

/** @throws Error when the territory has no PLUS or PLAI ceilings for the year of `asOf`. */
export const resourceMeasures = (
  demands: readonly Declared[],
  territory: Territory,
  asOf: IsoDay,
): ResourceMeasures[] => {
  const year = Number(asOf.slice(0, 4));
  const plus = territory.ceilingTable('PLUS', year);
  const plai = territory.ceilingTable('PLAI', year);
  if (!plus || !plai) throw new Error(`simulation: no PLUS or PLAI ceilings for ${year}`);
  const { national } = territory.pack;
  return demands.map(({ household, incomes }) => {
    const income = retainedTaxIncome(incomes, asOf).amountEur;
    const category = ceilingCategory(household, asOf, national);
    const { consumptionUnits } = describeHousehold(household, asOf, national);
    const share = (table: typeof plus): number =>
      (category === null ? null : shareOfCeiling(income, ceilingEur(table, category))) ?? Number.NaN;
    return {
      shareOfPlus: share(plus),
      shareOfPlai: share(plai),
      perUcEur:
        incomes.declaredMonthlyEur === null || consumptionUnits === null
          ? Number.NaN
          : (incomes.declaredMonthlyEur * 12) / consumptionUnits,
    };
  });
};
