import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TYPOLOGIES } from '../../engine/domain/codes.ts';
import { dayNumber, isoDay } from '../../engine/domain/day.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { CommuneCode, IsoDay } from '../../engine/domain/ids.ts';
import { lastValidDay, oldestValidDay } from '../../engine/pool/validity.ts';
import { rowsWishing, type WishPlace, wishedPlaces, wishesPlace } from '../../engine/pool/wishPlace.ts';
import { someDemands } from '../support/arbitraries.ts';
import { aDemand } from '../support/demands.ts';
import { poolOf, ROUBAIX } from '../support/territory.ts';

const roubaix = ROUBAIX as CommuneCode;
const lille = '59350' as CommuneCode;
const wishing = (wishes: Partial<Demand['wishes']>) =>
  aDemand(1, { wishes: { ...aDemand(0).wishes, ...wishes } });

describe('the places a demand wishes', () => {
  test('one per commune and type', () => {
    const pool = poolOf([wishing({ communes: [roubaix, lille], typologies: ['T3', 'T2'] })]);
    expect(wishedPlaces(pool, 0)).toEqual([
      { commune: lille, typology: 'T2' },
      { commune: lille, typology: 'T3' },
      { commune: roubaix, typology: 'T2' },
      { commune: roubaix, typology: 'T3' },
    ]);
  });
  test('one more per type for who accepts any commune', () => {
    expect(wishedPlaces(poolOf([wishing({ wide: true })]), 0)).toEqual([
      { commune: roubaix, typology: 'T2' },
      { commune: null, typology: 'T2' },
    ]);
    expect(wishedPlaces(poolOf([wishing({ wide: true, communes: [] })]), 0)).toEqual([
      { commune: null, typology: 'T2' },
    ]);
  });
  test('none for who names no commune', () => {
    expect(wishedPlaces(poolOf([wishing({ communes: [] })]), 0)).toEqual([]);
  });
});

test('a commune outside the territory is wished only by those who accept any', () => {
  const pool = poolOf([aDemand(1), { ...wishing({ wide: true }), number: aDemand(2).number }]);
  const paris = '75056' as CommuneCode;
  for (const typology of ['T2', null] as const)
    expect(rowsWishing(pool, { commune: paris, typology }).flatMap((rows) => [...rows])).toEqual([1]);
});

test('the lists hold each row that wishes the place once, and no other', () => {
  let found = 0;
  fc.assert(
    fc.property(someDemands({ maxLength: 12 }), (demands) => {
      const pool = poolOf(demands);
      const places: WishPlace[] = [roubaix, lille, '59599' as CommuneCode, null].flatMap((commune) =>
        [...TYPOLOGIES, null].map((typology) => ({ commune, typology })),
      );
      for (const place of places) {
        const rows = rowsWishing(pool, place).flatMap((list) => [...list]);
        const expected = demands
          .filter(
            ({ wishes }) =>
              (place.typology === null || wishes.typologies.includes(place.typology)) &&
              (place.commune === null || wishes.wide || wishes.communes.includes(place.commune)),
          )
          .map(({ number }) => pool.numbers.rowOf(number));
        expect(rows.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
        for (let row = 0; row < pool.rowCount; row += 1)
          expect(wishesPlace(pool, row, place)).toBe(expected.includes(row));
        found += rows.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(found).toBeGreaterThan(1_000);
});

test.each([
  ['2026-11-02', '2025-11-02'],
  ['2024-02-29', '2023-03-01'],
  ['2025-02-28', '2024-02-28'],
])('on %s, what is confirmed on %s is still valid', (asOf, oldest) => {
  expect(isoDay(oldestValidDay(asOf as IsoDay))).toBe(oldest);
});

test.each([
  ['2025-11-02', '2026-11-02'],
  ['2027-06-01', '2028-06-01'],
  ['2028-02-29', '2029-02-28'],
  ['2027-02-28', '2028-02-28'],
])('confirmed on %s, a demand is valid until %s and no longer', (confirmed, last) => {
  const day = dayNumber(confirmed as IsoDay);
  expect(isoDay(lastValidDay(day))).toBe(last);
  expect(oldestValidDay(isoDay(lastValidDay(day)))).toBeLessThanOrEqual(day);
  expect(oldestValidDay(isoDay(lastValidDay(day) + 1))).toBeGreaterThan(day);
});
