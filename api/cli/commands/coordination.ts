import type { Command } from 'commander';
import { COORDINATION_TABLES, coordinationTable } from '../../export/coordinationTables.ts';
import { shownCoordination } from '../../http/shownCoordination.ts';
import { coordinationText } from '../../present/coordinationText.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, type DataOptions, openData, printJson } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { withPrices } from './pricesOpening.ts';
import { addDataOptions } from './shortlist.ts';

interface Options extends DataOptions {
  readonly semester?: string;
  readonly table: string;
  readonly out?: string;
  readonly json?: true;
}

/** Who sits at this machine reads all of it. */
const LOCAL = { id: 'local', role: 'admin', of: null } as const;

/** `precal coordination`: the dossier of a coordination body's half-day (plan de gestion 2016, art. 7.3.2). */
export const addCoordination = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('coordination <territoire>')
      .description('dresse le dossier de la demi-journée d’une instance de coordination'),
  )
    .option('--semester <semestre>', 'semestre regardé, comme 2026-S1 (sinon celui du jour)')
    .option('--table <nom>', `tableau de --out : ${COORDINATION_TABLES.join(', ')}`, 'offre')
    .option('--out <fichier>', TABLE_OUT)
    .addHelpText(
      'after',
      '\nExemples :\n  precal coordination <territoire> --semester 2026-S1\n  precal coordination <territoire> --table demande --out demande.xlsx',
    )
    .action(async (area: string, options: Options) => {
      const table = choiceOption('table', options.table, COORDINATION_TABLES);
      const { store, workspace } = await openData(environment, options);
      const dossier = await withPrices(environment, store, (prices) =>
        shownCoordination(workspace, { store, prices, principal: LOCAL, area, semester: options.semester }),
      );
      if (options.out !== undefined)
        await writeTableOut(environment, options.out, coordinationTable(dossier, table));
      if (options.json) printJson(environment, dossier);
      else environment.out(options.out === undefined ? coordinationText(dossier) : `${dossier.title}\n`);
    });
};
