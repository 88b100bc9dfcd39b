import { z } from '@hono/zod-openapi';
import { EXCLUSION_MOTIVES, PIN_MOTIVES } from '../../engine/domain/codes.ts';
import { DemandNumber, VacancyId } from '../../engine/domain/ids.ts';
import { DEFAULT_SESSION_QUESTION, MOST_BIDS, MOST_NODES } from '../service/sessionsQuestion.ts';
import { SessionChangeSchema } from '../store/sessionDocument.ts';
import { DwellingSchema, FragilitySchema } from './schemas.ts';

/* Shapes of sessions over HTTP. Motives are closed lists; numéros uniques travel in bodies, never in addresses. */

const { options: DEFAULT_OPTIONS } = DEFAULT_SESSION_QUESTION;
const codes = <T extends Readonly<Record<string, string>>>(table: T) =>
  z.enum(Object.keys(table) as [keyof T & string, ...(keyof T & string)[]]);
const MOST_BY_HAND = 1000;

export const SessionRequestSchema = z
  .strictObject({
    vacancies: z
      .array(VacancyId)
      .min(1)
      .max(10_000)
      .nullable()
      .default(null)
      .openapi({ description: 'Logements libérés ; null : tous ceux qui sont libres' }),
    commune: z.string().nullable().default(null).openapi({ description: 'Code INSEE ou nom' }),
    bailleur: z.string().nullable().default(null).openapi({ description: 'Identifiant ou nom' }),
    first: z
      .int()
      .min(1)
      .max(10_000)
      .nullable()
      .default(null)
      .openapi({ description: 'Les premiers par date' }),
    method: z.string().nullable().default(null),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_SESSION_QUESTION.seed),
    levelRule: z.enum(['among-equals', 'in-order']).default(DEFAULT_OPTIONS.levelRule),
    precedence: z.enum(['priced', 'strict']).default(DEFAULT_OPTIONS.precedence),
    pace: z.enum(['spread', 'at-once']).default(DEFAULT_OPTIONS.pace),
    listSize: z.int().min(3).max(20).nullable().default(DEFAULT_OPTIONS.listSize),
    appearances: z.int().min(1).max(3).default(DEFAULT_OPTIONS.appearances).openapi({
      description:
        'Listes où un ménage peut figurer, là où moins de trois autres demandes conviennent au logement',
    }),
    beyondWishes: z.array(VacancyId).max(10_000).default([]),
    pins: z
      .array(
        z.strictObject({
          vacancy: VacancyId,
          number: DemandNumber,
          rank: z.int().min(1).max(20).nullable().default(null),
          motive: codes(PIN_MOTIVES),
        }),
      )
      .max(MOST_BY_HAND)
      .default([]),
    excluded: z
      .array(z.strictObject({ vacancy: VacancyId, number: DemandNumber, motive: codes(EXCLUSION_MOTIVES) }))
      .max(MOST_BY_HAND)
      .default([]),
    withdrawn: z
      .array(z.strictObject({ number: DemandNumber, motive: codes(EXCLUSION_MOTIVES) }))
      .max(MOST_BY_HAND)
      .default([]),
    maxRounds: z.int().min(1).max(100_000).nullable().default(null).openapi({
      description:
        'Tours de chaque étape du calcul, au plus. Compté : le calcul refait s’arrête au même endroit',
    }),
    maxBids: z.int().min(1).max(MOST_BIDS).nullable().default(null).openapi({
      description: 'Enchères de tout le calcul, au plus. Compté de même',
    }),
    maxNodes: z.int().min(0).max(MOST_NODES).nullable().default(null).openapi({
      description:
        'Avec `thorough` : nœuds de chacune des deux explorations, au plus ; 0 : la preuve plus fine seulement. Compté de même',
    }),
    timeLimitMs: z.int().min(1).max(86_400_000).nullable().default(null),
    thorough: z.boolean().default(DEFAULT_SESSION_QUESTION.thorough).openapi({
      description:
        'Resserre le calcul par génération de colonnes : preuve plus fine, quelques secondes ; séances de 250 places au plus',
    }),
    listLengthBy: z.enum(['rates', 'individual']).default(DEFAULT_SESSION_QUESTION.listLengthBy).openapi({
      description:
        'Longueur des listes : par les taux du territoire, ou par les chances individuelles des mieux placés. Qui y figure n’en dépend jamais',
    }),
  })
  .openapi('SessionRequest');

export const SessionChangesSchema = z
  .strictObject({ changes: z.array(SessionChangeSchema).min(1).max(100) })
  .openapi('SessionChanges', { description: 'Prises ensemble : les listes ne sont réparées qu’une fois.' });

const RepairSchema = z.object({
  summary: z.string(),
  lists: z.array(z.object({ vacancy: z.string(), text: z.string() })),
  targets: z.array(z.object({ target: z.string(), text: z.string() })),
  points: z.string(),
  proof: z.string(),
});

const TargetRowSchema = z.looseObject({
  id: z.string(),
  target: z.string(),
  label: z.string(),
  text: z.string(),
  precedence: z.int(),
  active: z.boolean(),
  certainty: z.string(),
  source: z.string(),
});

export const SavedSessionSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    status: z.enum(['proposed', 'cancelled', 'decided']),
    statusText: z.string(),
    asOf: z.string(),
    createdAt: z.string(),
    territory: z.object({ id: z.string(), label: z.string() }),
    simulated: z.boolean(),
    method: z.object({ id: z.string(), version: z.string(), label: z.string(), seed: z.int() }),
    lists: z.array(
      z.object({
        dwelling: DwellingSchema,
        candidates: z.array(
          z.object({
            rank: z.int(),
            number: z.string(),
            points: z.number(),
            level: z.string().nullable(),
            chance: z.number(),
            credited: z.string().nullable(),
            text: z.string(),
          }),
        ),
        empty: z.int(),
        acceptance: z.object({
          emptyByRates: z.number(),
          emptyByModel: z.number().nullable(),
          lengthByRates: z.int().nullable(),
          lengthByModel: z.int().nullable(),
          text: z.string(),
        }),
      }),
    ),
    targets: z.array(TargetRowSchema),
    proof: z.string(),
    acceptance: z.string(),
    awaited: z.string().nullable(),
    notices: z.array(z.string()),
    carriedOver: z.array(z.object({ number: z.string(), points: z.number(), text: z.string() })),
    settled: z.array(z.string()),
    log: z.array(z.object({ version: z.int(), at: z.string(), text: z.string(), undone: z.boolean() })),
    changed: RepairSchema.nullable(),
    reminder: z.string(),
  })
  .openapi('Session');

export const SessionEntriesSchema = z
  .object({
    items: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        status: z.enum(['proposed', 'cancelled', 'decided']),
        asOf: z.string(),
        vacancies: z.int(),
        candidates: z.int(),
        text: z.string(),
      }),
    ),
  })
  .openapi('Sessions');

export const SessionPageSchema = SessionEntriesSchema.extend({
  nextCursor: z.string().nullable(),
  total: z.int(),
}).openapi('SessionPage');

export const SessionDemandSchema = z.strictObject({ number: DemandNumber }).openapi('SessionDemand');

export const SessionHouseholdSchema = z
  .looseObject({
    number: z.string(),
    verdict: z.string(),
    vacancies: z.array(z.object({ vacancy: z.string(), outcome: z.string(), text: z.string() })),
    note: z.string().nullable(),
  })
  .openapi('SessionHousehold');

export const SessionExplanationSchema = z
  .looseObject({
    agenda: z.array(z.string()),
    lists: z.array(
      z.looseObject({
        dwelling: DwellingSchema,
        candidates: z.array(z.looseObject({ rank: z.int() })),
        fragility: FragilitySchema.nullable(),
      }),
    ),
    targets: z.array(z.looseObject({})),
    conflict: z
      .object({
        compatible: z.boolean(),
        proven: z.boolean(),
        text: z.string(),
        conflicts: z.array(z.string()),
        relaxation: z.string().nullable(),
        fewest: z.string().nullable(),
        pins: z.array(z.string()),
      })
      .nullable(),
    certificate: z.looseObject({ verified: z.boolean(), text: z.string() }),
    notices: z.array(z.string()),
    reminder: z.string(),
  })
  .openapi('SessionExplanation');

const FaultSchema = z.object({ property: z.string(), code: z.string(), text: z.string() });

export const VerificationSchema = z
  .object({
    outcome: z.enum(['sound', 'faulty', 'other-data']),
    text: z.string(),
    stages: z.array(z.object({ goal: z.string(), text: z.string(), findings: z.array(FaultSchema) })),
    lists: z.object({ text: z.string(), findings: z.array(FaultSchema) }).nullable(),
    faults: z.array(z.object({ code: z.string(), text: z.string() })),
  })
  .openapi('SessionVerification');
