import type { Authenticator } from '../auth/authenticator.ts';
import type { PageSessions } from '../auth/pageSessions.ts';
import type { Pseudonyms } from '../auth/pseudonym.ts';
import type { TokenStore } from '../auth/tokens.ts';
import type { PersonalRead } from '../store/readTrail.ts';
import type { Gate } from './gate.ts';
import type { Metrics } from './metrics.ts';
import type { Rate } from './rateLimit.ts';
import type { RequestLog } from './requestLog.ts';

/** What the application needs to know who comes, to let in whom it should, and to say what it did. */
export interface Guard {
  readonly authenticator: Authenticator;
  readonly tokens: TokenStore;
  readonly pages: PageSessions;
  readonly pseudonyms: Pseudonyms;
  readonly gate: Gate;
  readonly log: RequestLog;
  readonly metrics: Metrics;
  /** Awaited before the answer leaves: what could not be written down is not shown. */
  readonly onPersonalRead: (read: PersonalRead) => Promise<void> | void;
  /** Names that the server answers to, besides those of this machine. */
  readonly publicHosts: readonly string[];
  readonly limits: Limits;
  /** Moment, ISO 8601 in UTC. */
  readonly now: () => string;
  /** Milliseconds of a clock that never goes back. */
  readonly monotonicMs: () => number;
}

export interface Limits {
  /** For somebody known, by token. */
  readonly known: Rate;
  /** For whoever shows nothing valid, by address. */
  readonly unknown: Rate;
  /** A request that is not answered by then is given up. */
  readonly timeMs: number;
  readonly bodyBytes: number;
  /** Largest file that may be sent to be imported. */
  readonly importBytes: number;
}

/** An officer's page makes a few requests at once; a landlord's system, hundreds a second. */
export const DEFAULT_LIMITS: Limits = {
  known: { perSecond: 200, burst: 400 },
  unknown: { perSecond: 5, burst: 30 },
  timeMs: 60_000,
  bodyBytes: 64 * 1024,
  importBytes: 256 * 1024 * 1024,
};

/** Requests at work at once, past which a client is asked to come back. */
export const MOST_IN_FLIGHT = 64;
