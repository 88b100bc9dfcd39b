import type { Command } from 'commander';
import { communeName, presentDwelling } from '../../present/dwelling.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { addDataOptions } from './shortlist.ts';

interface VacanciesOptions extends DataOptions {
  readonly commune?: string;
  readonly json?: true;
}

export const addVacancies = (program: Command, environment: Environment): void => {
  addDataOptions(program.command('vacancies').description('liste les logements libérés'))
    .option('--commune <nom-ou-code>', 'seulement cette commune')
    .action(async (options: VacanciesOptions) => {
      const { workspace } = await openData(environment, options);
      const { territory } = workspace;
      const wanted = options.commune?.toLocaleLowerCase('fr');
      const found = workspace
        .places()
        .filter(
          ({ dwelling }) =>
            wanted === undefined ||
            dwelling.commune === wanted ||
            communeName(territory, dwelling.commune).toLocaleLowerCase('fr') === wanted,
        )
        .map(({ vacancy, dwelling }) => presentDwelling(territory, vacancy, dwelling));
      if (options.json) return printJson(environment, found);
      return environment.out(
        found.length === 0
          ? 'Aucun logement libéré.\n'
          : `${found.map((d) => `${d.vacancy}  ${d.commune} ; ${d.description} ; ${d.bailleur} ; libre le ${d.available}`).join('\n')}\n`,
      );
    });
};
