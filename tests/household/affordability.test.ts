import { describe, expect, it } from 'vitest';
import {
  AFFORDABILITY_GAPS,
  effortRate,
  estimatedRolling12Months,
  residualIncomePerDayPerUc,
  TWELVE_MONTH_BASES,
  twelveMonthResources,
} from '../../engine/household/affordability.ts';

const COST = { rentEur: 400, chargesEur: 80, aplEur: 180, monthlyResourcesEur: 1000 };

describe('taux d’effort', () => {
  it('is (rent + charges − benefit) over resources', () => {
    expect(effortRate(COST)).toEqual({ value: 0.3, missing: [] });
  });

  it('counts a benefit of zero as a benefit known to be zero', () => {
    expect(effortRate({ ...COST, aplEur: 0 })).toEqual({ value: 0.48, missing: [] });
  });

  it('can exceed 1, and go under 0', () => {
    expect(effortRate({ ...COST, monthlyResourcesEur: 200 }).value).toBe(1.5);
    expect(effortRate({ ...COST, chargesEur: 0, aplEur: 410 }).value).toBeLessThan(0);
  });

  it('says what is missing', () => {
    expect(effortRate({ ...COST, rentEur: null })).toEqual({ value: null, missing: ['rent-unknown'] });
    expect(effortRate({ ...COST, chargesEur: null })).toEqual({ value: null, missing: ['charges-unknown'] });
    expect(effortRate({ ...COST, aplEur: null })).toEqual({ value: null, missing: ['apl-unknown'] });
    expect(effortRate({ ...COST, monthlyResourcesEur: null })).toEqual({
      value: null,
      missing: ['resources-unknown'],
    });
    expect(
      effortRate({ rentEur: null, chargesEur: null, aplEur: null, monthlyResourcesEur: null }).missing,
    ).toHaveLength(4);
  });

  it('has no meaning on resources of zero', () => {
    expect(effortRate({ ...COST, monthlyResourcesEur: 0 })).toEqual({
      value: null,
      missing: ['resources-zero'],
    });
  });
});

describe('reste à vivre', () => {
  it('is what is left a day and consumption unit', () => {
    expect(residualIncomePerDayPerUc({ ...COST, consumptionUnits: 1 }).value).toBeCloseTo(700 / 30, 10);
    expect(residualIncomePerDayPerUc({ ...COST, consumptionUnits: 2.1 }).value).toBeCloseTo(700 / 63, 10);
  });

  it('is negative when the dwelling costs more than the resources', () => {
    expect(residualIncomePerDayPerUc({ ...COST, monthlyResourcesEur: 0, consumptionUnits: 1 }).value).toBe(
      -10,
    );
  });

  it('says what is missing', () => {
    expect(residualIncomePerDayPerUc({ ...COST, consumptionUnits: null })).toEqual({
      value: null,
      missing: ['consumption-units-unknown'],
    });
    expect(residualIncomePerDayPerUc({ ...COST, aplEur: null, consumptionUnits: null })).toEqual({
      value: null,
      missing: ['apl-unknown', 'consumption-units-unknown'],
    });
  });

  it('has a French sentence for every gap', () => {
    for (const sentence of Object.values(AFFORDABILITY_GAPS)) expect(sentence).toMatch(/^[a-zé].{8,}/);
    expect(Object.keys(AFFORDABILITY_GAPS)).toHaveLength(6);
  });
});

describe('resources of twelve months', () => {
  it('are twelve times the declared month, labelled as an estimate', () => {
    expect(estimatedRolling12Months(650)).toEqual({ amountEur: 7800, basis: 'estimate' });
    expect(TWELVE_MONTH_BASES.estimate).toContain('estimation');
  });

  it('are the declared ones when the demand carries them', () => {
    expect(twelveMonthResources({ rolling12MonthsEur: 8000, declaredMonthlyEur: 650 })).toEqual({
      amountEur: 8000,
      basis: 'declared',
    });
    expect(twelveMonthResources({ rolling12MonthsEur: 0, declaredMonthlyEur: 650 }).amountEur).toBe(0);
  });

  it('stay unknown when neither is declared', () => {
    expect(estimatedRolling12Months(null)).toEqual({ amountEur: null, basis: 'unknown' });
    expect(twelveMonthResources({ rolling12MonthsEur: null, declaredMonthlyEur: null }).basis).toBe(
      'unknown',
    );
    expect(twelveMonthResources({ rolling12MonthsEur: null, declaredMonthlyEur: 0 })).toEqual({
      amountEur: 0,
      basis: 'estimate',
    });
  });
});
