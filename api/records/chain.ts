import { createHash } from 'node:crypto';
import { canonicalJson, parseCanonical } from './canonicalJson.ts';
import type { ChainedEvent, EventContent } from './event.ts';

/** The last event of a log: what a PV prints, so that nobody can shorten or rewrite what came before it. */
export interface ChainHead {
  /** 0 for an empty log. */
  readonly seq: number;
  /** Null for an empty log. */
  readonly hash: string | null;
}

export const EMPTY_HEAD: ChainHead = { seq: 0, hash: null };

/** Why a link does not hold. */
export type BreakReason =
  /** The event's content is not the one that was hashed. */
  | 'changed'
  /** An event is not where its number says: one is missing, doubled, or out of order. */
  | 'out-of-order'
  /** The event is whole, but does not follow the one before it. */
  | 'unlinked'
  /** The log stops before the head that is known. */
  | 'truncated'
  /** The log holds another event in the place of the head that is known. */
  | 'rewritten'
  /** The stored text is no event at all. */
  | 'unreadable';

export interface BrokenLink {
  /** Number of the first event that does not hold. */
  readonly seq: number;
  readonly reason: BreakReason;
}

export type ChainCheck =
  | { readonly outcome: 'sound'; readonly head: ChainHead }
  | { readonly outcome: 'broken'; readonly broken: BrokenLink };

/**
 * The event at its place in the chain: SHA-256 of the canonical JSON of {seq, at, actor, kind, body, prev}, hexadecimal.
 *
 * @param prev hash of the event before; null for the first.
 * @param seq 1 for the first.
 */
export const chainLink = (prev: string | null, event: EventContent, seq: number): ChainedEvent => {
  const { at, actor, kind, body } = event;
  const content = { seq, at, actor, kind, body, prev };
  return { ...content, hash: sha256(canonicalJson(content)) } as ChainedEvent;
};

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Follows a chain event by event, so that a long log needs not be in memory. */
export class ChainFollower {
  #head: ChainHead = EMPTY_HEAD;
  readonly #known: ChainHead | null;

  /** @param known a head printed before: the log must hold it. */
  constructor(known: ChainHead | null = null) {
    this.#known = known;
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** Null when the event follows; the follower then stands on it. */
  next(event: ChainedEvent): BrokenLink | null {
    const seq = this.#head.seq + 1;
    if (event.seq !== seq) return { seq, reason: 'out-of-order' };
    if (event.prev !== this.#head.hash) return { seq, reason: 'unlinked' };
    if (hashOf(event) !== event.hash) return { seq, reason: 'changed' };
    if (this.#known?.seq === seq && this.#known.hash !== event.hash) return { seq, reason: 'rewritten' };
    this.#head = { seq, hash: event.hash };
    return null;
  }

  /** After the last event: the log must have reached the head that is known. */
  end(): ChainCheck {
    if (this.#known !== null && this.#head.seq < this.#known.seq)
      return { outcome: 'broken', broken: { seq: this.#head.seq + 1, reason: 'truncated' } };
    return { outcome: 'sound', head: this.#head };
  }
}

/** Null for a content that cannot be hashed. */
const hashOf = (event: ChainedEvent): string | null => {
  try {
    return chainLink(event.prev, event, event.seq).hash;
  } catch {
    return null;
  }
};

/**
 * Checks a whole log, and names its first broken link. Without a known head, a tail that was cut or a history rewritten from some
 * event to the end cannot be told from a shorter log or another one.
 */
export const verifyChain = (events: Iterable<ChainedEvent>, known: ChainHead | null = null): ChainCheck => {
  const follower = new ChainFollower(known);
  for (const event of events) {
    const broken = follower.next(event);
    if (broken !== null) return { outcome: 'broken', broken };
  }
  return follower.end();
};

/** A log as text: one event a line, canonical JSON. */
export const chainText = (events: readonly ChainedEvent[]): string =>
  events.map((event) => `${canonicalJson(event)}\n`).join('');

/** Checks a log from its text. Any byte that differs is found, be it one that reads as the same value. */
export const verifyChainText = (text: string, known: ChainHead | null = null): ChainCheck => {
  const lines = text.split('\n');
  // A last line without its end was cut.
  const rest = lines.pop();
  const values = (rest === '' ? lines : [...lines, '']).map(parseCanonical);
  const bad = values.findIndex(
    (value) => typeof value !== 'object' || value === null || Array.isArray(value),
  );
  const readable = (bad < 0 ? values : values.slice(0, bad)) as unknown as readonly ChainedEvent[];
  const check = verifyChain(readable, known);
  if (bad < 0 || (check.outcome === 'broken' && check.broken.reason !== 'truncated')) return check;
  return { outcome: 'broken', broken: { seq: bad + 1, reason: 'unreadable' } };
};
