import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../api/cli/environment.ts';
import { runCli } from '../../api/cli/program.ts';
import { openRules } from '../../api/service/territories.ts';
import { IMPORT_ORDER, WORLD_FILES } from '../../api/service/worldFiles.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { Kind } from '../../api/store/store.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { type Random, shuffle } from '../../engine/simulation/random.ts';
import { TERRITORY } from '../workloads/mel.ts';

/** What a command of `precal` prints on a stopped clock. @throws Error when it ends with another code than zero. */
export const printed = async (
  args: readonly string[],
  solver: SessionSolver = sameThreadSolver,
): Promise<string> => {
  let text = '';
  const print = (piece: string): void => {
    text += piece;
  };
  const environment: Environment = {
    openStore,
    storeCare,
    solvers: { sameThread: solver, workers: () => solver },
    now: () => '2026-11-02T08:00:00.000Z',
    today: () => openRules(TERRITORY).territory.pack.referenceDay,
    out: print,
    data: print,
    err: () => {},
    interactive: false,
    variables: {},
    serve: async () => ({ port: 0, stopped: Promise.resolve() }),
  };
  const exit = await runCli(args, environment);
  if (exit !== 0) throw new Error(`precal ${args.join(' ')}: exit ${exit}: ${text.slice(0, 500)}`);
  return text;
};

/** Imports the files of a world into a new store, the rows of some in another order. */
export const importShuffled = async (
  files: string,
  data: string,
  { random, shuffled }: { readonly random: Random; readonly shuffled: readonly Kind[] },
): Promise<void> => {
  const { territory } = openRules(TERRITORY);
  await openStore(data, { territory: TERRITORY, referenceDay: territory.pack.referenceDay });
  for (const kind of IMPORT_ORDER) {
    const name = WORLD_FILES[kind];
    const [header = '', ...rows] = (await readFile(join(files, name), 'utf8')).trimEnd().split('\n');
    if (shuffled.includes(kind)) shuffle(random, rows);
    const file = join(data, name);
    await writeFile(file, `${[header, ...rows].join('\n')}\n`);
    await printed(['import', file, '--kind', kind, '--data', data]);
  }
};
