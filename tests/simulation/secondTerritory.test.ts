import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import { calibrationText } from '../../api/present/calibration.ts';
import { AllocationSchema, OutcomeSchema } from '../../engine/domain/allocation.ts';
import { DemandSchema, isFirstAccess } from '../../engine/domain/demand.ts';
import { DwellingSchema, VacancySchema } from '../../engine/domain/dwelling.ts';
import { calibrationReport } from '../../engine/simulation/calibration.ts';
import { PUBLISHED } from '../../engine/simulation/figures.ts';
import { establishedSituations } from '../../engine/simulation/priorities.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { mel, melWorld, today } from './mel.ts';

const read = readTerritoryPack(join(TERRITORIES_FOLDER, 'sete'));
if (!read.ok) throw new Error(`sete: ${JSON.stringify(read.issues.slice(0, 3))}`);
const sete = prepareTerritory(read.value);
const asOf = sete.pack.referenceDay;
const world = generateWorld({ territory: sete, seed: 1, asOf });

describe('the world of another pack', () => {
  test('has the sizes that the pack gives', () => {
    const { demands, dwellings, leasesPerYear, openVacancies } = sete.pack.world;
    expect(world.demands).toHaveLength(demands.value);
    expect(world.dwellings).toHaveLength(dwellings.value);
    expect(world.allocations).toHaveLength(2 * leasesPerYear.value);
    expect(world.vacancies).toHaveLength(openVacancies.value);
  });

  test('is valid by the schemas, in places of the pack, the same twice', () => {
    for (const [schema, items] of [
      [DemandSchema, world.demands],
      [DwellingSchema, world.dwellings],
      [VacancySchema, world.vacancies],
      [AllocationSchema, world.allocations],
      [OutcomeSchema, world.outcomes],
    ] as const)
      expect(
        z
          .array(schema as z.ZodType)
          .safeParse(items)
          .error?.issues.slice(0, 3) ?? [],
      ).toEqual([]);
    expect(
      world.dwellings.every((d) => sete.communeByCode.has(d.commune) && sete.bailleurById.has(d.bailleur)),
    ).toBe(true);
    const communes = new Map(world.dwellings.map((d) => [d.id, d.commune]));
    expect(new Set(world.vacancies.map((v) => communes.get(v.dwelling))).size).toBe(
      sete.pack.communes.length,
    );
    const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
    expect(hash(generateWorld({ territory: sete, seed: 1, asOf }))).toBe(hash(world));
  });

  test('dedicates no address where the pack has no such rule', () => {
    expect(world.dwellings.filter((d) => d.aciAddress)).toEqual([]);
  });

  test('orients every vacancy, since the pack’s reservations are a flow', () => {
    const known = sete.pack.contingents.shares.map((s) => s.reservataire);
    expect(world.vacancies.every((v) => v.orientedTo !== null && known.includes(v.orientedTo))).toBe(true);
  });

  test('finds the pack’s situations on first accesses and on mutations; DALO holders are first accesses', () => {
    const established = establishedSituations(world.demands, sete, asOf);
    const mutations = world.demands.flatMap((d, place) =>
      isFirstAccess(d) === false ? [established[place]!] : [],
    );
    expect(mutations.length).toBeGreaterThan(1_000);
    expect(mutations.filter((e) => e.priority.length > 0).length).toBeGreaterThan(100);
    const priorities = new Set(world.demands.flatMap((d) => (d.priorities ?? []).map((p) => p.situation)));
    for (const code of priorities) expect(sete.situationByCode.has(code)).toBe(true);
    expect(priorities.size).toBeGreaterThan(10);
    const dalo = world.demands.filter((d) => d.dalo === 'ACTIF');
    expect(dalo).toHaveLength(72);
    expect(dalo.every((d) => isFirstAccess(d) !== false)).toBe(true);
  });
});

describe('its calibration report', () => {
  const report = calibrationReport(world, sete, asOf);

  test('says of each figure of another place whose it is; only national ones are its own', () => {
    const own = report.lines.filter(({ borrowed }) => borrowed === null).map(({ id }) => id);
    expect(own).toEqual([
      'firstAccessPrecarious',
      'firstAccessTooExpensive',
      'mutationTooSmall',
      'mutationHealth',
      'mutationSurroundings',
    ]);
    const of = new Map(report.lines.map(({ id, borrowed }) => [id, borrowed]));
    expect(of.get('plaiShare')).toBe('de la Métropole européenne de Lille');
    expect(of.get('t2Share')).toBe('des Hauts-de-France');
    expect(of.get('areaT3')).toBe('de quatre communes du Val-de-Marne');
    expect(of.get('rankOneRefusals')).toBe('de Lille Métropole Habitat');
  });

  test('compares no number of records with another territory’s', () => {
    const ids = new Set<string>(report.lines.map(({ id }) => id));
    expect(Object.keys(PUBLISHED).filter((id) => !ids.has(id))).toEqual(['demands', 'dwellings']);
  });

  test('shares are met all the same', () => {
    const shares = report.lines.filter(({ unit }) => unit === 'share');
    expect(shares.length).toBeGreaterThan(15);
    expect(shares.filter(({ within }) => !within)).toEqual([]);
  });

  test('gives the sizes with where they come from, and no rule that the pack lacks', () => {
    expect(report.sizes.map(({ value }) => value)).toEqual([3_600, 8_000, 500, 42]);
    const text = calibrationText(report);
    expect(text).toContain('TAILLES données par le jeu de règles du territoire');
    expect(text).not.toContain('à l’adresse');
  });

  test('the first territory owns its figures, and borrows two places’ only', () => {
    const { lines, sizes } = calibrationReport(melWorld(1, 5_000), mel, today);
    expect(lines.map(({ id }) => id)).toEqual(Object.keys(PUBLISHED));
    const borrowed = new Set(lines.flatMap((line) => (line.borrowed === null ? [] : [line.borrowed])));
    expect([...borrowed].sort()).toEqual([
      'de l’Eurométropole de Strasbourg',
      'de quatre communes du Val-de-Marne',
    ]);
    expect(sizes.map(({ value }) => value)).toEqual([54_000, 129_512, 8_000, 670, 10]);
  });
});
