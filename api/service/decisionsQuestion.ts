import { z } from 'zod';
import { EXCLUSION_MOTIVES, REFUSAL_REASONS, RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { DemandNumber, IsoDay, VacancyId } from '../../engine/domain/ids.ts';
import {
  CORRECTION_MOTIVES,
  INADMISSIBILITY_MOTIVES,
  MISSING_PAPERS,
  NON_ATTRIBUTION_MOTIVES,
  REMOVAL_CODES,
} from '../records/motives.ts';

/* What an officer says of a commission; households by numéro unique, as in the lists. */

const codes = <T extends Readonly<Record<string, string>>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);

/** The five decisions of R441-3, each with what it must say. */
export const VerdictAskedSchema = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('attribution') }),
  z.strictObject({ decision: z.literal('attribution-ranked') }),
  z.strictObject({ decision: z.literal('attribution-conditional'), paper: codes(MISSING_PAPERS) }),
  z.strictObject({ decision: z.literal('non-attribution'), motive: codes(NON_ATTRIBUTION_MOTIVES) }),
  z.strictObject({ decision: z.literal('inadmissible'), motive: codes(INADMISSIBILITY_MOTIVES) }),
]);
export type VerdictAsked = z.infer<typeof VerdictAskedSchema>;

const candidate = { vacancy: VacancyId, number: DemandNumber };

export const DecisionAskedSchema = z.strictObject({
  ...candidate,
  verdict: VerdictAskedSchema,
  /** Contingent that the lease would be credited to; left out: the one that the vacancy is oriented to, if any. */
  contingent: z.enum(RESERVATAIRE_CODES).optional(),
});
export type DecisionAsked = z.infer<typeof DecisionAskedSchema>;

/** What is written of a candidate once the commission has decided. */
export const CandidateActSchema = z.discriminatedUnion('act', [
  /** `dueDay` left out: the pack's days to answer, ten at least (R441-10). */
  z.strictObject({ act: z.literal('offer'), ...candidate, dueDay: IsoDay.optional() }),
  z.strictObject({ act: z.literal('condition'), ...candidate, met: z.boolean() }),
  z.strictObject({ act: z.literal('pass'), ...candidate, motive: codes(EXCLUSION_MOTIVES) }),
  z.strictObject({ act: z.literal('lease'), ...candidate }),
]);
export type CandidateAct = z.infer<typeof CandidateActSchema>;

export const AnswerAskedSchema = z.discriminatedUnion('answer', [
  z.strictObject({ answer: z.literal('accepted') }),
  z.strictObject({ answer: z.literal('refused'), reason: codes(REFUSAL_REASONS) }),
]);
export type AnswerAsked = z.infer<typeof AnswerAskedSchema>;

/** What replaces an entry of the register: the fields that change, or that it did not happen. */
export const CorrectionAskedSchema = z.strictObject({
  motive: codes(CORRECTION_MOTIVES),
  replacement: z
    .strictObject({
      day: IsoDay.optional(),
      dueDay: IsoDay.optional(),
      answer: AnswerAskedSchema.optional(),
      verdict: VerdictAskedSchema.optional(),
      met: z.boolean().optional(),
      code: codes(REMOVAL_CODES).optional(),
    })
    .nullable(),
});
export type CorrectionAsked = z.infer<typeof CorrectionAskedSchema>;
