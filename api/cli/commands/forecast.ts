import type { Command } from 'commander';
import { forecastsTable } from '../../export/forecastsTable.ts';
import { FORECAST_NOTICE, presentForecast } from '../../present/forecast.ts';
import { bullet, heading, wrap } from '../../present/text.ts';
import { forecastsNow } from '../../service/forecasts.ts';
import { targetKey } from '../../service/targetsNow.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson, wholeOption } from '../options.ts';
import { TABLE_OUT, writeTableOut } from '../tableOut.ts';
import { addDataOptions } from './shortlist.ts';

interface ForecastOptions extends DataOptions {
  readonly target?: string;
  readonly first: string;
  readonly out?: string;
  readonly json?: true;
}

/** `precal forecast`: where the year will end for each target, from the ledger alone. */
export const addForecast = (program: Command, environment: Environment): void => {
  addDataOptions(
    program
      .command('forecast')
      .description(
        'dit où l’année finira pour chaque objectif, depuis les seuls compteurs, et jusqu’à quand agir',
      ),
  )
    .option('--target <id>', 'seulement cet objectif')
    .option('--first <n>', 'combien en dire, les plus compromis d’abord', '20')
    .option('--out <fichier>', TABLE_OUT)
    .addHelpText('after', '\nExemple : precal forecast --first 10')
    .action(async (options: ForecastOptions) => {
      const first = wholeOption('first', options.first, { min: 1, max: 100_000 });
      const { workspace } = await openData(environment, options);
      const all = forecastsNow(workspace, () => true)
        .filter(({ state }) => options.target === undefined || state.target.id === options.target)
        .map((told) => presentForecast(workspace.territory, told, targetKey(told.state)))
        .sort((a, b) => a.chance - b.chance || a.precedence - b.precedence || (a.id < b.id ? -1 : 1));
      if (options.out !== undefined) await writeTableOut(environment, options.out, forecastsTable(all));
      if (options.json) return printJson(environment, { notice: FORECAST_NOTICE, items: all });
      if (all.length === 0)
        return environment.out('Aucun objectif ne pèse sur ces logements : rien à prévoir.\n');
      return environment.out(
        [
          heading(
            `Fin d’année : ${Math.min(first, all.length)} objectifs sur ${all.length}, les plus compromis d’abord`,
          ),
          ...all
            .slice(0, first)
            .flatMap(({ label, text, actionText }) => [wrap(label), bullet(text), bullet(actionText), '']),
          wrap(FORECAST_NOTICE),
          '',
        ].join('\n'),
      );
    });
};
