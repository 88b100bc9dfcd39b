import { InputError } from '../../engine/domain/issue.ts';
import type { ChainedEvent, NewEvent } from '../records/event.ts';

/** A document as its store keeps it: an identity, a version, and a value that the store does not read. */
export interface SavedDocument {
  /** See `DOCUMENT_ID`. */
  readonly id: string;
  /** 1 when it is first saved, one more at each change. */
  readonly version: number;
  /** A JSON value: what `JSON.parse` gives back is what was given. */
  readonly document: unknown;
}

/** Names of documents travel in addresses and name files: nothing else may pass. */
const DOCUMENT_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;
const COLLECTION_NAME = /^[a-z][a-z-]{0,31}$/;

/**
 * Documents of one sort. A save is on disk when it returns, and only replaces the version that its author read: who comes second
 * is refused, and loses nothing but the wait.
 */
export interface DocumentCollection {
  /** Every document, by id. @throws InputError `store.damaged`. */
  all(): Promise<readonly SavedDocument[]>;
  /** Null when none has this id. @throws InputError `store.damaged`. */
  find(id: string): Promise<SavedDocument | null>;
  /**
   * @param expected version that the caller read; 0 for a new document.
   * @param events appended in the same transaction.
   * @throws InputError `session.stale`, `document.stale` when another version is stored, `store.locked`, `store.served`; Error for an id
   * or a version that cannot be.
   */
  save(document: SavedDocument, expected: number, events?: readonly NewEvent[]): Promise<void>;
  /**
   * New documents, all or none, with their events in the same transaction: one flush to the disk for all of them. One that is there already
   * with the same content stays as it is.
   *
   * @returns the events in their places. @throws InputError as `save`, when one is there with another content.
   */
  add(documents: readonly SavedDocument[], events?: readonly NewEvent[]): Promise<readonly ChainedEvent[]>;
  /** Takes a document out, readable or not; whatever its version for null. @throws InputError as `save`. */
  remove(id: string, expected: number | null, events?: readonly NewEvent[]): Promise<void>;
}

export const isDocumentId = (id: string): boolean => DOCUMENT_ID.test(id);

/** @throws Error for an id or a version that no store takes: the program's fault, not its user's. */
export const checkSaving = ({ id, version }: SavedDocument, expected: number): void => {
  if (!isDocumentId(id)) throw new Error('store: this is no id of a document');
  if (version !== expected + 1) throw new Error(`store: version ${version} cannot follow ${expected}`);
};

/** @throws Error for a name that no store takes. */
export const checkCollection = (name: string): void => {
  if (!COLLECTION_NAME.test(name)) throw new Error('store: this is no name of a collection');
};

/** Version read by its author, version stored: who saves second is told. */
export const staleDocument = (collection: string, stored: number, expected: number): InputError => {
  const isSession = collection === 'sessions';
  return new InputError([
    {
      code: isSession ? 'session.stale' : 'document.stale',
      path: 'version',
      received: String(expected),
      expected: String(stored),
    },
  ]);
};
