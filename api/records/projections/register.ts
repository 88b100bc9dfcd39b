import type { IsoDay } from '../../../engine/domain/ids.ts';
import { InputError } from '../../../engine/domain/issue.ts';
import type { ChainHead } from '../chain.ts';
import { EMPTY_HEAD } from '../chain.ts';
import type { Commitment } from '../commitment.ts';
import {
  CASE_KINDS,
  type CaseKind,
  type ChainedEvent,
  type EventBody,
  type EventKind,
  type KindAndBody,
  type RecordedList,
} from '../event.ts';
import { type CaseEntry, openCase, type VacancyCase } from './case.ts';
import { caseStep } from './caseStep.ts';
import { type GuidanceStanding, guidanceStep, isGuidanceEvent } from './guidance.ts';

/** Where a session stands, from its events. */
export interface SessionStanding {
  readonly session: string;
  readonly asOf: IsoDay;
  readonly version: number;
  /** Hash of its record, as of its last change. */
  readonly record: string;
  /** `decided`: the commission has decided about somebody; the lists hold from then on. */
  readonly status: 'proposed' | 'cancelled' | 'decided';
  readonly lists: readonly RecordedList[];
}

/** A case with the events that made it, so that one of them can be corrected. */
interface KeptCase {
  readonly start: VacancyCase;
  readonly entries: readonly CaseEntry[];
  readonly now: VacancyCase;
}

/** A demand renewed or removed, corrections included. */
export type LifeEntry = KindAndBody<'demand-renewed' | 'demand-removed'> & { readonly seq: number };

const caseKey = (session: string, vacancy: string): string => `${session} ${vacancy}`;
const isCaseKind = (kind: EventKind): kind is CaseKind => (CASE_KINDS as readonly string[]).includes(kind);

const changesFacts = (kind: EventKind): boolean =>
  isCaseKind(kind) || kind === 'corrected' || kind === 'demand-renewed' || kind === 'demand-removed';

/** What is read of a register, or of a draft of it. */
interface Parts {
  readonly sessions: Map<string, SessionStanding>;
  readonly cases: Map<string, KeptCase>;
  /** Case that each of its events is in. */
  readonly caseOf: Map<number, string>;
  readonly lives: Map<number, LifeEntry>;
  /** Moment of the erasure, by commitment. */
  readonly erased: Map<Commitment, string>;
}

/**
 * What the events say, folded in their order: sessions, the case of each vacancy, renewals and removals, erasures. Applying events one
 * by one gives what a fold from the first gives. Corrections replace the event that they point at, in its place.
 */
export class Register {
  #head: ChainHead = EMPTY_HEAD;
  #factsAt = 0;
  #lastChange: ChainHead = EMPTY_HEAD;
  readonly #parts: Parts;
  readonly #guidance = new Map<string, GuidanceStanding>();
  readonly #counts = new Map<EventKind, number>();

  constructor(events: Iterable<ChainedEvent> = []) {
    this.#parts = {
      sessions: new Map(),
      cases: new Map(),
      caseOf: new Map(),
      lives: new Map(),
      erased: new Map(),
    };
    for (const event of events) this.apply(event);
  }

  get head(): ChainHead {
    return this.#head;
  }

  /** Number of the last event that changed a case or a demand's life; 0 for none. What is derived from them holds until it changes. */
  get factsAt(): number {
    return this.#factsAt;
  }

  /** The last event that can change a plan: a list written down alone holds no dwelling back, and counts nowhere. */
  get lastChange(): ChainHead {
    return this.#lastChange;
  }

  /** Events on record, by kind, as they were written. */
  get counts(): ReadonlyMap<EventKind, number> {
    return this.#counts;
  }

  session(id: string): SessionStanding | null {
    return this.#parts.sessions.get(id) ?? null;
  }

  sessions(): readonly SessionStanding[] {
    return [...this.#parts.sessions.values()];
  }

  /** Null for a vacancy on which nothing was decided in this session. */
  case(session: string, vacancy: string): VacancyCase | null {
    return this.#parts.cases.get(caseKey(session, vacancy))?.now ?? null;
  }

  /** Every case of a commission that has begun, in the order in which they began. */
  cases(): readonly VacancyCase[] {
    return [...this.#parts.cases.values()].map(({ now }) => now);
  }

  /** Session of the event that made an offer, decided, let…; null for an event of no case. */
  caseOfEvent(seq: number): VacancyCase | null {
    const key = this.#parts.caseOf.get(seq);
    return key === undefined ? null : this.#parts.cases.get(key)!.now;
  }

  /** What an event says now, corrections included; null for one that no correction can point at, or that was annulled. */
  entry(seq: number): CaseEntry | LifeEntry | null {
    const life = this.#parts.lives.get(seq);
    if (life) return life;
    const key = this.#parts.caseOf.get(seq);
    if (key === undefined) return null;
    return this.#parts.cases.get(key)?.entries.find((entry) => entry.seq === seq) ?? null;
  }

  lives(): readonly LifeEntry[] {
    return [...this.#parts.lives.values()];
  }

  /** Recommendations of coordination bodies, in the order in which they were proposed. */
  guidance(): readonly GuidanceStanding[] {
    return [...this.#guidance.values()];
  }

  /** Moment at which a household was erased; null while it was not. */
  erasedAt(household: Commitment): string | null {
    return this.#parts.erased.get(household) ?? null;
  }

  /**
   * Whether events could be appended after what is on record, without appending them.
   *
   * @throws InputError those of `apply`.
   */
  check(events: readonly KindAndBody[]): void {
    const draft: Parts = {
      sessions: draftOf(this.#parts.sessions),
      cases: draftOf(this.#parts.cases),
      caseOf: draftOf(this.#parts.caseOf),
      lives: draftOf(this.#parts.lives),
      erased: draftOf(this.#parts.erased),
    };
    events.forEach((event, i) => {
      step(draft, event, this.#head.seq + 1 + i, '');
    });
  }

  /**
   * @throws InputError for what cannot happen: `session.unknown`, `session.exists`, `session.cancelled`, `session.decided`,
   * `correction.…`, those of `caseStep` and `guidanceStep`. Error for an event out of its place.
   */
  apply(event: ChainedEvent): void {
    if (event.seq !== this.#head.seq + 1)
      throw new Error(`register: event ${event.seq} cannot follow ${this.#head.seq}`);
    if (isGuidanceEvent(event)) guidanceStep(this.#guidance, event);
    else step(this.#parts, event, event.seq, event.at);
    this.#head = { seq: event.seq, hash: event.hash };
    this.#counts.set(event.kind, (this.#counts.get(event.kind) ?? 0) + 1);
    if (changesFacts(event.kind)) this.#factsAt = event.seq;
    if (event.kind !== 'shortlist-recorded') this.#lastChange = this.#head;
  }
}

/** A map that reads through to another, and keeps what is written to itself. */
const draftOf = <K, V>(below: ReadonlyMap<K, V>): Map<K, V> => {
  const own = new Map<K, V>();
  const { get } = own;
  own.get = (key) => (own.has(key) ? get.call(own, key) : below.get(key)) as V | undefined;
  return own;
};

const refuse = (code: string, path: string, received?: string): InputError =>
  new InputError([{ code, path, ...(received === undefined ? {} : { received }) }]);

const step = (parts: Parts, event: KindAndBody, seq: number, at: string): void => {
  switch (event.kind) {
    case 'session-proposed':
      propose(parts, event.body);
      break;
    case 'session-changed':
    case 'session-undone':
    case 'session-recomputed':
    case 'session-cancelled':
      changeSession(parts, event);
      break;
    case 'demand-renewed':
    case 'demand-removed':
      parts.lives.set(seq, { ...event, seq } as LifeEntry);
      break;
    case 'corrected':
      correct(parts, event.body);
      break;
    case 'erased':
      for (const household of event.body.households) parts.erased.set(household, at);
      break;
    case 'import-committed':
    case 'shortlist-recorded':
    case 'guidance-proposed':
    case 'guidance-decided':
    case 'guidance-ended':
      break;
    default:
      stepCase(parts, { kind: event.kind, body: event.body, seq } as CaseEntry);
  }
};

const propose = (parts: Parts, body: EventBody<'session-proposed'>): void => {
  const { session } = body;
  if (parts.sessions.get(session)) throw refuse('session.exists', 'session', session);
  parts.sessions.set(session, { ...body, status: 'proposed' });
};

const changeSession = (
  parts: Parts,
  event: KindAndBody<'session-changed' | 'session-undone' | 'session-recomputed' | 'session-cancelled'>,
): void => {
  const { session, version, record } = event.body;
  const before = parts.sessions.get(session);
  if (!before) throw refuse('session.unknown', 'session', session);
  if (before.status === 'decided') throw refuse('session.decided', 'session', session);
  const cancels = event.kind === 'session-cancelled';
  // A session set aside is taken back by an undo, and by nothing else.
  if (before.status === 'cancelled' && event.kind !== 'session-undone')
    throw refuse('session.cancelled', 'session', session);
  parts.sessions.set(session, {
    ...before,
    version,
    record,
    status: cancels ? 'cancelled' : 'proposed',
    lists: event.kind === 'session-cancelled' ? before.lists : event.body.lists,
  });
};

const stepCase = (parts: Parts, entry: CaseEntry): void => {
  const { session } = entry.body;
  const standing = parts.sessions.get(session);
  if (!standing) throw refuse('session.unknown', 'session', session);
  if (standing.status === 'cancelled') throw refuse('session.cancelled', 'session', session);
  const key = 'offer' in entry.body ? keyOfOffer(parts, entry.body) : caseKey(session, entry.body.vacancy);
  const kept = parts.cases.get(key) ?? newCase(standing, key);
  parts.cases.set(key, {
    ...kept,
    entries: [...kept.entries, entry],
    now: caseStep(kept.now, entry),
  });
  parts.caseOf.set(entry.seq, key);
  if (standing.status !== 'decided') parts.sessions.set(session, { ...standing, status: 'decided' });
};

const keyOfOffer = (
  parts: Parts,
  { session, offer }: EventBody<'offer-answered' | 'offer-lapsed'>,
): string => {
  const key = parts.caseOf.get(offer);
  if (key === undefined || parts.cases.get(key)?.now.session !== session)
    throw refuse('answer.no-offer', 'offer', String(offer));
  return key;
};

const newCase = ({ session, asOf, lists }: SessionStanding, key: string): KeptCase => {
  const list = lists.find(({ vacancy }) => caseKey(session, vacancy) === key);
  if (!list) throw refuse('decision.no-list', 'vacancy', key.slice(session.length + 1));
  const start = openCase({ session, asOf, ...list });
  return { start, entries: [], now: start };
};

/** The case is folded again with the replacement in the place of what it replaces: all that came since must still be possible. */
const correct = (parts: Parts, { of, replacement }: EventBody<'corrected'>): void => {
  const life = parts.lives.get(of);
  if (life) {
    if (replacement !== null && replacement.kind !== life.kind)
      throw refuse('correction.other-kind', 'of', String(of));
    if (replacement === null) parts.lives.delete(of);
    else parts.lives.set(of, { ...replacement, seq: of } as LifeEntry);
    return;
  }
  const key = parts.caseOf.get(of);
  const kept = key === undefined ? undefined : parts.cases.get(key);
  if (key === undefined || !kept) throw refuse('correction.unknown-event', 'of', String(of));
  const at = kept.entries.findIndex(({ seq }) => seq === of);
  if (at < 0) throw refuse('correction.unknown-event', 'of', String(of));
  const before = kept.entries[at]!;
  if (replacement !== null && replacement.kind !== before.kind)
    throw refuse('correction.other-kind', 'of', String(of));
  if (replacement !== null && !isSameCase(parts, replacement as KindAndBody<CaseKind>, key))
    throw refuse('correction.other-case', 'of', String(of));
  const entries =
    replacement === null
      ? kept.entries.toSpliced(at, 1)
      : kept.entries.with(at, { ...replacement, seq: of } as CaseEntry);
  parts.cases.set(key, { ...kept, entries, now: entries.reduce(caseStep, kept.start) });
};

const isSameCase = (parts: Parts, { body }: KindAndBody<CaseKind>, key: string): boolean =>
  'offer' in body ? parts.caseOf.get(body.offer) === key : caseKey(body.session, body.vacancy) === key;
