import type { DemandNumber } from '../../../engine/domain/ids.ts';
import { type Erasure, erasedNumber } from '../eventLog.ts';
import { forgottenDocument, forgottenRow, type Reduced, type StandIns, withStandIns } from '../forgotten.ts';
import type { Writing } from './engine.ts';
import { setMeta } from './migrations.ts';
import { changeRows, holdKind, parts } from './rows.ts';
import { sha256Of } from './sha256.ts';
import type { Db, TableRow } from './tables.ts';

/** Kinds whose rows name a household without being it: they are counted, and stay under a stand-in. In the order of the locks. */
const NAMING = ['allocations', 'outcomes'] as const;

/** Takes households out of everything that can be changed, inside a transaction: see `EventLog.erase`. */
export const eraseHouseholds = async (
  writing: Writing,
  numbers: readonly DemandNumber[],
  reduced: Reduced,
): Promise<Erasure> => {
  const { db } = writing;
  const held = await holdKind(db, 'demands');
  const demands: TableRow[] = [];
  for (const part of parts(numbers))
    demands.push(
      ...(await db
        .selectFrom('rows')
        .selectAll()
        .where('kind', '=', 'demands')
        .where('key', 'in', part)
        .execute()),
    );
  await changeRows(writing, held, { removed: demands, inserted: [] });
  const standIns = await nextStandIns(db, numbers);
  let rows = 0;
  for (const kind of NAMING) rows += await forgetRows(writing, kind, { standIns, reduced });
  const documents = await forgetInDocuments(db, standIns);
  let commitments = 0;
  for (const part of parts(numbers)) {
    const gone = await db.deleteFrom('commitments').where('number', 'in', part).executeTakeFirst();
    commitments += Number(gone.numDeletedRows);
  }
  return { demands: demands.length, rows, documents, commitments };
};

const nextStandIns = async (db: Db, numbers: readonly DemandNumber[]): Promise<StandIns> => {
  const before = await db.selectFrom('meta').select('value').where('name', '=', 'erased').executeTakeFirst();
  const erased = Number(before?.value ?? 0);
  await setMeta(db, 'erased', String(erased + numbers.length));
  return new Map(numbers.map((number, i) => [number, erasedNumber(erased + i + 1)]));
};

/** What a text that names somebody looks like: for one household, the engine finds them; for many, all are read once. */
const patternOf = (standIns: StandIns): string => {
  const [first] = standIns.keys();
  return standIns.size === 1 ? `%${first}%` : '%';
};

const forgetRows = async (
  writing: Writing,
  kind: (typeof NAMING)[number],
  of: { readonly standIns: StandIns; readonly reduced: Reduced },
): Promise<number> => {
  const held = await holdKind(writing.db, kind);
  const read = await writing.db
    .selectFrom('rows')
    .selectAll()
    .where('kind', '=', kind)
    .where('document', 'like', patternOf(of.standIns))
    .execute();
  const removed = read.filter(({ document }) => withStandIns(document, of.standIns) !== document);
  const inserted = removed.map(
    (row): TableRow => ({
      ...row,
      key: withStandIns(row.key, of.standIns),
      document: forgottenRow(kind, row.document, of),
    }),
  );
  await changeRows(writing, held, { removed, inserted });
  return removed.length;
};

/** A new version: who had read the one before must read again. */
const forgetInDocuments = async (db: Db, standIns: StandIns): Promise<number> => {
  const read = await db
    .selectFrom('documents')
    .select(['collection', 'id', 'document'])
    .where('document', 'like', patternOf(standIns))
    .execute();
  const naming = read.filter(({ document }) => withStandIns(document, standIns) !== document);
  for (const { collection, id } of naming) {
    // Writing first: a save under way ends before its document is read here.
    const [found] = await db
      .updateTable('documents')
      .set((row) => ({ version: row('version', '+', 1) }))
      .where('collection', '=', collection)
      .where('id', '=', id)
      .returningAll()
      .execute();
    if (found === undefined) continue;
    // A document that was damaged stays so.
    const whole = sha256Of(found.document) === found.sha256;
    const document = whole
      ? forgottenDocument(found.document, standIns)
      : withStandIns(found.document, standIns);
    await db
      .updateTable('documents')
      .set({ document, sha256: whole ? sha256Of(document) : found.sha256 })
      .where('collection', '=', collection)
      .where('id', '=', id)
      .execute();
  }
  return naming.length;
};
