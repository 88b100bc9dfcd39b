import { readFile } from 'node:fs/promises';
import { type Command, Option } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { POLICY_IDS, type PolicyId } from '../../../engine/policies/policy.ts';
import { comparisonTable } from '../../export/comparisonTable.ts';
import { presentComparison } from '../../present/comparison.ts';
import { comparisonText } from '../../present/comparisonText.ts';
import { POLICY_LABELS } from '../../present/comparisonWords.ts';
import {
  type ComparisonQuestion,
  DEFAULT_COMPARISON,
  MOST_MONTHS,
  MOST_REPLICATIONS,
  periodAsked,
} from '../../service/comparisonQuestion.ts';
import { experimentRules } from '../../service/comparisonRules.ts';
import { ComparisonBook } from '../../service/comparisons.ts';
import { callingThreadStudies } from '../../service/studies.ts';
import { sameThreadComparer } from '../../workers/comparer.ts';
import type { Environment } from '../environment.ts';
import { untilInterrupted } from '../interrupt.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addDataOptions } from './shortlist.ts';

interface CompareCommand extends DataOptions {
  readonly methods?: string;
  readonly policies?: string;
  readonly reference?: string;
  readonly from?: string;
  readonly to?: string;
  readonly months?: string;
  readonly replications: string;
  readonly seed: string;
  readonly threads: string;
  readonly out?: string;
  readonly csv?: string;
  readonly xlsx?: string;
  readonly json?: true;
}

const MOST_THREADS = 64;

/** `precal compare`: the method test bench (plan de gestion 2016, art. 7.3.2). */
export const addCompare = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('compare')
      .description(
        'essaie plusieurs façons de faire les listes sur les mêmes logements libérés, et dit ce qui les distingue du hasard',
      ),
  )
    .option(
      '--methods <a,b>',
      'méthodes d’ordonnancement comparées, par identifiant ou par fichier (sinon celle du territoire)',
    )
    .option(
      '--policies <a,b>',
      `façons de faire les listes (sinon toutes) : ${POLICY_IDS.map((id) => `${id} (${POLICY_LABELS[id]})`).join(', ')}`,
    )
    .option('--reference <id>', 'celle à laquelle les autres sont comparées (sinon les points seuls)')
    .option('--from <AAAA-MM>', 'premier mois enregistré à rejouer')
    .option('--to <AAAA-MM>', 'dernier mois enregistré à rejouer')
    .option('--months <n>', 'mois à venir à simuler, au lieu de mois enregistrés')
    .option('--replications <n>', 'tirages complets', String(DEFAULT_COMPARISON.replications))
    .option('--seed <n>', 'graine des tirages', String(DEFAULT_COMPARISON.seed))
    .option('--threads <n>', 'tirages menés à la fois ; les chiffres n’en dépendent pas', '2')
    .option('--out <fichier>', TABLE_OUT)
    .addOption(new Option('--csv <fichier>', 'écrit le tableau en CSV').conflicts(['out', 'xlsx']))
    .addOption(new Option('--xlsx <fichier>', 'écrit le tableau en XLSX').conflicts(['out', 'csv']))
    .addHelpText(
      'after',
      '\nExemples :\n  precal compare --months 6 --policies date-order,points,joint,lottery\n  precal compare --from 2026-01 --to 2026-06 --replications 20 --xlsx essai.xlsx',
    )
    .action(async (options: CompareCommand) => {
      const question = await questionOf(options);
      const threads = wholeOption('threads', options.threads, { min: 1, max: MOST_THREADS });
      const { store, rules, workspace } = await openData(environment, options);
      const comparer =
        environment.comparer?.(threads) ??
        sameThreadComparer((experiment) => experimentRules(rules, experiment));
      const progress = new Progress(environment, 'Essai des façons de faire les listes');
      try {
        const book = new ComparisonBook({ store, comparer, studies: callingThreadStudies(store) });
        const kept = await untilInterrupted(environment, async ({ signal, begun }) => {
          const made = await book.make(workspace, question, {
            at: environment.now(),
            keep: false,
            signal,
            onProgress: ({ done, total }) => {
              if (done > 0) begun();
              progress.update(done / total);
            },
          });
          progress.end(`${made.comparison.replications} réplications${signal.aborted ? ', arrêté' : ''}`);
          return made;
        });
        const { territory, simulated } = workspace;
        const shown = presentComparison({ territory, simulated, smallCells: false }, kept);
        const file = options.out ?? options.csv ?? options.xlsx;
        if (file !== undefined) await writeTableOut(environment, file, comparisonTable(shown));
        // Nothing is kept: without the moment, the same question prints the same bytes.
        const { at: _, ...found } = shown;
        if (options.json) printJson(environment, found);
        else environment.out(comparisonText(shown));
      } finally {
        await comparer.close();
      }
    });
};

const listed = (text: string | undefined): readonly string[] =>
  text === undefined ? [] : text.split(',').filter((part) => part !== '');

/** A path, with a folder or an extension, is the file of a method to try. */
const IS_FILE = /[\\/]|\.ya?ml$/;

const questionOf = async (options: CompareCommand): Promise<ComparisonQuestion> => ({
  methods: listed(options.methods).filter((method) => !IS_FILE.test(method)),
  drafts: await Promise.all(
    listed(options.methods)
      .filter((method) => IS_FILE.test(method))
      .map(draftText),
  ),
  policies: listed(options.policies).map(policyOption),
  reference: options.reference ?? null,
  period: periodAsked({
    from: options.from,
    to: options.to,
    months:
      options.months === undefined
        ? undefined
        : wholeOption('months', options.months, { min: 1, max: MOST_MONTHS }),
  }),
  replications: wholeOption('replications', options.replications, { min: 1, max: MOST_REPLICATIONS }),
  seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
});

const draftText = async (path: string): Promise<string> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new InputError([{ code: 'file.unreadable', path: 'methods', received: path }]);
  return text;
};

const policyOption = (text: string): PolicyId => {
  const found = POLICY_IDS.find((id) => id === text);
  if (found === undefined)
    throw new InputError([
      {
        code: 'comparison.policy-unknown',
        path: 'policies',
        received: text,
        expected: POLICY_IDS.join(', '),
      },
    ]);
  return found;
};
