import type { Command } from 'commander';
import { presentNotice } from '../../present/notice.ts';
import { householdFile } from '../../service/householdFile.ts';
import { DEFAULT_QUESTION } from '../../service/workspace.ts';
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
      const kept = await householdFile(store, number);
      // A demand that is closed, or not yet filed on the day, has a file and no place in the pool.
      const waiting = workspace.pool.numbers.rowOf(kept.number) >= 0;
      const explained = waiting
        ? workspace.explainDemand({ number, method: DEFAULT_QUESTION.method, seed: DEFAULT_QUESTION.seed })
        : null;
      const explanation = explained && presentNotice(explained.context, explained.explanation);
      return printJson(environment, { ...kept, explanation });
    });
};
