import type { Command } from 'commander';
import { presentNotice } from '../../present/notice.ts';
import { noticeText } from '../../present/noticeText.ts';
import { DEFAULT_QUESTION } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { addDemandExport } from './demandExport.ts';
import { addDemandLife } from './demandLife.ts';
import { addDemandWhatIf } from './demandWhatIf.ts';
import { addDataOptions } from './shortlist.ts';

interface DemandOptions extends DataOptions {
  readonly method?: string;
  readonly seed: string;
  readonly json?: true;
}

export const addDemand = (program: Command, environment: Environment): void => {
  const demand = addDataOptions(
    program
      .command('demand <numero>')
      .description('explique à un ménage sa demande : cotation, pièces, position, attente, calcul'),
  );
  addDemandWhatIf(demand, environment);
  addDemandExport(demand, environment);
  addDemandLife(demand, environment);
  demand
    .option('--method <id>', 'méthode d’ordonnancement (sinon celle du territoire)')
    .option('--seed <n>', 'graine du tirage de départage', String(DEFAULT_QUESTION.seed))
    .action(async (number: string, options: DemandOptions) => {
      const { workspace } = await openData(environment, options);
      const { explanation, context } = workspace.explainDemand({
        number,
        method: options.method ?? DEFAULT_QUESTION.method,
        seed: wholeOption('seed', options.seed, { min: 0, max: 999_999_999 }),
      });
      const notice = presentNotice(context, explanation);
      return options.json ? printJson(environment, notice) : environment.out(noticeText(notice));
    });
};
