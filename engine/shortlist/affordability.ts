import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import {
  effortRate,
  type Affordability as Figure,
  residualIncomePerDayPerUc,
  type TwelveMonthResources,
  twelveMonthResources,
} from '../household/affordability.ts';
import { apl } from '../household/apl.ts';
import type { AplTrace } from '../household/aplSteps.ts';
import { familyOf } from '../household/family.ts';
import { rls } from '../household/rls.ts';
import type { Pool } from '../pool/pool.ts';
import type { Territory } from '../territory/territory.ts';

/**
 * What this dwelling would weigh on this household. Advisory: it warns, it never sets anybody aside. The housing benefit
 * depends on both, so no dwelling is affordable in itself.
 */
export interface Affordability {
  /** Rent asked once the rent reduction is taken off, EUR a month. */
  readonly rentAfterReductionEur: number | null;
  readonly chargesEur: number | null;
  /** Housing benefit, EUR a month, after the rent reduction's clawback. */
  readonly aplEur: number | null;
  readonly rlsEur: number | null;
  /** Steps of the benefit; null when it could not be computed. */
  readonly aplTrace: AplTrace | null;
  /** Taux d'effort, 0 to 1 and beyond. */
  readonly effort: Figure;
  /** Reste à vivre, EUR a day and consumption unit. */
  readonly residual: Figure;
  readonly effortWarns: boolean;
  readonly residualWarns: boolean;
  readonly resources: TwelveMonthResources;
}

export const affordabilityOf = (input: {
  readonly pool: Pool;
  readonly territory: Territory;
  readonly dwelling: Dwelling;
  readonly row: number;
}): Affordability => {
  const { pool, territory, dwelling, row } = input;
  const { norms } = territory.pack;
  const couple = byteAt(pool, 'couple', row);
  const family = familyOf({
    couple: couple === null ? null : couple === 1,
    dependants: byteAt(pool, 'dependants', row),
  });
  const zone = territory.communeByCode.get(dwelling.commune)?.aplZone ?? null;
  const monthlyResourcesEur = numberAt(pool, 'declaredMonthlyIncomeEur', row);
  const resources = twelveMonthResources({
    rolling12MonthsEur: numberAt(pool, 'rolling12MonthsEur', row),
    declaredMonthlyEur: monthlyResourcesEur,
  });
  const aplParameters = territory.aplParameters(pool.asOf);
  const rlsParameters = territory.rlsParameters(pool.asOf);
  const reduction =
    family === null || zone === null || rlsParameters === null
      ? null
      : rls({
          family,
          zone,
          monthlyResourcesEur: resources.amountEur === null ? null : resources.amountEur / 12,
          parameters: rlsParameters,
        });
  const benefit =
    family === null || zone === null || aplParameters === null
      ? null
      : apl({
          rentEur: dwelling.rentEur,
          family,
          zone,
          annualResourcesEur: resources.amountEur,
          parameters: aplParameters,
          rlsEur: reduction?.amountEur ?? null,
        });
  const rentAfterReductionEur = reduction === null ? null : dwelling.rentEur - reduction.amountEur;
  const cost = {
    rentEur: rentAfterReductionEur,
    chargesEur: dwelling.chargesEur,
    aplEur: benefit?.netEur ?? null,
    monthlyResourcesEur,
  };
  const effort = effortRate(cost);
  const residual = residualIncomePerDayPerUc({
    ...cost,
    consumptionUnits: numberAt(pool, 'consumptionUnits', row),
  });
  return {
    rentAfterReductionEur,
    chargesEur: dwelling.chargesEur,
    aplEur: benefit?.netEur ?? null,
    rlsEur: reduction?.amountEur ?? null,
    aplTrace: benefit?.trace ?? null,
    effort,
    residual,
    effortWarns: effort.value !== null && effort.value > norms.effort.warnAbove,
    residualWarns: residual.value !== null && residual.value < norms.residualIncome.warnBelowEurPerDayPerUc,
    resources,
  };
};

const numberAt = (pool: Pool, column: string, row: number): number | null => {
  const value = pool.array(column)[row]!;
  return Number.isNaN(value) ? null : value;
};

const byteAt = (pool: Pool, column: string, row: number): number | null => {
  const value = pool.array(column)[row]!;
  return value === UNKNOWN_U8 ? null : value;
};
