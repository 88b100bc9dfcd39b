import type { Command } from 'commander';
import { delaysText, presentDelays } from '../../present/delays.ts';
import { sessionFragilityText } from '../../present/fragilityText.ts';
import { presentSessionEntry } from '../../present/savedSessionText.ts';
import { presentSession } from '../../present/session.ts';
import { presentSessionHousehold } from '../../present/sessionHousehold.ts';
import { sessionHouseholdText, sessionText } from '../../present/sessionText.ts';
import { sessionNames } from '../../present/sessionWords.ts';
import { sessionFragility } from '../../service/fragility.ts';
import { conflictShown } from '../../service/sessionsConflict.ts';
import { abnormalDelays } from '../../service/sessionsDelays.ts';
import { explainInSession, explainOpenSession } from '../../service/sessionsExplain.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { addSessionBrakes } from './sessionBrakes.ts';
import { addSessionChanges } from './sessionChanges.ts';
import { addSessionExport } from './sessionExport.ts';
import {
  addSessionOptions,
  HELP,
  printSession,
  runNow,
  type SessionCommandOptions,
  withSessions,
} from './sessionOpening.ts';
import { addSessionProof } from './sessionProof.ts';
import { addPropose, searched } from './sessionPropose.ts';
import { addDataOptions } from './shortlist.ts';
import { addVerify } from './verify.ts';

interface ExplainOptions extends SessionCommandOptions {
  readonly demand?: string;
  readonly conflicts?: true;
  readonly fragility?: true;
}

/**
 * `precal session …`: a commission's lists, proposed together, changed in the meeting, explained.
 * @param setExit called with the exit code of a session that does not hold.
 */
export const addSession = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  const session = program
    .command('session')
    .description('prépare les listes de toute une séance, les change en réunion, les explique')
    .addHelpText(
      'after',
      [
        '',
        'Exemples : precal session propose --first 45',
        '           precal session withdraw 2026-11-02-1 999… --motive withdrew',
        '           precal session explain 2026-11-02-1 --demand 999…',
        '           precal session verify 2026-11-02-1',
      ].join('\n'),
    );
  addPropose(session, environment);
  addReading(session, environment);
  addSessionBrakes(session, environment);
  addSessionChanges(session, environment);
  addSessionExport(session, environment);
  addSessionProof(session, environment);
  addAnew(session, environment);
  addVerify(session, environment, setExit);
};

const addReading = (session: Command, environment: Environment): void => {
  addSessionOptions(session.command('list').description('liste les séances enregistrées')).action(
    (options: SessionCommandOptions) =>
      withSessions(environment, options, async ({ service }) => {
        const entries = (await service.list()).map(presentSessionEntry);
        if (options.json) return printJson(environment, entries);
        return environment.out(
          entries.length === 0
            ? 'Aucune séance enregistrée.\n'
            : `${entries.map(({ text }) => text).join('\n')}\n`,
        );
      }),
  );
  addSessionOptions(session.command('show <seance>').description('montre une séance en l’état')).action(
    (id: string, options: SessionCommandOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) =>
        printSession(environment, options, await service.open(await workspaceOf(id), id)),
      ),
  );
  addSessionOptions(
    session
      .command('explain <seance>')
      .description('explique chaque liste, chaque objectif, et ce qui a été laissé pour lui'),
  )
    .option('--demand <numero>', 'explique où en est cette demande dans la séance')
    .option(
      '--conflicts',
      'dit aussi quels objectifs ne peuvent être tenus ensemble, et le plus petit relâchement',
    )
    .option('--fragility', 'détaille ce qui changerait chaque liste : pièces, points, poids de la méthode')
    .action((id: string, options: ExplainOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) => {
        const open = await service.open(await workspaceOf(id), id);
        const explained = explainOpenSession(open);
        if (options.demand !== undefined) {
          const household = explainInSession(open, explained, options.demand);
          const shown = presentSessionHousehold(household, sessionNames(explained));
          return options.json ? printJson(environment, shown) : environment.out(sessionHouseholdText(shown));
        }
        const shown = presentSession(explained, {
          ...open.model.workspace.dataContext,
          document: open.document,
          ...(await conflictShown(open, explained, { asked: options.conflicts ?? false })),
          fragility: sessionFragility(explained),
        });
        if (options.json) return printJson(environment, shown);
        return environment.out(
          `${sessionText(shown)}${options.fragility ? sessionFragilityText(shown.lists) : ''}`,
        );
      }),
    );
  addDataOptions(
    session.command('delays').description('liste les demandes qui ont passé le délai anormalement long'),
  )
    .helpOption(...HELP)
    .action(async (options: DataOptions & { readonly json?: true }) => {
      const { workspace } = await openData(environment, options);
      const shown = presentDelays(abnormalDelays(workspace));
      return options.json ? printJson(environment, shown) : environment.out(delaysText(shown));
    });
};

const addAnew = (session: Command, environment: Environment): void => {
  addSessionOptions(
    session
      .command('recompute <seance>')
      .description('recalcule les listes sur les données du jour, en gardant les décisions prises à la main'),
  ).action((id: string, options: SessionCommandOptions) =>
    withSessions(environment, options, async ({ service, workspaceNow }) => {
      const workspace = await workspaceNow(id);
      const computed = await searched(environment, null, (search) =>
        service.recompute(workspace, id, { ...runNow(environment), ...search }),
      );
      printSession(environment, options, computed);
    }),
  );
  addSessionOptions(
    session
      .command('cancel <seance>')
      .description('abandonne une séance : ses listes ne comptent plus dans les objectifs des suivantes'),
  ).action((id: string, options: SessionCommandOptions) =>
    withSessions(environment, options, async ({ service }) => {
      const entry = presentSessionEntry(await service.cancel(id, runNow(environment)));
      return options.json ? printJson(environment, entry) : environment.out(`${entry.text}\n`);
    }),
  );
};
