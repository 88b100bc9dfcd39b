import { z } from 'zod';
import { ANSWERS, DECISIONS, REFUSAL_REASONS, RESERVATAIRE_CODES } from './codes.ts';
import { DemandNumber, DwellingId, IsoDay, VacancyId } from './ids.ts';
import { OfferFactsSchema } from './offerFacts.ts';

/** A past allocation, with its lease once signed: what the ledgers count. */
export const AllocationSchema = z.strictObject({
  dwelling: DwellingId,
  decidedOn: IsoDay,
  /** Null while the lease is not signed. */
  leaseSignedOn: IsoDay.nullable(),
  demand: DemandNumber,
  firstAccess: z.boolean().nullable(),
  /** The household left a dwelling of the same landlord: outside the flow of reservations (R441-5). Null when not said. */
  ownStockMutation: z.boolean().nullable().default(null),
  /** Share of the PLUS ceiling of the household's category on the decision's day; null when not known. */
  shareOfPlusCeiling: z.number().min(0).max(100).nullable(),
  /** €/UC a year on the decision's day, the measure of the legal quartiles; null when not known. */
  incomePerUcEur: z.number().min(0).max(10_000_000).nullable(),
  /** Codes of verified priority situations; null when the file does not say them, which is not "none". */
  verifiedSituations: z.array(z.string().regex(/^[A-Z][A-Z0-9_]{1,40}$/)).nullable(),
  /** The household was recognised DALO, to be rehoused; null when the file does not say it. */
  daloActive: z.boolean().nullable().default(null),
  contingent: z.enum(RESERVATAIRE_CODES).nullable(),
  npruRelocation: z.boolean().nullable(),
  rank: z.int().min(1).max(20),
  /** What targets saw on the decision's day, where only that is kept: the register holds neither amounts nor situations. */
  counted: z
    .strictObject({
      bandGroup: z.enum(['modest', 'intermediate-or-higher']).nullable(),
      firstQuartile: z.boolean().nullable(),
      verifiedPriority: z.boolean().nullable(),
    })
    .optional(),
});
export type Allocation = z.infer<typeof AllocationSchema>;

/** What a commission and a household did with one candidate of one vacancy. */
export const OutcomeSchema = z.strictObject({
  vacancy: VacancyId,
  dwelling: DwellingId,
  demand: DemandNumber,
  rank: z.int().min(1).max(20),
  examinedOn: IsoDay,
  decision: z.enum(Object.keys(DECISIONS) as [keyof typeof DECISIONS]),
  /** Null while the ten days run, or when the turn never came. */
  answer: z.enum(Object.keys(ANSWERS) as [keyof typeof ANSWERS]).nullable(),
  refusalReason: z.enum(Object.keys(REFUSAL_REASONS) as [keyof typeof REFUSAL_REASONS]).nullable(),
  /** What the offer was on its day; null when nobody kept it. */
  facts: OfferFactsSchema.nullable().default(null),
});
export type Outcome = z.infer<typeof OutcomeSchema>;
