import type { Db, TableRow } from './tables.ts';

/** One transaction that writes. */
export interface Writing {
  readonly db: Db;
  /** Inserts rows whose keys are not there, by the engine's fastest way. */
  insertRows(rows: readonly TableRow[]): Promise<void>;
}

/** `beside`: what is written is no part of what anybody reads to work, so that nobody needs to read again. */
export type WriteKind = 'beside' | undefined;

/**
 * What SQLite and PostgreSQL do each in their own way. Failures of theirs come out as InputError where a person can mend them
 * (see `failures.ts`).
 */
export interface Engine {
  readonly name: 'sqlite' | 'postgres';
  /** What may be shown of where the data are. */
  readonly place: string;
  /** Reads at one moment: writers do not change what `work` sees. */
  read<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * One transaction: on disk when the promise is kept, without trace when it is broken. Its first statement must write, on the
   * row that stands for what it changes: transactions that change the same thing then wait for each other.
   */
  write<T>(work: (writing: Writing) => Promise<T>, as?: WriteKind): Promise<T>;
  /**
   * Changes whenever somebody commits to this store, whichever program, but for the engine's own writes `beside`; null when the engine
   * cannot tell without being asked.
   */
  stamp(): string | null;
  /** True when the tables were never made. */
  isEmpty(): Promise<boolean>;
  /** Alone of all programs that migrate this store: `write` under a lock that they share. */
  migrate<T>(work: (writing: Writing) => Promise<T>): Promise<T>;
  /** Copies the whole store beside, where that is one file, before its tables change. */
  copyAside(name: string): Promise<void>;
  /** What the engine itself finds wrong with its files; empty when it cannot say, or finds nothing. */
  damages(): Promise<readonly string[]>;
  /** False when the server is told not to wait for the disk: acknowledged writes could be lost with the power. */
  readonly durable: boolean;
  close(): Promise<void>;
}
