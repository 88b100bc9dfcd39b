import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Environment } from '../../api/cli/environment.ts';
import { runCli } from '../../api/cli/program.ts';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { TODAY } from './territory.ts';

interface Served {
  readonly app: Hono;
  readonly host: string;
  readonly port: number;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Applications that the command served, and where. */
  readonly served: readonly Served[];
}

/** Runs one command line on real files, with what it says kept in memory, on 2 November 2026 at eight. */
export const precal = async (
  args: readonly string[],
  changes: Partial<Pick<Environment, 'openStore' | 'variables' | 'interactive' | 'serve'>> = {},
): Promise<Ran> => {
  const said = { out: '', err: '' };
  const served: Served[] = [];
  const code = await runCli(args, {
    openStore,
    storeCare,
    solvers: { sameThread: sameThreadSolver, workers: () => sameThreadSolver },
    now: () => '2026-11-02T08:00:00.000Z',
    today: () => TODAY,
    out: (text) => {
      said.out += text;
    },
    data: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    interactive: false,
    variables: {},
    serve: async (app, { host, port }) => {
      served.push({ app, host, port });
      return { port: port === 0 ? 43_210 : port, stopped: new Promise(() => {}) };
    },
    ...changes,
  });
  return { code, ...said, served };
};

/** A folder of its own for a test file; `remove` it in afterAll. */
export const aFolder = async (): Promise<{
  readonly path: (...parts: string[]) => string;
  remove(): Promise<void>;
}> => {
  const root = await mkdtemp(join(tmpdir(), 'precal-cli-'));
  return {
    path: (...parts) => join(root, ...parts),
    remove: () => rm(root, { recursive: true, force: true }),
  };
};
