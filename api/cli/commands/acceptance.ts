import type { Command } from 'commander';
import { presentAcceptance } from '../../present/acceptanceReport.ts';
import { acceptanceReportText } from '../../present/acceptanceReportText.ts';
import { acceptanceReport } from '../../service/acceptance.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { HELP, withSessions } from './sessionOpening.ts';
import { addDataOptions } from './shortlist.ts';

/** `precal acceptance`: the rates that matching uses, and what the individual model is worth beside them. */
export const addAcceptance = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('acceptance')
      .description(
        'montre les taux d’acceptation et ce que vaut le modèle individuel, qui ne choisit personne',
      ),
  )
    .helpOption(...HELP)
    .addHelpText('after', '\nExemple : precal acceptance --json')
    .action((options: DataOptions & { readonly json?: true }) =>
      withSessions(environment, options, async ({ service }) => {
        const { workspace } = await openData(environment, options);
        const { territory, pool, simulated } = workspace;
        const shown = presentAcceptance({
          territory,
          asOf: pool.asOf,
          simulated,
          ...acceptanceReport(workspace, await service.list()),
        });
        return options.json ? printJson(environment, shown) : environment.out(acceptanceReportText(shown));
      }),
    );
};
