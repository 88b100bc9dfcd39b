import { z } from 'zod';
import { AcceptanceModelSchema } from '../../engine/acceptance/individual/model.ts';
import { DemandNumber, VacancyId } from '../../engine/domain/ids.ts';
import { OfferFactsSchema } from '../../engine/domain/offerFacts.ts';

/* What a session keeps of acceptance besides the rates: what its offers were on their day, the individual model that evaluates its
   lists, and how long each way of counting would make them. */

const LengthSchema = z.strictObject({
  length: z.int().min(0).max(20),
  /** Chance that all of them refuse. */
  emptyRisk: z.number().min(0).max(1),
  held: z.boolean(),
});

export const VacancyLengthSchema = z.strictObject({
  vacancy: VacancyId,
  byRates: LengthSchema,
  /** Null: no individual model, or nobody to lengthen the list with. */
  individual: LengthSchema.nullable(),
  /** Length that the list was given. */
  chosen: z.int().min(1).max(20),
});
/** How many candidates each way of counting asks for, and what was taken. */
export type VacancyLength = z.infer<typeof VacancyLengthSchema>;

export const IndividualSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('learned'),
    model: AcceptanceModelSchema,
    /** Answered offers that it was fitted and calibrated on. */
    offers: z.int().min(0),
  }),
  z.strictObject({ kind: z.enum(['too-few-offers', 'uneven-record']), offers: z.int().min(0) }),
]);
/** The individual model of acceptance on the plan's day: what evaluates the lists, never what makes them. */
export type SessionIndividual = z.infer<typeof IndividualSchema>;

export const ProposedFactsSchema = z.strictObject({
  vacancy: VacancyId,
  number: DemandNumber,
  facts: OfferFactsSchema,
});
/** What an offer was on the day it was proposed. */
export type ProposedFacts = z.infer<typeof ProposedFactsSchema>;
