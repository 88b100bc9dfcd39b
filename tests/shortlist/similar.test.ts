import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Demand } from '../../engine/domain/demand.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { positionAmongSimilar } from '../../engine/shortlist/similar.ts';
import { compileMethod } from '../../scoring/compileMethod.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { someDemands } from '../support/arbitraries.ts';
import { aDemand } from '../support/demands.ts';
import { ORDERING } from '../support/methods.ts';
import { poolOf, ROUBAIX, SITUATIONS } from '../support/territory.ts';

const base = aDemand(0);
const LILLE = '59350';
const demand = (
  sequence: number,
  filedOn: string,
  wishes: Partial<Demand['wishes']> | { communes: string[] } = {},
  rest: Parameters<typeof aDemand>[1] = {},
): Demand => aDemand(sequence, { filedOn, wishes: { ...base.wishes, ...wishes }, ...rest });

const positions = (demands: readonly Demand[], sequence: number, ordering = ORDERING) => {
  const pool = poolOf(demands);
  const ranking = rankPool({ pool, ordering, weighting: null, seed: 1 });
  const row = pool.numbers.rowOf(aDemand(sequence).number);
  return positionAmongSimilar(pool, ranking, row).map(({ place, rank, of }) => [
    `${place.commune ?? 'any'} ${place.typology}`,
    rank,
    of,
  ]);
};

describe('position among similar demands', () => {
  const older = demand(1, '2022-01-01');
  const own = demand(2, '2023-01-01');
  const younger = demand(3, '2024-01-01');

  test('those of the same commune and type, in the order of the method', () => {
    const elsewhere = demand(4, '2015-01-01', { communes: [LILLE] });
    const larger = demand(5, '2015-01-01', { typologies: ['T3'] });
    expect(positions([older, own, younger, elsewhere, larger], 2)).toEqual([[`${ROUBAIX} T2`, 2, 3]]);
  });
  test('alone, first of one', () => {
    expect(positions([own], 2)).toEqual([[`${ROUBAIX} T2`, 1, 1]]);
  });
  test('those who accept any commune are similar everywhere', () => {
    const wide = demand(4, '2015-01-01', { communes: [LILLE], wide: true });
    expect(positions([own, wide], 2)).toEqual([[`${ROUBAIX} T2`, 2, 2]]);
    expect(positions([own, wide, demand(5, '2014-01-01', { communes: [LILLE] })], 4)).toEqual([
      [`${LILLE} T2`, 2, 2],
      ['any T2', 2, 3],
    ]);
  });
  test('one position for each commune and type wished', () => {
    const several = demand(4, '2022-06-01', { communes: [LILLE, ROUBAIX], typologies: ['T1', 'T2'] });
    expect(positions([older, own, younger, several], 4)).toEqual([
      [`${LILLE} T1`, 1, 1],
      [`${LILLE} T2`, 1, 1],
      [`${ROUBAIX} T1`, 1, 1],
      [`${ROUBAIX} T2`, 2, 4],
    ]);
  });
  test('a demand that was not renewed stands in no line, its own included', () => {
    const lapsed = demand(4, '2015-01-01', {}, { renewedOn: '2025-11-01' });
    const valid = demand(5, '2016-01-01', {}, { renewedOn: '2025-11-02' });
    expect(positions([own, lapsed, valid], 2)).toEqual([[`${ROUBAIX} T2`, 2, 2]]);
    expect(positions([own, lapsed, valid], 4)).toEqual([[`${ROUBAIX} T2`, null, 2]]);
  });
  test('quartiers, building and floor are not looked at', () => {
    const picky = demand(4, '2015-01-01', { building: 'house' });
    expect(positions([own, picky], 2)).toEqual([[`${ROUBAIX} T2`, 2, 2]]);
  });
  test('demands that the method follows apart stand in no line', () => {
    const apart = compileMethod(
      MethodSchema.parse({
        ...ORDERING.method,
        id: 'a-part',
        tiers: [],
        channels: [
          {
            id: 'dalo',
            label: 'Reconnu DALO',
            when: 'daloActive',
            evidence: 'verified',
            placement: 'outside',
            source: 'écrit pour les tests',
            certainty: 'proposal',
          },
        ],
      }),
      demandColumns(SITUATIONS),
    );
    if (!apart.ok) throw new Error(JSON.stringify(apart.issues));
    const dalo = demand(4, '2015-01-01', {}, { dalo: 'ACTIF' });
    expect(positions([older, own, dalo], 2, apart.value)).toEqual([[`${ROUBAIX} T2`, 2, 2]]);
    expect(positions([older, own, dalo], 4, apart.value)).toEqual([[`${ROUBAIX} T2`, null, 2]]);
    // The same demand, where DALO is a level of the grid, comes first.
    expect(positions([older, own, dalo], 2)).toEqual([[`${ROUBAIX} T2`, 3, 3]]);
  });
});

test('ranks and counts are those of a plain count, for every demand and wish', () => {
  let ranked = 0;
  let beaten = 0;
  let lapsed = 0;
  fc.assert(
    fc.property(someDemands({ minLength: 2, maxLength: 14 }), (demands) => {
      const pool = poolOf(demands);
      const ranking = rankPool({ pool, ordering: ORDERING, weighting: null, seed: 3 });
      const valid = demands.filter((d) => (d.renewedOn ?? d.filedOn) >= '2025-11-02');
      for (const own of demands) {
        const row = pool.numbers.rowOf(own.number);
        const found = positionAmongSimilar(pool, ranking, row);
        const communes = [...own.wishes.communes, ...(own.wishes.wide ? [null] : [])];
        expect(found).toHaveLength(communes.length * own.wishes.typologies.length);
        for (const { place, rank, of } of found) {
          const similar = valid.filter(
            ({ wishes }) =>
              (place.commune === null || wishes.wide || wishes.communes.includes(place.commune)) &&
              wishes.typologies.includes(place.typology!),
          );
          const ahead = similar.filter(
            ({ number }) => ranking.position[pool.numbers.rowOf(number)]! < ranking.position[row]!,
          );
          expect(of).toBe(similar.length);
          expect(rank).toBe(valid.includes(own) ? ahead.length + 1 : null);
          if (rank === null) lapsed += 1;
          else ranked += 1;
          if (rank !== null && rank > 1) beaten += 1;
        }
      }
    }),
    { numRuns: 100 },
  );
  expect(ranked).toBeGreaterThan(1_000);
  expect(beaten).toBeGreaterThan(500);
  expect(lapsed).toBeGreaterThan(200);
});
