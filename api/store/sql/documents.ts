import { InputError } from '../../../engine/domain/issue.ts';
import type { ChainedEvent, NewEvent } from '../../records/event.ts';
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
import type { Remembered } from './remembered.ts';
import { sha256Of } from './sha256.ts';
import type { Db, Tables } from './tables.ts';

/** Documents of one insertion. */
const ADDED_AT_ONCE = 200;

/** One collection of the table `documents`. */
export class SqlDocuments implements DocumentCollection {
  readonly #engine: Engine;
  readonly #remembered: Remembered;
  readonly #name: string;

  constructor(engine: Engine, remembered: Remembered, name: string) {
    checkCollection(name);
    this.#engine = engine;
    this.#remembered = remembered;
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
    const row = await this.#remembered.get(`document ${this.#name} ${id}`, () =>
      this.#engine.read((db) =>
        db
          .selectFrom('documents')
          .selectAll()
          .where('collection', '=', this.#name)
          .where('id', '=', id)
          .executeTakeFirst(),
      ),
    );
    return row === undefined ? null : readDocument(row);
  }

  async save(saved: SavedDocument, expected: number, events: readonly NewEvent[] = []): Promise<void> {
    checkSaving(saved, expected);
    const { id, ...content } = contentOf(saved);
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

  async add(
    documents: readonly SavedDocument[],
    events: readonly NewEvent[] = [],
  ): Promise<readonly ChainedEvent[]> {
    for (const saved of documents) checkSaving(saved, 0);
    const rows = documents.map((saved) => ({ collection: this.#name, ...contentOf(saved) }));
    return this.#engine.write(async ({ db }) => {
      for (let from = 0; from < rows.length; from += ADDED_AT_ONCE) {
        const piece = rows.slice(from, from + ADDED_AT_ONCE);
        const done = await db
          .insertInto('documents')
          .values(piece)
          .onConflict((conflict) => conflict.columns(['collection', 'id']).doNothing())
          .executeTakeFirst();
        if (done.numInsertedOrUpdatedRows !== BigInt(piece.length)) await this.#checkSame(db, piece);
      }
      return appendEvents(db, events);
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

  /** @throws InputError `document.stale` when one is there with another content. */
  async #checkSame(db: Db, added: readonly Pick<Tables['documents'], 'id' | 'sha256'>[]): Promise<void> {
    const stored = await db
      .selectFrom('documents')
      .select(['id', 'sha256'])
      .where('collection', '=', this.#name)
      .where(
        'id',
        'in',
        added.map(({ id }) => id),
      )
      .execute();
    const hashes = new Map(stored.map(({ id, sha256 }) => [id, sha256]));
    const other = added.find(({ id, sha256 }) => hashes.get(id) !== sha256);
    if (other !== undefined) throw await this.#stale(db, other.id, 0);
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

const contentOf = (saved: SavedDocument): Omit<Tables['documents'], 'collection'> => {
  const document = JSON.stringify(saved.document);
  if (document === undefined) throw new Error('store: a document is a JSON value');
  return { id: saved.id, version: saved.version, document, sha256: sha256Of(document) };
};

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
