import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FINANCINGS } from '../../engine/domain/codes.ts';
import { PACK } from './mel2016.ts';
import { hasOpenData, OPEN_DATA, SKIP_REASON, table } from './openData.ts';

const { national } = PACK;
const YEARS = [2022, 2023, 2024, 2025, 2026];
const ZONES = ['paris', 'idf', 'autres-regions'] as const;

const grid = (financing: string, zone: string, year: number): number[] => {
  const found = national.ceilings.filter(
    (t) => t.financing === financing && t.zone === zone && t.year === year,
  );
  expect(found).toHaveLength(1);
  return found.flatMap((t) => [...t.categories, t.perFurtherEur]);
};

describe('income ceilings', () => {
  test('the grid is whole: every financing, zone and year, once', () => {
    expect(national.ceilings).toHaveLength(FINANCINGS.length * ZONES.length * YEARS.length);
    for (const financing of FINANCINGS)
      for (const zone of ZONES) for (const year of YEARS) expect(grid(financing, zone, year)).toHaveLength(7);
  });

  test('ceilings grow with the household and with the year, and PLAI < PLUS < PLS', () => {
    for (const zone of ZONES)
      for (const year of YEARS) {
        const [plai, plus, pls] = FINANCINGS.map((financing) => grid(financing, zone, year)) as [
          number[],
          number[],
          number[],
        ];
        plus.forEach((value, i) => {
          expect(plai[i]).toBeLessThan(value);
          expect(pls[i]).toBeGreaterThan(value);
        });
        for (const [financing, values] of [
          ['PLAI', plai],
          ['PLUS', plus],
          ['PLS', pls],
        ] as const) {
          for (let i = 1; i < 6; i += 1) expect(values[i]).toBeGreaterThan(values[i - 1] as number);
          if (year > 2022)
            for (const [i, before] of grid(financing, zone, year - 1).entries())
              expect(values[i]).toBeGreaterThan(before);
        }
      }
  });

  test('PLUS of the other regions, 2024 to 2026, to the euro', () => {
    expect(grid('PLUS', 'autres-regions', 2026)).toEqual([23403, 31254, 37584, 45374, 53376, 60156, 6710]);
    expect(grid('PLUS', 'autres-regions', 2025)).toEqual([23201, 30984, 37259, 44982, 52915, 59636, 6652]);
    expect(grid('PLUS', 'autres-regions', 2024)).toEqual([22642, 30238, 36362, 43899, 51641, 58200, 6492]);
    expect(grid('PLUS', 'autres-regions', 2023).slice(0, 5)).toEqual([21878, 29217, 35135, 42417, 49898]);
  });

  test('PLUS 2026 of Paris and the rest of Île-de-France, to the euro', () => {
    expect(grid('PLUS', 'paris', 2026)).toEqual([26920, 40233, 52740, 62968, 74919, 84304, 9394]);
    expect(grid('PLUS', 'idf', 2026)).toEqual([26920, 40233, 48362, 57930, 68577, 77171, 8598]);
  });

  test('PLS is 130 % of PLUS', () => {
    expect(grid('PLS', 'autres-regions', 2026)).toEqual([30424, 40630, 48859, 58986, 69389, 78203, 8723]);
  });

  test.each([
    ['autres-regions', [12871, 18753, 22552, 25092, 29359, 33087, 3690]],
    ['paris', [14811, 24140, 31643, 34638, 41204, 46370, 5166]],
    ['idf', [14811, 24140, 29017, 31861, 37720, 42445, 4727]],
  ] as const)(
    'PLAI 2026, %s, within 3 € of the other computation, and labelled a proposal',
    (zone, computed) => {
      grid('PLAI', zone, 2026).forEach((value, i) => {
        expect(Math.abs(value - (computed[i] as number))).toBeLessThanOrEqual(3);
      });
      for (const table of national.ceilings.filter((t) => t.financing === 'PLAI' && t.year > 2022)) {
        expect(table.provenance.certainty).toBe('proposal');
        expect(`${table.provenance.source} ${table.provenance.note}`).toContain('stimé');
      }
    },
  );

  test('PLUS is official, and the corrected cell of the source is 21 805', () => {
    const plus = national.ceilings.filter(({ financing }) => financing === 'PLUS');
    expect(plus.every(({ provenance }) => provenance.certainty === 'official')).toBe(true);
    expect(grid('PLAI', 'paris', 2022)[1]).toBe(21805);
  });

  test.skipIf(!hasOpenData)(`every PLUS value as in the open data [${SKIP_REASON}]`, () => {
    const zones = {
      paris: 'paris_communes_limitrophes',
      idf: 'ile_de_france',
      'autres-regions': 'autres_regions',
    };
    const rows = table(join(OPEN_DATA, 'plafonds/plafonds_ressources_hlm.csv'));
    let compared = 0;
    for (const zone of ZONES)
      for (const year of YEARS) {
        const published = rows.filter(
          (row) =>
            row.financement === 'PLUS' && row.zone === zones[zone] && row.date_effet === `${year}-01-01`,
        );
        const values = published
          .sort((a, b) => ((a.categorie as string) < (b.categorie as string) ? -1 : 1))
          .map((row) => Number(row.plafond_rfr));
        expect(grid('PLUS', zone, year)).toEqual(values);
        compared += values.length;
      }
    expect(compared).toBe(105);
  });
});

describe('other national parameters', () => {
  test('consumption units 1 / 0.5 / 0.3, and a young couple’s ages add up to 55 at most', () => {
    expect(national.consumptionUnits).toMatchObject({ firstAdult: 1, otherFrom14: 0.5, under14: 0.3 });
    expect(national.consumptionUnits.provenance.certainty).toBe('proposal');
    expect(national.youngCouple.maxSumOfAges).toBe(55);
  });

  test('APL of October 2025: the published barème, zone 2', () => {
    const apl = national.apl.at(-1);
    expect(apl).toMatchObject({
      validFrom: '2025-10-01',
      rentCeilings: { zone2: { single: 290.34, couple: 355.38, dependants: [399.89], perFurther: 58.21 } },
      charges: { base: 60.59, perDependant: 13.74 },
      minimumParticipation: { floorEur: 39.56, rate: 0.085 },
      r0: { single: 5235, couple: 7501, dependants: [8947, 9148, 9498, 9851, 10202, 10554], perFurther: 346 },
      tf: { single: 2.83, couple: 3.15, dependants: [2.7, 2.38, 2.01, 1.85, 1.79, 1.73], perFurther: -0.06 },
      flatReductionEur: 5,
      crdsRate: 0.005,
    });
  });

  test('RLS of June 2026: the published amounts and ceilings', () => {
    expect(national.rls.at(-1)).toMatchObject({
      validFrom: '2026-06-01',
      amounts: { zone2: { single: 31.58, couple: 38.56, dependants: [43.06], perFurther: 6.26 } },
      ceilings: {
        zone2: {
          single: 905,
          couple: 1104,
          dependants: [1408, 1677, 2059, 2377, 2646, 2929],
          perFurther: 282,
        },
      },
      aplClawback: 0.98,
    });
  });

  test('rent ceilings fall from zone 1 to zone 3 and grow with the family', () => {
    for (const { rentCeilings } of national.apl) {
      const zones = [rentCeilings.zone1, rentCeilings.zone2, rentCeilings.zone3];
      zones.forEach((zone, i) => {
        expect(zone.couple).toBeGreaterThan(zone.single);
        expect(zone.dependants[0]).toBeGreaterThan(zone.couple);
        const next = zones[i + 1];
        if (next) expect(next.single).toBeLessThan(zone.single);
      });
    }
  });
});
