import { yearOf } from '../domain/day.ts';
import type { Demand, Household } from '../domain/demand.ts';
import type { IsoDay } from '../domain/ids.ts';
import { ASSUMPTIONS, PUBLISHED } from './figures.ts';
import type { HouseholdKind, TrueHousehold } from './households.ts';
import { quotaFlags, randomStream } from './random.ts';

/**
 * Declared resources per consumption unit, EUR a year, by rank in the demand. The point at 0.25 is the published first
 * quartile; the others are ours. Linear between points.
 */
const PER_UC_QUANTILES: readonly (readonly [rank: number, eur: number])[] = [
  [0, 0],
  [0.015, 0],
  [0.03, 2_600],
  [0.1, 6_300],
  [PUBLISHED.firstQuartileShare.value, PUBLISHED.firstQuartileEur.value],
  [0.5, 11_400],
  [0.7, 14_700],
  [0.9, 20_500],
  [0.98, 27_500],
  [1, 42_000],
];

/** Share of the year's declared resources that is taxable income: benefits are not, wages less 10 % are. Ours. */
const TAXABLE_SHARE: readonly (readonly [rank: number, share: number])[] = [
  [0, 0.25],
  [0.1, 0.4],
  [0.25, 0.62],
  [0.5, 0.85],
  [1, 0.92],
];

const along = (points: readonly (readonly [number, number])[], rank: number): number => {
  const after = points.findIndex(([at]) => at >= rank);
  const [x1, y1] = points[after]!;
  if (after <= 0) return y1;
  const [x0, y0] = points[after - 1]!;
  return y0 + ((rank - x0) / (x1 - x0)) * (y1 - y0);
};

/** Incomes as they are, before what is left unsaid and before the calibration of taxable incomes. */
export interface TrueIncome {
  /** Place in the demand by resources per consumption unit, 0 to 1. */
  readonly rank: number;
  readonly monthlyEur: number;
  readonly monthlyDeclared: boolean;
  /** Reference tax incomes of N-2 and N-1, EUR a year, on the generator's own scale. */
  readonly tax2: number;
  readonly tax1: number;
}

/** How kinds of households lean up or down in resources per consumption unit, in standard deviations. Ours. */
const LEANING: Readonly<Record<HouseholdKind, number>> = {
  single: 0,
  couple: 0.35,
  'lone-parent': -0.25,
  'couple-children': -0.15,
  'other-adults': 0,
};

/** True incomes. Ranks of those who declare are spread evenly, so that the first quartile holds its quarter exactly. */
export const drawIncomes = (households: readonly TrueHousehold[], seed: number): TrueIncome[] => {
  const count = households.length;
  const tastes = randomStream(seed, 'incomes/rank');
  const silent = quotaFlags(
    randomStream(seed, 'incomes/monthly-unknown'),
    ASSUMPTIONS.monthlyIncomeUnknown.value,
    count,
  );
  const score = households.map(
    ({ kind, applicantAge }) =>
      tastes.normal() + LEANING[kind] - (applicantAge < 25 ? 0.35 : applicantAge > 62 ? -0.6 : 0),
  );
  const ranks = new Float64Array(count);
  for (const group of [true, false]) {
    const places = score.map((_, i) => i).filter((i) => silent[i] === group);
    places.sort((a, b) => score[a]! - score[b]! || a - b);
    places.forEach((place, i) => {
      ranks[place] = (i + 0.5) / places.length;
    });
  }
  const years = randomStream(seed, 'incomes/years');
  return households.map(({ consumptionUnits }, place) => {
    const rank = ranks[place]!;
    const yearly = along(PER_UC_QUANTILES, rank) * consumptionUnits;
    const tax2 = yearly * along(TAXABLE_SHARE, rank) * Math.exp(0.22 * years.normal());
    // One household in eight lost a job or a partner's income since: its N-1 is lower by a tenth at least.
    const change = years.chance(0.125) ? years.between(0.5, 0.9) : Math.exp(0.05 * years.normal() + 0.012);
    return {
      rank,
      monthlyEur: Math.round(yearly / 12),
      monthlyDeclared: !silent[place],
      tax2,
      tax1: tax2 * change,
    };
  });
};

/**
 * Declared incomes of each demand. Reference tax incomes are scaled once for all demands (`taxScale`); the rolling twelve
 * months are always null, since the demand file does not carry them.
 */
export const declareIncomes = (
  incomes: readonly TrueIncome[],
  households: readonly Household[],
  {
    seed,
    asOf,
    taxScale,
  }: {
    readonly seed: number;
    readonly asOf: IsoDay;
    readonly taxScale: number;
  },
): Demand['incomes'][] => {
  const count = incomes.length;
  const year = yearOf(asOf);
  const flags = (name: string, share: number) =>
    quotaFlags(randomStream(seed, `incomes/${name}`), share, count);
  const noTax = flags('tax-unknown', ASSUMPTIONS.taxIncomeUnknown.value);
  const noLast = flags('last-tax-unknown', ASSUMPTIONS.lastTaxIncomeUnknown.value);
  const noPartner = flags('co-applicant-unknown', ASSUMPTIONS.coApplicantIncomeMissing.value);
  return incomes.map(({ monthlyEur, monthlyDeclared, tax2, tax1 }, place) => {
    const unsaid = noTax[place] || (noPartner[place] && households[place]!.couple === true);
    const amount = (eur: number) => Math.round(eur * taxScale);
    return {
      referenceTaxIncome: [
        { year: year - 2, amountEur: unsaid ? null : amount(tax2) },
        { year: year - 1, amountEur: unsaid || noLast[place] ? null : amount(tax1) },
      ],
      declaredMonthlyEur: monthlyDeclared ? monthlyEur : null,
      rolling12MonthsEur: null,
    };
  });
};

/** Value such that a share of the list is at or under it: the midpoint between the two places around it. */
export const quantileOf = (values: readonly number[], share: number): number => {
  if (values.length === 0) throw new Error('incomes: no value to take a quantile of');
  const sorted = Float64Array.from(values).sort();
  const before = Math.max(0, Math.min(sorted.length, Math.round(share * sorted.length)) - 1);
  return (sorted[before]! + sorted[Math.min(before + 1, sorted.length - 1)]!) / 2;
};
