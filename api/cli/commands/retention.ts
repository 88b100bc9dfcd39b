import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { erasedTogetherText, presentKept, presentRetention, retentionText } from '../../present/retention.ts';
import { wrap } from '../../present/text.ts';
import { type Durations, readDurations } from '../../records/retention.ts';
import { applyRetention, retentionOn } from '../../service/retention.ts';
import { durationsOf, keepDurations } from '../../service/retentionDurations.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, dayOption, printJson } from '../options.ts';

interface Options {
  readonly durations?: string;
  readonly keep?: true;
  readonly apply?: true;
  readonly asOf?: string;
  readonly data?: string;
  readonly json?: true;
}

/** `precal retention`: who is past the durations of retention; `--apply` erases them as `precal erase` does. */
export const addRetention = (program: Command, environment: Environment): void => {
  program
    .command('retention')
    .description('liste les ménages qui dépassent les durées de conservation ; n’efface qu’avec --apply')
    .option('--durations <fichier>', 'durées en YAML (demand, candidacy, allocation), pour cette fois')
    .option('--keep', 'garde ces durées avec les données : elles valent désormais')
    .option('--apply', 'efface ces ménages, définitivement, comme « precal erase »')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ (sinon aujourd’hui, ou le jour du monde simulé)')
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .option('--json', 'résultat en JSON')
    .addHelpText(
      'after',
      '\nExemples : precal retention\n           precal retention --durations durees.yaml --keep\n           precal retention --apply',
    )
    .action(async (options: Options) => {
      const store = await environment.openStore(dataFolder(environment, options.data), null);
      const given = options.durations === undefined ? null : readDurations(await textOf(options.durations));
      if (options.keep && given === null)
        throw new InputError([
          {
            code: 'option.choice',
            path: 'keep',
            received: '--keep',
            expected: '--durations <fichier> --keep',
          },
        ]);
      const asOf =
        options.asOf === undefined ? (store.referenceDay ?? environment.today()) : dayOption(options.asOf);
      const durations: Durations = given ?? (await durationsOf(store));
      const review = await retentionOn(store, durations, asOf);
      if (options.keep) await keepDurations(store, durations);
      const erased = options.apply ? await applyRetention(store, review, { at: environment.now() }) : null;
      const shown = presentRetention(review);
      const households = review.past.map(presentKept);
      if (options.json) return printJson(environment, { ...shown, households, erased });
      environment.out(retentionText(shown, households));
      if (erased) environment.out(`${wrap(erasedTogetherText(review.past.length, erased))}\n`);
    });
};

const textOf = async (path: string): Promise<string> => {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new InputError([{ code: 'file.unreadable', path: 'durations', received: path }]);
  return text;
};
