import { describe, expect, test } from 'vitest';
import {
  alphabetical,
  count,
  euros,
  figure,
  list,
  longDay,
  lowerFirst,
  months,
  percent,
  percentBeside,
  plural,
  points,
  sentence,
  signedPoints,
} from '../../api/present/format.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';

const day = (text: string) => text as IsoDay;

describe('French figures', () => {
  test.each([
    [0, 0, '0'],
    [-0, 0, '0'],
    [999, 0, '999'],
    [1_000, 0, '1\u00a0000'],
    [54_012, 0, '54\u00a0012'],
    [1_234_567.891, 2, '1\u00a0234\u00a0567,89'],
    [0.5, 1, '0,5'],
    [12.5, 3, '12,5'],
    [12, 3, '12'],
    [100, 2, '100'],
    [1.999, 2, '2'],
    [-3.25, 2, '−3,25'],
    [-0.004, 2, '0'],
    [-1_500, 0, '−1\u00a0500'],
    [0.1 + 0.2, 2, '0,3'],
  ])('%d with at most %i decimals', (value, decimals, text) => {
    expect(figure(value, decimals)).toBe(text);
  });

  test('units hold to their figure by a no-break space', () => {
    expect(euros(1_234.5, 2)).toBe('1\u00a0234,5\u00a0€');
    expect(percent(0.455, 1)).toBe('45,5\u00a0%');
    expect(percent(1)).toBe('100\u00a0%');
    expect(points(12_500)).toBe('12,5\u00a0points');
    expect(count(54_012, 'demande', 'demandes')).toBe('54\u00a0012\u00a0demandes');
    for (const text of [euros(12_345), percent(0.5), points(2_000), count(3, 'an', 'ans'), months(27)])
      expect(text.replaceAll(' et ', '')).not.toContain(' ');
  });

  test.each([
    [0, 'point'],
    [1, 'point'],
    [-1, 'point'],
    [1.999, 'point'],
    [2, 'points'],
    [-2, 'points'],
  ])('plural from two on: %d', (value, word) => {
    expect(plural(value, 'point', 'points')).toBe(word);
  });

  test.each([
    [0, '0'],
    [500, '+0,5'],
    [-500, '−0,5'],
    [20_000, '+20'],
  ])('signed points: %d thousandths', (thousandths, text) => {
    expect(signedPoints(thousandths)).toBe(text);
  });
});

describe('days, durations and lists', () => {
  test('a first of the month is "1er"', () => {
    expect(longDay(day('2027-03-01'))).toBe('1er mars 2027');
    expect(longDay(day('2026-11-02'))).toBe('2 novembre 2026');
    expect(longDay(day('2026-08-21'))).toBe('21 août 2026');
  });
  test.each([
    [0, '0 mois'],
    [5, '5 mois'],
    [12, '1 an'],
    [24, '2 ans'],
    [27, '2 ans et 3 mois'],
  ])('%i months', (value, text) => {
    expect(months(value).replaceAll('\u00a0', ' ')).toBe(text);
  });
  test.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b'], 'a et b'],
    [['a', 'b', 'c'], 'a, b et c'],
  ] as const)('%j', (items, text) => {
    expect(list(items)).toBe(text);
  });
  test('the last word of a list can be another', () => {
    expect(list(['a', 'b', 'c'], 'ou')).toBe('a, b ou c');
  });
  test('a sentence begins with a capital, accents included', () => {
    expect(sentence('éligible')).toBe('Éligible');
    expect(sentence('')).toBe('');
  });
});

describe('a share beside the one it is compared with', () => {
  test.each([
    [0.4983, 0.5, '49,8 %'],
    [0.49996, 0.5, '49,996 %'],
    [0.5, 0.5, '50 %'],
    [0.31, 0.5, '31 %'],
    [0.5049, 0.5, '50,5 %'],
    [0.4999999, 0.5, '50 %'],
  ])('%d beside %d', (share, other, text) => {
    expect(percentBeside(share, other).replaceAll('\u00a0', ' ')).toBe(text);
  });
});

test.each([
  ['Logement HLM', 'logement HLM'],
  ['CDD, stage, intérim', 'CDD, stage, intérim'],
  ['Libéré pour un relogement NPRU', 'libéré pour un relogement NPRU'],
  ['Étudiant', 'étudiant'],
  ['', ''],
])('%s, inside a sentence', (text, inside) => {
  expect(lowerFirst(text)).toBe(inside);
});

test('a list of names is in French order, accents and capitals aside', () => {
  const names = ['Roubaix', 'Épinay', 'douai', 'Fives', 'Douai', 'Douaï'];
  expect(names.toSorted(alphabetical)).toEqual(['Douai', 'Douaï', 'douai', 'Épinay', 'Fives', 'Roubaix']);
  expect(alphabetical('Fives', 'Fives')).toBe(0);
});
