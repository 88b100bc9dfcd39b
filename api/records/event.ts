import { z } from 'zod';
import {
  type DECISIONS,
  EXCLUSION_MOTIVES,
  PIN_MOTIVES,
  REFUSAL_REASONS,
  RERANK_MOTIVES,
  RESERVATAIRE_CODES,
} from '../../engine/domain/codes.ts';
import { DwellingId, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { COMMITMENT, type OpenedCommitment } from './commitment.ts';
import {
  CORRECTION_MOTIVES,
  ERASURE_REASONS,
  INADMISSIBILITY_MOTIVES,
  MISSING_PAPERS,
  NON_ATTRIBUTION_MOTIVES,
  REMOVAL_CODES,
} from './motives.ts';

/*
 * What may be written in the register: a closed vocabulary. No body holds a numéro unique: households are commitments. No body
 * holds an amount, a situation or a free text: an event can never be taken out again.
 */

const codes = <T extends Readonly<Record<string, string>>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const household = z.string().regex(COMMITMENT);
const rank = z.int().min(1).max(20);
const count = z.int().min(0);
const seq = z.int().min(1);
const sessionId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/);
/** A recommendation and the meeting of a coordination body, named by its area: what it says is kept beside, under its hash. */
const guidanceAct = {
  guidance: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  instance: z.string().regex(/^[a-z0-9-]{1,40}$/),
  meetingOn: IsoDay,
};

/** Households of one vacancy, in rank order. */
const list = z.strictObject({ vacancy: VacancyId, dwelling: DwellingId, candidates: z.array(household) });
export type RecordedList = z.infer<typeof list>;

/** A session after a change, with the hash of its whole record: see `record.ts`. */
const sessionHead = { session: sessionId, version: z.int().min(1), record: hash };
const sessionState = { ...sessionHead, lists: z.array(list) };

/** A change by hand, as in `SessionChangeSchema`, households by commitment. */
const change = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('withdraw'), household, motive: codes(EXCLUSION_MOTIVES) }),
  z.strictObject({
    kind: z.literal('exclude'),
    vacancy: VacancyId,
    household,
    motive: codes(EXCLUSION_MOTIVES),
  }),
  z.strictObject({ kind: z.literal('readmit'), household, vacancy: VacancyId.nullable() }),
  z.strictObject({
    kind: z.literal('pin'),
    vacancy: VacancyId,
    household,
    rank: rank.nullable(),
    motive: codes(PIN_MOTIVES),
  }),
  z.strictObject({ kind: z.literal('release'), household }),
  z.strictObject({
    kind: z.literal('rerank'),
    vacancy: VacancyId,
    order: z.array(household).min(1).max(20),
    motive: codes(RERANK_MOTIVES),
  }),
  z.strictObject({ kind: z.literal('pull'), vacancy: VacancyId }),
  z.strictObject({ kind: z.literal('add'), vacancy: VacancyId }),
]);
export type RecordedChange = z.infer<typeof change>;

/** What the targets look at, and nothing finer: enough to count a decision for ever, too little to know the household. */
const counted = z.strictObject({
  firstAccess: z.boolean().nullable(),
  ownStockMutation: z.boolean().nullable(),
  bandGroup: z.enum(['modest', 'intermediate-or-higher']).nullable(),
  firstQuartile: z.boolean().nullable(),
  verifiedPriority: z.boolean().nullable(),
  npruRelocation: z.boolean().nullable(),
  contingent: z.enum(RESERVATAIRE_CODES).nullable(),
});
export type CountedFacts = z.infer<typeof counted>;

/** One candidate of one vacancy of a session. */
const candidacy = { session: sessionId, vacancy: VacancyId, household };

/** What the commission decides about a candidate: R441-3, a to e. */
const verdict = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('attribution' satisfies keyof typeof DECISIONS), counted }),
  z.strictObject({ decision: z.literal('attribution-ranked' satisfies keyof typeof DECISIONS), counted }),
  z.strictObject({
    decision: z.literal('attribution-conditional' satisfies keyof typeof DECISIONS),
    counted,
    paper: codes(MISSING_PAPERS),
  }),
  z.strictObject({
    decision: z.literal('non-attribution' satisfies keyof typeof DECISIONS),
    motive: codes(NON_ATTRIBUTION_MOTIVES),
  }),
  z.strictObject({
    decision: z.literal('inadmissible' satisfies keyof typeof DECISIONS),
    motive: codes(INADMISSIBILITY_MOTIVES),
  }),
]);
export type Verdict = z.infer<typeof verdict>;

/** What happens to the candidates of a session after its lists are made: what a correction may replace. */
const CASE_BODIES = {
  'candidate-decided': z.strictObject({ ...candidacy, rank, day: IsoDay, verdict }),
  /** `dueDay`: last day to answer; ten days at least (R441-10). The event's own number names the offer. */
  'offer-made': z.strictObject({ ...candidacy, day: IsoDay, dueDay: IsoDay }),
  'offer-answered': z.discriminatedUnion('answer', [
    z.strictObject({ session: sessionId, offer: seq, day: IsoDay, answer: z.literal('accepted') }),
    z.strictObject({
      session: sessionId,
      offer: seq,
      day: IsoDay,
      answer: z.literal('refused'),
      reason: codes(REFUSAL_REASONS),
    }),
  ]),
  /** Silence is a refusal: someone saw, on that day, that the days had passed. */
  'offer-lapsed': z.strictObject({ session: sessionId, offer: seq, day: IsoDay }),
  /** The paper of an attribution under condition came, or did not. */
  'condition-settled': z.strictObject({ ...candidacy, day: IsoDay, met: z.boolean() }),
  /** The candidate gives up the turn, before the offer or after having accepted it: the next rank follows. */
  'turn-passed': z.strictObject({ ...candidacy, day: IsoDay, motive: codes(EXCLUSION_MOTIVES) }),
  'lease-signed': z.strictObject({ ...candidacy, day: IsoDay }),
} as const;
export type CaseKind = keyof typeof CASE_BODIES;
export const CASE_KINDS = Object.keys(CASE_BODIES) as CaseKind[];

/** Life of a demand outside commissions. */
const LIFE_BODIES = {
  'demand-renewed': z.strictObject({ household, day: IsoDay }),
  'demand-removed': z.strictObject({ household, day: IsoDay, code: codes(REMOVAL_CODES) }),
} as const;

const correctable = { ...CASE_BODIES, ...LIFE_BODIES };
export type CorrectableKind = keyof typeof correctable;

const OTHER_BODIES = {
  /** Counts of the file's rows; what they changed in the data is in the store's own trace of imports. */
  'import-committed': z.strictObject({
    table: z.string().regex(/^[a-z-]{1,40}$/),
    sha256: hash,
    accepted: count,
    refused: count,
  }),
  'session-proposed': z.strictObject({ ...sessionState, asOf: IsoDay }),
  'session-changed': z.strictObject({ ...sessionState, changes: z.array(change).min(1) }),
  /** `undid`: version whose change was lifted. */
  'session-undone': z.strictObject({ ...sessionState, undid: z.int().min(2) }),
  'session-recomputed': z.strictObject(sessionState),
  'session-cancelled': z.strictObject(sessionHead),
  /** A list made for one vacancy alone, outside any session. */
  'shortlist-recorded': z.strictObject({ ...list.shape, asOf: IsoDay, record: hash }),
  'guidance-proposed': z.strictObject({ ...guidanceAct, content: hash }),
  /** `from`, `to`: first and last day on which it binds lists; null: until it is ended. */
  'guidance-decided': z.strictObject({ ...guidanceAct, from: IsoDay, to: IsoDay.nullable() }),
  /** `on`: first day on which it no longer does. */
  'guidance-ended': z.strictObject({ ...guidanceAct, on: IsoDay }),
  /** Replaces the meaning of an earlier event; null: it did not happen. The earlier event stays as it is. */
  corrected: z.strictObject({
    of: seq,
    motive: codes(CORRECTION_MOTIVES),
    replacement: z
      .discriminatedUnion('kind', [
        replacement('candidate-decided'),
        replacement('offer-made'),
        replacement('offer-answered'),
        replacement('offer-lapsed'),
        replacement('condition-settled'),
        replacement('turn-passed'),
        replacement('lease-signed'),
        replacement('demand-renewed'),
        replacement('demand-removed'),
      ])
      .nullable(),
  }),
  /** The data of one household were destroyed, and the salts of these commitments: nobody can tell any more whose they were. */
  erased: z.strictObject({
    households: z.array(household),
    /** Left out: at somebody's request. */
    reason: codes(ERASURE_REASONS).optional(),
    /** Households erased together; left out: one. Those that no list ever had have no commitment. */
    count: z.int().min(1).optional(),
  }),
} as const;

function replacement<K extends CorrectableKind>(kind: K) {
  return z.strictObject({ kind: z.literal(kind), body: correctable[kind] as (typeof correctable)[K] });
}

export const EVENT_BODIES = { ...correctable, ...OTHER_BODIES } as const;
export type EventKind = keyof typeof EVENT_BODIES;
export const EVENT_KINDS = Object.keys(EVENT_BODIES) as EventKind[];
export type EventBody<K extends EventKind> = z.infer<(typeof EVENT_BODIES)[K]>;

/** Kind and body, for each kind of a set. */
export type KindAndBody<K extends EventKind = EventKind> = {
  readonly [Each in K]: { readonly kind: Each; readonly body: EventBody<Each> };
}[K];

/** What happened, when, and by whom. */
export type EventContent<K extends EventKind = EventKind> = KindAndBody<K> & {
  /** Moment of the recording, ISO 8601 in UTC; the day that a fact is of is in its body. */
  readonly at: string;
  /** Account of who recorded it; never a household. */
  readonly actor: string;
};

/** An event to append, with the commitments that it makes: kept beside the log, so that they can be destroyed. */
export type NewEvent<K extends EventKind = EventKind> = EventContent<K> & {
  readonly commitments: readonly OpenedCommitment[];
};

/** An event in its place: see `chain.ts`. */
export type ChainedEvent<K extends EventKind = EventKind> = EventContent<K> & {
  /** 1 for the first, without a gap. */
  readonly seq: number;
  /** Hash of the event before; null for the first. */
  readonly prev: string | null;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
};

/** @throws Error for a body that its kind does not allow, or a malformed moment or actor: the program's fault. */
export const checkEvent = (event: EventContent): void => {
  const parsed = EVENT_BODIES[event.kind].safeParse(event.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`event ${event.kind}: ${issue?.path.join('.')} ${issue?.message}`);
  }
  if (!z.iso.datetime().safeParse(event.at).success) throw new Error('event: a moment is ISO 8601 in UTC');
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._@:+-]{0,99}$/u.test(event.actor))
    throw new Error('event: malformed actor');
};
