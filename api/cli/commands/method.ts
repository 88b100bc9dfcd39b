import { basename, dirname } from 'node:path';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { demandColumns } from '../../../engine/pool/dictionary.ts';
import { rankPool } from '../../../engine/shortlist/ranking.ts';
import type { CompiledMethod } from '../../../scoring/compileMethod.ts';
import { ranksDemands } from '../../../scoring/method.ts';
import { rankMoves } from '../../../scoring/rankMoves.ts';
import { checkMethodFile } from '../../packs/checkMethod.ts';
import { readMethodFile } from '../../packs/readMethods.ts';
import { listTerritoryPacks } from '../../packs/readPack.ts';
import { count } from '../../present/format.ts';
import { presentMethod } from '../../present/method.ts';
import { diffText, presentDiff } from '../../present/methodDiff.ts';
import { faultsText, presentFault } from '../../present/methodFaults.ts';
import { methodText } from '../../present/methodText.ts';
import { DEFAULT_TERRITORY, openRules, type Rules } from '../../service/territories.ts';
import { DEFAULT_QUESTION } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { openData, printJson, wholeOption } from '../options.ts';

interface MethodOptions {
  readonly territory?: string;
  readonly json?: true;
}
interface DiffOptions extends MethodOptions {
  readonly data?: string;
  readonly asOf?: string;
  readonly first: string;
}

const HELP = ['-h, --help', 'affiche cette aide'] as const;

/** `precal method check|explain|diff`. @param setExit called with the exit code of a file that has faults. */
export const addMethod = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  const method = program
    .command('method')
    .description('vérifie, explique et compare des méthodes d’ordonnancement et de cotation');
  addCheck(method, environment, setExit);
  addExplain(method, environment);
  addDiff(method, environment);
};

const addCheck = (method: Command, environment: Environment, setExit: (code: number) => void): void => {
  method
    .command('check <fichier>')
    .description('vérifie un fichier de méthode : toutes ses fautes, avec leur ligne et leur remède')
    .option(
      '--territory <id>',
      `territoire dont elle lit les situations (sinon le sien, ou ${DEFAULT_TERRITORY})`,
    )
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .addHelpText('after', '\nExemple : precal method check ma-methode.yaml')
    .action((file: string, options: MethodOptions) => {
      const { territory } = openRules(options.territory ?? DEFAULT_TERRITORY);
      const dictionary = demandColumns(territory.pack.situations);
      const { issues, compiled, lines } = checkMethodFile(file, dictionary);
      const faults = issues.map((issue) => presentFault(issue, lines));
      const presented = compiled && presentMethod(compiled, environment.today());
      if (issues.length > 0) setExit(1);
      if (options.json)
        return printJson(environment, { file, territory: territory.pack.id, faults, method: presented });
      if (presented === null) return environment.out(faultsText(file, faults));
      const criteria = presented.groups.flatMap((group) => group.criteria).length;
      return environment.out(
        [
          `${file} : méthode valide pour « ${territory.pack.label} ».`,
          `  ${presented.label}, version ${presented.version} : ${count(presented.levels.length, 'niveau', 'niveaux')}, ${count(criteria, 'critère', 'critères')}, ${presented.validity}.`,
          ...presented.notices.filter((n) => n.startsWith('Attention')).map((n) => `  ${n}`),
          '',
        ].join('\n'),
      );
    });
};

const addExplain = (method: Command, environment: Environment): void => {
  method
    .command('explain <méthode>')
    .description('dit une méthode en clair : niveaux, rubriques, critères, points, sources')
    .option('--territory <id>', 'territoire (sinon le premier qui a cette méthode)')
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .addHelpText(
      'after',
      '\nExemples : precal method explain ar-habitat\n           precal method explain ma-methode.yaml',
    )
    .action((reference: string, options: MethodOptions) => {
      const rules = rulesOf(reference, options.territory);
      const presented = presentMethod(methodOf(reference, rules), environment.today());
      return options.json ? printJson(environment, presented) : environment.out(methodText(presented));
    });
};

const addDiff = (method: Command, environment: Environment): void => {
  method
    .command('diff <avant> <après>')
    .description('dit ce qui change d’une méthode à l’autre et, avec --data, qui change de place')
    .option('--territory <id>', 'territoire (sinon celui des données, ou le premier qui a ces méthodes)')
    .option('--data <dossier>', 'dossier de données : compare les deux ordres sur ces demandes')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ')
    .option('--first <n>', 'premières places regardées', '100')
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .addHelpText('after', '\nExemple : precal method diff ar-habitat ma-methode.yaml --data .precal/demo')
    .action(async (before: string, after: string, options: DiffOptions) => {
      const first = wholeOption('first', options.first, { min: 1, max: 1_000_000 });
      const opened = options.data === undefined ? null : await openData(environment, options);
      const rules = opened?.rules ?? rulesOf(isFile(before) ? after : before, options.territory);
      const [from, to] = [methodOf(before, rules), methodOf(after, rules)];
      const pool = opened?.workspace.pool;
      const position = (ordering: CompiledMethod) =>
        rankPool({
          pool: pool!,
          ordering: ranking(ordering, rules),
          weighting: null,
          seed: DEFAULT_QUESTION.seed,
        }).position;
      const order = pool && {
        moves: rankMoves(position(from), position(to), first),
        numberOf: (row: number) => pool.numbers.at(row),
      };
      const presented = presentDiff(from, to, order ?? null);
      return options.json ? printJson(environment, presented) : environment.out(diffText(presented));
    });
};

const isFile = (reference: string): boolean => /[\\/]|\.ya?ml$/.test(reference);

/** The territory named; else, for an id, the first that has this method, the usual one first. */
const rulesOf = (reference: string, territory: string | undefined): Rules => {
  if (territory !== undefined || isFile(reference)) return openRules(territory ?? DEFAULT_TERRITORY);
  const others = listTerritoryPacks()
    .map(({ id }) => id)
    .filter((id) => id !== DEFAULT_TERRITORY);
  const usual = openRules(DEFAULT_TERRITORY);
  if (usual.methods.has(reference)) return usual;
  for (const id of others) {
    const rules = openRules(id);
    if (rules.methods.has(reference)) return rules;
  }
  return usual;
};

/** A method by its file or its id. @throws InputError with every fault of the file, or `method.unknown`. */
const methodOf = (reference: string, { territory, methods }: Rules): CompiledMethod => {
  if (isFile(reference)) {
    const dictionary = demandColumns(territory.pack.situations);
    const read = readMethodFile(dirname(reference), basename(reference), dictionary);
    if (read.ok) return read.value;
    throw new InputError(read.issues);
  }
  const found = methods.get(reference);
  if (found) return found;
  throw new InputError([
    {
      code: 'method.unknown',
      path: 'method',
      received: reference,
      expected: [...methods.keys()].join(', '),
    },
  ]);
};

/** @throws InputError `method.not-an-ordering`. */
const ranking = (compiled: CompiledMethod, { methods }: Rules): CompiledMethod => {
  if (ranksDemands(compiled.method)) return compiled;
  const orderings = [...methods.values()].filter(({ method }) => ranksDemands(method));
  throw new InputError([
    {
      code: 'method.not-an-ordering',
      path: 'method',
      received: compiled.method.id,
      expected: orderings.map(({ method }) => method.id).join(', '),
    },
  ]);
};
