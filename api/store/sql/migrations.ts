import { type ColumnDataType, type RawBuilder, sql } from 'kysely';
import { KINDS } from '../store.ts';
import type { Engine } from './engine.ts';
import type { Db } from './tables.ts';

interface Migration {
  /** Version of the schema after it; one more than the one before. */
  readonly version: number;
  up(db: Db, types: ColumnTypes): Promise<void>;
}

interface ColumnTypes {
  /** Text that is sorted by its bytes, whatever the database's language. */
  readonly key: ColumnDataType | RawBuilder<unknown>;
}

const typesOf = (engine: Engine): ColumnTypes => ({
  key: engine.name === 'postgres' ? sql`text collate "C"` : 'text',
});

/** Every change of the schema, in order. Those that were published do not change: another is added. */
const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    async up(db, { key }) {
      await db.schema
        .createTable('meta')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('kinds')
        .addColumn('kind', 'text', (column) => column.primaryKey())
        .addColumn('revision', 'integer', (column) => column.notNull())
        .addColumn('row_count', 'integer', (column) => column.notNull())
        .addColumn('checksum', 'text', (column) => column.notNull())
        .execute();
      await db
        .insertInto('kinds')
        .values(KINDS.map((kind) => ({ kind, revision: 0, row_count: 0, checksum: '0' })))
        .execute();
      await db.schema
        .createTable('rows')
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('key', key, (column) => column.notNull())
        .addColumn('day', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('rows_key', ['kind', 'key'])
        .execute();
      await db.schema
        .createTable('imports')
        .addColumn('number', 'integer', (column) => column.primaryKey())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('file', 'text', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('refused', 'integer', (column) => column.notNull())
        .addColumn('added', 'integer', (column) => column.notNull())
        .addColumn('replaced', 'integer', (column) => column.notNull())
        .addColumn('unchanged', 'integer', (column) => column.notNull())
        .addColumn('older', 'integer', (column) => column.notNull())
        .addColumn('total', 'integer', (column) => column.notNull())
        .execute();
    },
  },
  {
    version: 2,
    async up(db, { key }) {
      await db.schema
        .createTable('documents')
        .addColumn('collection', 'text', (column) => column.notNull())
        .addColumn('id', key, (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('sha256', 'text', (column) => column.notNull())
        .addColumn('document', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('documents_key', ['collection', 'id'])
        .execute();
    },
  },
  {
    version: 3,
    async up(db) {
      await db.schema
        .createTable('chain')
        .addColumn('number', 'integer', (column) => column.primaryKey())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .addColumn('hash', 'text')
        .execute();
      await db.insertInto('chain').values({ number: 1, seq: 0, hash: null }).execute();
      await db.schema
        .createTable('events')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('actor', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('body', 'text', (column) => column.notNull())
        .addColumn('prev', 'text')
        .addColumn('hash', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('commitments')
        .addColumn('commitment', 'text', (column) => column.primaryKey())
        .addColumn('number', 'text', (column) => column.notNull())
        .addColumn('salt', 'text', (column) => column.notNull())
        .addColumn('seq', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('commitments_by_number').on('commitments').column('number').execute();
    },
  },
  {
    version: 4,
    async up(db, { key }) {
      await db.schema
        .createTable('reads')
        .addColumn('id', key, (column) => column.primaryKey())
        .addColumn('request_id', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('who', 'text', (column) => column.notNull())
        .addColumn('role', 'text', (column) => column.notNull())
        .addColumn('holder', 'text')
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('route', 'text', (column) => column.notNull())
        .addColumn('about', 'text')
        .addColumn('demand', 'text')
        .addColumn('households', 'integer')
        .addColumn('clear', 'integer', (column) => column.notNull())
        .execute();
    },
  },
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Makes the tables of a version, inside the transaction of `db`. */
export const createTables = async (db: Db, engine: Engine, version: number): Promise<void> => {
  for (const migration of MIGRATIONS.slice(0, version)) await migration.up(db, typesOf(engine));
  await setMeta(db, 'schema', String(version));
};

/** Brings the tables from one version to the last, inside the transaction of `db`. */
export const migrateFrom = async (version: number, db: Db, engine: Engine): Promise<void> => {
  for (const migration of MIGRATIONS.slice(version)) await migration.up(db, typesOf(engine));
  await setMeta(db, 'schema', String(SCHEMA_VERSION));
};

export const setMeta = async (db: Db, name: string, value: string): Promise<void> => {
  await db.deleteFrom('meta').where('name', '=', name).execute();
  await db.insertInto('meta').values({ name, value }).execute();
};

/** Every value of `meta`, by name. */
export const readMeta = async (db: Db): Promise<ReadonlyMap<string, string>> => {
  const rows = await db.selectFrom('meta').select(['name', 'value']).execute();
  return new Map(rows.map(({ name, value }) => [name, value]));
};
