export interface Rate {
  /** Requests that come back each second. */
  readonly perSecond: number;
  /** Requests that may come at once. */
  readonly burst: number;
}

/** Keys kept: beyond, those that have been quiet longest are forgotten, which only gives them their burst back. */
const MOST_KEYS = 10_000;

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Token buckets by key (a token's id, an address): each key spends from its own. Time comes from the caller. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /**
   * Spends one request.
   *
   * @returns 0 when it may pass, else milliseconds to wait. @param nowMs never goes back. @param rate that of this key; left out: that of all.
   */
  take(key: string, nowMs: number, { perSecond, burst }: Rate = this.#rate): number {
    const known = this.#buckets.get(key);
    const tokens =
      known === undefined ? burst : Math.min(burst, known.tokens + ((nowMs - known.atMs) * perSecond) / 1000);
    const passes = tokens >= 1;
    // Written last, so that the first of the map is the quietest.
    this.#buckets.delete(key);
    this.#buckets.set(key, { tokens: passes ? tokens - 1 : tokens, atMs: nowMs });
    const [quietest] = this.#buckets.keys();
    if (this.#buckets.size > MOST_KEYS && quietest !== undefined) this.#buckets.delete(quietest);
    return passes ? 0 : Math.ceil(((1 - tokens) * 1000) / perSecond);
  }
}
