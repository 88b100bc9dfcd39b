import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentBackup, presentStoreCheck, storeCheckText } from '../../present/storeCheck.ts';
import { readSession } from '../../store/sessionDocument.ts';
import { sessionFileText } from '../../store/sessionFiles.ts';
import type { Store } from '../../store/store.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, printJson } from '../options.ts';

interface StoreOptions {
  readonly data?: string;
  readonly json?: true;
}

const DATA =
  'dossier de données, ou adresse PostgreSQL (sinon DATABASE_URL, PRECAL_DATA, .precal/data, puis .precal/demo)';

/**
 * `precal store …`: what an administrator does with the data as a whole.
 * @param setExit called with the exit code of a store that is damaged.
 */
export const addStore = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  const store = program
    .command('store')
    .description('sauvegarde, restaure et contrôle les données enregistrées')
    .helpOption('-h, --help', 'affiche cette aide')
    .helpCommand('help [commande]', 'affiche l’aide d’une commande');
  const command = (name: string, description: string): Command =>
    store
      .command(name)
      .description(description)
      .option('--data <lieu>', DATA)
      .option('--json', 'résultat en JSON')
      .helpOption('-h, --help', 'affiche cette aide');
  const { storeCare } = environment;

  command('backup <fichier>', 'écrit une sauvegarde complète, que les deux moteurs savent relire').action(
    async (file: string, options: StoreOptions) => {
      const summary = await storeCare.backup(dataFolder(environment, options.data), file);
      const { text, ...presented } = presentBackup(summary);
      if (options.json) return printJson(environment, presented);
      return environment.out(`${text}\n`);
    },
  );

  command('restore <fichier>', 'restaure une sauvegarde dans un dossier neuf, ou une base vide')
    .addHelpText(
      'after',
      '\nExemple : precal store restore sauvegarde.jsonl --data .precal/repris\nAvec DATABASE_URL, la sauvegarde d’un dossier passe dans PostgreSQL.',
    )
    .action(async (file: string, options: StoreOptions) => {
      const place = dataFolder(environment, options.data);
      await storeCare.restore(place, file);
      await printCheck(place, options);
    });

  command('check', 'relit et recompte tout : lignes, séances, registre, fichiers').action(
    (options: StoreOptions) => printCheck(dataFolder(environment, options.data), options),
  );

  command('extract <seance> <fichier>', 'écrit une séance dans un fichier, que « precal verify » sait relire')
    .addHelpText('after', '\nLe fichier nomme des demandes par leur numéro unique : gardez-le comme tel.')
    .action((id: string, file: string, options: StoreOptions) =>
      withStore(options, async ({ sessions }) => {
        if (existsSync(file)) throw new InputError([{ code: 'file.exists', path: 'file', received: file }]);
        const session = await sessions.find(id);
        if (session === null) throw unknown(id);
        const text = sessionFileText(session);
        environment.wrote?.(text);
        await writeFile(file, text, { mode: 0o600, flag: 'wx' }).catch(() => {
          throw new InputError([{ code: 'file.unwritable', path: 'file', received: file }]);
        });
        if (options.json) printJson(environment, { session: id, version: session.version, file });
        else environment.out(`Séance ${id} écrite dans « ${file} ».\n`);
      }),
    );

  command('discard <seance>', 'ôte une séance qui ne peut plus être lue ; elle ne pourra pas être reprise')
    .requiredOption('--confirm', 'dit que c’est voulu')
    .action((id: string, options: StoreOptions) =>
      withStore(options, async ({ sessions }) => {
        if (await isReadable(sessions, id))
          throw new InputError([{ code: 'session.readable', path: 'session', received: id }]);
        await sessions.remove(id, null);
        if (options.json) printJson(environment, { session: id, discarded: true });
        else environment.out(`Séance ${id} ôtée.\n`);
      }),
    );

  const printCheck = async (place: string, options: StoreOptions): Promise<void> => {
    const check = presentStoreCheck(await storeCare.check(place));
    if (!check.sound) setExit(1);
    if (options.json) printJson(environment, check);
    else environment.out(storeCheckText(check));
  };

  const withStore = async (options: StoreOptions, work: (opened: Store) => Promise<void>): Promise<void> => {
    const opened = await environment.openStore(dataFolder(environment, options.data), null);
    try {
      await work(opened);
    } finally {
      await opened.close();
    }
  };
};

/** @throws InputError `session.unknown`. */
const isReadable = async (sessions: Store['sessions'], id: string): Promise<boolean> => {
  try {
    const session = await sessions.find(id);
    if (session === null) throw unknown(id);
    readSession(session);
    return true;
  } catch (error) {
    const code = error instanceof InputError ? error.issues[0]?.code : undefined;
    if (code === 'store.damaged' || code === 'session.unreadable') return false;
    throw error;
  }
};

const unknown = (id: string): InputError =>
  new InputError([{ code: 'session.unknown', path: 'session', received: id }]);
