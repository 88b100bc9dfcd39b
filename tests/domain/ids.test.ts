import { describe, expect, test } from 'vitest';
import { ageOn, dayNumber, isoDay, wholeMonthsBetween } from '../../engine/domain/day.ts';
import {
  CommuneCode,
  IrisCode,
  type IsoDay,
  IsoDay as IsoDaySchema,
  isDemandNumber,
  QpvCode,
} from '../../engine/domain/ids.ts';

const day = (text: string) => text as IsoDay;

describe('numéro unique: tolerant rule of 18 characters', () => {
  test.each([
    ['month then year, as the public sample of the exchange format', '1110318016982G1104', true],
    ['year then month', '0592604000123PART1', true],
    ['synthetic', '9992604000123SIM01', true],
    ['neither reading gives a month', '0591326000123PART1', false],
    ['17 characters', '059260400012PART1', false],
    ['19 characters', '0592604000123PART12', false],
    ['lower case registering body', '0592604000123part1', false],
    ['a letter in the sequence', '05926040001X3PART1', false],
    ['blank inside', '0592604 00123PART1', false],
    ['empty', '', false],
  ])('%s', (_, text, valid) => {
    expect(isDemandNumber(text)).toBe(valid);
  });
});

describe('codes', () => {
  test.each([
    [CommuneCode, '59512', true],
    [CommuneCode, '2A004', true],
    [CommuneCode, '5951', false],
    [IrisCode, '595120101', true],
    [IrisCode, '59512', false],
    [QpvCode, 'QN05980M', true],
    [QpvCode, 'QP059012', true],
    [QpvCode, 'QX059012', false],
    [IsoDaySchema, '2024-02-29', true],
    [IsoDaySchema, '2023-02-29', false],
    [IsoDaySchema, '02/11/2026', false],
  ] as const)('%# %s', (schema, text, valid) => {
    expect(schema.safeParse(text).success).toBe(valid);
  });
});

describe('days', () => {
  test('whole months end on the same day of the month', () => {
    expect(wholeMonthsBetween(day('2025-11-02'), day('2026-11-02'))).toBe(12);
    expect(wholeMonthsBetween(day('2025-11-03'), day('2026-11-02'))).toBe(11);
    expect(wholeMonthsBetween(day('2026-01-31'), day('2026-02-28'))).toBe(0);
    expect(wholeMonthsBetween(day('2026-01-31'), day('2026-03-01'))).toBe(1);
  });
  test('a birthday is reached on its day', () => {
    expect(ageOn(day('1996-11-02'), day('2026-11-02'))).toBe(30);
    expect(ageOn(day('1996-11-03'), day('2026-11-02'))).toBe(29);
  });
  test('day numbers go there and back, across leap years', () => {
    for (const text of ['1970-01-01', '2000-02-29', '2026-11-02', '2100-03-01'])
      expect(isoDay(dayNumber(day(text)))).toBe(text);
    expect(dayNumber(day('2024-03-01')) - dayNumber(day('2024-02-28'))).toBe(2);
  });
});
