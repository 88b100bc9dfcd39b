import { LocalAuthenticator } from '../../api/auth/authenticator.ts';
import { PageSessions } from '../../api/auth/pageSessions.ts';
import { StoredTokens } from '../../api/auth/tokens.ts';
import { NOW } from '../support/guard.ts';
import { MemoryStore } from '../support/memoryStore.ts';

/** The real way in: tokens of a store, pages in memory, at a clock that stands still. */
export const localGuard = () => {
  const tokens = new StoredTokens(new MemoryStore({}).collection('tokens'));
  const pages = new PageSessions(() => Date.parse(NOW));
  return { tokens, pages, authenticator: new LocalAuthenticator({ tokens, pages, now: () => NOW }) };
};
