import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { PACK } from './mel2016.ts';
import { hasOpenData, OPEN_DATA, SKIP_REASON, table } from './openData.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const pack = (name: string): string => join(TERRITORIES_FOLDER, 'mel-2016', name);

describe('communes', () => {
  test('95 communes: codes and names of an independent list (Admin Express 2018, which drops the article)', () => {
    const official = table(join(import.meta.dirname, 'communes-admin-express-2018.csv'));
    expect(official).toHaveLength(95);
    expect(PACK.communes.map(({ code, name }) => `${code} ${name.replace(/^(La|Le|Les) /, '')}`)).toEqual(
      official.map(({ code, nom }) => `${code} ${nom}`),
    );
  });

  test.skipIf(!hasOpenData)(`every code has its official name, population and zones [${SKIP_REASON}]`, () => {
    const official = table(join(OPEN_DATA, 'geo/communes_mel_sam_2026.csv')).filter(
      ({ epci }) => epci === PACK.epci,
    );
    expect(official).toHaveLength(95);
    expect(
      PACK.communes.map(({ code, name, population, aplZone, abcZone, associatedCodes }) =>
        [code, name, population, aplZone, abcZone, associatedCodes.join('|')].join(';'),
      ),
    ).toEqual(
      official.map((row) =>
        ['code_insee', 'nom', 'pop_municipale', 'zone_apl_2011', 'zone_abc_2024', 'anciens_codes']
          .map((column) => row[column])
          .join(';'),
      ),
    );
  });

  test('zones as published: 10 communes in A, 63 in B1, 22 in B2; 8 in zone 3 of housing benefits', () => {
    const zone = (abc: string) => PACK.communes.filter(({ abcZone }) => abcZone === abc).length;
    expect([zone('A'), zone('B1'), zone('B2')]).toEqual([10, 63, 22]);
    expect(PACK.communes.filter(({ aplZone }) => aplZone === 3).map(({ name }) => name)).toEqual([
      'Allennes-les-Marais',
      'Annœullin',
      'Aubers',
      'Bois-Grenier',
      'Carnin',
      'Fromelles',
      'Le Maisnil',
      'Radinghem-en-Weppes',
    ]);
  });

  test('Lomme and Hellemmes are Lille', () => {
    const lille = PACK.communes.find(({ code }) => code === '59350');
    expect(lille).toMatchObject({ name: 'Lille', associatedCodes: ['59298', '59355'] });
  });
});

describe('quartiers', () => {
  const irisRows = table(pack('iris.csv'));

  test('517 IRIS of 95 communes, each in exactly one quartier of its commune', () => {
    expect(irisRows).toHaveLength(517);
    expect(new Set(irisRows.map(({ commune }) => commune)).size).toBe(95);
    const placed = PACK.quartiers.flatMap(({ iris, commune }) => iris.map((code) => `${code} ${commune}`));
    expect(placed.sort()).toEqual(irisRows.map(({ code, commune }) => `${code} ${commune}`).sort());
  });

  test.skipIf(!hasOpenData)(`the IRIS are those of the contours [${SKIP_REASON}]`, () => {
    const official = table(join(OPEN_DATA, 'geo/iris_2020_mel_sam_liste.csv')).filter(
      ({ territoire }) => territoire === 'MEL',
    );
    expect(irisRows.map(({ code, nom, type, commune }) => [code, nom, type, commune].join(';'))).toEqual(
      official.map((row) => [row.code_iris, row.nom_iris, row.typ_iris, row.insee_com].join(';')),
    );
  });

  test('every commune has a quartier; every quartier has 20 leases a year or is its whole commune', () => {
    const byCommune = new Map<string, number>();
    for (const { commune } of PACK.quartiers) byCommune.set(commune, (byCommune.get(commune) ?? 0) + 1);
    expect(byCommune.size).toBe(95);
    const small = PACK.quartiers.filter(({ estimatedLeasesPerYear }) => estimatedLeasesPerYear < 20);
    expect(small.length).toBeGreaterThan(0);
    for (const { commune } of small) expect(byCommune.get(commune)).toBe(1);
  });

  test('estimated dwellings add up to the published stock, leases to the stated 8,000', () => {
    expect(sum(PACK.quartiers.map((q) => q.estimatedDwellings))).toBe(129_512);
    expect(sum(irisRows.map((row) => Number(row.logements_estimes)))).toBe(129_512);
    expect(sum(PACK.quartiers.map((q) => q.estimatedLeasesPerYear))).toBeCloseTo(8_000, -1);
  });

  test('the poorest published IRIS carry their published median', () => {
    const incomeOf = (name: string, commune: string) =>
      irisRows.find((row) => row.nom === name && row.commune === commune)?.revenu_declare_median;
    expect(incomeOf('Concorde 2', '59350')).toBe('6060');
    expect(incomeOf('Croisette B', '59350')).toBe('6950');
    expect(incomeOf('Cul de Four', '59512')).toBe('7030');
  });

  test('where no income is published it is unknown, not zero: 53 whole communes take the commune’s, 51 have none', () => {
    const from = (origin: string) => irisRows.filter((row) => row.origine_revenu === origin);
    expect([from('iris').length, from('commune').length, from('none').length]).toEqual([413, 53, 51]);
    for (const row of from('none')) expect(row.revenu_declare_median).toBe('');
  });

  test('the classes follow the rule: most fragile up to 15 % of dwellings, fragile up to half, by income', () => {
    const known = PACK.quartiers.filter((q) => q.medianIncomeEur !== null);
    const total = sum(known.map((q) => q.estimatedDwellings));
    const share = (...classes: readonly string[]) =>
      sum(known.filter((q) => classes.includes(q.fragility)).map((q) => q.estimatedDwellings)) / total;
    expect(share('most-fragile')).toBeLessThanOrEqual(0.15);
    expect(share('most-fragile')).toBeGreaterThan(0.14);
    expect(share('most-fragile', 'fragile')).toBeLessThanOrEqual(0.5);
    expect(share('most-fragile', 'fragile')).toBeGreaterThan(0.49);
    const incomes = (fragility: string) =>
      known.filter((q) => q.fragility === fragility).map((q) => q.medianIncomeEur as number);
    expect(Math.max(...incomes('most-fragile'))).toBeLessThanOrEqual(Math.min(...incomes('fragile')));
    expect(Math.max(...incomes('fragile'))).toBeLessThanOrEqual(Math.min(...incomes('less-fragile')));
    expect(
      PACK.quartiers.filter((q) => q.fragility === 'unknown').every((q) => q.incomeFrom === 'none'),
    ).toBe(true);
  });

  test('contours: one feature for each quartier, inside the metropolis, a small file', () => {
    const text = readFileSync(pack('quartiers.geojson'), 'utf8');
    expect(text.length).toBeLessThan(500_000);
    const { features } = JSON.parse(text) as {
      features: {
        properties: { id: string; label: string };
        geometry: { type: string; coordinates: number[][][][] };
      }[];
    };
    expect(features.map(({ properties }) => properties)).toEqual(
      PACK.quartiers.map(({ id, label }) => ({ id, label })),
    );
    for (const { geometry } of features) {
      expect(geometry.type).toBe('MultiPolygon');
      for (const [lon, lat] of geometry.coordinates.flat(2) as [number, number][]) {
        expect(lon).toBeGreaterThan(2.7);
        expect(lon).toBeLessThan(3.3);
        expect(lat).toBeGreaterThan(50.4);
        expect(lat).toBeLessThan(50.85);
      }
    }
    expect(text).not.toMatch(/\d\.\d{6}/);
  });
});

describe('quartiers prioritaires', () => {
  test('26 of the 2024 generation', () => {
    expect(PACK.qpvs).toHaveLength(26);
    expect(PACK.qpvs.every(({ code }) => code.startsWith('QN059'))).toBe(true);
    expect(PACK.qpvs.find(({ code }) => code === 'QN05969M')?.communes).toEqual(['59299', '59367', '59512']);
  });

  test.skipIf(!hasOpenData)(`as in the published list [${SKIP_REASON}]`, () => {
    const official = table(join(OPEN_DATA, 'zonages/qpv_2024_mel_sam.csv')).filter(
      (row) => row.territoire === 'MEL',
    );
    expect(PACK.qpvs.map(({ code, name, communes }) => [code, name, communes.join('|')].join(';'))).toEqual(
      official.map((row) => [row.code_qp, row.nom_qp, row.codes_communes].join(';')),
    );
  });
});
