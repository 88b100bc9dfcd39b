import type { DemandNumber } from '../../../engine/domain/ids.ts';
import { type Erasure, erasedNumber } from '../eventLog.ts';
import type { Kind } from '../store.ts';
import type { Writing } from './engine.ts';
import { setMeta } from './migrations.ts';
import { changeRows, holdKind } from './rows.ts';
import { sha256Of } from './sha256.ts';
import type { Db, TableRow } from './tables.ts';

/** Kinds whose rows name a household without being it: they are counted, and stay under a stand-in. In the order of the locks. */
const NAMING: readonly Kind[] = ['allocations', 'outcomes'];

/** Takes a household out of everything that can be changed, inside a transaction: see `EventLog.erase`. */
export const eraseHousehold = async (writing: Writing, number: DemandNumber): Promise<Erasure> => {
  const { db } = writing;
  const held = await holdKind(db, 'demands');
  const demand = await db
    .selectFrom('rows')
    .selectAll()
    .where('kind', '=', 'demands')
    .where('key', '=', number)
    .execute();
  await changeRows(writing, held, { removed: demand, inserted: [] });
  const standIn = await nextStandIn(db);
  let rows = 0;
  for (const kind of NAMING) rows += await renameRows(writing, kind, { number, standIn });
  const documents = await renameInDocuments(db, { number, standIn });
  const gone = await db.deleteFrom('commitments').where('number', '=', number).executeTakeFirst();
  return { demand: demand.length > 0, rows, documents, commitments: Number(gone.numDeletedRows) };
};

/** A household under a new name. */
interface Renaming {
  readonly number: string;
  readonly standIn: string;
}

const nextStandIn = async (db: Db): Promise<string> => {
  const before = await db.selectFrom('meta').select('value').where('name', '=', 'erased').executeTakeFirst();
  const nth = Number(before?.value ?? 0) + 1;
  await setMeta(db, 'erased', String(nth));
  return erasedNumber(nth);
};

/** A numéro unique has eighteen characters and is like nothing else: wherever it stands in a text, it is that household. */
const renameRows = async (writing: Writing, kind: Kind, { number, standIn }: Renaming): Promise<number> => {
  const held = await holdKind(writing.db, kind);
  const removed = await writing.db
    .selectFrom('rows')
    .selectAll()
    .where('kind', '=', kind)
    .where('document', 'like', `%${number}%`)
    .execute();
  const inserted = removed.map(
    (row): TableRow => ({
      ...row,
      key: row.key.replaceAll(number, standIn),
      document: row.document.replaceAll(number, standIn),
    }),
  );
  await changeRows(writing, held, { removed, inserted });
  return removed.length;
};

/** A new version: who had read the one before must read again. */
const renameInDocuments = async (db: Db, { number, standIn }: Renaming): Promise<number> => {
  // Writing first: a save under way ends before its document is read here.
  const found = await db
    .updateTable('documents')
    .set((row) => ({ version: row('version', '+', 1) }))
    .where('document', 'like', `%${number}%`)
    .returningAll()
    .execute();
  for (const { collection, id, ...content } of found) {
    const document = content.document.replaceAll(number, standIn);
    // A document that was damaged stays so.
    const whole = sha256Of(content.document) === content.sha256;
    await db
      .updateTable('documents')
      .set({
        document,
        sha256: whole ? sha256Of(document) : content.sha256,
      })
      .where('collection', '=', collection)
      .where('id', '=', id)
      .execute();
  }
  return found.length;
};
