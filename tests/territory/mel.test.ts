import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readTerritoryPack, TERRITORIES_FOLDER } from '../../api/packs/readPack.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { Provenance, TerritoryPack } from '../../engine/domain/territory.ts';
import { calibrationReport } from '../../engine/simulation/calibration.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { ledgerOf, placeOf } from '../../engine/targets/ledger.ts';
import { targetRows } from '../../engine/targets/rows.ts';
import { prepareTerritory, type Territory } from '../../engine/territory/territory.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDwelling, aNumber } from '../support/demands.ts';
import { PACK as PACK_2016, TERRITORY as TERRITORY_2016 } from './mel2016.ts';

const folder = join(TERRITORIES_FOLDER, 'mel');
const read = readTerritoryPack(folder);
if (!read.ok) throw new Error(`mel is not valid: ${JSON.stringify(read.issues.slice(0, 3))}`);
const PACK = read.value;
const TERRITORY = prepareTerritory(PACK);
const TODAY = PACK.referenceDay;
const targetOf = (id: string) => {
  const found = TERRITORY.targets.find((target) => target.id === id);
  if (!found) throw new Error(`no target ${id}`);
  return found;
};

describe("today's law", () => {
  test('counts signed leases only, and no bands', () => {
    expect(PACK.targets.map(({ event }) => event)).toEqual(PACK.targets.map(() => 'lease'));
    expect(PACK.contingents.row?.event).toBe('lease');
    for (const { counts } of PACK.targets) expect(counts.bandGroup).toBeUndefined();
  });
  test('a quarter outside QPV to the first quartile, half in QPV to the others', () => {
    expect(targetOf('q1-hors-qpv')).toMatchObject({ qpv: 'out', share: 0.25, counts: { quartile: 'first' } });
    expect(targetOf('autres-quartiles-en-qpv')).toMatchObject({
      qpv: 'in',
      share: 0.5,
      counts: { quartile: 'others' },
    });
  });
  test('a quarter of each contingent but the State’s, and of the landlord’s own share, to priority households', () => {
    const credited = PACK.targets.filter((target) => target.credited !== undefined);
    for (const { share, counts, provenance } of credited)
      expect([share, counts, provenance.certainty]).toEqual([0.25, { verifiedPriority: true }, 'proposal']);
    const held = PACK.contingents.shares.map(({ reservataire }) => reservataire);
    expect(credited.map((target) => target.credited).sort()).toEqual(
      held.filter((code) => code !== 'PPRIOR' && code !== 'PFONCT').sort(),
    );
    expect(targetOf('prioritaires-part-du-bailleur').scope).toBe('bailleur');
  });
  test('a flow that leaves out mutations inside the landlord’s stock, each vacancy oriented', () => {
    expect(PACK.contingents).toMatchObject({ regime: 'orientation', flow: { without: 'own-mutations' } });
    const flows = TERRITORY.targets.filter(({ counts }) => counts.contingent !== undefined);
    expect(flows).toHaveLength(2 * PACK.contingents.shares.length);
  });
  test('nothing of 2016: no concerted ACI, no dedicated address, no reciprocity', () => {
    expect(PACK.world.dedicatedBelowLeasesPerYear).toBeNull();
    expect(PACK.situations.filter(({ code }) => code.startsWith('ACI'))).toEqual([]);
    expect(PACK.targets.filter(({ dedicated, counts }) => dedicated || counts.reciprocity)).toEqual([]);
  });
  test('what was not found is a proposal, and the notices say so', () => {
    const certainties = (value: unknown): string[] =>
      typeof value !== 'object' || value === null
        ? []
        : 'certainty' in value
          ? [(value as Provenance).certainty]
          : Object.values(value).flatMap(certainties);
    expect(certainties(PACK.quartiles)).toEqual(['proposal']);
    expect(new Set(certainties(PACK.contingents.shares))).toEqual(new Set(['proposal']));
    expect(certainties(PACK.targets)).not.toContain('official');
    const notices = PACK.notices.join(' ');
    for (const lost of ['convention intercommunale', 'grille de cotation', 'seuil du premier quartile'])
      expect(notices).toContain(lost);
    const [threshold] = PACK.quartiles;
    expect(threshold?.firstQuartileBelowEurPerUc).toBeGreaterThanOrEqual(8_300);
    expect(threshold?.firstQuartileBelowEurPerUc).toBeLessThanOrEqual(9_000);
  });
});

describe('a lease in its rows', () => {
  const home = PACK.quartiles[0]!.firstQuartileBelowEurPerUc;
  const counted = (
    { qpv, ...rest }: { readonly qpv: boolean | null; readonly [field: string]: unknown },
    id: string,
  ) => {
    const dwelling = aDwelling('L-1', { qpv2024: qpv ? PACK.qpvs[0]!.code : qpv });
    const { ledger } = ledgerOf({
      territory: TERRITORY,
      dwellings: byId(dwelling),
      asOf: TODAY,
      allocations: [anAllocation('L-1', { demand: aNumber(900_001), leaseSignedOn: '2026-06-01', ...rest })],
    });
    const { among, counted: inside, unknown } = ledger.count(targetOf(id), PACK.id);
    return [among, inside, unknown];
  };
  test.each([
    ['under the threshold', { incomePerUcEur: home - 1 }, [1, 1, 0], [1, 0, 0]],
    ['exactly at it: above', { incomePerUcEur: home }, [1, 0, 0], [1, 1, 0]],
    ['above it', { incomePerUcEur: home + 1 }, [1, 0, 0], [1, 1, 0]],
    ['of unknown resources: against both', { incomePerUcEur: null }, [1, 0, 1], [1, 0, 1]],
    [
      'above it, rehoused by urban renewal: counts with the first quartile',
      { incomePerUcEur: home + 1, npruRelocation: true },
      [1, 1, 0],
      [1, 1, 0],
    ],
    ['not signed', { incomePerUcEur: home - 1, leaseSignedOn: null }, [0, 0, 0], [0, 0, 0]],
    [
      'signed last year',
      { incomePerUcEur: home - 1, decidedOn: '2025-10-01', leaseSignedOn: '2025-11-01' },
      [0, 0, 0],
      [0, 0, 0],
    ],
  ] as const)('a household %s', (_, given, outside, inside) => {
    expect(counted({ qpv: false, ...given }, 'q1-hors-qpv')).toEqual(outside);
    expect(counted({ qpv: true, ...given }, 'autres-quartiles-en-qpv')).toEqual(inside);
  });
  test('in QPV, outside, and where it is not said: one row, the other, neither', () => {
    const low = { incomePerUcEur: home - 1 };
    expect(counted({ qpv: true, ...low }, 'q1-hors-qpv')).toEqual([0, 0, 0]);
    expect(counted({ qpv: false, ...low }, 'autres-quartiles-en-qpv')).toEqual([0, 0, 0]);
    for (const id of ['q1-hors-qpv', 'autres-quartiles-en-qpv'])
      expect(counted({ qpv: null, ...low }, id)).toEqual([0, 0, 0]);
  });
  test('credited to a contingent, by a verified situation or a DALO recognition', () => {
    const id = 'prioritaires-collectivites';
    const verified = { verifiedSituations: ['L441_K_SANS_LOGEMENT'] };
    expect(counted({ qpv: null, contingent: 'COLTER', ...verified }, id)).toEqual([1, 1, 0]);
    expect(counted({ qpv: null, contingent: 'COLTER', daloActive: true }, id)).toEqual([1, 1, 0]);
    expect(counted({ qpv: null, contingent: 'COLTER' }, id)).toEqual([1, 0, 0]);
    expect(counted({ qpv: null, contingent: 'COLACT', ...verified }, id)).toEqual([0, 0, 0]);
    expect(counted({ qpv: null, contingent: null, ...verified }, id)).toEqual([0, 0, 0]);
  });
});

/** Files of the pack, against those of 2016: the places are not copied, some rules are the same words, the others differ. */
const SAME = ['acceptance.yaml', 'concerted.yaml', 'guidance.yaml', 'norms.yaml'];
const DIFFERENT = [
  'SOURCES.md',
  'bands.yaml',
  'contingents.yaml',
  'matching.yaml',
  'pack.yaml',
  'placement.yaml',
  'quartiles.yaml',
  'situations.yaml',
  'targets.yaml',
];
const PLACES = [
  'bailleurs.csv',
  'communes.csv',
  'coordination.yaml',
  'iris.csv',
  'qpv.csv',
  'quartiers.csv',
  'quartiers.geojson',
];

/** Each has its own: `tests/years` reads them. */
const SCENARIOS = 'scenarios';

describe('the two packs of the MEL differ in data only', () => {
  const bytes = (pack: string, name: string) => readFileSync(join(TERRITORIES_FOLDER, pack, name), 'utf8');
  test('file by file', () => {
    expect(readdirSync(folder).sort()).toEqual([...SAME, ...DIFFERENT, SCENARIOS].sort());
    expect(readdirSync(join(TERRITORIES_FOLDER, 'mel-2016')).sort()).toEqual(
      [...SAME, ...DIFFERENT, ...PLACES, SCENARIOS].sort(),
    );
    for (const name of SAME) expect(bytes('mel', name) === bytes('mel-2016', name), name).toBe(true);
    for (const name of DIFFERENT) expect(bytes('mel', name) === bytes('mel-2016', name), name).toBe(false);
    for (const name of PLACES) expect(existsSync(join(folder, name)), name).toBe(false);
  });
  test('part by part: the same keys, the same places, the same national parameters', () => {
    expect(Object.keys(PACK).sort()).toEqual(Object.keys(PACK_2016).sort());
    const same = (Object.keys(PACK) as (keyof TerritoryPack)[]).filter(
      (part) => JSON.stringify(PACK[part]) === JSON.stringify(PACK_2016[part]),
    );
    expect(same.sort()).toEqual(
      [
        'acceptance',
        'bailleurs',
        'ceilingZone',
        'communes',
        'concerted',
        'coordination',
        'demo',
        'epci',
        'fragilityRule',
        'guidance',
        'national',
        'norms',
        'qpvs',
        'quartiers',
        'referenceDay',
        'version',
      ].sort(),
    );
  });

  const worldOf = (territory: Territory) =>
    generateWorld({ territory, seed: 1, asOf: TODAY, demandCount: 5_000 });
  const hash = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');
  const world = worldOf(TERRITORY);
  const renamed = (pack: TerritoryPack, id: string) => prepareTerritory({ ...pack, id, label: id });

  test('by another name, and with the words of the other, a pack makes the same world and the same rows', () => {
    const other = renamed(PACK, 'mel-2016');
    expect(hash(worldOf(other))).toBe(hash(world));
    const rows = (territory: Territory) => {
      const dwellings = new Map(world.dwellings.map((each) => [each.id as string, each]));
      const { ledger } = ledgerOf({ territory, dwellings, asOf: TODAY, allocations: world.allocations });
      const vacancies = world.vacancies
        .slice(0, 100)
        .map(({ id, dwelling }) => ({ id, place: placeOf(territory, dwellings.get(dwelling)!) }));
      return targetRows({ territory, ledger, openProposals: [], vacancies, asOf: TODAY }).map(
        ({ id, place, target, ...row }) => ({
          ...row,
          target: target.id,
          place: place === territory.pack.id ? 'territory' : place,
        }),
      );
    };
    const found = rows(TERRITORY);
    expect(found.length).toBeGreaterThan(100);
    expect(rows(other)).toEqual(found);
    expect(rows(TERRITORY_2016)).not.toEqual(found);
  });

  test('its vacancies are oriented, as those of 2016 are not; published margins hold', () => {
    const held = new Set(PACK.contingents.shares.map(({ reservataire }) => reservataire));
    expect(new Set(world.vacancies.map(({ orientedTo }) => orientedTo))).toEqual(held);
    expect(world.dwellings.filter(({ aciAddress }) => aciAddress)).toEqual([]);
    const { lines } = calibrationReport(world, TERRITORY, TODAY as IsoDay);
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.filter(({ within }) => !within).map(({ id }) => id)).toEqual(['demands']);
    expect(lines.filter(({ borrowed }) => borrowed === 'de la Métropole européenne de Lille')).toEqual([]);
  });
});
