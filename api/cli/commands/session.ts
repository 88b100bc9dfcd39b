import type { Command } from 'commander';
import { EXCLUSION_MOTIVES, PIN_MOTIVES } from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
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
import { DEFAULT_SESSION_QUESTION, type SessionQuestion } from '../../service/sessionsQuestion.ts';
import { MOST_VACANCIES, vacancyChoice } from '../../service/sessionsVacancies.ts';
import type { SolveProgress } from '../../workers/solver.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { addSessionBrakes } from './sessionBrakes.ts';
import { addSessionChanges } from './sessionChanges.ts';
import { addSessionExport } from './sessionExport.ts';
import {
  addSessionOptions,
  demandArgument,
  HELP,
  printSession,
  runNow,
  type SessionCommandOptions,
  vacancyArgument,
  withSessions,
} from './sessionOpening.ts';
import { addDataOptions } from './shortlist.ts';
import { addVerify } from './verify.ts';

interface ProposeOptions extends DataOptions, SessionCommandOptions {
  readonly commune?: string;
  readonly bailleur?: string;
  readonly first?: string;
  readonly method?: string;
  readonly seed: string;
  readonly size?: string;
  readonly appearances: string;
  readonly levels: string;
  readonly precedence: string;
  readonly pace: string;
  readonly beyondWishes: readonly string[];
  readonly pin: readonly string[];
  readonly exclude: readonly string[];
  readonly withdraw: readonly string[];
  readonly rounds?: string;
  readonly timeLimit?: string;
  readonly thorough?: true;
  readonly lengthBy: string;
}

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
  addAnew(session, environment);
  addVerify(session, environment, setExit);
};

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

const addPropose = (session: Command, environment: Environment): void => {
  const { options: defaults } = DEFAULT_SESSION_QUESTION;
  addDataOptions(
    session
      .command('propose [logements...]')
      .description('propose les listes de logements examinés ensemble : ceux nommés, sinon tous les libres'),
  )
    .option('--commune <nom-ou-code>', 'seulement cette commune')
    .option('--bailleur <id-ou-nom>', 'seulement ce bailleur')
    .option('--first <n>', 'seulement les premiers, par date')
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--seed <n>', 'graine du tirage de départage', String(DEFAULT_SESSION_QUESTION.seed))
    .option('--size <n>', 'candidats par liste, au moins 3 (sinon selon le risque que tous refusent)')
    .option('--levels <regle>', 'niveaux de la méthode : among-equals ou in-order', defaults.levelRule)
    .option(
      '--precedence <mode>',
      'objectifs : priced (un prix) ou strict (dans leur ordre)',
      defaults.precedence,
    )
    .option(
      '--pace <rythme>',
      'ce qui manque : spread (sur l’année) ou at-once (dans la séance)',
      defaults.pace,
    )
    .option(
      '--appearances <n>',
      'listes où un ménage peut figurer, là où moins de trois autres demandes conviennent au logement (1 : une seule)',
      String(defaults.appearances),
    )
    .option('--beyond-wishes <logement>', 'n’y écarte personne pour ses souhaits (répétable)', collected, [])
    .option('--pin <logement,numero,motif[,rang]>', 'place une demande à la main (répétable)', collected, [])
    .option('--exclude <logement,numero,motif>', 'retire une demande d’une liste (répétable)', collected, [])
    .option('--withdraw <numero,motif>', 'retire une demande de la séance (répétable)', collected, [])
    .option('--rounds <n>', 'tours de calcul au plus')
    .option('--time-limit <secondes>', 'durée de calcul au plus ; le tour atteint est enregistré')
    .option(
      '--thorough',
      'resserre le calcul par génération de colonnes : preuve plus fine, quelques secondes (250 places au plus)',
    )
    .option(
      '--length-by <mode>',
      'longueur des listes : rates (taux par quartier et par rang) ou individual (chances des mieux placés)',
      DEFAULT_SESSION_QUESTION.listLengthBy,
    )
    .helpOption(...HELP)
    .addHelpText(
      'after',
      [
        '',
        'Exemples : precal session propose --first 45',
        '           precal session propose V-1 V-2 V-3 --precedence strict',
      ].join('\n'),
    )
    .action((vacancies: readonly string[], options: ProposeOptions) =>
      withSessions(environment, options, async ({ service }) => {
        const question = questionOf(vacancies, options);
        const { workspace } = await openData(environment, options);
        const progress = new Progress(environment, 'Calcul des listes');
        const proposed = await service.propose(workspace, question, {
          ...runNow(environment),
          onProgress: (at) => progress.update(doneOf(at, question.maxRounds)),
        });
        progress.end(`séance ${proposed.id}`);
        printSession(environment, options, proposed);
      }),
    );
};

/** Rounds of a stage, unless it is limited to fewer: what is left of a search is not known before its end. */
const USUAL_ROUNDS = 200;
const doneOf = ({ stage, stages, round }: SolveProgress, maxRounds: number | null): number =>
  (stage + Math.min(1, round / (maxRounds ?? USUAL_ROUNDS))) / stages;

const questionOf = (vacancies: readonly string[], options: ProposeOptions): SessionQuestion => ({
  choice: vacancyChoice(vacancies.length === 0 ? null : vacancies, {
    commune: options.commune ?? null,
    bailleur: options.bailleur ?? null,
    first:
      options.first === undefined
        ? null
        : wholeOption('first', options.first, { min: 1, max: MOST_VACANCIES }),
  }),
  method: options.method ?? DEFAULT_SESSION_QUESTION.method,
  seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
  options: {
    levelRule: choiceOption('levels', options.levels, ['among-equals', 'in-order']),
    precedence: choiceOption('precedence', options.precedence, ['priced', 'strict']),
    pace: choiceOption('pace', options.pace, ['spread', 'at-once']),
    listSize: options.size === undefined ? null : wholeOption('size', options.size, { min: 3, max: 20 }),
    appearances: wholeOption('appearances', options.appearances, { min: 1, max: 3 }),
  },
  beyondWishes: options.beyondWishes,
  pins: options.pin.map((text) => {
    const [vacancy = '', number = '', motive = '', rank] = partsOf('pin', text, 3, 4);
    return {
      vacancy: vacancyArgument(vacancy),
      number: demandArgument(number),
      motive: choiceOption('pin', motive, Object.keys(PIN_MOTIVES) as (keyof typeof PIN_MOTIVES)[]),
      rank: rank === undefined ? null : wholeOption('pin', rank, { min: 1, max: 20 }),
    };
  }),
  excluded: options.exclude.map((text) => {
    const [vacancy = '', number = '', motive = ''] = partsOf('exclude', text, 3, 3);
    return {
      vacancy: vacancyArgument(vacancy),
      number: demandArgument(number),
      motive: exclusionMotive('exclude', motive),
    };
  }),
  withdrawn: options.withdraw.map((text) => {
    const [number = '', motive = ''] = partsOf('withdraw', text, 2, 2);
    return { number: demandArgument(number), motive: exclusionMotive('withdraw', motive) };
  }),
  maxRounds:
    options.rounds === undefined ? null : wholeOption('rounds', options.rounds, { min: 1, max: 100_000 }),
  timeLimitMs:
    options.timeLimit === undefined
      ? null
      : 1000 * wholeOption('time-limit', options.timeLimit, { min: 1, max: 86_400 }),
  thorough: options.thorough ?? false,
  listLengthBy: choiceOption('length-by', options.lengthBy, ['rates', 'individual']),
});

const exclusionMotive = (option: string, motive: string) =>
  choiceOption(option, motive, Object.keys(EXCLUSION_MOTIVES) as (keyof typeof EXCLUSION_MOTIVES)[]);

/** @throws InputError `option.parts`: the text holds a numéro unique, so it is not repeated. */
const partsOf = (option: string, text: string, least: number, most: number): readonly string[] => {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length < least || parts.length > most)
    throw new InputError([
      {
        code: 'option.parts',
        path: option,
        received: String(parts.length),
        expected: least === most ? String(least) : `${least} à ${most}`,
      },
    ]);
  return parts;
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
      const progress = new Progress(environment, 'Calcul des listes');
      const computed = await service.recompute(await workspaceNow(id), id, {
        ...runNow(environment),
        onProgress: (at) => progress.update(doneOf(at, null)),
      });
      progress.end(`séance ${id}`);
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
