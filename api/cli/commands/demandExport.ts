import type { Command } from 'commander';
import { exportHousehold } from '../../service/householdExport.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { HELP } from './sessionOpening.ts';

/** `precal demand export <numero>`: everything kept about a household, with its own explanation. */
export const addDemandExport = (demand: Command, environment: Environment): void => {
  demand
    .command('export <numero>')
    .description(
      'donne en JSON tout ce qui est gardé d’un ménage, avec l’explication de sa demande (droit d’accès)',
    )
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .option('--as-of <jour>', 'date de référence, AAAA-MM-JJ')
    .helpOption(...HELP)
    .action(async (number: string, _own: unknown, command: Command) => {
      // `demand` takes options of the same names: those given to it count too.
      const options = command.optsWithGlobals<DataOptions>();
      const { store, workspace } = await openData(environment, options);
      return printJson(environment, await exportHousehold({ store, workspace }, number, null));
    });
};
