import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import { FRAGILITIES, WorldSizesSchema } from '../../engine/domain/territory.ts';
import { sharedBorders } from './borders.ts';
import { communeCentre } from './centres.ts';
import { irisIncomes } from './incomes.ts';
import { cell, csvText, type Iris, irisByCommune, openDataFolder, readIris, readTable } from './openData.ts';
import { quartiersOf } from './quartiers.ts';
import { irisStock } from './stock.ts';

/*
 * The places of a pack (communes, QPV, IRIS, quartiers, contours) from open data. Same data, same bytes. The rules (YAML
 * files) are written by hand; the sizes of the stock are read in the pack's own `pack.yaml`.
 */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export interface PlacesRequest {
  /** Folder of the pack under `territories/`. */
  readonly pack: string;
  /** The territory's name in the open data's tables: MEL, SAM. */
  readonly territory: string;
  /** Contours of its IRIS, in the open data folder. */
  readonly irisFile: string;
  /** Folder to write to: the pack's own, or another to compare a rebuild with what is committed. */
  readonly target: string | undefined;
}

const number = (value: number | null, digits: number): number | null =>
  value === null ? null : Number(value.toFixed(digits));

const round5 = (value: number): number => Number(value.toFixed(5));

const worldOf = (pack: string) =>
  z
    .looseObject({ world: WorldSizesSchema })
    .parse(parse(readFileSync(join(ROOT, 'territories', pack, 'pack.yaml'), 'utf8'))).world;

/** Writes the derived files of a pack and says what was made. */
export const writePlaces = ({ pack, territory, irisFile, target }: PlacesRequest): void => {
  const data = openDataFolder(ROOT);
  const folder = target ?? join(ROOT, 'territories', pack);
  mkdirSync(folder, { recursive: true });
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  const world = worldOf(pack);

  const communes = readTable(join(data, 'geo/communes_mel_sam_2026.csv'), ',')
    .filter((row) => cell(row, 'territoire') === territory)
    .sort((a, b) => (cell(a, 'code_insee') < cell(b, 'code_insee') ? -1 : 1));
  const communeNames = new Map(communes.map((row) => [cell(row, 'code_insee'), cell(row, 'nom')]));

  const iris = readIris(join(data, irisFile));
  const byCommune = irisByCommune(iris);
  write(
    'communes.csv',
    csvText(
      ['code', 'nom', 'population', 'zone_apl', 'zone_abc', 'longitude', 'latitude', 'codes_associes'],
      communes.map((row) => {
        const [longitude, latitude] = communeCentre(byCommune.get(cell(row, 'code_insee')) ?? []);
        return [
          ...['code_insee', 'nom', 'pop_municipale', 'zone_apl_2011', 'zone_abc_2024'].map((column) =>
            cell(row, column),
          ),
          number(longitude, 4),
          number(latitude, 4),
          cell(row, 'anciens_codes'),
        ];
      }),
    ),
  );

  write(
    'qpv.csv',
    csvText(
      ['code', 'nom', 'communes'],
      readTable(join(data, 'zonages/qpv_2024_mel_sam.csv'), ',')
        .filter((row) => cell(row, 'territoire') === territory)
        .map((row) => [cell(row, 'code_qp'), cell(row, 'nom_qp'), cell(row, 'codes_communes')]),
    ),
  );

  const communeIncomes = readTable(join(data, 'insee/filosofi_2021_communes_mel_sam.csv'), ';');
  const incomes = irisIncomes(
    iris,
    readTable(join(data, 'insee/filosofi_2021_iris_declare_mel_sam.csv'), ';'),
    communeIncomes,
  );
  const stock = irisStock(
    iris,
    incomes.byIris,
    new Map(communeIncomes.map((row) => [cell(row, 'CODGEO'), Number(cell(row, 'NBMENFISC21'))])),
    { dwellings: world.dwellings.value, leasesPerYear: world.leasesPerYear.value },
  );

  write(
    'iris.csv',
    csvText(
      ['code', 'nom', 'type', 'commune', 'revenu_declare_median', 'origine_revenu', 'logements_estimes'],
      iris.map((i) => {
        const income = incomes.byIris.get(i.code);
        return [
          i.code,
          i.name,
          i.kind,
          i.commune,
          number(income?.incomeEur ?? null, 0),
          income?.from ?? 'none',
          stock.dwellings.get(i.code) ?? 0,
        ];
      }),
    ),
  );

  const quartiers = quartiersOf(
    [...communeNames].map(([code, name]) => ({
      code,
      name,
      iris: byCommune.get(code) ?? [],
      borders: sharedBorders(byCommune.get(code) ?? []),
    })),
    incomes.byIris,
    stock,
  );

  write(
    'quartiers.csv',
    csvText(
      [
        'id',
        'libelle',
        'commune',
        'fragilite',
        'revenu_declare_median',
        'origine_revenu',
        'logements_estimes',
        'baux_par_an_estimes',
        'iris',
      ],
      quartiers.map((q) => [
        q.id,
        q.label,
        q.commune,
        q.fragility,
        number(q.incomeEur, 0),
        q.incomeFrom,
        q.dwellings,
        number(q.leasesPerYear, 1),
        q.iris.join('|'),
      ]),
    ),
  );

  const irisByCode = new Map(iris.map((i) => [i.code, i]));
  const features = quartiers.map((q) =>
    JSON.stringify({
      type: 'Feature',
      properties: { id: q.id, label: q.label },
      geometry: {
        type: 'MultiPolygon',
        coordinates: q.iris.flatMap((code) =>
          (irisByCode.get(code) as Iris).polygons.map((polygon) =>
            polygon.map((ring) => ring.map(([lon, lat]) => [round5(lon), round5(lat)])),
          ),
        ),
      },
    }),
  );
  write('quartiers.geojson', `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`);

  const counts = FRAGILITIES.map(
    (fragility) => `${fragility} ${quartiers.filter((q) => q.fragility === fragility).length}`,
  ).join(', ');
  process.stdout.write(
    `${communes.length} communes, ${iris.length} IRIS, ${quartiers.length} quartiers (${counts}).\n` +
      `Declared/disposable ratio ${incomes.declaredPerDisposable.toFixed(4)} over ${incomes.communesWithBoth} communes; ` +
      `stock scale ${stock.scale.toFixed(4)}.\n`,
  );
};
