import type { Command } from 'commander';
import { longDay } from '../../present/format.ts';
import { REMOVAL_CODES } from '../../records/motives.ts';
import { type DemandLife, writeDemandLife } from '../../service/demandLife.ts';
import type { Environment } from '../environment.ts';
import { choiceOption, dataFolder, dayOption, printJson } from '../options.ts';
import { HELP } from './sessionOpening.ts';

interface LifeOptions {
  readonly data?: string;
  readonly json?: true;
  readonly on?: string;
  readonly code?: string;
}

const CODES = Object.keys(REMOVAL_CODES) as (keyof typeof REMOVAL_CODES)[];

/** `precal demand renew|close <numero>`: entries of the register; the imported demand stays as it is. */
export const addDemandLife = (demand: Command, environment: Environment): void => {
  const command = (usage: string, description: string): Command =>
    demand
      .command(usage)
      .description(description)
      .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
      .option('--json', 'résultat en JSON')
      .option('--on <jour>', 'jour du fait, AAAA-MM-JJ (sinon aujourd’hui)')
      .helpOption(...HELP);
  const write = async (number: string, life: DemandLife, options: LifeOptions): Promise<void> => {
    const store = await environment.openStore(dataFolder(environment, options.data), null);
    const day =
      options.on === undefined ? (store.referenceDay ?? environment.today()) : dayOption(options.on);
    const seq = await writeDemandLife(store, number, life, { at: environment.now(), day });
    if (options.json) return printJson(environment, { entry: seq, kind: life.kind, on: day });
    const done = life.kind === 'demand-renewed' ? 'renouvelée' : 'radiée';
    return environment.out(`Demande ${done} le ${longDay(day)} (écriture ${seq}).\n`);
  };
  command('renew <numero>', 'note le renouvellement d’une demande').action(
    // `demand` takes options of the same names: those given to it count too.
    (number: string, _own: unknown, made: Command) =>
      write(number, { kind: 'demand-renewed' }, made.optsWithGlobals()),
  );
  command('close <numero>', 'note la radiation d’une demande')
    .requiredOption('--code <code>', `code national : ${CODES.join(', ')}`)
    .action((number: string, own: LifeOptions, made: Command) =>
      write(
        number,
        { kind: 'demand-removed', code: choiceOption('code', own.code ?? '', CODES) },
        made.optsWithGlobals(),
      ),
    );
};
