import type { IsoDay } from '../engine/domain/ids.ts';
import type { Environment } from './cli/environment.ts';
import { runCli } from './cli/program.ts';
import { serveNode } from './http/nodeServer.ts';
import { frenchSpaces } from './present/typography.ts';
import { workerSimulator } from './service/simulator.ts';
import { workerStudies } from './service/studies.ts';
import { openStore } from './store/openStore.ts';
import { storeCare } from './store/storeCare.ts';
import { workerComparer } from './workers/comparer.ts';
import { sameThreadSolver } from './workers/sameThread.ts';
import { workerPoolSolver } from './workers/workerPool.ts';

/* The only file that picks implementations: store, solver, clock, server, streams. */

/** Searches at once; one session is solved by one thread. */
const SOLVER_THREADS = 2;

const environment: Environment = {
  openStore,
  storeCare,
  solvers: { sameThread: sameThreadSolver, workers: () => workerPoolSolver(SOLVER_THREADS) },
  comparer: workerComparer,
  simulator: workerSimulator,
  studies: workerStudies,
  now: () => new Date().toISOString(),
  today: () => localDay(new Date()),
  out: (text) => process.stdout.write(frenchSpaces(text)),
  data: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(frenchSpaces(text)),
  interactive: process.stderr.isTTY === true,
  variables: process.env,
  serve: serveNode,
};

const localDay = (date: Date): IsoDay =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-') as IsoDay;

/** Entry point of the `precal` program. */
export const main = async (argv: readonly string[]): Promise<void> => {
  // A reader that stops early (`| head`) is not an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.exitCode = await runCli(argv.slice(2), environment);
};
