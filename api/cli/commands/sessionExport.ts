import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { sessionListsTable, targetsTable } from '../../export/presentedTables.ts';
import { presentSavedSession } from '../../present/savedSession.ts';
import type { Environment } from '../environment.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addSessionOptions, type SessionCommandOptions, withSessions } from './sessionOpening.ts';

interface ExportOptions extends SessionCommandOptions {
  readonly lists?: string;
  readonly targets?: string;
}

/** `precal session export`: the lists and the targets of a session as tables for a spreadsheet. */
export const addSessionExport = (session: Command, environment: Environment): void => {
  addSessionOptions(
    session
      .command('export <seance>')
      .description('écrit les listes et les objectifs d’une séance pour un tableur'),
  )
    .option('--lists <fichier>', `listes, rang par rang : ${TABLE_OUT}`)
    .option('--targets <fichier>', `objectifs de la séance : ${TABLE_OUT}`)
    .addHelpText('after', '\nExemple : precal session export 2026-11-02-1 --lists listes.xlsx')
    .action((id: string, options: ExportOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) => {
        const { lists, targets } = options;
        if (lists === undefined && targets === undefined)
          throw new InputError([
            {
              code: 'option.choice',
              path: 'lists',
              received: 'rien',
              expected: '--lists, --targets ou les deux',
            },
          ]);
        const open = await service.open(await workspaceOf(id), id);
        const presented = presentSavedSession({
          ...open,
          prepared: open.model.prepared,
          simulated: open.model.workspace.simulated,
        });
        if (lists !== undefined) await writeTableOut(environment, lists, sessionListsTable(presented));
        if (targets !== undefined) await writeTableOut(environment, targets, targetsTable(presented.targets));
      }),
    );
};
