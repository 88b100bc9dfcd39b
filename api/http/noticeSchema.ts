import { z } from '@hono/zod-openapi';
import { DEFAULT_QUESTION } from '../service/workspace.ts';
import { ContributionSchema, HouseholdSchema, ScoreSchema } from './schemas.ts';

/* The household's own explanation. The numéro unique comes in the body: an address stays in logs and histories. */

export const NoticeRequestSchema = z
  .strictObject({
    number: z.string().min(1).max(64).openapi({ description: 'Numéro unique de la demande' }),
    method: z
      .string()
      .nullable()
      .default(DEFAULT_QUESTION.method)
      .openapi({ description: 'Méthode d’ordonnancement ; null : celle du territoire' }),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_QUESTION.seed),
  })
  .openapi('DemandExplanationRequest');

const certainty = z.enum(['official', 'found', 'proposal']);

const Duration = {
  months: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
};

const Wait = z
  .object({
    leases: z.int(),
    running: z.int(),
    mean: z.object({ ...Duration, horizonMonths: z.number() }).nullable(),
    median: z.object(Duration).nullable(),
    housed: z.array(z.object({ years: z.int(), share: z.number(), low: z.number(), high: z.number() })),
    text: z.string(),
  })
  .openapi('WaitingTime', {
    description: 'Durées en mois, intervalle à 95 % ; null : au-delà de ce que la courbe montre.',
  });

const Place = z.object({
  commune: z.string().nullable(),
  typology: z.string().nullable(),
  label: z.string(),
  position: z.object({ rank: z.int().nullable(), of: z.int(), text: z.string() }),
  level: z.enum(['place', 'commune', 'territory']),
  wait: Wait,
});

const Algorithm = z.object({
  basis: z.string(),
  certainty,
  contribution: z.array(z.string()),
  data: z.array(z.object({ column: z.string(), label: z.string(), value: z.string(), origin: z.string() })),
  sources: z.array(z.string()),
  parameters: z.array(
    z.object({
      criterion: z.string(),
      label: z.string(),
      group: z.string(),
      status: z.enum(['met', 'unmet', 'unknown']),
      weight: z.union([z.number(), z.string()]).nullable(),
      points: z.number(),
      source: z.string(),
      certainty,
    }),
  ),
  operations: z.array(z.string()),
});

export const NoticeSchema = z
  .object({
    territory: z.object({ id: z.string(), label: z.string(), asOf: z.string() }),
    simulated: z.boolean(),
    number: z.string(),
    method: z.object({
      id: z.string(),
      version: z.string(),
      label: z.string(),
      source: z.string(),
      certainty,
      notices: z.array(z.string()),
      seed: z.int(),
    }),
    household: HouseholdSchema,
    validity: z.object({ valid: z.boolean(), text: z.string() }),
    score: ScoreSchema,
    provisional: z.string(),
    weightings: z.array(
      z.object({
        contingent: z.string(),
        points: z.number(),
        text: z.string(),
        contributions: z.array(ContributionSchema),
      }),
    ),
    evidence: z.array(
      z.object({
        kind: z.enum(['confirm', 'complete']),
        paper: z.string(),
        subject: z.string(),
        points: z.number(),
        level: z.string().nullable(),
        text: z.string(),
      }),
    ),
    places: z.array(Place),
    wait: z.object({
      from: z.string(),
      to: z.string(),
      together: Wait,
      territory: Wait,
      rules: z.array(z.string()),
    }),
    similar: z.string(),
    displays: z.object({ basis: z.string(), certainty }),
    algorithm: Algorithm,
    reminder: z.string(),
  })
  .openapi('DemandExplanation');
