import type { Command } from 'commander';
import { disparityTable } from '../../export/disparityTable.ts';
import { presentDisparity } from '../../present/disparity.ts';
import { disparityText } from '../../present/disparityText.ts';
import { DisparityBook } from '../../service/disparities.ts';
import {
  DEFAULT_DISPARITY,
  type DisparityQuestion,
  LEAST_LIST,
  MOST_LIST,
  monthsAsked,
  sourceAsked,
} from '../../service/disparityQuestion.ts';
import { callingThreadStudies } from '../../service/studies.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { Progress } from '../progress.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addDataOptions } from './shortlist.ts';

interface DisparitiesCommand extends DataOptions {
  readonly source?: string;
  readonly from?: string;
  readonly to?: string;
  readonly method?: string;
  readonly size: string;
  readonly seed: string;
  readonly out?: string;
  readonly json?: true;
}

/** `precal disparities`: equal treatment of groups of households, conditional on the pool of each dwelling. */
export const addDisparities = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('disparities')
      .description(
        'examine l’égalité de traitement : qui est sur une liste plus ou moins souvent que ceux à qui le même logement convenait, et quel critère y change quoi',
      ),
  )
    .option(
      '--source <source>',
      'recorded : décisions enregistrées ; lists : listes de la méthode (sinon les décisions, s’il y en a)',
    )
    .option('--from <AAAA-MM>', 'premier mois enregistré (sinon les douze derniers)')
    .option('--to <AAAA-MM>', 'dernier mois enregistré')
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--size <n>', 'candidats d’une liste de la méthode', String(DEFAULT_DISPARITY.size))
    .option('--seed <n>', 'graine du tirage au sort, dernier départage', String(DEFAULT_DISPARITY.seed))
    .option('--out <fichier>', TABLE_OUT)
    .addHelpText(
      'after',
      '\nExemples :\n  precal disparities --source lists\n  precal disparities --from 2026-01 --to 2026-06 --out egalite.xlsx',
    )
    .action(async (options: DisparitiesCommand) => {
      const question = questionOf(options);
      const { store, workspace } = await openData(environment, options);
      const progress = new Progress(environment, 'Examen de l’égalité de traitement');
      const found = await new DisparityBook({
        store,
        studies: callingThreadStudies(store),
      }).make(workspace, question, {
        at: environment.now(),
        keep: false,
        onProgress: ({ done, total }) => progress.update(done / total),
      });
      progress.end(`${found.audit.tests} groupes examinés`);
      const { territory, simulated, methods } = workspace;
      const { method } = found.audit;
      const methodLabel = methods.get(method)?.method.label ?? method;
      const shown = presentDisparity({ territory, simulated, methodLabel }, found);
      if (options.out !== undefined) await writeTableOut(environment, options.out, disparityTable(shown));
      // Nothing is kept: without the moment, the same question prints the same bytes.
      const { at: _, ...audit } = shown;
      if (options.json) printJson(environment, audit);
      else environment.out(disparityText(shown));
    });
};

const questionOf = (options: DisparitiesCommand): DisparityQuestion => ({
  source: options.source === undefined ? null : sourceAsked(options.source),
  period: monthsAsked({ from: options.from, to: options.to }),
  method: options.method ?? null,
  size: wholeOption('size', options.size, { min: LEAST_LIST, max: MOST_LIST }),
  seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
});
