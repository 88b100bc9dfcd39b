import type { Command } from 'commander';
import { yearOf } from '../../../engine/domain/day.ts';
import { REVIEW_BY } from '../../../engine/review/place.ts';
import { bilanTable } from '../../export/bilanTable.ts';
import { presentBilan } from '../../present/bilan.ts';
import { bilanText } from '../../present/bilanText.ts';
import {
  bilanOf,
  EVERYTHING,
  MOST_YEARS,
  OLDEST_YEAR,
  waitingNow,
  yearsAsked,
} from '../../service/bilans.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addDataOptions } from './shortlist.ts';

interface BilanOptions extends DataOptions {
  readonly year?: string;
  readonly from?: string;
  readonly years?: string;
  readonly by: string;
  readonly out?: string;
  readonly json?: true;
}

/** `precal bilan`: the yearly or triennial review of allocations (plan de gestion, art. 15). */
export const addBilan = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('bilan')
      .description(
        'dresse le bilan annuel ou triennal des attributions, avec la définition de chaque chiffre',
      ),
  )
    .option('--year <année>', 'année civile du bilan (sinon la précédente)')
    .option('--from <année>', 'première année d’un bilan de plusieurs années')
    .option('--years <n>', 'nombre d’années à partir de --from (3 : bilan triennal)')
    .option('--by <lieu>', `une ligne par : ${REVIEW_BY.join(', ')}`, 'commune')
    .option('--out <fichier>', TABLE_OUT)
    .addHelpText(
      'after',
      '\nExemples :\n  precal bilan --year 2025 --by quartier\n  precal bilan --from 2024 --years 3 --by bailleur --out bilan.xlsx',
    )
    .action(async (options: BilanOptions) => {
      const by = choiceOption('by', options.by, REVIEW_BY);
      const { workspace } = await openData(environment, options);
      const { territory, pool, simulated } = workspace;
      const whole = (name: 'year' | 'from' | 'years', min: number, max: number) =>
        options[name] === undefined ? undefined : wholeOption(name, options[name], { min, max });
      const last = yearOf(pool.asOf);
      const asked = yearsAsked(
        {
          year: whole('year', OLDEST_YEAR, last),
          from: whole('from', OLDEST_YEAR, last),
          years: whole('years', 1, MOST_YEARS),
        },
        pool.asOf,
      );
      const bilan = presentBilan(
        {
          territory,
          simulated,
          asOf: pool.asOf,
          smallCells: false,
          owner: null,
          waiting: waitingNow(workspace),
        },
        bilanOf(workspace, { by, ...asked, owner: EVERYTHING }),
      );
      if (options.out !== undefined) await writeTableOut(environment, options.out, bilanTable(bilan));
      if (options.json) printJson(environment, bilan);
      else environment.out(options.out === undefined ? bilanText(bilan) : `${bilan.title}\n`);
    });
};
