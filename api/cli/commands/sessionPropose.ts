import type { Command } from 'commander';
import { EXCLUSION_MOTIVES, PIN_MOTIVES } from '../../../engine/domain/codes.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import {
  DEFAULT_SESSION_QUESTION,
  MOST_BIDS,
  MOST_NODES,
  type OpenSession,
  type SessionQuestion,
} from '../../service/sessionsQuestion.ts';
import { MOST_VACANCIES, vacancyChoice } from '../../service/sessionsVacancies.ts';
import type { SolveProgress } from '../../workers/solver.ts';
import type { Environment } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import { choiceOption, type DataOptions, openData, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import {
  demandArgument,
  HELP,
  printSession,
  runNow,
  type SessionCommandOptions,
  vacancyArgument,
  withSessions,
} from './sessionOpening.ts';
import { addDataOptions } from './shortlist.ts';

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
  readonly bids?: string;
  readonly nodes?: string;
  readonly timeLimit?: string;
  readonly thorough?: true;
  readonly lengthBy: string;
}

const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** `precal session propose`: lists of dwellings examined together, proposed and saved. */
export const addPropose = (session: Command, environment: Environment): void => {
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
    .option('--rounds <n>', 'tours de chaque étape du calcul, au plus')
    .option('--bids <n>', 'enchères de tout le calcul, au plus')
    .option('--nodes <n>', 'avec --thorough : nœuds de chacune des deux explorations, au plus')
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
        const proposed = await searched(environment, question.maxRounds, (search) =>
          service.propose(workspace, question, { ...runNow(environment), ...search }),
        );
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
  maxBids: options.bids === undefined ? null : wholeOption('bids', options.bids, { min: 1, max: MOST_BIDS }),
  maxNodes:
    options.nodes === undefined ? null : wholeOption('nodes', options.nodes, { min: 0, max: MOST_NODES }),
  timeLimitMs:
    options.timeLimit === undefined
      ? null
      : 1000 * wholeOption('time-limit', options.timeLimit, { min: 1, max: 86_400 }),
  thorough: options.thorough ?? false,
  listLengthBy: choiceOption('length-by', options.lengthBy, ['rates', 'individual']),
});

/**
 * A search of lists, its progress told, that Ctrl-C stops at its next round: the lists found by then are kept with their proof, and
 * a replay stops there too.
 */
export const searched = (
  environment: Environment,
  maxRounds: number | null,
  search: (run: {
    readonly signal: AbortSignal;
    readonly onProgress: (at: SolveProgress) => void;
  }) => Promise<OpenSession>,
): Promise<OpenSession> =>
  untilInterrupted(environment, async ({ signal, begun }) => {
    const progress = new Progress(environment, 'Calcul des listes');
    const found = await search({
      signal,
      onProgress: (at) => {
        begun();
        progress.update(doneOf(at, maxRounds));
      },
    });
    progress.end(`séance ${found.id}${signal.aborted ? ', calcul arrêté' : ''}`);
    return found;
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
