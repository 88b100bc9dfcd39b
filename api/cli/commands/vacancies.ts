import type { Command } from 'commander';
import { vacanciesTable } from '../../export/presentedTables.ts';
import { communeName, presentDwelling } from '../../present/dwelling.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addDataOptions } from './shortlist.ts';

interface VacanciesOptions extends DataOptions {
  readonly commune?: string;
  readonly out?: string;
  readonly json?: true;
}

export const addVacancies = (program: Command, environment: Environment): void => {
  addDataOptions(program.command('vacancies').description('liste les logements libérés'))
    .option('--commune <nom-ou-code>', 'seulement cette commune')
    .option('--out <fichier>', TABLE_OUT)
    .action(async (options: VacanciesOptions) => {
      const { workspace } = await openData(environment, options);
      const { territory } = workspace;
      const wanted = options.commune?.toLocaleLowerCase('fr');
      const places = workspace
        .places()
        .filter(
          ({ dwelling }) =>
            wanted === undefined ||
            dwelling.commune === wanted ||
            communeName(territory, dwelling.commune).toLocaleLowerCase('fr') === wanted,
        );
      if (options.out !== undefined)
        await writeTableOut(
          environment,
          options.out,
          vacanciesTable(places, {
            commune: ({ commune }) => communeName(territory, commune),
            quartier: (dwelling) => territory.quartierOfDwelling(dwelling)?.label ?? null,
            bailleur: ({ bailleur }) => territory.bailleurById.get(bailleur)?.name ?? bailleur,
          }),
        );
      const found = places.map(({ vacancy, dwelling }) => presentDwelling(territory, vacancy, dwelling));
      if (options.json) return printJson(environment, found);
      return environment.out(
        found.length === 0
          ? 'Aucun logement libéré.\n'
          : `${found.map((d) => `${d.vacancy}  ${d.commune} ; ${d.description} ; ${d.bailleur} ; libre le ${d.available}`).join('\n')}\n`,
      );
    });
};
