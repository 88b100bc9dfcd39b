import { describe, expect, it } from 'vitest';
import { retainedTaxIncome } from '../../engine/household/retainedIncome.ts';
import { AS_OF } from './households.ts';
import { day } from './parameters.ts';

/** Examined in 2026: N-2 is 2024, N-1 is 2025. */
const retained = (amounts: Record<number, number | null>) =>
  retainedTaxIncome(
    {
      referenceTaxIncome: Object.entries(amounts).map(([year, amountEur]) => ({
        year: Number(year),
        amountEur,
      })),
    },
    AS_OF,
  );

describe('income retained for the ceilings', () => {
  it('is that of N-2', () => {
    expect(retained({ 2024: 20_000, 2025: 21_000 })).toEqual({
      amountEur: 20_000,
      taxYear: 2024,
      rule: 'N-2',
      n2Eur: 20_000,
      n1Eur: 21_000,
    });
  });

  it('is that of N-1 when exactly 10 % lower', () => {
    expect(retained({ 2024: 20_000, 2025: 18_000 })).toMatchObject({
      amountEur: 18_000,
      taxYear: 2025,
      rule: 'N-1-lower',
    });
  });

  it('stays that of N-2 one cent above that boundary', () => {
    expect(retained({ 2024: 20_000, 2025: 18_000.01 })).toMatchObject({ amountEur: 20_000, rule: 'N-2' });
  });

  it('has an exact boundary where binary fractions have none', () => {
    expect(retained({ 2024: 0.7, 2025: 0.63 }).rule).toBe('N-1-lower');
    expect(retained({ 2024: 12_345.6, 2025: 11_111.04 }).rule).toBe('N-1-lower');
    expect(retained({ 2024: 12_345.6, 2025: 11_111.05 }).rule).toBe('N-2');
  });

  it('does not call nothing lower than nothing', () => {
    expect(retained({ 2024: 0, 2025: 0 })).toMatchObject({ amountEur: 0, taxYear: 2024, rule: 'N-2' });
    expect(retained({ 2024: 100, 2025: 0 })).toMatchObject({ amountEur: 0, rule: 'N-1-lower' });
  });

  it('leaves N-2 when N-1 is unknown', () => {
    expect(retained({ 2024: 20_000 })).toMatchObject({ amountEur: 20_000, rule: 'N-2', n1Eur: null });
    expect(retained({ 2024: 20_000, 2025: null })).toMatchObject({ amountEur: 20_000, rule: 'N-2' });
  });

  it('is unknown without N-2, even when N-1 is known', () => {
    expect(retained({ 2025: 18_000 })).toEqual({
      amountEur: null,
      taxYear: 2024,
      rule: 'unknown',
      n2Eur: null,
      n1Eur: 18_000,
    });
    expect(retained({ 2024: null, 2023: 15_000 })).toMatchObject({ amountEur: null, rule: 'unknown' });
  });

  it('does not choose between two amounts of one year', () => {
    const twice = (a: number | null, b: number | null) =>
      retainedTaxIncome(
        {
          referenceTaxIncome: [
            { year: 2024, amountEur: a },
            { year: 2024, amountEur: b },
          ],
        },
        AS_OF,
      );
    expect(twice(1000, 2000).amountEur).toBeNull();
    expect(twice(1000, null).amountEur).toBeNull();
    expect(twice(1000, 1000).amountEur).toBe(1000);
  });

  it('moves by a year on 1 January', () => {
    const incomes = { referenceTaxIncome: [{ year: 2024, amountEur: 20_000 }] };
    expect(retainedTaxIncome(incomes, day('2026-12-31')).taxYear).toBe(2024);
    expect(retainedTaxIncome(incomes, day('2027-01-01'))).toMatchObject({ taxYear: 2025, amountEur: null });
  });
});
