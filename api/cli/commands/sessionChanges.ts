import type { Command } from 'commander';
import { EXCLUSION_MOTIVES, PIN_MOTIVES, RERANK_MOTIVES } from '../../../engine/domain/codes.ts';
import type { SessionChange } from '../../store/sessionDocument.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, wholeOption } from '../options.ts';
import {
  addSessionOptions,
  demandArgument,
  printSession,
  runNow,
  type SessionCommandOptions,
  vacancyArgument,
  withSessions,
} from './sessionOpening.ts';

interface ChangeOptions extends SessionCommandOptions {
  readonly motive: string;
  readonly rank?: string;
  readonly vacancy?: string;
}

const codesOf = <T extends Readonly<Record<string, string>>>(table: T) =>
  Object.keys(table) as (keyof T & string)[];

/** "Motifs : withdrew (Le ménage se retire), …": a closed list, no free text. */
const motivesHelp = (table: Readonly<Record<string, string>>): string =>
  `\nMotifs :\n${Object.entries(table)
    .map(([code, label]) => `  ${code.padEnd(20)} ${label}`)
    .join('\n')}`;

const motiveOf = <T extends Readonly<Record<string, string>>>(table: T, { motive }: ChangeOptions) =>
  choiceOption('motive', motive, codesOf(table));

const rankOf = ({ rank }: ChangeOptions): number | null =>
  rank === undefined ? null : wholeOption('rank', rank, { min: 1, max: 20 });

/** What an officer changes in a session under way. */
export const addSessionChanges = (session: Command, environment: Environment): void => {
  const command = (
    usage: string,
    description: string,
    example: string,
    table: Readonly<Record<string, string>> | null = null,
  ): Command => {
    const made = addSessionOptions(session.command(usage).description(description));
    if (table !== null) made.requiredOption('--motive <code>', `motif : ${codesOf(table).join(', ')}`);
    return made.addHelpText(
      'after',
      `${table === null ? '' : `${motivesHelp(table)}\n`}\nExemple : precal session ${example}`,
    );
  };
  const change = (id: string, options: ChangeOptions, asked: SessionChange): Promise<void> =>
    withSessions(environment, options, async ({ service, workspaceOf }) => {
      const changed = await service.change(await workspaceOf(id), id, [asked], runNow(environment));
      printSession(environment, options, changed);
    });

  command(
    'pin <seance> <logement> <numero>',
    'place une demande à la main sur une liste',
    'pin 2026-11-02-1 V-1 999… --motive commission-choice --rank 1',
    PIN_MOTIVES,
  )
    .option('--rank <n>', 'rang (sinon n’importe lequel)')
    .action((id: string, vacancy: string, number: string, options: ChangeOptions) =>
      change(id, options, {
        kind: 'pin',
        vacancy: vacancyArgument(vacancy),
        number: demandArgument(number),
        rank: rankOf(options),
        motive: motiveOf(PIN_MOTIVES, options),
      }),
    );
  command(
    'release <seance> <numero>',
    'libère une demande placée à la main',
    'release 2026-11-02-1 999…',
  ).action((id: string, number: string, options: ChangeOptions) =>
    change(id, options, { kind: 'release', number: demandArgument(number) }),
  );
  command(
    'exclude <seance> <logement> <numero>',
    'retire une demande d’une liste',
    'exclude 2026-11-02-1 V-1 999… --motive missing-paper',
    EXCLUSION_MOTIVES,
  ).action((id: string, vacancy: string, number: string, options: ChangeOptions) =>
    change(id, options, {
      kind: 'exclude',
      vacancy: vacancyArgument(vacancy),
      number: demandArgument(number),
      motive: motiveOf(EXCLUSION_MOTIVES, options),
    }),
  );
  command(
    'withdraw <seance> <numero>',
    'retire une demande de toute la séance',
    'withdraw 2026-11-02-1 999… --motive withdrew',
    EXCLUSION_MOTIVES,
  ).action((id: string, number: string, options: ChangeOptions) =>
    change(id, options, {
      kind: 'withdraw',
      number: demandArgument(number),
      motive: motiveOf(EXCLUSION_MOTIVES, options),
    }),
  );
  command(
    'readmit <seance> <numero>',
    'lève un retrait, ou une exclusion d’une liste avec --vacancy',
    'readmit 2026-11-02-1 999… --vacancy V-1',
  )
    .option('--vacancy <logement>', 'logement dont la demande avait été exclue')
    .action((id: string, number: string, options: ChangeOptions) =>
      change(id, options, {
        kind: 'readmit',
        number: demandArgument(number),
        vacancy: options.vacancy === undefined ? null : vacancyArgument(options.vacancy),
      }),
    );
  command(
    'rerank <seance> <logement> <numeros...>',
    'ordonne une liste à la main : tous ses candidats, dans l’ordre voulu',
    'rerank 2026-11-02-1 V-1 999…2 999…1 999…3 --motive urgency',
    RERANK_MOTIVES,
  ).action((id: string, vacancy: string, numbers: readonly string[], options: ChangeOptions) =>
    change(id, options, {
      kind: 'rerank',
      vacancy: vacancyArgument(vacancy),
      order: numbers.map(demandArgument),
      motive: motiveOf(RERANK_MOTIVES, options),
    }),
  );
  command('pull <seance> <logement>', 'retire un logement de la séance', 'pull 2026-11-02-1 V-1').action(
    (id: string, vacancy: string, options: ChangeOptions) =>
      change(id, options, { kind: 'pull', vacancy: vacancyArgument(vacancy) }),
  );
  command(
    'add <seance> <logement>',
    'ajoute un logement à la séance, ou y remet celui qui en avait été retiré',
    'add 2026-11-02-1 V-8',
  ).action((id: string, vacancy: string, options: ChangeOptions) =>
    change(id, options, { kind: 'add', vacancy: vacancyArgument(vacancy) }),
  );
  command('undo <seance>', 'annule la dernière décision', 'undo 2026-11-02-1').action(
    (id: string, options: ChangeOptions) =>
      withSessions(environment, options, async ({ service, workspaceOf }) =>
        printSession(
          environment,
          options,
          await service.undo(await workspaceOf(id), id, runNow(environment)),
        ),
      ),
  );
};
