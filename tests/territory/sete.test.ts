import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Provenance } from '../../engine/domain/territory.ts';
import { predicateColumns } from '../../engine/pool/dictionary.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { compileFormula } from '../../scoring/formula/compile.ts';
import { hasOpenData, OPEN_DATA, SKIP_REASON, table } from './openData.ts';

const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'sete'));
if (!read.ok) throw new Error(`sete is not valid: ${JSON.stringify(read.issues.slice(0, 3))}`);
const PACK = read.value;
const TERRITORY = prepareTerritory(PACK);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const COMMUNES = [
  ['34023', 'Balaruc-les-Bains'],
  ['34024', 'Balaruc-le-Vieux'],
  ['34039', 'Bouzigues'],
  ['34108', 'Frontignan'],
  ['34113', 'Gigean'],
  ['34143', 'Loupian'],
  ['34150', 'Marseillan'],
  ['34157', 'Mèze'],
  ['34159', 'Mireval'],
  ['34165', 'Montbazin'],
  ['34213', 'Poussan'],
  ['34301', 'Sète'],
  ['34333', 'Vic-la-Gardiole'],
  ['34341', 'Villeveyrac'],
];

describe('places', () => {
  test('the 14 communes with their names, all in housing-benefit zone 3 and under the ceilings of other regions', () => {
    expect(PACK.communes.map(({ code, name }) => [code, name])).toEqual(COMMUNES);
    expect(PACK.communes.every(({ aplZone }) => aplZone === 3)).toBe(true);
    expect(PACK.ceilingZone).toBe('autres-regions');
    expect(PACK.epci).toBe('200066355');
  });

  test.skipIf(!hasOpenData)(`as in the official list, zones and population included [${SKIP_REASON}]`, () => {
    const official = table(join(OPEN_DATA, 'geo/communes_mel_sam_2026.csv')).filter(
      (row) => row.territoire === 'SAM',
    );
    expect(
      PACK.communes.map(({ code, name, population, aplZone, abcZone }) =>
        [code, name, population, aplZone, abcZone].join(';'),
      ),
    ).toEqual(
      official.map((row) =>
        [row.code_insee, row.nom, row.pop_municipale, row.zone_apl_2011, row.zone_abc_2024].join(';'),
      ),
    );
  });

  test('47 IRIS, each in one quartier of its commune; quartiers of 20 leases a year, or a whole commune', () => {
    expect(PACK.quartiers.flatMap((q) => q.iris)).toHaveLength(47);
    for (const commune of PACK.communes) {
      const here = PACK.quartiers.filter((q) => q.commune === commune.code);
      expect(here.length).toBeGreaterThan(0);
      if (here.length > 1) for (const q of here) expect(q.estimatedLeasesPerYear).toBeGreaterThanOrEqual(20);
    }
    expect(sum(PACK.quartiers.map((q) => q.estimatedDwellings))).toBe(PACK.world.dwellings.value);
    expect(sum(PACK.quartiers.map((q) => q.estimatedLeasesPerYear))).toBeCloseTo(
      PACK.world.leasesPerYear.value,
      0,
    );
  });

  test('the poorest quartier is Île de Thau 2, among the most fragile', () => {
    const [poorest] = [...PACK.quartiers].sort(
      (a, b) => (a.medianIncomeEur as number) - (b.medianIncomeEur as number),
    );
    expect([poorest?.id, poorest?.fragility]).toEqual(['34301-ile-de-thau-2', 'most-fragile']);
  });

  test('the three QPV of 2024, in Frontignan and Sète', () => {
    expect(PACK.qpvs.map(({ code, communes }) => [code, ...communes])).toEqual([
      ['QN03414M', '34108'],
      ['QN03415I', '34301'],
      ['QN03416M', '34301'],
    ]);
  });

  test('contours: one feature for each quartier, around the étang de Thau, in a small file', () => {
    const text = readFileSync(join(TERRITORIES_FOLDER, 'sete', 'quartiers.geojson'), 'utf8');
    expect(text.length).toBeLessThan(100_000);
    const { features } = JSON.parse(text) as {
      features: { properties: { id: string }; geometry: { coordinates: [number, number][][][] } }[];
    };
    expect(features.map(({ properties }) => properties.id)).toEqual(PACK.quartiers.map(({ id }) => id));
    for (const { geometry } of features)
      for (const [lon, lat] of geometry.coordinates.flat(2)) {
        expect(lon).toBeGreaterThan(3.4);
        expect(lon).toBeLessThan(3.9);
        expect(lat).toBeGreaterThan(43.2);
        expect(lat).toBeLessThan(43.6);
      }
  });

  test('no real landlord is claimed', () => {
    expect(PACK.bailleurs.length).toBeGreaterThan(2);
    for (const { name, provenance } of PACK.bailleurs) {
      expect(name).toMatch(/\(fictif\)$/);
      expect(provenance?.certainty).toBe('proposal');
    }
  });
});

/** Every provenance of the pack, the national parameters aside. */
const provenances = (value: unknown): Provenance[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'certainty' in value && 'source' in value ? [value as Provenance] : [];
  return [...own, ...Object.values(value).flatMap(provenances)];
};

describe('what is known, and what is not', () => {
  const { national: _, ...local } = PACK;
  const all = provenances(local);

  test('nothing local is called official; what was read is found, the rest a proposal', () => {
    expect(all.length).toBeGreaterThan(40);
    expect(all.filter(({ certainty }) => certainty === 'official')).toEqual([]);
    for (const { source, note, certainty } of all) {
      expect(`${source} ${note ?? ''}`).not.toMatch(/\.\.\/|\.md\b/);
      if (/[Hh]ypothèse|non trouvé|pas été trouvé|[Pp]roposition de Précal|emprunté/.test(source))
        expect([source, certainty]).toEqual([source, 'proposal']);
    }
  });

  test('every size of the world is a stated assumption, and no address is dedicated', () => {
    const { dedicatedBelowLeasesPerYear, ...sizes } = PACK.world;
    expect(dedicatedBelowLeasesPerYear).toBeNull();
    expect(Object.values(sizes).map(({ provenance }) => provenance.certainty)).toEqual(
      new Array(4).fill('proposal'),
    );
    expect(sizes.demands.value / sizes.leasesPerYear.value).toBeCloseTo(2_760_000 / 384_000, 1);
    expect(sizes.leasesPerYear.value / sizes.dwellings.value).toBeCloseTo(8_000 / 129_512, 2);
  });

  test('the notices say the four themes without a number, the invented landlords, the simulated QPV', () => {
    const notices = PACK.notices.join('\n');
    for (const words of ['quatre thèmes', 'aucun nombre', 'fictifs', 'QPV simulé', 'médiane nationale'])
      expect(notices).toContain(words);
  });
});

describe('situations', () => {
  const priority = TERRITORY.prioritySituations;

  test('the 14 publics of L441-1, in the order of the letters, on first accesses and mutations alike', () => {
    expect(priority.map(({ code }) => code)).toEqual([
      'L441_A_HANDICAP',
      'L441_B_SORTIE_ACT',
      'L441_C_MAL_LOGE',
      'L441_D_HEBERGE',
      'L441_E_REPRISE_EMPLOI',
      'L441_F_HABITAT_INDIGNE',
      'L441_G_VIOLENCES',
      'L441_GBIS_VIOL',
      'L441_H_PROSTITUTION',
      'L441_I_TRAITE',
      'L441_J_SUROCCUPATION_MINEUR',
      'L441_K_SANS_LOGEMENT',
      'L441_L_EXPULSION',
      'L441_M_ASE',
    ]);
    expect(priority.every(({ scope, channels }) => scope === 'all' && channels.includes('L441_1'))).toBe(
      true,
    );
  });

  test('letters a to g were read in a source; from g bis on, they are to be checked', () => {
    const certainty = (from: number, to?: number) =>
      new Set(priority.slice(from, to).map(({ provenance }) => provenance.certainty));
    expect(certainty(0, 7)).toEqual(new Set(['found']));
    expect(certainty(7)).toEqual(new Set(['proposal']));
    for (const { provenance } of priority.slice(7)) expect(provenance.source).toContain('à vérifier');
  });

  test('what only a partner can tell has no predicate', () => {
    expect(PACK.situations.filter(({ predicate }) => predicate === null).map(({ code }) => code)).toEqual([
      'L441_B_SORTIE_ACT',
      'L441_E_REPRISE_EMPLOI',
      'L441_GBIS_VIOL',
      'L441_H_PROSTITUTION',
      'L441_I_TRAITE',
      'L441_M_ASE',
    ]);
  });

  test('every predicate compiles, and violence is never more than declared', () => {
    let compiled = 0;
    for (const { code, predicate } of PACK.situations) {
      if (predicate === null) continue;
      expect([code, compileFormula(predicate, predicateColumns(), 'boolean').ok]).toEqual([code, true]);
      compiled += 1;
    }
    expect(compiled).toBe(14);
    for (const { code, predicateEvidence } of PACK.situations)
      if (code.endsWith('_VIOLENCES')) expect([code, predicateEvidence]).toEqual([code, 'declared']);
  });
});

describe('targets', () => {
  test('are those of L441-1, and count no band: quartiles are another measure', () => {
    expect(
      PACK.targets.map(({ id, scope, qpv, counts, bound, share }) => [id, scope, qpv, counts, bound, share]),
    ).toEqual([
      ['q1-hors-qpv', 'territory', 'out', { quartile: 'first' }, 'min', 0.25],
      ['q1-hors-qpv-bailleur', 'bailleur', 'out', { quartile: 'first' }, 'min', 0.25],
      ['autres-quartiles-en-qpv', 'territory', 'in', { quartile: 'others' }, 'min', 0.5],
      ['publics-prioritaires-bailleur', 'bailleur', undefined, { verifiedPriority: true }, 'min', 0.25],
    ]);
  });

  test('the first quartile is strictly under the threshold of the day; without one, or without resources, it is unknown', () => {
    const first = (income: number | null, day: string) => TERRITORY.isFirstQuartile(income, day as IsoDay);
    expect(first(9_242.99, '2026-11-02')).toBe(true);
    expect(first(9_243, '2026-11-02')).toBe(false);
    expect(first(9_000, '2022-06-30')).toBe(false);
    expect(first(8_670, '2022-06-30')).toBe(true);
    expect(first(8_670, '2021-12-31')).toBeNull();
    expect(first(null, '2026-11-02')).toBeNull();
    expect(first(Number.NaN, '2026-11-02')).toBeNull();
  });

  test('reservations are a flow: 30 % for the State at most, shares that make one', () => {
    const { regime, shares } = PACK.contingents;
    expect(regime).toBe('orientation');
    expect(sum(shares.map(({ share }) => share))).toBeCloseTo(1, 10);
    expect(
      sum(shares.filter(({ reservataire }) => reservataire.startsWith('P')).map(({ share }) => share)),
    ).toBeCloseTo(0.3, 10);
  });
});
