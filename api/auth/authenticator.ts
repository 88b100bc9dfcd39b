import type { PageSessions } from './pageSessions.ts';
import type { Principal } from './roles.ts';
import type { TokenStore } from './tokens.ts';

/** What a request shows of who sends it. */
export interface Credentials {
  /** The `Authorization` header. */
  readonly authorization: string | null;
  /** The page cookie. */
  readonly cookie: string | null;
}

/** A principal, and how it was known: what a browser sends by itself (a cookie) must be defended against other sites. */
export interface Authenticated {
  readonly principal: Principal;
  readonly by: 'bearer' | 'cookie';
}

/**
 * Tells who sends a request; null when it shows nothing that lets anybody in. Tokens and cookies today; an identity
 * provider (OIDC, as ProConnect) is one more implementation, and nothing else changes.
 */
export interface Authenticator {
  authenticate(credentials: Credentials): Promise<Authenticated | null>;
}

/** Local tokens, and the pages they or the one-time link opened. A header that is wrong is not made up for by a cookie. */
export class LocalAuthenticator implements Authenticator {
  readonly #tokens: TokenStore;
  readonly #pages: PageSessions;
  readonly #now: () => string;

  /** @param input.now moment, ISO 8601 in UTC. */
  constructor(input: {
    readonly tokens: TokenStore;
    readonly pages: PageSessions;
    readonly now: () => string;
  }) {
    this.#tokens = input.tokens;
    this.#pages = input.pages;
    this.#now = input.now;
  }

  async authenticate({ authorization, cookie }: Credentials): Promise<Authenticated | null> {
    if (authorization !== null) {
      const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      const principal = text === undefined ? null : await this.#tokens.check(text, this.#now());
      return principal && { principal, by: 'bearer' };
    }
    const page = cookie === null ? null : this.#pages.find(cookie);
    if (page === null) return null;
    const principal =
      page.token === null ? page.principal : await this.#tokens.holder(page.token, this.#now());
    return principal && { principal, by: 'cookie' };
  }
}
