import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { demandColumns } from '../../../engine/pool/dictionary.ts';
import { rankPool } from '../../../engine/shortlist/ranking.ts';
import type { CompiledMethod } from '../../../scoring/compileMethod.ts';
import { ranksDemands } from '../../../scoring/method.ts';
import { rankMoves } from '../../../scoring/rankMoves.ts';
import { checkMethodFile } from '../../packs/checkMethod.ts';
import { count } from '../../present/format.ts';
import { otherTerritoryText, presentMethod } from '../../present/method.ts';
import { diffText, type OrderMoves, presentDiff } from '../../present/methodDiff.ts';
import { faultsText, presentFault } from '../../present/methodFaults.ts';
import { methodText } from '../../present/methodText.ts';
import { wrap } from '../../present/text.ts';
import { compiledFor, type FoundMethod, findMethod, territoryOf } from '../../service/methodLookup.ts';
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
    .command('check <méthode>')
    .description(
      'vérifie une méthode, fichier ou identifiant : toutes ses fautes, avec leur ligne et leur remède',
    )
    .option(
      '--territory <id>',
      `territoire dont elle lit les situations (sinon le premier qui a cette méthode, ou ${DEFAULT_TERRITORY})`,
    )
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .addHelpText(
      'after',
      '\nExemples : precal method check ma-methode.yaml\n           precal method check ar-habitat',
    )
    .action((reference: string, options: MethodOptions) => {
      const asked = askedRules(options);
      const found = findMethod(reference, asked);
      // What is asked is whether the method is valid there, and nowhere else.
      const { pack } = (asked ?? found.rules).territory;
      const { issues, compiled, lines, id } = checkMethodFile(found.path, demandColumns(pack.situations));
      const faults = issues.map((issue) => presentFault(issue, lines));
      const home = issues.length > 0 && id !== null ? territoryOf(id) : null;
      const notice =
        home && home.territory.pack.id !== pack.id ? otherTerritoryText(home.territory.pack, pack) : null;
      const presented = compiled && presentMethod(compiled, environment.today());
      if (issues.length > 0) setExit(1);
      if (options.json)
        return printJson(environment, {
          file: reference,
          territory: pack.id,
          notice,
          faults,
          method: presented,
        });
      if (presented === null) return environment.out(`${noticeText(notice)}${faultsText(reference, faults)}`);
      const criteria = presented.groups.flatMap((group) => group.criteria).length;
      return environment.out(
        [
          `${reference} : méthode valide pour « ${pack.label} ».`,
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
      const found = findMethod(reference, askedRules(options));
      const presented = presentMethod(compiledFor(found, found.rules), environment.today());
      const notice = noticeOf(found);
      return options.json
        ? printJson(environment, { ...presented, territory: found.rules.territory.pack.id, notice })
        : environment.out(`${noticeText(notice)}${methodText(presented)}`);
    });
};

const addDiff = (method: Command, environment: Environment): void => {
  method
    .command('diff <avant> <après>')
    .description('dit ce qui change d’une méthode à l’autre et, avec --data, qui change de place')
    .option('--territory <id>', 'territoire (sinon celui des données, ou le premier qui a chaque méthode)')
    .option('--data <dossier>', 'dossier de données : compare les deux ordres sur ces demandes')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ')
    .option('--first <n>', 'premières places regardées', '100')
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .addHelpText('after', '\nExemple : precal method diff ar-habitat ma-methode.yaml --data .precal/demo')
    .action(async (before: string, after: string, options: DiffOptions) => {
      const first = wholeOption('first', options.first, { min: 1, max: 1_000_000 });
      const opened = options.data === undefined ? null : await openData(environment, options);
      const asked = opened?.rules ?? askedRules(options);
      const found = [findMethod(before, asked), findMethod(after, asked)] as const;
      // Demands are ordered by methods that read their territory's situations.
      const [from, to] = found.map((one) => compiledFor(one, opened?.rules ?? one.rules)) as [
        CompiledMethod,
        CompiledMethod,
      ];
      const order = opened && orderMoves(opened, { from, to, first });
      const presented = presentDiff(from, to, order);
      const notices = [...new Set(found.map(noticeOf))].filter((notice) => notice !== null);
      return options.json
        ? printJson(environment, { ...presented, notices })
        : environment.out(`${notices.map(noticeText).join('')}${diffText(presented)}`);
    });
};

/** Who changes place among the demands at hand. */
const orderMoves = (
  { rules, workspace: { pool } }: Awaited<ReturnType<typeof openData>>,
  { from, to, first }: { readonly from: CompiledMethod; readonly to: CompiledMethod; readonly first: number },
): OrderMoves => {
  const position = (compiled: CompiledMethod) => {
    const ordering = ranking(compiled, rules);
    return rankPool({ pool, ordering, weighting: null, seed: DEFAULT_QUESTION.seed }).position;
  };
  return {
    moves: rankMoves(position(from), position(to), first),
    numberOf: (row) => pool.numbers.at(row),
  };
};

const askedRules = ({ territory }: MethodOptions): Rules | null =>
  territory === undefined ? null : openRules(territory);

const noticeOf = ({ rules, askedFor }: FoundMethod): string | null =>
  askedFor && otherTerritoryText(rules.territory.pack, askedFor.territory.pack);

const noticeText = (notice: string | null): string => (notice === null ? '' : `${wrap(notice)}\n\n`);

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
