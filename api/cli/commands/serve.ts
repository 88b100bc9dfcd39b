import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createApp } from '../../http/app.ts';
import { SessionService } from '../../service/sessions.ts';
import { SessionJobs } from '../../service/sessionsJobs.ts';
import { DEFAULT_TERRITORY, openRules } from '../../service/territories.ts';
import { WorkspaceCache } from '../../service/workspaceCache.ts';
import type { Environment } from '../environment.ts';
import { DEMO_FOLDER, dataFolder, dayOption, wholeOption } from '../options.ts';
import { makeDemo } from './demo.ts';

/** How long a request waits for a session before it is told where to look. */
const WAIT_MS = 1_500;

export const addServe = (program: Command, environment: Environment): void => {
  program
    .command('serve')
    .description('ouvre le serveur sur cette machine')
    .option('--port <n>', 'port', '8080')
    .option('--data <dossier>', 'dossier de données (sinon PRECAL_DATA, .precal/data, puis le monde simulé)')
    .option('--as-of <date>', 'jour examiné, AAAA-MM-JJ (sinon aujourd’hui, ou le jour du monde simulé)')
    .action(async (options: { readonly port: string; readonly data?: string; readonly asOf?: string }) => {
      const port = wholeOption('port', options.port, { min: 0, max: 65_535 });
      const folder = dataFolder(environment, options.data);
      if (folder === DEMO_FOLDER && !existsSync(join(folder, 'store.json'))) {
        environment.err('Aucune donnée importée : Précal fabrique un monde simulé.\n');
        await makeDemo(environment, {
          seed: '1',
          territory: DEFAULT_TERRITORY,
          data: folder,
        });
      }
      const store = await environment.openStore(folder, null);
      const asOf = options.asOf === undefined ? null : dayOption(options.asOf);
      const cache = new WorkspaceCache({
        store,
        rules: openRules(store.territory),
        today: () => asOf ?? store.referenceDay ?? environment.today(),
      });
      await cache.current();
      const sessions = {
        service: new SessionService({ store, solver: environment.solvers.workers() }),
        jobs: new SessionJobs(),
        now: environment.now,
        waitMs: WAIT_MS,
      };
      const listening = await environment.serve(createApp(cache, sessions), port);
      environment.err(
        `Précal est ouvert sur http://localhost:${listening.port} (données : ${folder}). Ctrl+C pour arrêter.\n`,
      );
    });
};
