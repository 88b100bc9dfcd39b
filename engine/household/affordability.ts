import type { Demand } from '../domain/demand.ts';

/*
 * What a dwelling would weigh on a household. Advisory figures: they never exclude by themselves. Rent and charges are what
 * the quittance asks (rent net of the rent reduction); the benefit is what is paid.
 */

export type AffordabilityGap =
  | 'rent-unknown'
  | 'charges-unknown'
  | 'apl-unknown'
  | 'resources-unknown'
  | 'consumption-units-unknown'
  | 'resources-zero';

/** French, shown where a figure is missing. */
export const AFFORDABILITY_GAPS: Readonly<Record<AffordabilityGap, string>> = {
  'rent-unknown': 'loyer non connu',
  'charges-unknown': 'charges non connues',
  'apl-unknown': 'aide au logement non connue',
  'resources-unknown': 'ressources non déclarées',
  'consumption-units-unknown': 'unités de consommation non connues : âge d’un enfant à préciser',
  'resources-zero': 'ressources déclarées nulles : le taux n’a pas de sens',
};

/** A figure, or what is missing to compute it. */
export type Affordability =
  | { readonly value: number; readonly missing: readonly [] }
  | { readonly value: null; readonly missing: readonly AffordabilityGap[] };

export interface HousingCost {
  /** Principal and annex rents, EUR a month. */
  readonly rentEur: number | null;
  /** Recoverable charges and energy contribution, EUR a month. */
  readonly chargesEur: number | null;
  /** EUR a month; 0 when no benefit is due. */
  readonly aplEur: number | null;
  /** Resources of all persons as declared in the demand form, EUR a month. */
  readonly monthlyResourcesEur: number | null;
}

const DAYS_PER_MONTH = 30;

/**
 * Taux d'effort, 0 to 1 and beyond: (rent + charges − benefit) ÷ resources, by the arrêté of 10 March 2011. It can be
 * negative when real charges are under the benefit's flat charges. The forfait for individual water and heating is not in
 * the dwelling file, so it is not added.
 */
export const effortRate = (cost: HousingCost): Affordability => {
  const missing = gaps(cost);
  const { rentEur, chargesEur, aplEur, monthlyResourcesEur } = cost;
  if (rentEur === null || chargesEur === null || aplEur === null || monthlyResourcesEur === null) {
    return { value: null, missing };
  }
  if (monthlyResourcesEur === 0) return { value: null, missing: ['resources-zero'] };
  return { value: (rentEur + chargesEur - aplEur) / monthlyResourcesEur, missing: [] };
};

/**
 * Reste à vivre in EUR a day and consumption unit: (resources + benefit − rent − charges) ÷ 30 ÷ units; negative when the cost
 * exceeds the resources. Common practice; no text fixes it.
 */
export const residualIncomePerDayPerUc = ({
  consumptionUnits,
  ...cost
}: HousingCost & { readonly consumptionUnits: number | null }): Affordability => {
  const missing = gaps(cost);
  if (consumptionUnits === null) missing.push('consumption-units-unknown');
  const { rentEur, chargesEur, aplEur, monthlyResourcesEur } = cost;
  if (
    rentEur === null ||
    chargesEur === null ||
    aplEur === null ||
    monthlyResourcesEur === null ||
    consumptionUnits === null
  ) {
    return { value: null, missing };
  }
  const left = monthlyResourcesEur + aplEur - rentEur - chargesEur;
  return { value: left / DAYS_PER_MONTH / consumptionUnits, missing: [] };
};

const gaps = ({ rentEur, chargesEur, aplEur, monthlyResourcesEur }: HousingCost): AffordabilityGap[] => {
  const missing: AffordabilityGap[] = [];
  if (rentEur === null) missing.push('rent-unknown');
  if (chargesEur === null) missing.push('charges-unknown');
  if (aplEur === null) missing.push('apl-unknown');
  if (monthlyResourcesEur === null) missing.push('resources-unknown');
  return missing;
};

export interface TwelveMonthResources {
  /** EUR a year; null when unknown. */
  readonly amountEur: number | null;
  /** declared: carried by the demand. estimate: declared month × 12. unknown: neither. */
  readonly basis: 'declared' | 'estimate' | 'unknown';
}

/** French, shown beside every figure built on the resources. */
export const TWELVE_MONTH_BASES: Readonly<Record<TwelveMonthResources['basis'], string>> = {
  declared: 'ressources des douze derniers mois déclarées',
  estimate: 'estimation : ressources mensuelles déclarées × 12',
  unknown: 'ressources des douze derniers mois non connues',
};

/** Resources of twelve months, EUR a year, estimated from one declared month: the national file does not carry them. */
export const estimatedRolling12Months = (declaredMonthlyEur: number | null): TwelveMonthResources =>
  declaredMonthlyEur === null
    ? { amountEur: null, basis: 'unknown' }
    : { amountEur: declaredMonthlyEur * 12, basis: 'estimate' };

/** Resources for the housing benefit, EUR a year: those that the demand carries, or else the labelled estimate. */
export const twelveMonthResources = ({
  rolling12MonthsEur,
  declaredMonthlyEur,
}: Pick<Demand['incomes'], 'rolling12MonthsEur' | 'declaredMonthlyEur'>): TwelveMonthResources =>
  rolling12MonthsEur === null
    ? estimatedRolling12Months(declaredMonthlyEur)
    : { amountEur: rolling12MonthsEur, basis: 'declared' };
