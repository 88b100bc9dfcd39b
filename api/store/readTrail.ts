/**
 * Households that somebody read: who, by which route, about what, how many; never a numéro unique. Kept apart from the register: it
 * proves nothing about commissions, and is forgotten sooner.
 */
export interface PersonalRead {
  readonly requestId: string;
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Random identifier of the token or page. */
  readonly who: string;
  readonly role: string;
  readonly of: string | null;
  readonly method: string;
  readonly route: string;
  /** Vacancy or session read; null when the route is about neither. */
  readonly about: string | null;
  /** Pseudonym of the one demand that was asked about; null when the route is about none. */
  readonly demand: string | null;
  /** Null when the answer is no text, so that nobody counted. */
  readonly households: number | null;
  /** False: by pseudonym. */
  readonly clear: boolean;
}

/** A read in its place: identifiers follow the order of time. */
export interface KeptRead extends PersonalRead {
  readonly id: string;
}

export interface ReadsAsked {
  /** Identifier of the last one of the page before; null for the first page. */
  readonly before: string | null;
  readonly limit: number;
  /** Only those of one token, of one vacancy or session, of one demand; null: of any. */
  readonly who: string | null;
  readonly about: string | null;
  readonly demand: string | null;
}

/** The trail of reads of personal data: appended to, read by the administrator, forgotten once its duration has passed. */
export interface ReadTrail {
  /** In one transaction, on disk when it returns. */
  append(reads: readonly PersonalRead[]): Promise<void>;
  /** The latest first. */
  read(asked: ReadsAsked): Promise<readonly KeptRead[]>;
  /** Forgets those of before a moment. @param before ISO 8601 in UTC. @returns how many. */
  forget(before: string): Promise<number>;
}

/** Of one moment, in the order of requests' own identifiers. */
export const readId = ({ at, requestId }: PersonalRead): string => `${at} ${requestId}`;
