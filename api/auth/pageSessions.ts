import { randomBytes } from 'node:crypto';
import type { Principal } from './roles.ts';
import { secretHash } from './token.ts';

/** How long a one-time link waits to be opened. */
const LINK_MS = 15 * 60_000;
/** A working day: the browser asks again the next morning. */
const PAGE_MS = 12 * 3_600_000;
const MOST_PAGES = 1_000;

interface Kept {
  readonly principal: Principal;
  /** Token that opened the page, looked up again at each request; null for the one-time link. */
  readonly token: string | null;
  readonly untilMs: number;
}

/**
 * Browsers let in, in memory: a restart asks them to come again. Codes and cookies are 256 random bits, kept hashed, so that
 * a dump of the process opens nothing and a look-up by hash tells nothing of the secret by its time.
 */
export class PageSessions {
  readonly #nowMs: () => number;
  readonly #links = new Map<string, number>();
  readonly #pages = new Map<string, Kept>();

  /** @param nowMs milliseconds since 1970. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** A code that lets one browser in as the administrator, once, within a quarter of an hour. */
  oneTimeCode(): string {
    const code = secret();
    this.#links.set(secretHash(code), this.#nowMs() + LINK_MS);
    return code;
  }

  /** The cookie of a code, which is used up; null when it is unknown, used or too old. */
  redeem(code: string): string | null {
    const key = secretHash(code);
    const until = this.#links.get(key);
    this.#links.delete(key);
    if (until === undefined || until <= this.#nowMs()) return null;
    return this.#keep({ id: `page-${randomBytes(6).toString('hex')}`, role: 'admin', of: null }, null);
  }

  /** The cookie of somebody whose token was checked: it opens what the token opens, and no longer than it. */
  open(principal: Principal): string {
    return this.#keep(principal, principal.id);
  }

  find(cookie: string): Pick<Kept, 'principal' | 'token'> | null {
    const kept = this.#pages.get(secretHash(cookie));
    return kept !== undefined && kept.untilMs > this.#nowMs() ? kept : null;
  }

  close(cookie: string): void {
    this.#pages.delete(secretHash(cookie));
  }

  #keep(principal: Principal, token: string | null): string {
    const now = this.#nowMs();
    for (const [key, { untilMs }] of this.#pages) if (untilMs <= now) this.#pages.delete(key);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size >= MOST_PAGES && oldest !== undefined) this.#pages.delete(oldest);
    const cookie = secret();
    this.#pages.set(secretHash(cookie), { principal, token, untilMs: now + PAGE_MS });
    return cookie;
  }
}

const secret = (): string => randomBytes(32).toString('base64url');
