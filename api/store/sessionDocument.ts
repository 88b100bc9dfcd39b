import { z } from 'zod';
import { savedResultSchema } from '../../engine/assignment/proof/savedResult.ts';
import {
  EXCLUSION_MOTIVES,
  PIN_MOTIVES,
  RERANK_MOTIVES,
  RESERVATAIRE_CODES,
} from '../../engine/domain/codes.ts';
import { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { FRAGILITIES } from '../../engine/domain/territory.ts';
import type { SavedDocument } from './documents.ts';
import { IndividualSchema, ProposedFactsSchema, VacancyLengthSchema } from './sessionAcceptance.ts';

/*
 * A session as it is kept: what was asked, on which data, the plan with its proof, every change by hand, and the lists as they
 * stand. Households are numéros uniques, never rows of a pool. Arrays instead of records: what is hashed keeps its order.
 */

const codes = <T extends Readonly<Record<string, string>>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
const exclusionMotive = codes(EXCLUSION_MOTIVES);
const pinMotive = codes(PIN_MOTIVES);
const rank = z.int().min(1).max(20);
const hash = z.string().regex(/^[0-9a-f]{64}$/);

const pin = {
  vacancy: VacancyId,
  number: DemandNumber,
  /** Null: any rank. */
  rank: rank.nullable(),
  motive: pinMotive,
};
const exclusion = { vacancy: VacancyId, number: DemandNumber, motive: exclusionMotive };
const withdrawal = { number: DemandNumber, motive: exclusionMotive };

/** What a person may change in a session under way; motives are closed lists. */
export const SessionChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('withdraw'), ...withdrawal }),
  z.strictObject({ kind: z.literal('exclude'), ...exclusion }),
  /** Vacancy null: the withdrawal is lifted. */
  z.strictObject({ kind: z.literal('readmit'), number: DemandNumber, vacancy: VacancyId.nullable() }),
  z.strictObject({ kind: z.literal('pin'), ...pin }),
  z.strictObject({ kind: z.literal('release'), number: DemandNumber }),
  z.strictObject({
    kind: z.literal('rerank'),
    vacancy: VacancyId,
    order: z.array(DemandNumber).min(1).max(20),
    motive: codes(RERANK_MOTIVES),
  }),
  z.strictObject({ kind: z.literal('pull'), vacancy: VacancyId }),
  z.strictObject({ kind: z.literal('add'), vacancy: VacancyId }),
]);
export type SessionChange = z.infer<typeof SessionChangeSchema>;

const ConstraintsSchema = z.strictObject({
  withdrawn: z.array(z.strictObject(withdrawal)),
  excluded: z.array(z.strictObject(exclusion)),
  pulled: z.array(VacancyId),
  pins: z.array(z.strictObject(pin)),
});
/** What persons settled by hand, by name. */
export type SessionConstraints = z.infer<typeof ConstraintsSchema>;
export const NO_CONSTRAINTS: SessionConstraints = { withdrawn: [], excluded: [], pulled: [], pins: [] };

const ListSchema = z.strictObject({
  vacancy: VacancyId,
  /** In rank order. */
  candidates: z.array(DemandNumber),
  /** Chance that each rank is reached and says yes; for every place, filled or not. */
  chances: z.array(z.number().min(0).max(1)),
  /** Contingent that the lease of each candidate would be credited to; absent from the documents of before it was chosen. */
  contingents: z.array(z.enum(RESERVATAIRE_CODES)).optional(),
});
export type SessionList = z.infer<typeof ListSchema>;

const SharedListSchema = z.strictObject({
  vacancy: VacancyId,
  /** In rank order; those of the list first, then those that another list has first. */
  candidates: z.array(
    z.strictObject({
      number: DemandNumber,
      shared: z.boolean(),
      /** That the rank is reached and says yes, the lists asked together; null: not worked out. */
      chance: z.number().min(0).max(1).nullable(),
    }),
  ),
  /** Chance that everybody refuses. */
  nobody: z.number().min(0).max(1).nullable(),
});
export type SharedSessionList = z.infer<typeof SharedListSchema>;

const SessionOptionsSchema = z.strictObject({
  levelRule: z.enum(['in-order', 'among-equals']),
  precedence: z.enum(['priced', 'strict']),
  pace: z.enum(['spread', 'at-once']),
  listSize: z.int().min(3).max(20).nullable(),
  /** Absent from the documents of before it could be asked: one list each. */
  appearances: z.int().min(1).max(3).default(1),
});

const RatesSchema = z.strictObject({
  source: z.enum(['pack', 'learned']),
  rows: z.array(
    z.strictObject({
      fragility: z.enum(FRAGILITIES),
      rank,
      rate: z.number().min(0).max(1),
      offers: z.int().min(0),
      accepted: z.int().min(0),
    }),
  ),
  correlation: z.strictObject({
    value: z.number(),
    estimate: z.number().nullable(),
    pairs: z.number().min(0),
  }),
});

const AwaitedSchema = z.strictObject({
  /** Session that proposed the list. */
  session: z.string(),
  vacancy: VacancyId,
  proposedOn: IsoDay,
  candidates: z.array(
    z.strictObject({
      number: DemandNumber,
      rank,
      chance: z.number().min(0).max(1),
      refusedOn: IsoDay.nullable(),
      contingent: z.enum(RESERVATAIRE_CODES).optional(),
    }),
  ),
});
export type AwaitedList = z.infer<typeof AwaitedSchema>;

const CarriedSchema = z.strictObject({
  number: DemandNumber,
  /** Turns on record that never came, and those that the demand itself already counts (null: it does not say). */
  turns: z.int().min(1),
  counted: z.int().min(0).nullable(),
  /** Thousandths of points. */
  bonus: z.int().min(0),
});
export type CarriedHousehold = z.infer<typeof CarriedSchema>;

const BasisSchema = z.strictObject({
  pool: hash,
  territory: hash,
  method: hash,
  /** Vacancies with their dwellings. */
  stock: hash,
  ledger: hash,
});
/** SHA-256 of each part of the data that the model was made from. */
export type SessionBasis = z.infer<typeof BasisSchema>;

const GoalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('targets'), precedence: z.int() }),
  z.strictObject({ kind: z.literal('level'), level: z.int() }),
  z.strictObject({ kind: z.literal('points') }),
]);

const StageSchema = z.strictObject({
  goal: GoalSchema,
  rounds: z.int().min(0),
  bids: z.int().min(0),
  /** Stopped by a person or a clock at that round: a replay stops there too. */
  aborted: z.boolean(),
  saved: savedResultSchema,
});
export type SavedStage = z.infer<typeof StageSchema>;

const PlanSchema = z.strictObject({
  /** Version of the session that the plan begins with: changes of later versions apply to it. */
  version: z.int().min(1),
  basis: BasisSchema,
  vacancies: z.array(VacancyId).min(1),
  /** Last event that recommendations of coordination bodies were read from; absent where none applied besides the pack's. */
  guidanceKnown: z.int().min(1).optional(),
  constraints: ConstraintsSchema,
  rates: RatesSchema,
  awaited: z.array(AwaitedSchema),
  carryOver: z.array(CarriedSchema),
  /** Absent from the documents of before it was learned. */
  individual: IndividualSchema.nullable().default(null),
  lengths: z.array(VacancyLengthSchema).default([]),
  stages: z.array(StageSchema).min(1),
  lists: z.array(ListSchema),
});
export type SessionPlan = z.infer<typeof PlanSchema>;

/** A request that may come twice, by SHA-256 of its idempotency key and of its content; null without a key. */
const RequestSchema = z.strictObject({ key: hash, body: hash });
export type SessionRequestKey = z.infer<typeof RequestSchema>;

const LogEntrySchema = z.strictObject({
  /** Version of the session after it. */
  version: z.int().min(2),
  /** Moment, ISO 8601 in UTC, as the caller gave it. */
  at: z.string(),
  what: z.union([
    z.strictObject({ kind: z.literal('changes'), changes: z.array(SessionChangeSchema).min(1) }),
    z.strictObject({ kind: z.literal('recompute') }),
    z.strictObject({ kind: z.literal('cancel') }),
  ]),
  /** Moment at which it was undone; null while it holds. */
  undoneAt: z.string().nullable(),
  request: RequestSchema.nullable(),
});
export type SessionLogEntry = z.infer<typeof LogEntrySchema>;

const SessionDocumentSchema = z.strictObject({
  format: z.literal('precal-session-1'),
  /** `decided`: the commission has decided about somebody; the lists hold from then on. */
  status: z.enum(['proposed', 'cancelled', 'decided']),
  asOf: IsoDay,
  territory: z.string(),
  createdAt: z.string(),
  request: RequestSchema.nullable(),
  question: z.strictObject({
    method: z.string(),
    methodVersion: z.string(),
    seed: z.int().min(0),
    options: SessionOptionsSchema,
    beyondWishes: z.array(VacancyId),
    maxRounds: z.int().min(1).nullable(),
    /** Absent where they were not asked. */
    maxBids: z.int().min(1).optional(),
    maxNodes: z.int().min(0).optional(),
    timeLimitMs: z.number().positive().nullable(),
    /** Absent from the documents of before it could be asked. */
    thorough: z.boolean().default(false),
    /** What decides how long a list is: rates by class and rank, or the individual chances of the best-placed households. */
    listLengthBy: z.enum(['rates', 'individual']).default('rates'),
  }),
  plan: PlanSchema,
  log: z.array(LogEntrySchema),
  lists: z.array(ListSchema),
  constraints: ConstraintsSchema,
  /** Lists that share households, completed; absent from the documents of before they could. */
  shared: z.array(SharedListSchema).default([]),
  /** Of the households of `lists`; absent from the documents of before they were kept. */
  facts: z.array(ProposedFactsSchema).default([]),
});
export type SessionDocument = z.infer<typeof SessionDocumentSchema>;

/**
 * The lists as a commission sees them: those of the session, completed by the households that they share, with the chances worked
 * out together. A shared household's lease is credited to nobody on its second list, until the commission says.
 */
export const completeLists = ({
  lists,
  shared,
}: Pick<SessionDocument, 'lists' | 'shared'>): readonly SessionList[] => {
  const complete = new Map(shared.map((list) => [list.vacancy, list.candidates]));
  return lists.map((list): SessionList => {
    const candidates = complete.get(list.vacancy);
    if (candidates === undefined) return list;
    const { contingents } = list;
    return {
      ...list,
      candidates: candidates.map(({ number }) => number),
      chances: list.chances.map((chance, i) => candidates[i]?.chance ?? chance),
      ...(contingents ? { contingents: candidates.map((_, i) => contingents[i] ?? 'AUCUN') } : {}),
    };
  });
};

/** A session read back: its document in its own shape. */
export interface StoredSession {
  readonly id: string;
  readonly version: number;
  readonly document: SessionDocument;
}

/** @throws InputError `session.unreadable` for a document that this program did not write. */
export const readSession = ({ id, version, document }: SavedDocument): StoredSession => {
  const parsed = SessionDocumentSchema.safeParse(document);
  if (!parsed.success)
    throw new InputError([
      {
        code: 'session.unreadable',
        path: parsed.error.issues[0]?.path.join('.') ?? '',
        received: id,
      },
    ]);
  return { id, version, document: parsed.data };
};
