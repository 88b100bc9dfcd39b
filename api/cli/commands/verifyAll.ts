import { presentRegisterCheck, registerCheckText } from '../../present/register.ts';
import { bullet } from '../../present/text.ts';
import { presentVerification } from '../../present/verification.ts';
import { guidanceOfSession } from '../../service/guidanceInForce.ts';
import { checkRegister } from '../../service/registerCheck.ts';
import type { SessionService } from '../../service/sessions.ts';
import { openRules } from '../../service/territories.ts';
import { Workspace } from '../../service/workspace.ts';
import type { Environment } from '../environment.ts';
import { dataFolder, printJson } from '../options.ts';
import { headOption } from './records.ts';
import type { SessionCommandOptions } from './sessionOpening.ts';

const WORDS = {
  sound: 'tout ce qui a été recompté tient',
  faulty: 'ne tient pas',
  'other-data': 'les données ont changé depuis, rien n’a pu être recompté',
} as const;

/**
 * The whole register: its chain, its records, then the certificate of every session whose data are still there.
 *
 * @returns false when something does not hold.
 */
export const verifyAll = async (
  environment: Environment,
  service: SessionService,
  options: SessionCommandOptions & { readonly head?: string },
): Promise<boolean> => {
  const store = await environment.openStore(dataFolder(environment, options.data), null);
  const known = options.head === undefined ? null : headOption(options.head);
  const register = presentRegisterCheck(await checkRegister(store, known));
  const rules = openRules(store.territory);
  const workspaces = new Map<string, Workspace>();
  const sessions: { readonly session: string; readonly outcome: keyof typeof WORDS }[] = [];
  for (const stored of await service.list()) {
    const { asOf, plan } = stored.document;
    const bound = `${asOf} ${plan.guidanceKnown ?? 0}`;
    const workspace =
      workspaces.get(bound) ??
      (await Workspace.open({
        store,
        ...rules,
        asOf,
        entered: await guidanceOfSession(store, stored.document),
      }));
    workspaces.set(bound, workspace);
    const { outcome } = presentVerification(service.verify(workspace, stored));
    sessions.push({ session: stored.id, outcome });
  }
  if (options.json) printJson(environment, { register, sessions });
  else
    environment.out(
      [
        registerCheckText(register),
        ...sessions.map(({ session, outcome }) => bullet(`séance ${session} : ${WORDS[outcome]}`)),
        '',
      ].join('\n'),
    );
  return register.sound && sessions.every(({ outcome }) => outcome !== 'faulty');
};
