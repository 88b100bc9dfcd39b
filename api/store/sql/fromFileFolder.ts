import type { FileFolder } from '../fileFolder.ts';
import { DAYS, KEYS, KINDS, type Kind, type Rows } from '../store.ts';
import type { Writing } from './engine.ts';
import { changeRows, holdKind } from './rows.ts';
import { sha256Of } from './sha256.ts';
import type { TableRow } from './tables.ts';

/** Puts what a folder of files held into tables that were just made, inside their transaction. */
export const insertFileFolder = async (writing: Writing, folder: FileFolder): Promise<void> => {
  const { db } = writing;
  for (const kind of KINDS) {
    const inserted = (folder.rows.get(kind) ?? []).map((text) => tableRow(kind, text));
    await changeRows(writing, await holdKind(db, kind), { removed: [], inserted });
  }
  for (const [index, entry] of folder.imports.entries())
    await db
      .insertInto('imports')
      .values({ number: index + 1, ...entry })
      .execute();
  for (const { id, version, document } of folder.sessions) {
    const text = JSON.stringify(document);
    await db
      .insertInto('documents')
      .values({ collection: 'sessions', id, version, document: text, sha256: sha256Of(text) })
      .execute();
  }
};

const tableRow = <K extends Kind>(kind: K, text: string): TableRow => {
  const row = JSON.parse(text) as Rows[K];
  return { kind, key: KEYS[kind](row), day: DAYS[kind](row), document: JSON.stringify(row) };
};
