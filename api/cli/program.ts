import { Command, CommanderError } from 'commander';
import { InputError } from '../../engine/domain/issue.ts';
import { issueText } from '../present/messages.ts';
import { addAcceptance } from './commands/acceptance.ts';
import { addAssign } from './commands/assign.ts';
import { addBilan } from './commands/bilan.ts';
import { addCommission } from './commands/commission.ts';
import { addCompare } from './commands/compare.ts';
import { addCoordination } from './commands/coordination.ts';
import { addDemand } from './commands/demand.ts';
import { addDemo } from './commands/demo.ts';
import { addDisparities } from './commands/disparities.ts';
import { addErase } from './commands/erase.ts';
import { addFlux } from './commands/flux.ts';
import { addForecast } from './commands/forecast.ts';
import { addGuidance } from './commands/guidance.ts';
import { addImport } from './commands/import.ts';
import { addMethod } from './commands/method.ts';
import { addPlacement } from './commands/placement.ts';
import { addPrices } from './commands/prices.ts';
import { addRecords } from './commands/records.ts';
import { addRetention } from './commands/retention.ts';
import { addServe } from './commands/serve.ts';
import { addSession } from './commands/session.ts';
import { addQualify, addShortlist } from './commands/shortlist.ts';
import { addSimulate } from './commands/simulate.ts';
import { addStock } from './commands/stock.ts';
import { addStore } from './commands/store.ts';
import { addToken } from './commands/token.ts';
import { addVacancies } from './commands/vacancies.ts';
import { addVerify } from './commands/verify.ts';
import { addWorld } from './commands/world.ts';
import type { Environment } from './environment.ts';
import { keepingReads } from './readsKept.ts';

/** Exit codes: done; the input or the data do not allow it; the command is not understood. */
export const EXIT = { done: 0, refused: 1, usage: 2 } as const;

/** Runs one command line (program name left out) and answers its exit code. Programmer errors go through. */
export const runCli = async (args: readonly string[], given: Environment): Promise<number> => {
  let exit: number = EXIT.done;
  let ran: Command | null = null;
  const { environment, finish } = keepingReads(given);
  const program = new Command('precal')
    .description(
      'Précal prépare les commissions d’attribution de logements sociaux : il propose et explique, la commission décide.',
    )
    .exitOverride()
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande')
    .configureOutput({
      writeOut: (text) => environment.out(frenchHelp(text)),
      writeErr: (text) => environment.err(frenchHelp(text)),
    })
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title })
    .addHelpText('after', '\nPour commencer : precal demo')
    .hook('preAction', (_, command) => {
      ran = command;
    });
  addDemo(program, environment);
  addImport(program, environment, (code) => {
    exit = code;
  });
  addStock(program, environment, (code) => {
    exit = code;
  });
  addVacancies(program, environment);
  addQualify(program, environment);
  addShortlist(program, environment);
  addPrices(program, environment);
  addDemand(program, environment);
  addPlacement(program, environment);
  addMethod(program, environment, (code) => {
    exit = code;
  });
  addSession(program, environment, (code) => {
    exit = code;
  });
  addCommission(program, environment);
  addRecords(program, environment, (code) => {
    exit = code;
  });
  addErase(program, environment);
  addRetention(program, environment);
  addVerify(program, environment, (code) => {
    exit = code;
  });
  addAssign(program, environment, (code) => {
    exit = code;
  });
  addAcceptance(program, environment);
  addFlux(program, environment);
  addBilan(program, environment);
  addForecast(program, environment);
  addGuidance(program, environment);
  addCoordination(program, environment);
  addCompare(program, environment);
  addDisparities(program, environment);
  addSimulate(program, environment);
  addStore(program, environment, (code) => {
    exit = code;
  });
  addWorld(program, environment);
  addServe(program, environment);
  addToken(program, environment);
  for (const command of program.commands)
    command.copyInheritedSettings(program).helpOption('-h, --help', 'affiche cette aide');
  sayUsageErrors(program, 'precal');
  try {
    await program.parseAsync(helpOfSubcommand(args), { from: 'user' });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    if (!(error instanceof InputError)) throw error;
    for (const issue of error.issues) environment.err(`${issueText(issue)}\n`);
    return EXIT.refused;
  } finally {
    await finish(ran);
  }
};

/** "help session propose" as "session propose --help": Commander's own help stops at the first name. */
const helpOfSubcommand = ([first, ...names]: readonly string[]): string[] => {
  if (first === undefined) return [];
  return first === 'help' && names.length > 1 ? [...names, '--help'] : [first, ...names];
};

/** Each command says its own errors in French, with where to read its own help. */
const sayUsageErrors = (command: Command, path: string): void => {
  command.configureOutput({
    outputError: (text, write) => write(frenchUsage(withMeaning(text, command), path)),
  });
  for (const each of command.commands) sayUsageErrors(each, `${path} ${each.name()}`);
};

/** A required option that is missing, followed by what it means: its codes, where it has a closed list. */
const withMeaning = (text: string, { options }: Command): string => {
  const missing = options.find(({ flags }) => text.startsWith(`error: required option '${flags}'`));
  return missing === undefined ? text : `${text.trimEnd()} : ${missing.description}`;
};

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': 'Emploi :',
  'Options:': 'Options :',
  'Commands:': 'Commandes :',
  'Arguments:': 'Arguments :',
};

const frenchHelp = (text: string): string =>
  text.replaceAll('(default:', '(par défaut :').replaceAll('[command]', '[commande]');

/** Commander's own sentences, in French. */
const USAGE: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown option '(.+)'/, 'Option inconnue : $1'],
  [/^error: unknown command '(.+)'/, 'Commande inconnue : $1'],
  [/^error: missing required argument '(.+)'/, 'Il manque : $1'],
  [/^error: required option '(.+)' not specified/, 'Il manque l’option $1'],
  [/^error: option '(.+)' argument missing/, 'Il manque une valeur à l’option $1'],
  [/^error: too many arguments.*/, 'Trop d’arguments.'],
  [/\(Did you mean (?:one of )?(.+)\?\)/, '(peut-être $1)'],
];

const frenchUsage = (text: string, path: string): string =>
  `${USAGE.reduce((said, [pattern, french]) => said.replace(pattern, french), text.trimEnd())}\nEssayez : ${path} --help\n`;
