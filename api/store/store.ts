import type { Allocation, Outcome } from '../../engine/domain/allocation.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import type { Dwelling, Vacancy } from '../../engine/domain/dwelling.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { NewEvent } from '../records/event.ts';
import type { DocumentCollection } from './documents.ts';
import type { EventLog } from './eventLog.ts';
import type { ReadTrail } from './readTrail.ts';

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

/** Where an import came from. */
export interface ImportOrigin {
  /** Name of the file; its folder is not kept. */
  readonly file: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Moment, ISO 8601, UTC. */
  readonly at: string;
  readonly refused: number;
}

/** What a new store is made for. */
export interface StoreMaking {
  readonly territory: string;
  readonly referenceDay: IsoDay | null;
}

export interface StoreUse {
  /** A server keeps the folder for itself for as long as it runs: other programs read, and are told when they would write. */
  readonly owner?: 'server';
  /** Empties a generated world, all of it, to make another in its place. Real data are never emptied. */
  readonly anew?: true;
}

/**
 * Opens the store of a place: a folder, or the address of a PostgreSQL database (`postgres://…`). `making` lets it be made when it
 * does not exist. A store of an older version is brought to this one.
 *
 * @throws InputError `store.missing` (none there, and none to make), `store.territory` (made for another territory), `store.damaged`,
 * `store.newer` (written by a newer program), `store.locked`, `store.served`, `store.unreachable`, `store.access`,
 * `store.not-simulated` (real data, to be emptied).
 */
export type OpenStore = (place: string, making: StoreMaking | null, use?: StoreUse) => Promise<Store>;

/**
 * Where a territory's data lives. A commit is one transaction: either all its rows are there, on disk, when it returns, or
 * none is. Events given with a change are appended in the same transaction.
 */
export interface Store {
  /** Folder, or server and database without their password: what may be shown. */
  readonly place: string;
  readonly territory: string;
  /** Day that a generated world calls today; null for real data, where today is today. */
  readonly referenceDay: IsoDay | null;
  /**
   * Changes with every commit, by whichever process: a cache key for what is derived from the data. Documents are no part of it.
   */
  revision(): Promise<string>;
  /**
   * Changes whenever anybody commits anything that others read to work; null where that cannot be told without asking the store. Told at
   * once, it costs less than any question: what is asked at each request is asked again only when it changes.
   */
  stamp(): string | null;
  /** Every row, by key. @throws InputError `store.damaged`. */
  all<K extends Kind>(kind: K): Promise<readonly Rows[K][]>;
  /** The row of one key (`KEYS`), read alone: whether the others are whole is not looked at. Null: none has it. */
  row<K extends Kind>(kind: K, key: string): Promise<Rows[K] | null>;
  commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: ImportOrigin,
    events?: readonly NewEvent[],
  ): Promise<CommitSummary>;
  /** Traces of the imports, oldest first. */
  imports(): Promise<readonly ImportEntry[]>;
  /** Documents of one sort, each with its version: sessions, and what comes later. Lower-case letters and hyphens. */
  collection(name: string): DocumentCollection;
  /** The collection `sessions`. */
  readonly sessions: DocumentCollection;
  readonly events: EventLog;
  /** Who read personal data. */
  readonly readTrail: ReadTrail;
  /** Lets go of the files, the connections and the folder's lock. What is under way must have ended. */
  close(): Promise<void>;
}
