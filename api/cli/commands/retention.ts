import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { erasedTogetherText, presentKept, presentRetention, retentionText } from '../../present/retention.ts';
import { wrap } from '../../present/text.ts';
import { type Durations, readDurations } from '../../records/retention.ts';
import { readStudyDurations } from '../../records/studyRetention.ts';
import { applyRetention, retentionOn } from '../../service/retention.ts';
import { durationsOf, keepDurations } from '../../service/retentionDurations.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, dayOption, printJson } from '../options.ts';
import { runStudies } from './retentionStudies.ts';
import { drawsFolder } from './simulate.ts';

interface Options {
  readonly durations?: string;
  readonly keep?: true;
  readonly apply?: true;
  readonly studies?: true;
  readonly simulations?: string;
  readonly asOf?: string;
  readonly data?: string;
  readonly json?: true;
}

/**
 * `precal retention`: who is past the durations of retention; `--apply` erases them as `precal erase` does. With `--studies`: kept
 * computations, which it removes.
 */
export const addRetention = (program: Command, environment: Environment): void => {
  program
    .command('retention')
    .description(
      'liste les ménages, ou les calculs, qui dépassent les durées de conservation ; n’efface qu’avec --apply',
    )
    .option('--durations <fichier>', 'durées en YAML (demand, candidacy, allocation), pour cette fois')
    .option('--keep', 'garde ces durées avec les données : elles valent désormais')
    .option('--apply', 'efface ces ménages, définitivement, comme « precal erase »')
    .option(
      '--studies',
      'les calculs gardés (essais, simulations, examens, prix, tirages), au lieu des ménages',
    )
    .option(
      '--simulations <dossier>',
      'où sont gardés les tirages finis (sinon où le serveur les garde), avec --studies',
    )
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ (sinon aujourd’hui, ou le jour du monde simulé)')
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .option('--json', 'résultat en JSON')
    .addHelpText(
      'after',
      '\nExemples : precal retention\n           precal retention --durations durees.yaml --keep\n           precal retention --apply\n           precal retention --studies --apply',
    )
    .action(async (options: Options) => {
      const place = dataFolder(environment, options.data);
      const store = await environment.openStore(place, null);
      const text = options.durations === undefined ? null : await textOf(options.durations);
      if (options.keep && text === null)
        throw new InputError([
          {
            code: 'option.choice',
            path: 'keep',
            received: '--keep',
            expected: '--durations <fichier> --keep',
          },
        ]);
      if (options.studies)
        return runStudies(environment, {
          store,
          draws: options.simulations ?? drawsFolder(place),
          given: text === null ? null : readStudyDurations(text),
          day: options.asOf === undefined ? environment.today() : dayOption(options.asOf),
          keep: options.keep === true,
          apply: options.apply === true,
          json: options.json === true,
        });
      const given = text === null ? null : readDurations(text);
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
