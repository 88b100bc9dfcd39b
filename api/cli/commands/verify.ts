import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { isProof } from '../../export/proofFile.ts';
import { presentVerification, verificationText } from '../../present/verification.ts';
import { guidanceOfSession } from '../../service/guidanceInForce.ts';
import { openRules } from '../../service/territories.ts';
import { Workspace } from '../../service/workspace.ts';
import { readSession, type StoredSession } from '../../store/sessionDocument.ts';
import { isSessionFile, readSessionFile } from '../../store/sessionFiles.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, printJson } from '../options.ts';
import { addSessionOptions, type SessionCommandOptions, withSessions } from './sessionOpening.ts';
import { verifyProof } from './sessionProof.ts';
import { verifyAll } from './verifyAll.ts';

interface VerifyOptions extends SessionCommandOptions {
  readonly replay?: true;
  /** Head of the register, as a PV printed it. */
  readonly head?: string;
}

/**
 * `verify <file or id>`: a command of `precal` and of `precal session`.
 * @param setExit called with the exit code of a session that does not hold.
 */
export const addVerify = (
  parent: Command,
  environment: Environment,
  setExit: (code: number) => void,
): void => {
  addSessionOptions(
    parent
      .command('verify [seance]')
      .description(
        'recompte une séance, fichier ou identifiant, ou un fichier de preuve, sans le solveur ; sans nom, tout le registre et toutes les séances',
      ),
  )
    .option('--head <n:empreinte>', 'sans séance : tête du registre, telle qu’un procès-verbal l’imprime')
    .option('--replay', 'refait aussi le calcul, et dit s’il donne les mêmes octets')
    .addHelpText(
      'after',
      '\nExemples : precal verify 2026-11-02-1\n           precal verify ./seance.json --replay\n           precal verify preuve.json.gz',
    )
    .action(async (reference: string | undefined, options: VerifyOptions) => {
      const path = reference !== undefined && isPath(reference) ? reference : null;
      const bytes = path === null ? null : await bytesOf(path);
      if (path !== null && bytes !== null && isProof(bytes)) {
        if (!verifyProof(environment, { bytes, path, json: options.json ?? false })) setExit(1);
        return;
      }
      await withSessions(environment, options, async ({ service }) => {
        if (reference === undefined) {
          if (!(await verifyAll(environment, service, options))) setExit(1);
          return;
        }
        const stored = bytes === null ? await service.find(reference) : sessionOfFile(reference, bytes);
        const workspace = await workspaceOf(environment, options, stored);
        const verification = service.verify(workspace, stored);
        const presented = presentVerification(verification);
        const same =
          options.replay && verification.outcome !== 'other-data'
            ? await service.replayed(workspace, stored)
            : null;
        if (verification.outcome !== 'sound' || same === false) setExit(1);
        if (options.json)
          return printJson(environment, {
            session: stored.id,
            version: stored.version,
            ...presented,
            replayed: same,
          });
        return environment.out(`${verificationText(presented)}${replayText(same)}`);
      });
    });
};

const replayText = (same: boolean | null): string => {
  if (same === null) return '';
  return same
    ? 'Calcul refait : les mêmes listes et les mêmes preuves, à l’octet près.\n'
    : 'Calcul refait : le résultat n’est pas celui qui est enregistré ; une version antérieure de Précal peut avoir calculé ces listes autrement.\n';
};

/** Identifiers of sessions have neither a folder nor an extension. */
const isPath = (reference: string): boolean => /[./\\]/.test(reference);

const bytesOf = async (path: string): Promise<Buffer> => {
  const bytes = await readFile(path).catch(() => null);
  if (bytes === null) throw new InputError([{ code: 'file.unreadable', path: 'session', received: path }]);
  return bytes;
};

const sessionOfFile = (path: string, bytes: Buffer): StoredSession => {
  const text = bytes.toString('utf8');
  if (!isSessionFile(text))
    throw new InputError([{ code: 'session.not-one', path: 'session', received: path }]);
  return readSession(readSessionFile(text, path));
};

const workspaceOf = async (
  environment: Environment,
  options: VerifyOptions,
  { document }: StoredSession,
): Promise<Workspace> => {
  const store = await environment.openStore(dataFolder(environment, options.data), null);
  if (store.territory !== document.territory)
    throw new InputError([
      {
        code: 'session.other-territory',
        path: 'territory',
        received: document.territory,
        expected: store.territory,
      },
    ]);
  const entered = await guidanceOfSession(store, document);
  return Workspace.open({ store, ...openRules(store.territory), asOf: document.asOf, entered });
};
