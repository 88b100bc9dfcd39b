import { chmod, type FileHandle, open, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Kysely, SqliteDialect } from 'kysely';
import Database from 'libsql';
import { type LockRole, lockFolder } from '../folderLock.ts';
import type { Engine, WriteKind, Writing } from './engine.ts';
import { withFailures } from './failures.ts';
import type { Db, TableRow, Tables } from './tables.ts';

interface Connection {
  readonly raw: Database.Database;
  readonly db: Db;
}

/** Transactions of one process on one file wait for each other: SQLite would make the second wait for itself. */
const writers = new Map<string, Promise<unknown>>();

/** Connections that the process must close before it ends, so that the file holds everything and nothing lies beside. */
const opened = new Set<Database.Database>();
let watching = false;

/** Milliseconds that a statement waits for another process. */
const BUSY_MS = 5_000;

/**
 * SQLite in one file: write-ahead log, one flush to the disk a commit (`synchronous=FULL`). Reads have a connection of their own,
 * and never wait for a writer. The first write takes the folder's lock, and keeps it until the store is closed.
 *
 * A commit flushes inside SQLite, and the whole program waits with it. What is written `beside` comes with every answer that shows
 * households: it is committed without a flush (`synchronous=NORMAL`, which appends to the log all the same), and the log is then
 * flushed by another thread before the write is said to be done. The disk has as much in the end; others are served meanwhile.
 */
export class SqliteEngine implements Engine {
  readonly name = 'sqlite';
  readonly durable = true;
  readonly place: string;
  readonly #file: string;
  #reader: Connection | null = null;
  #writer: Connection | null = null;
  #watcher: Connection | null = null;
  #watched: (() => number) | null = null;
  #written: (() => number) | null = null;
  /** Own transactions that others must know of. */
  #changes = 0;
  #unlock: (() => Promise<void>) | null = null;
  /** The write-ahead log, to flush it: there once something was written. Closing it lets no lock go: SQLite has none there. */
  #log: FileHandle | null = null;
  #reading: Promise<unknown> = Promise.resolve();
  #flushing: Promise<unknown> = Promise.resolve();

  /** @param file its folder must exist. */
  constructor(file: string) {
    this.#file = resolve(file);
    this.place = dirname(file);
  }

  /** Takes the folder's lock, for as long as the engine is open. @throws InputError `store.locked`, `store.served`. */
  async own(role: LockRole): Promise<void> {
    const unlock = await withFailures(this.place, () => lockFolder(dirname(this.#file), role));
    await this.#unlock?.();
    this.#unlock = unlock;
  }

  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    const next = this.#reading.then(() =>
      withFailures(this.place, async () => {
        this.#reader ??= connect(this.#file, 'query_only = on');
        return transaction(this.#reader, 'begin', work);
      }),
    );
    this.#reading = next.catch(() => {});
    return next;
  }

  write<T>(work: (writing: Writing) => Promise<T>, as?: WriteKind): Promise<T> {
    const next = (writers.get(this.#file) ?? Promise.resolve()).then(() =>
      withFailures(this.place, async () => {
        this.#unlock ??= await lockFolder(dirname(this.#file), 'writer');
        await this.#make();
        const connection = this.#writer as Connection;
        const run = () =>
          transaction(connection, 'begin immediate', (db) =>
            work({ db, insertRows: async (rows) => insertRows(connection, rows) }),
          );
        if (as === 'beside') return unflushed(connection, run);
        const done = await run();
        this.#changes += 1;
        return done;
      }),
    );
    writers.set(
      this.#file,
      next.catch(() => {}),
    );
    return as === 'beside' ? this.#flushed(next) : next;
  }

  /** One flush at a time: those that follow find the log open, and much of it on the disk. */
  #flushed<T>(committed: Promise<T>): Promise<T> {
    const next = Promise.all([committed, this.#flushing]).then(([done]) =>
      withFailures(this.place, async () => {
        this.#log ??= await open(`${this.#file}-wal`, 'r');
        await this.#log.datasync();
        return done;
      }),
    );
    this.#flushing = next.catch(() => {});
    return next;
  }

  /**
   * What others commit, as the writing connection sees it, and the number of its own writes that matter. Before the first write, a connection that
   * is never in a transaction: one that reads would answer of the moment it reads at.
   */
  stamp(): string | null {
    // Before anything was read, the file may not be there.
    if (this.#reader === null) return null;
    if (this.#writer !== null) {
      this.#written ??= watch(this.#writer);
      return `${this.#written()} ${this.#changes}`;
    }
    this.#watcher ??= connect(this.#file, 'query_only = on');
    this.#watched ??= watch(this.#watcher);
    return `${this.#watched()}`;
  }

  async isEmpty(): Promise<boolean> {
    return this.read(async () => {
      const found = this.#reader?.raw.prepare("select 1 from sqlite_master where name = 'meta'").get();
      return found === undefined;
    });
  }

  migrate<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    return this.write(work);
  }

  async copyAside(name: string): Promise<void> {
    const path = join(dirname(this.#file), name);
    await withFailures(this.place, async () => {
      await rm(path, { force: true });
      const { raw } = connect(this.#file);
      try {
        raw.prepare('vacuum into ?').run([path]);
      } finally {
        close(raw);
      }
      await chmod(path, 0o600);
      await flush(path);
    });
  }

  damages(): Promise<readonly string[]> {
    return this.read(async () => {
      const found = this.#reader?.raw.pragma('integrity_check') as { integrity_check: string }[];
      return found.map(({ integrity_check }) => integrity_check).filter((text) => text !== 'ok');
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#reading, writers.get(this.#file)]);
    await this.#flushing;
    for (const connection of [this.#reader, this.#writer, this.#watcher])
      if (connection !== null) close(connection.raw);
    this.#reader = null;
    this.#writer = null;
    this.#watcher = null;
    this.#watched = null;
    this.#written = null;
    await this.#log?.close();
    this.#log = null;
    await this.#unlock?.();
    this.#unlock = null;
  }

  /** The file is its owner's alone from its first byte; SQLite gives its companions the same rights. */
  async #make(): Promise<void> {
    if (this.#writer !== null) return;
    await createFile(this.#file);
    this.#writer = connect(this.#file, 'journal_mode = wal', 'synchronous = full', 'secure_delete = on');
  }
}

/**
 * Only where there is none: closing any handle of a file gives up every lock that the process has on it (POSIX). Another program that
 * then closes its own connection believes it is the last, and takes away the log that this one goes on writing to.
 */
const createFile = async (file: string): Promise<void> => {
  const handle = await open(file, 'ax', 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null;
    throw error;
  });
  await handle?.close();
};

const connect = (file: string, ...pragmas: readonly string[]): Connection => {
  const raw = new Database(file);
  try {
    raw.pragma(`busy_timeout = ${BUSY_MS}`);
    for (const pragma of pragmas) raw.pragma(pragma);
  } catch (error) {
    raw.close();
    throw error;
  }
  opened.add(raw);
  closeAtExit();
  return { raw, db: new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) }) };
};

/** A number that changes when any other connection has committed: https://www.sqlite.org/pragma.html#pragma_data_version */
const watch = ({ raw }: Connection): (() => number) => {
  const statement = raw.prepare('pragma data_version');
  return () => (statement.get([]) as { readonly data_version: number }).data_version;
};

/** What the log still holds goes into the file first: a statement that was not collected keeps the connection half open. */
const close = (raw: Database.Database): void => {
  if (!opened.delete(raw)) return;
  try {
    raw.pragma('wal_checkpoint(truncate)');
  } catch {
    // Another program reads, or the disk is full: the log keeps what it holds, and the next opening reads it.
  }
  raw.close();
};

const closeAtExit = (): void => {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const raw of opened) close(raw);
  });
};

const transaction = async <T>(
  { raw, db }: Connection,
  begin: string,
  work: (db: Db) => Promise<T>,
): Promise<T> => {
  raw.exec(begin);
  try {
    const result = await work(db);
    raw.exec('commit');
    return result;
  } catch (error) {
    // Some failures have rolled it back already.
    if (raw.inTransaction) raw.exec('rollback');
    throw error;
  }
};

/** Its commit is in the log when it returns, and not yet on the disk. */
const unflushed = async <T>({ raw }: Connection, run: () => Promise<T>): Promise<T> => {
  raw.exec('pragma synchronous = normal');
  try {
    return await run();
  } finally {
    raw.exec('pragma synchronous = full');
  }
};

/** One prepared statement for all. */
const insertRows = ({ raw, db }: Connection, rows: readonly TableRow[]): void => {
  const [first] = rows;
  if (first === undefined) return;
  const statement = raw.prepare(db.insertInto('rows').values(columnsOf(first)).compile().sql);
  for (const { kind, key, day, document } of rows) statement.run([kind, key, day, document]);
};

const columnsOf = ({ kind, key, day, document }: TableRow): TableRow => ({ kind, key, day, document });

const flush = async (path: string): Promise<void> => {
  for (const each of [path, dirname(path)]) {
    const handle = await open(each, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  }
};
