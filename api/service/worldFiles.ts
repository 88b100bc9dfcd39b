import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { World } from '../../engine/simulation/world.ts';
import { writeSneXml } from '../export/sneXml.ts';
import {
  writeAllocationsCsv,
  writeDemandsCsv,
  writeDwellingsCsv,
  writeOutcomesCsv,
  writeVacanciesCsv,
} from '../export/tables.ts';
import type { Kind } from '../store/store.ts';

export interface WrittenFile {
  readonly kind: Kind;
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** Order of import: a vacancy names a dwelling, so dwellings come first. */
export const IMPORT_ORDER: readonly Kind[] = ['dwellings', 'demands', 'vacancies', 'allocations', 'outcomes'];

export const WORLD_FILES: { readonly [K in Kind]: string } = {
  demands: 'demandes.csv',
  dwellings: 'logements.csv',
  vacancies: 'logements-liberes.csv',
  allocations: 'attributions.csv',
  outcomes: 'suites.csv',
};
export const SNE_FILE = 'demandes-sne.xml';

/** Writes a world in the import formats; with a file day, the demands in the XML exchange format too. */
export const writeWorld = async (
  world: World,
  folder: string,
  { sneFileDay }: { readonly sneFileDay: IsoDay | null },
): Promise<readonly WrittenFile[]> => {
  await mkdir(folder, { recursive: true });
  const path = (kind: Kind) => join(folder, WORLD_FILES[kind]);
  const written = {
    dwellings: await writeDwellingsCsv(world.dwellings, path('dwellings')),
    demands: await writeDemandsCsv(world.demands, path('demands')),
    vacancies: await writeVacanciesCsv(world.vacancies, path('vacancies')),
    allocations: await writeAllocationsCsv(world.allocations, path('allocations')),
    outcomes: await writeOutcomesCsv(world.outcomes, path('outcomes')),
  };
  const files = IMPORT_ORDER.map((kind): WrittenFile => ({ kind, path: path(kind), ...written[kind] }));
  if (sneFileDay === null) return files;
  const xml = join(folder, SNE_FILE);
  return [
    ...files,
    { kind: 'demands', path: xml, ...(await writeSneXml(world.demands, xml, { fileDay: sneFileDay })) },
  ];
};
