import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { COUNTED_WORDS, presentEntered, presentGuidance } from '../../present/guidance.ts';
import { guidanceText } from '../../present/guidanceText.ts';
import { type GuidanceEntry, type GuidanceRun, GuidanceService } from '../../service/guidance.ts';
import { COUNTED, type RowAsked } from '../../service/guidanceAsked.ts';
import { openRules } from '../../service/territories.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, dataFolder, dayOption, printJson, wholeOption } from '../options.ts';

interface Options {
  readonly data?: string;
  readonly json?: true;
}

interface ProposeOptions extends Options {
  readonly area: string;
  readonly quartier?: string;
  readonly residence?: string;
  readonly bailleur?: string;
  readonly text: string;
  readonly meeting?: string;
  readonly counts?: string;
  readonly bound: string;
  readonly share?: string;
  readonly dwellings?: string;
  readonly firstAccess?: true;
  readonly tolerance: string;
  readonly precedence: string;
}

interface StepOptions extends Options {
  readonly meeting?: string;
  readonly from?: string;
  readonly to?: string;
  readonly on?: string;
}

/** `precal guidance`: recommendations of coordination bodies (plan de gestion 2016, art. 7.3.2), proposed, decided, ended. */
export const addGuidance = (program: Command, environment: Environment): void => {
  const guidance = program
    .command('guidance')
    .description('préconisations des instances de coordination : liste, propose, décide, lève');
  addList(guidance, environment);
  addPropose(guidance, environment);
  addSteps(guidance, environment);
};

const DATA = [
  '--data <dossier>',
  'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)',
] as const;
const JSON_OUT = ['--json', 'résultat en JSON'] as const;
const MEETING = ['--meeting <jour>', 'jour de la réunion, AAAA-MM-JJ (sinon aujourd’hui)'] as const;

const addList = (guidance: Command, environment: Environment): void => {
  guidance
    .command('list')
    .description('liste les préconisations, avec ce qui en a été décidé')
    .option(...DATA)
    .option(...JSON_OUT)
    .action(async (options: Options) => {
      const { service, territory, today } = await opened(environment, options);
      const items = presentGuidance(territory, await service.list(), today);
      if (options.json) printJson(environment, items);
      else environment.out(guidanceText(items));
    });
};

const addPropose = (guidance: Command, environment: Environment): void => {
  const counted = COUNTED.map((code) => `${code} (${COUNTED_WORDS[code]})`).join(', ');
  guidance
    .command('propose')
    .description('écrit une proposition pour un quartier ou une résidence : elle ne lie encore rien')
    .requiredOption('--area <territoire>', 'territoire de l’instance de coordination')
    .requiredOption(
      '--text <texte>',
      'ce que l’instance recommande, en 500 caractères au plus ; rien sur un ménage',
    )
    .option('--quartier <identifiant>', 'quartier visé')
    .option('--residence <nom>', 'ou résidence visée, avec --bailleur')
    .option('--bailleur <identifiant>', 'bailleur de la résidence')
    .option(...MEETING)
    .option('--counts <quoi>', `ce qui se compte, si quelque chose se compte : ${counted}`)
    .option('--bound <sens>', 'min ou max', 'min')
    .option('--share <pourcents>', 'part des attributions, en pourcents entiers')
    .option('--dwellings <n>', 'ou nombre de logements de l’année civile')
    .option('--first-access', 'parmi les seuls premiers accès')
    .option('--tolerance <n>', 'logements de tolérance', '1')
    .option('--precedence <n>', 'rang parmi les objectifs du territoire', '2')
    .option(...DATA)
    .option(...JSON_OUT)
    .addHelpText(
      'after',
      '\nExemple :\n  precal guidance propose --area <territoire> --quartier <identifiant> --text "Accueillir des ménages aux ressources intermédiaires." --counts intermediate-or-higher --share 50',
    )
    .action(async (options: ProposeOptions) => {
      const desk = await opened(environment, options);
      const { area, text, quartier = null, residence = null, bailleur = null } = options;
      const meetingOn = options.meeting === undefined ? desk.today : dayOption(options.meeting);
      const asked = { area, text, quartier, residence, bailleur, meetingOn, row: rowAsked(options) };
      print(environment, options, desk, await desk.service.propose(asked, desk.run));
    });
};

const addSteps = (guidance: Command, environment: Environment): void => {
  guidance
    .command('decide <préconisation>')
    .description('inscrit la décision de l’instance : la préconisation lie les listes faites ensuite')
    .option(...MEETING)
    .option('--from <jour>', 'premier jour où elle s’applique (sinon celui de la réunion)')
    .option('--to <jour>', 'dernier jour (sinon sans terme)')
    .option(...DATA)
    .option(...JSON_OUT)
    .action(async (id: string, options: StepOptions) => {
      const desk = await opened(environment, options);
      const asked = { ...meetingOf(options, desk), from: dayOr(options.from), to: dayOr(options.to) };
      print(environment, options, desk, await desk.service.decide(id, asked, desk.run));
    });
  guidance
    .command('end <préconisation>')
    .description('lève une préconisation, ou écarte une proposition')
    .option(...MEETING)
    .option('--on <jour>', 'premier jour où elle ne s’applique plus (sinon celui de la réunion)')
    .option(...DATA)
    .option(...JSON_OUT)
    .action(async (id: string, options: StepOptions) => {
      const desk = await opened(environment, options);
      const asked = { ...meetingOf(options, desk), on: dayOr(options.on) };
      print(environment, options, desk, await desk.service.end(id, asked, desk.run));
    });
};

const opened = async (environment: Environment, { data }: Options) => {
  const store = await environment.openStore(dataFolder(environment, data), null);
  const { territory } = openRules(store.territory);
  const today = store.referenceDay ?? environment.today();
  const run: GuidanceRun = { at: environment.now(), today };
  return { service: new GuidanceService({ store, territory }), territory, today, run };
};
type Desk = Awaited<ReturnType<typeof opened>>;

const meetingOf = ({ meeting }: StepOptions, { today }: Desk) => ({
  meetingOn: meeting === undefined ? today : dayOption(meeting),
});

const dayOr = (text: string | undefined) => (text === undefined ? null : dayOption(text));

/** @throws InputError `option.choice` for an aim without what it counts. */
const rowAsked = (options: ProposeOptions): RowAsked | null => {
  const { counts, share, dwellings } = options;
  const whole = (name: string, text: string | undefined, max: number) =>
    text === undefined ? null : wholeOption(name, text, { min: 0, max });
  if (counts === undefined) {
    if (share === undefined && dwellings === undefined) return null;
    throw new InputError([
      {
        code: 'option.choice',
        path: 'counts',
        received: share === undefined ? '--dwellings' : '--share',
        expected: `--counts ${COUNTED.join(', ')}`,
      },
    ]);
  }
  return {
    counts: choiceOption('counts', counts, COUNTED),
    bound: choiceOption('bound', options.bound, ['min', 'max'] as const),
    sharePercent: whole('share', share, 100),
    dwellings: whole('dwellings', dwellings, 10_000),
    among: options.firstAccess ? 'first-access' : 'all',
    toleranceDwellings: wholeOption('tolerance', options.tolerance, { min: 0, max: 100 }),
    precedence: wholeOption('precedence', options.precedence, { min: 1, max: 9 }),
  };
};

const print = (environment: Environment, { json }: Options, desk: Desk, entry: GuidanceEntry): void => {
  const shown = presentEntered(desk.territory, entry, desk.today);
  if (json) printJson(environment, shown);
  else environment.out(guidanceText([shown]));
};
