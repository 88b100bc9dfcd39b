import { InputError } from '../../../engine/domain/issue.ts';
import type { NewEvent } from '../../records/event.ts';
import {
  checkCollection,
  checkSaving,
  type DocumentCollection,
  isDocumentId,
  type SavedDocument,
  staleDocument,
} from '../documents.ts';
import type { Engine } from './engine.ts';
import { appendEvents } from './events.ts';
import { sha256Of } from './sha256.ts';
import type { Db, Tables } from './tables.ts';

/** One collection of the table `documents`. */
export class SqlDocuments implements DocumentCollection {
  readonly #engine: Engine;
  readonly #name: string;

  constructor(engine: Engine, name: string) {
    checkCollection(name);
    this.#engine = engine;
    this.#name = name;
  }

  async all(): Promise<readonly SavedDocument[]> {
    const rows = await this.#engine.read((db) =>
      db.selectFrom('documents').selectAll().where('collection', '=', this.#name).orderBy('id').execute(),
    );
    return rows.map(readDocument);
  }

  async find(id: string): Promise<SavedDocument | null> {
    if (!isDocumentId(id)) return null;
    const row = await this.#engine.read((db) =>
      db
        .selectFrom('documents')
        .selectAll()
        .where('collection', '=', this.#name)
        .where('id', '=', id)
        .executeTakeFirst(),
    );
    return row === undefined ? null : readDocument(row);
  }

  async save(saved: SavedDocument, expected: number, events: readonly NewEvent[] = []): Promise<void> {
    checkSaving(saved, expected);
    const { id, version } = saved;
    const document = JSON.stringify(saved.document);
    if (document === undefined) throw new Error('store: a document is a JSON value');
    const content = { version, document, sha256: sha256Of(document) };
    await this.#engine.write(async ({ db }) => {
      const done =
        expected === 0
          ? await db
              .insertInto('documents')
              .values({ collection: this.#name, id, ...content })
              .onConflict((conflict) => conflict.columns(['collection', 'id']).doNothing())
              .executeTakeFirst()
          : await db
              .updateTable('documents')
              .set(content)
              .where('collection', '=', this.#name)
              .where('id', '=', id)
              .where('version', '=', expected)
              .executeTakeFirst();
      const changed = 'numUpdatedRows' in done ? done.numUpdatedRows : done.numInsertedOrUpdatedRows;
      if (changed !== 1n) throw await this.#stale(db, id, expected);
      await appendEvents(db, events);
    });
  }

  async remove(id: string, expected: number | null, events: readonly NewEvent[] = []): Promise<void> {
    await this.#engine.write(async ({ db }) => {
      const found = db.deleteFrom('documents').where('collection', '=', this.#name).where('id', '=', id);
      const done = await (expected === null
        ? found
        : found.where('version', '=', expected)
      ).executeTakeFirst();
      if (done.numDeletedRows !== 1n) throw await this.#stale(db, id, expected ?? 0);
      await appendEvents(db, events);
    });
  }

  async #stale(db: Db, id: string, expected: number): Promise<InputError> {
    const stored = await db
      .selectFrom('documents')
      .select('version')
      .where('collection', '=', this.#name)
      .where('id', '=', id)
      .executeTakeFirst();
    return staleDocument(this.#name, stored?.version ?? 0, expected);
  }
}

/** @throws InputError `store.damaged` for a text that is not the one saved. */
export const readDocument = ({
  collection,
  id,
  version,
  sha256,
  document,
}: Tables['documents']): SavedDocument => {
  if (sha256Of(document) !== sha256)
    throw new InputError([{ code: 'store.damaged', path: collection, file: id }]);
  return { id, version, document: JSON.parse(document) as unknown };
};
