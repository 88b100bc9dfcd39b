import { expect } from 'vitest';
import { writeDemandsCsv, writeDwellingsCsv, writeVacanciesCsv } from '../../api/export/tables.ts';
import { aFolder, precal, type Ran } from './commandLine.ts';
import { TOWN } from './town.ts';

/** The town of `town.ts` as files in a folder, imported by the command line into `town`. */
export interface TownFolder {
  path(...parts: string[]): string;
  remove(): Promise<void>;
  /** The option that names the imported data. */
  readonly data: readonly ['--data', string];
}

export const aTownFolder = async (): Promise<TownFolder> => {
  const folder = await aFolder();
  await writeDemandsCsv(TOWN.demands, folder.path('demandes.csv'));
  await writeDwellingsCsv(TOWN.dwellings, folder.path('logements.csv'));
  await writeVacanciesCsv(TOWN.vacancies, folder.path('liberes.csv'));
  const data = ['--data', folder.path('town')] as const;
  for (const [kind, name] of [
    ['dwellings', 'logements.csv'],
    ['demands', 'demandes.csv'],
    ['vacancies', 'liberes.csv'],
  ] as const) {
    const ran = await precal(['import', folder.path(name), '--kind', kind, ...data]);
    if (ran.code !== 0) throw new Error(ran.out + ran.err);
  }
  return { ...folder, data };
};

/** A command that must be refused: nothing printed as a result, one French sentence, and no trace of the machine. */
export const refused = async (
  args: readonly string[],
  says: RegExp,
  code = 1,
  environment: Parameters<typeof precal>[1] = {},
): Promise<Ran> => {
  const ran = await precal(args, environment);
  expect(ran).toMatchObject({ code, out: '' });
  expect(ran.err).toMatch(says);
  expect(ran.err).not.toMatch(/undefined|\[object|Error:|\bat .*\.ts:/);
  return ran;
};
