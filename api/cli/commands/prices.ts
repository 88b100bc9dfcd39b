import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentPrices } from '../../present/prices.ts';
import { pricesText } from '../../present/pricesText.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, openData, printJson } from '../options.ts';
import { refreshPrices, withPrices } from './pricesOpening.ts';
import { addDataOptions } from './shortlist.ts';

interface PricesOptions extends DataOptions {
  readonly json?: true;
}

/** `precal prices show|refresh`: what each target costs in the month's plan. */
export const addPrices = (program: Command, environment: Environment): void => {
  const prices = program
    .command('prices')
    .description(
      'prix des objectifs dans le plan du mois : ce que les listes d’un seul logement prennent en compte',
    );
  addDataOptions(
    prices.command('show').description('montre les derniers prix calculés, et s’ils sont à jour'),
  ).action(async (options: PricesOptions) => {
    const { store, workspace } = await openData(environment, options);
    const latest = await withPrices(environment, store, (book) => book.latest(workspace));
    if (latest === null) throw new InputError([{ code: 'prices.none', path: 'prices' }]);
    print(environment, options, presentPrices(workspace.territory, latest));
  });
  addDataOptions(
    prices.command('refresh').description('recalcule les prix, sur tous les logements ouverts'),
  ).action(async (options: PricesOptions) => {
    const { store, workspace } = await openData(environment, options);
    const kept = await withPrices(environment, store, (book) => refreshPrices(environment, book, workspace));
    print(environment, options, presentPrices(workspace.territory, { kept, freshness: 'fresh' }));
  });
};

const print = (
  environment: Environment,
  { json }: PricesOptions,
  shown: ReturnType<typeof presentPrices>,
): void => (json ? printJson(environment, shown) : environment.out(pricesText(shown)));
