import type { Command } from 'commander';
import { InputError } from '../../../engine/domain/issue.ts';
import { tokenState } from '../../auth/token.ts';
import type { TokenStore } from '../../auth/tokens.ts';
import { createApp } from '../../http/app.ts';
import { makeGuard } from '../../http/makeGuard.ts';
import { Jobs } from '../../service/jobs.ts';
import { READS_KEPT_DAYS } from '../../service/reads.ts';
import { SessionService } from '../../service/sessions.ts';
import { DEFAULT_SIMULATION_LIMITS } from '../../service/simulationLimits.ts';
import { DEFAULT_TERRITORY, openRules } from '../../service/territories.ts';
import { WorkspaceCache } from '../../service/workspaceCache.ts';
import { holdsData } from '../../store/places.ts';
import type { Store } from '../../store/store.ts';
import type { Environment } from '../environment.ts';
import { DEMO_FOLDER, dataFolder, dayOption, wholeOption } from '../options.ts';
import { makeDemo } from './demo.ts';
import { drawsFolder } from './simulate.ts';

/** Collection of the store where jobs are kept. */
const JOBS = 'jobs';
/** How long a request waits for a session before it is told where to look. */
const WAIT_MS = 1_500;

/** Replications of a comparison at once: commissions being prepared keep the rest of the machine. */
const COMPARISON_THREADS = 1;

const LOOPBACK = '127.0.0.1';
const LOOPBACK_NAMES: readonly string[] = [LOOPBACK, 'localhost', '::1'];
/** Interfaces that have no name of their own to be called by. */
const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly publicHost?: string;
  readonly readsDays: string;
  readonly simulations?: string;
  readonly simulatedMonths: string;
  readonly data?: string;
  readonly asOf?: string;
}

export const addServe = (program: Command, environment: Environment): void => {
  program
    .command('serve')
    .description('ouvre le serveur sur cette machine')
    .option('--port <n>', 'port', '8080')
    .option('--host <adresse>', 'interface d’écoute ; hors de cette machine, il faut un jeton', LOOPBACK)
    .option('--public-host <nom>', 'nom sous lequel le serveur est appelé (mandataire, réseau)')
    .option(
      '--reads-days <n>',
      'jours pendant lesquels les lectures de données personnelles restent inscrites (proposition)',
      String(READS_KEPT_DAYS),
    )
    .option(
      '--simulations <dossier>',
      'où garder les tirages finis des simulations (sinon dans le dossier de données, ou .precal/simulations)',
    )
    .option(
      '--simulated-months <n>',
      'mois simulés au plus par simulation, tirages et façons de faire comptés',
      String(DEFAULT_SIMULATION_LIMITS.months),
    )
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis le monde simulé)')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ (sinon aujourd’hui, ou le jour du monde simulé)')
    .action(async (options: ServeOptions) => {
      const port = wholeOption('port', options.port, { min: 0, max: 65_535 });
      const readsKeptDays = wholeOption('reads-days', options.readsDays, { min: 1, max: 3_650 });
      const simulatedMonths = wholeOption('simulated-months', options.simulatedMonths, {
        min: 1,
        max: 10_000_000,
      });
      const folder = dataFolder(environment, options.data);
      const simulations = options.simulations ?? drawsFolder(folder);
      if (folder === DEMO_FOLDER && !holdsData(folder)) {
        environment.err('Aucune donnée importée : Précal fabrique un monde simulé.\n');
        const made = await makeDemo(environment, {
          seed: '1',
          territory: DEFAULT_TERRITORY,
          data: folder,
        });
        await made.store.close();
      }
      const publicHosts = publicNames(options);
      const store = await environment.openStore(folder, null, { owner: 'server' });
      try {
        await open(environment, store, {
          ...options,
          place: folder,
          port,
          publicHosts,
          readsKeptDays,
          simulations,
          simulatedMonths,
        });
      } catch (error) {
        await store.close();
        throw error;
      }
    });
};

/** Opens the server on a store, which it closes once it has stopped. */
const open = async (
  environment: Environment,
  store: Store,
  options: Omit<ServeOptions, 'port' | 'readsDays' | 'simulations' | 'simulatedMonths'> & {
    readonly place: string;
    readonly simulations: string;
    readonly simulatedMonths: number;
    readonly port: number;
    readonly publicHosts: readonly string[];
    readonly readsKeptDays: number;
  },
): Promise<void> => {
  const { port, publicHosts } = options;
  const asOf = options.asOf === undefined ? null : dayOption(options.asOf);
  const cache = new WorkspaceCache({
    store,
    rules: openRules(store.territory),
    today: () => asOf ?? store.referenceDay ?? environment.today(),
  });
  await cache.current();
  const solver = environment.solvers.workers();
  const comparer = environment.comparer?.(COMPARISON_THREADS);
  const simulator = environment.simulator?.(options.simulations);
  const studies = environment.studies?.(options.place);
  const sessions = {
    ...(comparer === undefined ? {} : { comparer }),
    ...(simulator === undefined ? {} : { simulator }),
    ...(studies === undefined ? {} : { studies }),
    simulationLimits: { months: options.simulatedMonths },
    draws: options.simulations,
    service: new SessionService({ store, solver }),
    jobs: new Jobs({ documents: store.collection(JOBS), now: environment.now }),
    now: environment.now,
    waitMs: WAIT_MS,
  };
  const guard = await makeGuard({
    store,
    write: (line) => environment.err(line),
    now: environment.now,
    publicHosts,
    readsKeptDays: options.readsKeptDays,
    measureProcess: true,
  });
  const local = LOOPBACK_NAMES.includes(options.host);
  if (publicHosts.length > 0) await requireToken(guard.tokens, environment.now());
  const listening = await environment.serve(createApp(cache, guard, sessions), {
    host: options.host,
    port,
    onStop: () => guard.gate.drain(),
  });
  void listening.stopped.then(() =>
    Promise.all([solver.close(), comparer?.close(), simulator?.close(), studies?.close(), store.close()]),
  );
  const address = `http://${local ? LOOPBACK : (publicHosts[0] ?? options.host)}:${listening.port}`;
  environment.err(
    local
      ? `Précal est ouvert sur ${address}/ouvrir?code=${guard.pages.oneTimeCode()} (lien à usage unique, un quart d’heure ; données : ${store.place}). Ctrl+C pour arrêter.\n`
      : `Précal est ouvert sur ${address}, aux porteurs d’un jeton (données : ${store.place}). Ctrl+C pour arrêter.\n`,
  );
};

/** Names the server is called by from elsewhere; none: this machine only. @throws InputError `server.public-host`. */
const publicNames = ({ host, publicHost }: ServeOptions): readonly string[] => {
  if (publicHost !== undefined) {
    if (!/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(publicHost))
      throw new InputError([{ code: 'server.public-host', path: 'public-host', received: publicHost }]);
    return [publicHost];
  }
  if (LOOPBACK_NAMES.includes(host)) return [];
  if (WILDCARDS.includes(host))
    throw new InputError([{ code: 'server.public-host-missing', path: 'public-host', received: host }]);
  return [host];
};

/** A server that others reach and that knows nobody would be of no use, or open. @throws InputError `server.no-token`. */
const requireToken = async (tokens: TokenStore, now: string): Promise<void> => {
  const usable = (await tokens.list()).some((token) => tokenState(token, now) === 'usable');
  if (!usable) throw new InputError([{ code: 'server.no-token', path: 'host' }]);
};
