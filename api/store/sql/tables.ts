import type { Kysely } from 'kysely';

/*
 * What both engines keep. Texts and small integers only: neither booleans, dates nor JSON types, which they disagree about.
 * Values are JSON texts, so that what is read is what was written, to the byte.
 */

export interface Tables {
  /** `schema` (version), `territory`, `referenceDay` (absent for real data), `erased` (households erased so far). */
  meta: { name: string; value: string };
  /** One a kind of row, from the start: who updates it first writes first. */
  kinds: {
    kind: string;
    /** Changes that the kind has known. */
    revision: number;
    row_count: number;
    /** Sum of the rows' CRC-32, modulo 2³², decimal: tells rows that were damaged or lost. */
    checksum: string;
  };
  rows: TableRow;
  imports: {
    number: number;
    kind: string;
    file: string;
    sha256: string;
    at: string;
    refused: number;
    added: number;
    replaced: number;
    unchanged: number;
    older: number;
    total: number;
  };
  documents: {
    collection: string;
    id: string;
    version: number;
    /** SHA-256 of `document`, hexadecimal. */
    sha256: string;
    document: string;
  };
  /** The head of the events' chain: one row, number 1. Who updates it first appends first. */
  chain: { number: number; seq: number; hash: string | null };
  events: {
    seq: number;
    at: string;
    actor: string;
    kind: string;
    /** Canonical JSON. */
    body: string;
    prev: string | null;
    hash: string;
  };
  commitments: {
    commitment: string;
    number: string;
    salt: string;
    /** Number of the event that made it. */
    seq: number;
  };
  reads: {
    /** Moment and request: the order of time is that of the key. */
    id: string;
    request_id: string;
    at: string;
    who: string;
    role: string;
    holder: string | null;
    method: string;
    route: string;
    about: string | null;
    demand: string | null;
    households: number | null;
    /** 1 by numéro unique, 0 by pseudonym. */
    clear: number;
  };
}

export interface TableRow {
  readonly kind: string;
  readonly key: string;
  /** See `DAYS`. */
  readonly day: string;
  /** JSON of the row. */
  readonly document: string;
}

export type Db = Kysely<Tables>;

/** In the order in which a backup writes them, and a restoration reads them. */
export const TABLE_NAMES = [
  'meta',
  'kinds',
  'rows',
  'imports',
  'documents',
  'chain',
  'events',
  'commitments',
  'reads',
] as const satisfies readonly (keyof Tables)[];
export type TableName = (typeof TABLE_NAMES)[number];
