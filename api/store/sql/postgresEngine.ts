import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Kysely, PostgresDialect, type PostgresPoolClient, sql } from 'kysely';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Engine, Writing } from './engine.ts';
import { withFailures } from './failures.ts';
import type { Db, TableRow, Tables } from './tables.ts';

/** Précal's tables live in a schema of their own: the database may hold others. */
const SCHEMA = 'precal';
/** Number of the lock that programs which migrate share, in the database: any, the same for all. */
const MIGRATION_LOCK = 7_225_001;
const CONNECTIONS = 8;
const CONNECT_MS = 10_000;
/** Rows in one piece of a bulk insertion. */
const PIECE = 1_000;

/** PostgreSQL. Writers are as many as they like: each transaction begins with the row that stands for what it changes. */
export class PostgresEngine implements Engine {
  readonly name = 'postgres';
  readonly place: string;
  readonly durable: boolean;
  readonly #pool: pg.Pool;
  readonly #waitForDisk: boolean;

  private constructor(input: { place: string; pool: pg.Pool; fsync: boolean; waitForDisk: boolean }) {
    this.place = input.place;
    this.durable = input.fsync;
    this.#pool = input.pool;
    this.#waitForDisk = input.waitForDisk;
  }

  /** @throws InputError `store.unreachable`, `store.access`. */
  static async open(address: string): Promise<PostgresEngine> {
    const place = shownAddress(address);
    const pool = new pg.Pool({
      connectionString: address,
      max: CONNECTIONS,
      connectionTimeoutMillis: CONNECT_MS,
      allowExitOnIdle: true,
      application_name: 'precal',
    });
    // A connection lost while nobody uses it: the next question opens another.
    pool.on('error', () => {});
    // Lost between two statements of a transaction: the next statement tells it, the program goes on.
    pool.on('connect', (client) => client.on('error', () => {}));
    return withFailures(place, async () => {
      try {
        const { rows } = await pool.query(
          "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as waits",
        );
        const [{ fsync, waits }] = rows as [{ fsync: string; waits: string }];
        return new PostgresEngine({ place, pool, fsync: fsync === 'on', waitForDisk: waits === 'off' });
      } catch (error) {
        await pool.end();
        throw error;
      }
    });
  }

  read<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return this.#transaction('begin isolation level repeatable read read only', ({ db }) => work(db));
  }

  write<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    return this.#transaction('begin isolation level read committed read write', async (writing, client) => {
      if (this.#waitForDisk) await client.query('set local synchronous_commit = on');
      return work(writing);
    });
  }

  stamp(): null {
    return null;
  }

  async isEmpty(): Promise<boolean> {
    return withFailures(this.place, async () => {
      const { rows } = await this.#pool.query('select to_regclass($1) as found', [`${SCHEMA}.meta`]);
      return (rows as [{ found: string | null }])[0].found === null;
    });
  }

  migrate<T>(work: (writing: Writing) => Promise<T>): Promise<T> {
    return this.write(async (writing) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(writing.db);
      await sql`create schema if not exists ${sql.id(SCHEMA)}`.execute(writing.db);
      return work(writing);
    });
  }

  /** A server's backups are its administrator's, or `precal store backup`. */
  async copyAside(): Promise<void> {}

  async damages(): Promise<readonly string[]> {
    return [];
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  #transaction<T>(begin: string, work: (writing: Writing, client: pg.PoolClient) => Promise<T>): Promise<T> {
    return withFailures(this.place, async () => {
      const client = await this.#pool.connect();
      let broken: Error | undefined;
      try {
        await client.query(begin);
        const writing = {
          db: kyselyOn(client),
          insertRows: (rows: readonly TableRow[]) => copy(client, rows),
        };
        const result = await work(writing, client);
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch((lost: Error) => {
          broken = lost;
        });
        throw error;
      } finally {
        // A connection that could not even roll back is thrown away.
        client.release(broken);
      }
    });
  }
}

/** Server and database, without account or password. */
const shownAddress = (address: string): string => {
  try {
    const url = new URL(address);
    const host = url.searchParams.get('host') ?? url.host;
    return `postgres://${host}${url.pathname}`;
  } catch {
    return 'postgres://';
  }
};

/** Kysely on one connection, which stays the transaction's whatever Kysely asks. */
const kyselyOn = (client: pg.PoolClient): Db => {
  const reserved = {
    query: client.query.bind(client) as PostgresPoolClient['query'],
    release: () => {},
  } as PostgresPoolClient;
  const pool = { connect: async () => reserved, end: async () => {} };
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }).withSchema(SCHEMA);
};

const copy = async (client: pg.PoolClient, rows: readonly TableRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const into = client.query(copyFrom(`copy ${SCHEMA}.rows (kind, key, day, document) from stdin`));
  await pipeline(Readable.from(copyText(rows)), into);
};

function* copyText(rows: readonly TableRow[]): Generator<string> {
  for (let from = 0; from < rows.length; from += PIECE)
    yield rows
      .slice(from, from + PIECE)
      .map(({ kind, key, day, document }) => `${[kind, key, day, document].map(escaped).join('\t')}\n`)
      .join('');
}

/** The text format of COPY: https://www.postgresql.org/docs/15/sql-copy.html, "File Formats". */
const escaped = (text: string): string => text.replace(/[\\\n\r\t]/g, (mark) => ESCAPES[mark] as string);
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
