import { sql } from 'kysely';
import type { BackupLine } from '../backup.ts';
import type { Engine, Writing } from './engine.ts';
import { createTables, migrateFrom } from './migrations.ts';
import { type Db, TABLE_NAMES, type TableName, type TableRow, type Tables } from './tables.ts';

/** What names a row of each table, in the order in which rows are read. */
const KEYS: { readonly [T in TableName]: readonly (keyof Tables[T] & string)[] } = {
  meta: ['name'],
  kinds: ['kind'],
  rows: ['kind', 'key'],
  imports: ['number'],
  documents: ['collection', 'id'],
  chain: ['number'],
  events: ['seq'],
  commitments: ['commitment'],
  reads: ['id'],
};

/** Rows read, or written, at once. */
const ROWS_AT_ONCE = 1_000;
/** Rows of one insertion: twelve columns at most, and both engines take 32,766 values. */
const ROWS_INSERTED = 200;

/** Every row of every table, read in one transaction. */
export async function* backupLines(db: Db): AsyncGenerator<BackupLine> {
  for (const table of TABLE_NAMES) {
    let after: BackupLine['row'] | null = null;
    for (;;) {
      const rows = await pageOf(db, table, after);
      for (const row of rows) yield { table, row };
      after = rows.at(-1) ?? null;
      if (rows.length < ROWS_AT_ONCE) break;
    }
  }
}

/** Rows that follow one in the order of their keys; from the first one on for null. */
const pageOf = async (
  db: Db,
  table: TableName,
  after: BackupLine['row'] | null,
): Promise<readonly BackupLine['row'][]> => {
  const keys = KEYS[table] as readonly string[];
  const names = sql.join(keys.map((key) => sql.ref(key)));
  const from = db.selectFrom(table).selectAll().limit(ROWS_AT_ONCE);
  const next =
    after === null
      ? from
      : from.where(sql<boolean>`(${names}) > (${sql.join(keys.map((key) => after[key]))})`);
  const ordered = keys.reduce((query, key) => query.orderBy(sql.ref(key)), next);
  return (await ordered.execute()) as BackupLine['row'][];
};

/** Makes the tables as the backup knew them, fills them, and brings them to this version, inside one transaction. */
export const insertBackup = async (
  writing: Writing,
  engine: Engine,
  schema: number,
  lines: AsyncIterable<number | BackupLine>,
): Promise<void> => {
  const { db } = writing;
  await createTables(db, engine, schema);
  // Those that a new store begins with.
  for (const table of ['meta', 'kinds', 'chain'] as const)
    if (schema >= FIRST_SCHEMA[table]) await db.deleteFrom(table).execute();
  let table: TableName | null = null;
  let waiting: BackupLine['row'][] = [];
  const flush = async () => {
    if (table !== null) await insertAll(writing, table, waiting);
    waiting = [];
  };
  for await (const line of lines) {
    if (typeof line === 'number') continue;
    if (line.table !== table || waiting.length >= ROWS_AT_ONCE) await flush();
    table = line.table;
    waiting.push(line.row);
  }
  await flush();
  await migrateFrom(schema, db, engine);
};

/** Version of the schema that brought each of the tables that are never empty. */
const FIRST_SCHEMA = { meta: 1, kinds: 1, chain: 3 } as const;

const insertAll = async (
  { db, insertRows }: Writing,
  table: TableName,
  rows: readonly BackupLine['row'][],
): Promise<void> => {
  // The hash of the backup, checked before, says that these rows are those that were read from this table.
  if (table === 'rows') return insertRows(rows as unknown as readonly TableRow[]);
  for (let from = 0; from < rows.length; from += ROWS_INSERTED)
    await db
      .insertInto(table)
      .values(rows.slice(from, from + ROWS_INSERTED) as never)
      .execute();
};
