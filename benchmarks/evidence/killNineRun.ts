import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { startPostgres } from '../../tests/support/postgres.ts';
import { type KillCount, type KilledStore, type KillPlan, killRounds } from './killNine.ts';
import { hasStrace } from './killNineFlushes.ts';
import { OPERATIONS } from './killNineWork.ts';

const PLAN = { rounds: 200, seed: 1, perPlace: 20, longestMs: 40 };

/** The writer as one file, which loads in a third of the time: beside its source, since it finds the territories from there. */
const withBundledWriter = async <T>(work: (file: string) => Promise<T>): Promise<T> => {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const name = 'killNineWriter.bundle.mjs';
  await build({
    configFile: false,
    logLevel: 'error',
    root: folder,
    ssr: { noExternal: true, external: ['libsql', 'pg', 'piscina', 'highs'] },
    build: {
      ssr: join(folder, 'killNineWriter.ts'),
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      rollupOptions: { output: { entryFileNames: name, codeSplitting: false } },
    },
  });
  try {
    return await work(join(folder, name));
  } finally {
    await rm(join(folder, name));
  }
};

/** A writer killed at random moments, on both stores, each flush seen. @param minutes no round begins later; SQLite has half of them at most. */
export const killNineEvidence = async (minutes: number): Promise<string> =>
  withBundledWriter(async (writer) => {
    const folder = await mkdtemp(join(tmpdir(), 'precal-evidence-'));
    const server = await startPostgres({ durable: true });
    const from = performance.now();
    const plan = (until: number): KillPlan => ({
      ...PLAN,
      traced: hasStrace(),
      command: [process.execPath, writer],
      until: from + until * 60_000,
    });
    let places = 0;
    const sqlite: KilledStore = {
      newPlace: async () => {
        places += 1;
        return join(folder, `lieu-${places}`);
      },
      server: null,
    };
    const postgres: KilledStore = {
      newPlace: () => server.database(),
      server: { pid: () => server.pid, crash: server.crash, restart: server.restart },
    };
    try {
      const counts = [
        await killRounds(sqlite, plan(minutes / 2)),
        await killRounds(postgres, plan(minutes)),
      ] as const;
      return killNineText(counts);
    } finally {
      await server.remove();
      await rm(folder, { recursive: true });
    }
  });

const killNineText = ([sqlite, postgres]: readonly [KillCount, KillCount]): string => {
  const width = Math.max(...OPERATIONS.map((each) => each.length));
  return [
    `A program imports files, proposes sessions, changes them, decides, makes offers, writes answers, leases and renewals, one operation after another,`,
    `and is killed 0 to ${PLAN.longestMs} ms after an acknowledgement drawn at random. What it left is then opened by another program: every row, document and`,
    `event against its sums and hashes; the chain; each record against its event; nothing lost, nothing of half an operation; sessions, imports and`,
    `lists against the events that tell of them; the register brought forward against its rebuild; every ledger, rebuilt, against what the killed`,
    `program had last said of its own.`,
    '',
    killText('SQLite, kill -9 of the program', sqlite),
    killText(
      'PostgreSQL, kill -9 of the program, and every other time of every process of the server too',
      postgres,
    ),
    '',
    'under way when killed'.padEnd(width + 2) +
      ['SQLite', 'PostgreSQL'].map((name) => name.padStart(12)).join(''),
    ...OPERATIONS.map(
      (each) =>
        each.padEnd(width + 2) +
        [sqlite, postgres].map(({ during }) => String(during.get(each)).padStart(12)).join(''),
    ),
  ].join('\n');
};

const killText = (what: string, count: KillCount): string =>
  [
    `${what}: ${count.rounds} rounds of ${PLAN.rounds}, ${count.acknowledged.toLocaleString('en')} operations acknowledged, ${count.wrong.length} faults;`,
    `  ${count.unsaid} times one operation more was there than said; ledgers compared with the last said in the ${count.compared} other rounds;`,
    hasStrace()
      ? `  ${count.flushes.toLocaleString('en')} flushes seen (fsync, fdatasync) before acknowledgements; ${count.unflushed} acknowledgements without one`
      : '  strace is not installed, flushes not seen',
    ...count.wrong.map((line) => `  ${line}`),
  ].join('\n');
