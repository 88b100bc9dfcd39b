import { basename } from 'node:path';
import { crc32 } from 'node:zlib';
import { InputError } from '../../../engine/domain/issue.ts';
import { type CommitSummary, DAYS, type ImportOrigin, KEYS, type Kind, type Rows } from '../store.ts';
import type { Writing } from './engine.ts';
import type { Db, TableRow, Tables } from './tables.ts';

/** Keys looked up, or taken out, by one statement: far under the parameters that either engine takes. */
const KEYS_AT_ONCE = 1_000;

/** Checksum of one row: its share of its kind's. */
const rowChecksum = ({ kind, key, day, document }: TableRow): number =>
  crc32(`${kind}\n${key}\n${day}\n${document}`);

const addedChecksum = (sum: string, change: number): string =>
  String((((Number(sum) + change) % 2 ** 32) + 2 ** 32) % 2 ** 32);

/**
 * Every row of a kind, by key.
 *
 * @throws InputError `store.damaged` when they are not those that were written.
 */
export const allRows = async <K extends Kind>(
  db: Db,
  kind: K,
  place: string,
): Promise<readonly Rows[K][]> => {
  const rows = await db
    .selectFrom('rows')
    .select(['kind', 'key', 'day', 'document'])
    .where('kind', '=', kind)
    .orderBy('key')
    .execute();
  const counted = await kindRow(db, kind);
  let sum = 0;
  for (const row of rows) sum += rowChecksum(row);
  if (rows.length !== counted?.row_count || addedChecksum('0', sum) !== counted.checksum)
    throw new InputError([{ code: 'store.damaged', path: kind, file: place }]);
  // What was read is what was written, and that was validated: it is not validated again.
  return rows.map(({ document }) => JSON.parse(document) as Rows[K]);
};

/** The row of one key; null when none has it. */
export const oneRow = async <K extends Kind>(db: Db, kind: K, key: string): Promise<Rows[K] | null> => {
  const found = await db
    .selectFrom('rows')
    .select('document')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst();
  return found === undefined ? null : (JSON.parse(found.document) as Rows[K]);
};

const kindRow = (db: Db, kind: string): Promise<Tables['kinds'] | undefined> =>
  db.selectFrom('kinds').selectAll().where('kind', '=', kind).executeTakeFirst();

/** Makes other changes of the same kind wait for the end of the transaction. */
export const holdKind = async (db: Db, kind: Kind): Promise<Tables['kinds']> => {
  const [held] = await db
    .updateTable('kinds')
    .set((row) => ({ revision: row('revision', '+', 0) }))
    .where('kind', '=', kind)
    .returningAll()
    .execute();
  if (held === undefined) throw new Error(`store: no kind "${kind}"`);
  return held;
};

/** Rows to put, rows to take out, and what that changes of the kind. */
export const changeRows = async (
  { db, insertRows }: Writing,
  held: Tables['kinds'],
  change: { readonly removed: readonly TableRow[]; readonly inserted: readonly TableRow[] },
): Promise<void> => {
  const { removed, inserted } = change;
  if (removed.length + inserted.length === 0) return;
  for (const part of parts(removed.map(({ key }) => key)))
    await db.deleteFrom('rows').where('kind', '=', held.kind).where('key', 'in', part).execute();
  await insertRows(inserted);
  let sum = 0;
  for (const row of removed) sum -= rowChecksum(row);
  for (const row of inserted) sum += rowChecksum(row);
  await db
    .updateTable('kinds')
    .set({
      revision: held.revision + 1,
      row_count: held.row_count + inserted.length - removed.length,
      checksum: addedChecksum(held.checksum, sum),
    })
    .where('kind', '=', held.kind)
    .execute();
};

/** One import, inside its transaction: see `Store.commit`. */
export const commitRows = async <K extends Kind>(
  writing: Writing,
  kind: K,
  rows: readonly Rows[K][],
  origin: ImportOrigin,
): Promise<CommitSummary> => {
  const { db } = writing;
  const held = await holdKind(db, kind);
  const { counts, ...change } = merged(kind, rows, await storedRows(db, held, rows.map(KEYS[kind])));
  await changeRows(writing, held, change);
  const total = held.row_count + change.inserted.length - change.removed.length;
  const summary = { kind, ...counts, total };
  const last = await db
    .selectFrom('imports')
    .select((row) => row.fn.max('number').as('number'))
    .executeTakeFirst();
  await db
    .insertInto('imports')
    .values({
      number: (last?.number ?? 0) + 1,
      ...summary,
      file: basename(origin.file),
      sha256: origin.sha256,
      at: origin.at,
      refused: origin.refused,
    })
    .execute();
  return summary;
};

const storedRows = async (
  db: Db,
  { kind, row_count }: Tables['kinds'],
  keys: readonly string[],
): Promise<ReadonlyMap<string, TableRow>> => {
  const stored = new Map<string, TableRow>();
  if (row_count === 0) return stored;
  for (const part of parts(keys)) {
    const rows = await db
      .selectFrom('rows')
      .select(['kind', 'key', 'day', 'document'])
      .where('kind', '=', kind)
      .where('key', 'in', part)
      .execute();
    for (const row of rows) stored.set(row.key, row);
  }
  return stored;
};

/** What an import changes of what is stored: a row replaces that of its key, unless it is older. */
const merged = <K extends Kind>(kind: K, rows: readonly Rows[K][], stored: ReadonlyMap<string, TableRow>) => {
  const counts = { added: 0, replaced: 0, unchanged: 0, older: 0 };
  const changed = new Map<string, TableRow>();
  for (const row of rows) {
    const key = KEYS[kind](row);
    const next: TableRow = { kind, key, day: DAYS[kind](row), document: JSON.stringify(row) };
    const before = changed.get(key) ?? stored.get(key);
    if (before === undefined) counts.added += 1;
    else if (before.document === next.document) {
      counts.unchanged += 1;
      continue;
    } else if (next.day < before.day) {
      counts.older += 1;
      continue;
    } else counts.replaced += 1;
    changed.set(key, next);
  }
  const inserted = [...changed.values()];
  return { counts, inserted, removed: inserted.flatMap(({ key }) => stored.get(key) ?? []) };
};

export const parts = function* <T>(values: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < values.length; from += KEYS_AT_ONCE)
    yield values.slice(from, from + KEYS_AT_ONCE);
};
