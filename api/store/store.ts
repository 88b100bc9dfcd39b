import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';

/** What can be imported, and the shape of one row of each kind. */
export interface Rows {
  readonly demands: Demand;
  readonly dwellings: Dwelling;
  readonly vacancies: Vacancy;
  readonly allocations: Allocation;
  readonly outcomes: Outcome;
}
export type Kind = keyof Rows;
export const KINDS: readonly Kind[] = ['demands', 'dwellings', 'vacancies', 'allocations', 'outcomes'];

/** Identity of a row: an import replaces the row with the same key, and repeats of one row change nothing. */
export const KEYS: { readonly [K in Kind]: (row: Rows[K]) => string } = {
  demands: (row) => row.number,
  dwellings: (row) => row.id,
  vacancies: (row) => row.id,
  allocations: (row) => `${row.dwelling} ${row.decidedOn} ${row.demand}`,
  outcomes: (row) => `${row.vacancy} ${row.demand}`,
};

/** Day of a row's content: an import never replaces a row by an older one. Kinds without a day always replace. */
export const DAYS: { readonly [K in Kind]: (row: Rows[K]) => string } = {
  demands: (row) => row.updatedOn,
  dwellings: () => '',
  vacancies: () => '',
  allocations: () => '',
  outcomes: (row) => row.examinedOn,
};

/** What one import changed. */
export interface CommitSummary {
  readonly kind: Kind;
  readonly added: number;
  readonly replaced: number;
  /** Rows equal to what is stored. */
  readonly unchanged: number;
  /** Rows older than what is stored: the stored row is kept. */
  readonly older: number;
  readonly total: number;
}

/** Trace of an import, kept with the data. No personal value. */
export interface ImportEntry extends CommitSummary {
  readonly file: string;
  /** SHA-256 of the imported file. */
  readonly sha256: string;
  /** Moment of the commit, ISO 8601, UTC. */
  readonly at: string;
  readonly refused: number;
}

/** A session as its store keeps it: an identity, a version, and a document that the store does not read. */
export interface SavedSession {
  /** Letters, digits and hyphens: see `SESSION_ID`. */
  readonly id: string;
  /** 1 when it is first saved, one more at each change. */
  readonly version: number;
  /** A JSON value: what `JSON.parse` gives back is what was given. */
  readonly document: unknown;
}

/** Names of sessions are names of files somewhere: nothing else may pass. */
export const SESSION_ID = /^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/;

/**
 * Saved sessions, each one document. A save is on disk when it returns, and only replaces the version that its author read:
 * who comes second is refused, and loses nothing but the wait.
 */
export interface SessionCollection {
  /** Every session, by id. @throws InputError `store.damaged`, `store.newer`. */
  all(): Promise<readonly SavedSession[]>;
  /** Null when none has this id. @throws InputError `store.damaged`, `store.newer`. */
  find(id: string): Promise<SavedSession | null>;
  /**
   * @param expected version that the caller read; 0 for a new session.
   * @throws InputError `session.stale` when another version is stored, `store.locked`; Error for an id or a version that cannot be.
   */
  save(session: SavedSession, expected: number): Promise<void>;
}

/** @throws Error for an id or a version that no store takes: the program's fault, not its user's. */
export const checkSaving = ({ id, version }: SavedSession, expected: number): void => {
  if (!SESSION_ID.test(id)) throw new Error('store: this is no id of a session');
  if (version !== expected + 1) throw new Error(`store: version ${version} cannot follow ${expected}`);
};

/** Version read by its author, version stored: who saves second is told. */
export const staleSession = (stored: number, expected: number): InputError =>
  new InputError([
    { code: 'session.stale', path: 'version', received: String(expected), expected: String(stored) },
  ]);

/** What a new store is made for. */
export interface StoreMaking {
  readonly territory: string;
  readonly referenceDay: IsoDay | null;
}

/** Opens the store of a folder; `making` lets it be made when it does not exist. */
export type OpenStore = (folder: string, making: StoreMaking | null) => Promise<Store>;

/**
 * Where a territory's data lives. A commit is one transaction: either all its rows are there, on disk, when it returns, or
 * none is. Implementations: files in a folder (`fileStore.ts`); SQL comes behind the same interface.
 */
export interface Store {
  readonly territory: string;
  /** Day that a generated world calls today; null for real data, where today is today. */
  readonly referenceDay: IsoDay | null;
  /**
   * Changes with every commit, by whichever process: a cache key for what is derived from the data. Sessions are no part of it.
   */
  revision(): Promise<string>;
  all<K extends Kind>(kind: K): Promise<readonly Rows[K][]>;
  commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: { readonly file: string; readonly sha256: string; readonly at: string; readonly refused: number },
  ): Promise<CommitSummary>;
  imports(): readonly ImportEntry[];
  readonly sessions: SessionCollection;
}
