import { LocalAuthenticator } from '../auth/authenticator.ts';
import { PageSessions } from '../auth/pageSessions.ts';
import { openPseudonyms } from '../auth/pseudonym.ts';
import { StoredTokens } from '../auth/tokens.ts';
import { READS_KEPT_DAYS, ReadKeeper } from '../service/reads.ts';
import type { Store } from '../store/store.ts';
import { Gate } from './gate.ts';
import { DEFAULT_LIMITS, type Guard, MOST_IN_FLIGHT } from './guard.ts';
import { createMetrics } from './metrics.ts';
import { jsonRequestLog } from './requestLog.ts';

/** Collections of a store that the guard keeps: tokens, and the key of the pseudonyms. */
export const TOKENS = 'tokens';
export const KEYS = 'keys';

export interface GuardAsked extends Pick<Guard, 'publicHosts' | 'now'> {
  readonly store: Store;
  /** Receives the log, line by line. */
  readonly write: (line: string) => void;
  /** Days that reads of personal data are kept; left out: `READS_KEPT_DAYS`. */
  readonly readsKeptDays?: number;
  /** Also measures this process: for a server, once. */
  readonly measureProcess: boolean;
}

/** The guard of an installation that knows local tokens and the one-time link. @throws InputError those of `openPseudonyms`. */
export const makeGuard = async (asked: GuardAsked): Promise<Guard> => {
  const { store, now, publicHosts, write, measureProcess } = asked;
  const tokens = new StoredTokens(store.collection(TOKENS));
  const pages = new PageSessions(() => Date.parse(now()));
  const gate = new Gate(MOST_IN_FLIGHT);
  const reads = new ReadKeeper({ trail: store.readTrail, keptDays: asked.readsKeptDays ?? READS_KEPT_DAYS });
  return {
    authenticator: new LocalAuthenticator({ tokens, pages, now }),
    tokens,
    pages,
    pseudonyms: await openPseudonyms(store.collection(KEYS)),
    gate,
    log: jsonRequestLog(write),
    metrics: createMetrics({ inFlight: () => gate.inFlight, process: measureProcess }),
    onPersonalRead: (read) => reads.write(read),
    publicHosts,
    limits: DEFAULT_LIMITS,
    now,
    monotonicMs: () => performance.now(),
  };
};
