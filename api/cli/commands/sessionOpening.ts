import type { Command } from 'commander';
import { DemandNumber, VacancyId } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import { presentSavedSession } from '../../present/savedSession.ts';
import { savedSessionText } from '../../present/savedSessionText.ts';
import { guidanceOfSession } from '../../service/guidanceInForce.ts';
import { SessionService } from '../../service/sessions.ts';
import type { OpenSession, SessionRun } from '../../service/sessionsQuestion.ts';
import { openRules } from '../../service/territories.ts';
import { Workspace } from '../../service/workspace.ts';
import { solverBySize } from '../../workers/bySize.ts';
import type { Environment } from '../environment.ts';
import { type DataOptions, dataFolder, printJson } from '../options.ts';

export interface SessionCommandOptions extends Pick<DataOptions, 'data'> {
  readonly json?: true;
}

/** Sessions of a data folder. */
export interface Sessions {
  readonly service: SessionService;
  /** The data on a session's own day, bound by what its plan was. */
  workspaceOf(id: string): Promise<Workspace>;
  /** The same, bound by all that coordination bodies decided since: to solve it anew. */
  workspaceNow(id: string): Promise<Workspace>;
}

export const HELP = ['-h, --help', 'affiche cette aide'] as const;

export const addSessionOptions = (command: Command): Command =>
  command
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis .precal/demo)')
    .option('--json', 'résultat en JSON')
    .helpOption(...HELP);

/** Opens the sessions of a folder, lets `work` use them, and ends the workers whatever happens: they keep a program alive. */
export const withSessions = async <T>(
  environment: Environment,
  options: SessionCommandOptions,
  work: (sessions: Sessions) => Promise<T>,
): Promise<T> => {
  const store = await environment.openStore(dataFolder(environment, options.data), null);
  const { sameThread, workers } = environment.solvers;
  const solver = solverBySize({ small: sameThread, large: workers });
  const service = new SessionService({ store, solver });
  try {
    return await work({
      service,
      workspaceOf: async (id) => {
        const { document } = await service.find(id);
        const entered = await guidanceOfSession(store, document);
        return Workspace.open({ store, ...openRules(store.territory), asOf: document.asOf, entered });
      },
      workspaceNow: async (id) => {
        const { asOf } = (await service.find(id)).document;
        return Workspace.open({ store, ...openRules(store.territory), asOf });
      },
    });
  } finally {
    await solver.close();
  }
};

/** A change asked at this moment, on the version that the store holds. */
export const runNow = (environment: Environment): SessionRun & { readonly expected: null } => ({
  at: environment.now(),
  request: null,
  expected: null,
});

export const printSession = (
  environment: Environment,
  { json }: SessionCommandOptions,
  open: OpenSession,
): void => {
  const presented = presentSavedSession({
    ...open,
    prepared: open.model.prepared,
    simulated: open.model.workspace.simulated,
  });
  if (json) printJson(environment, presented);
  else environment.out(savedSessionText(presented));
};

/** @throws InputError `demand.unknown`: what is no numéro unique is in no pool; it is not repeated. */
export const demandArgument = (text: string): DemandNumber => {
  const parsed = DemandNumber.safeParse(text);
  if (!parsed.success) throw new InputError([{ code: 'demand.unknown', path: 'number' }]);
  return parsed.data;
};

/** @throws InputError `vacancy.unknown`. */
export const vacancyArgument = (text: string): VacancyId => {
  const parsed = VacancyId.safeParse(text);
  if (!parsed.success) throw new InputError([{ code: 'vacancy.unknown', path: 'vacancy', received: text }]);
  return parsed.data;
};
