import { execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** Folder of PostgreSQL's programs; null when it is not installed. */
const binaries = (): string | null => {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const folders = [
    ...versions
      .sort((a, b) => Number(b) - Number(a))
      .map((version) => join('/usr/lib/postgresql', version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  return folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb'))) ?? null;
};

export const POSTGRES_BINARIES = binaries();

/** Whether what runs must not do without it: PRECAL_REQUIRE lists what continuous integration installs. */
export const postgresRequired = (process.env.PRECAL_REQUIRE ?? '').split(',').includes('postgres');

/** Times that a server is started anew before it is given up. */
const STARTS = 20;

/** PostgreSQL refuses to run as root: it then runs as its own account. */
const account = (): { readonly uid: number; readonly gid: number } | Record<string, never> => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

export interface PrivateServer {
  /** Number of the postmaster's process. */
  readonly pid: number;
  /** A new, empty database: its address. */
  database(): Promise<string>;
  /** Runs a statement behind the program's back. */
  sql(address: string, statement: string): Promise<void>;
  /** kill -9 of every process of the server. */
  crash(): Promise<void>;
  /** How many times the server asked for its log to be on disk, since it started. */
  flushes(): Promise<number>;
  /** Starts it again after a crash. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * A server of its own, on a socket in a folder of its own: no port, no account, nothing left behind.
 *
 * @param durable false: it does not wait for the disk, which tests that kill nothing do not need.
 */
export const startPostgres = async ({ durable }: { readonly durable: boolean }): Promise<PrivateServer> => {
  if (POSTGRES_BINARIES === null) throw new Error('PostgreSQL is not installed');
  const owner = account();
  const folder = await mkdtemp(join(tmpdir(), 'precal-pg-'));
  if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  const options = { ...owner, cwd: folder, env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' } };
  await run(
    join(POSTGRES_BINARIES, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'precal', '-E', 'UTF8', '--no-locale', '--no-sync'],
    options,
  );
  const address = (database: string) => `postgres://precal@localhost/${database}?host=${folder}`;
  const start = async () => {
    const settings = [
      'listen_addresses=',
      `unix_socket_directories=${folder}`,
      'shared_buffers=64MB',
      'max_connections=200',
      ...(durable ? [] : ['fsync=off', 'full_page_writes=off']),
    ];
    // After a crash, what is left of the old server may still hold its memory for a moment: the new one then ends at once.
    for (let attempt = 0; ; attempt += 1) {
      const child = spawn(
        join(POSTGRES_BINARIES as string, 'postgres'),
        ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
        { ...options, stdio: 'ignore' },
      );
      const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      const ready = await Promise.race([
        untilReady(address('postgres')).then(
          () => true,
          (error: unknown) => {
            if (child.exitCode === null) throw error;
            return false;
          },
        ),
        ended.then(() => false),
      ]);
      if (ready) return { child, ended };
      if (attempt >= STARTS) throw new Error('PostgreSQL does not start');
      await new Promise((next) => setTimeout(next, 200));
    }
  };
  let server = await start();
  const stop = async (signal: NodeJS.Signals) => {
    server.child.kill(signal);
    await server.ended;
  };
  return {
    get pid() {
      return server.child.pid as number;
    },
    async database() {
      const name = `d${randomBytes(6).toString('hex')}`;
      await query(address('postgres'), `create database ${name}`);
      return address(name);
    },
    async sql(at, statement) {
      await query(at, statement);
    },
    async crash() {
      const children = childrenOf(server.child.pid as number);
      server.child.kill('SIGKILL');
      for (const pid of children) killHard(pid);
      await server.ended;
    },
    async flushes() {
      const rows = await query(address('postgres'), 'select wal_sync::int as n from pg_stat_wal');
      return (rows[0] as { n: number }).n;
    },
    async restart() {
      server = await start();
    },
    async remove() {
      await stop('SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
};

const childrenOf = (pid: number): readonly number[] => {
  const text = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
};

const killHard = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
};

const query = async (address: string, statement: string): Promise<readonly unknown[]> => {
  const client = new pg.Client({ connectionString: address });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
};

const untilReady = async (address: string): Promise<void> => {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await query(address, 'select 1');
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
};
