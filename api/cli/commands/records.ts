import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentRead, readsText } from '../../present/reads.ts';
import {
  entriesText,
  presentChainCheck,
  presentEntry,
  presentHead,
  replayText,
} from '../../present/register.ts';
import { wrap } from '../../present/text.ts';
import { dataParts } from '../../present/verification.ts';
import { type ChainHead, chainText, EMPTY_HEAD, verifyChainText } from '../../records/chain.ts';
import { replayRecord } from '../../service/recordReplay.ts';
import { eventsOf } from '../../service/register.ts';
import { findRecord } from '../../service/sessionRecords.ts';
import { openRules } from '../../service/territories.ts';
import { solverBySize } from '../../workers/bySize.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, printJson, wholeOption } from '../options.ts';
import { addSessionOptions, HELP, type SessionCommandOptions } from './sessionOpening.ts';

type Options = SessionCommandOptions;

interface ReadsOptions {
  readonly last: string;
  readonly who?: string;
  readonly about?: string;
  readonly demand?: string;
}

const storeOf = (environment: Environment, options: Options) =>
  environment.openStore(dataFolder(environment, options.data), null);

/** `precal records …`, `precal replay`: the register, read and replayed. */
export const addRecords = (
  program: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  const records = program
    .command('records')
    .description('lit le registre : écritures chaînées et procès-verbaux')
    .addHelpText('after', '\nExemples : precal records list --last 20\n           precal records head');
  addSessionOptions(records.command('list').description('liste les écritures du registre'))
    .option('--last <n>', 'combien, les dernières', '50')
    .action(async (options: Options & { last: string }) => {
      const { events } = await storeOf(environment, options);
      const last = wholeOption('last', options.last, { min: 1, max: 100_000 });
      const { seq } = await events.head();
      const read = await events.read({ from: Math.max(1, seq - last + 1), limit: last });
      const entries = read.map(presentEntry);
      return options.json ? printJson(environment, { entries }) : environment.out(entriesText(entries));
    });
  addSessionOptions(
    records
      .command('show <ecriture>')
      .description('montre une écriture, ou un procès-verbal par son empreinte'),
  ).action(async (reference: string, options: Options) => {
    const store = await storeOf(environment, options);
    if (/^[0-9a-f]{64}$/.test(reference)) return printJson(environment, await findRecord(store, reference));
    const seq = wholeOption('ecriture', reference, { min: 1, max: 999_999_999 });
    const [event] = await store.events.read({ from: seq, limit: 1 });
    if (event === undefined)
      throw new InputError([{ code: 'records.no-entry', path: 'ecriture', received: reference }]);
    return printJson(environment, event);
  });
  addSessionOptions(
    records.command('head').description('donne la tête du registre, à imprimer au procès-verbal'),
  ).action(async (options: Options) => {
    const head = presentHead(await (await storeOf(environment, options)).events.head());
    return options.json ? printJson(environment, head) : environment.out(`${wrap(head.text)}\n`);
  });

  addSessionOptions(
    records
      .command('reads')
      .description('liste qui a lu des données personnelles, par le serveur ou par ce programme'),
  )
    .option('--last <n>', 'combien, les dernières', '50')
    .option('--who <compte>', 'd’un jeton, par son identifiant')
    .option('--about <id>', 'd’un logement libéré ou d’une séance')
    .option('--demand <pseudonyme>', 'd’une demande, par son pseudonyme')
    .action(async (options: Options & ReadsOptions) => {
      const { readTrail } = await storeOf(environment, options);
      const limit = wholeOption('last', options.last, { min: 1, max: 100_000 });
      const { who = null, about = null, demand = null } = options;
      const reads = (await readTrail.read({ before: null, limit, who, about, demand })).map(presentRead);
      return options.json ? printJson(environment, { reads }) : environment.out(readsText(reads));
    });

  records
    .command('export')
    .description('écrit toute la chaîne, une écriture par ligne : à garder ailleurs, sans aucun numéro')
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .helpOption(...HELP)
    .action(async (options: Options) => {
      const { events } = await storeOf(environment, options);
      for await (const event of eventsOf(events)) environment.data(chainText([event]));
    });
  records
    .command('check <fichier>')
    .description('vérifie une chaîne exportée, sans les données')
    .option('--head <n:empreinte>', 'tête du registre, telle qu’un procès-verbal l’imprime')
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP)
    .action(async (path: string, options: { head?: string; json?: true }) => {
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) throw new InputError([{ code: 'file.unreadable', path: 'fichier', received: path }]);
      const check = verifyChainText(text, options.head === undefined ? null : headOption(options.head));
      const presented = presentChainCheck(check);
      if (check.outcome === 'broken') setExit(1);
      return options.json ? printJson(environment, presented) : environment.out(`${wrap(presented.text)}\n`);
    });

  addSessionOptions(
    program
      .command('replay <reference>')
      .description(
        'refait une proposition depuis son procès-verbal (empreinte, ou séance), et compare les octets',
      ),
  ).action(async (reference: string, options: Options) => {
    const store = await storeOf(environment, options);
    const { sameThread, workers } = environment.solvers;
    const solver = solverBySize({ small: sameThread, large: workers });
    try {
      const replay = await replayRecord({ store, rules: openRules(store.territory), solver, reference });
      if (replay.outcome !== 'same') setExit(1);
      if (options.json) return printJson(environment, replay);
      return environment.out(`${wrap(replayText(replay, dataParts))}\n`);
    } finally {
      await solver.close();
    }
  });
};

/** "128:ab12…", as a PV prints it. @throws InputError `register.head-malformed`. */
export const headOption = (text: string): ChainHead => {
  const [, seq, hash] = /^(\d{1,9}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined || hash === undefined)
    throw new InputError([{ code: 'register.head-malformed', path: 'head', received: text }]);
  return Number(seq) === 0 ? EMPTY_HEAD : { seq: Number(seq), hash };
};
