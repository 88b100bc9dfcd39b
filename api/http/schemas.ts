import { z } from '@hono/zod-openapi';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { DEFAULT_QUESTION } from '../service/workspace.ts';

/* Shapes of the API. Sentences are French and may change; codes, ids and figures are stable within /v1. */

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    issues: z.array(
      z.looseObject({
        code: z.string(),
        path: z.string(),
        message: z.string(),
        maybe: z.string().optional(),
      }),
    ),
    since: z
      .array(z.object({ version: z.int().nullable(), at: z.string(), by: z.string(), text: z.string() }))
      .optional()
      .openapi({ description: 'Au statut 412 : ce que d’autres ont changé depuis la version lue' }),
  })
  .openapi('Problem', { description: 'RFC 9457 ; `detail` en français, `issues` dit où et que faire.' });

export const ShortlistRequestSchema = z
  .strictObject({
    vacancy: z.string().min(1).openapi({ description: 'Identifiant du logement libéré' }),
    method: z
      .string()
      .nullable()
      .default(DEFAULT_QUESTION.method)
      .openapi({ description: 'Méthode d’ordonnancement ; null : celle du territoire' }),
    contingent: z
      .enum(RESERVATAIRE_CODES)
      .nullable()
      .default(null)
      .openapi({ description: 'Contingent crédité ; null : celui vers lequel le logement est orienté' }),
    size: z.int().min(3).max(20).default(DEFAULT_QUESTION.size),
    next: z.int().min(0).max(100).default(DEFAULT_QUESTION.next),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_QUESTION.seed),
    beyondWishes: z.boolean().default(DEFAULT_QUESTION.beyondWishes),
    order: z.enum(['targets', 'method']).nullable().default(null).openapi({
      description:
        'targets : avec les prix des objectifs ; method : la méthode seule ; null : avec les prix s’il y en a',
    }),
    prices: z
      .string()
      .max(64)
      .nullable()
      .default(null)
      .openapi({ description: 'Empreinte de prix gardés : refait la liste qu’ils ont faite' }),
    fragility: z
      .boolean()
      .default(false)
      .openapi({ description: 'Dit aussi quelle pièce, quel point ou quel poids changerait la liste' }),
  })
  .openapi('ShortlistRequest');

export const DwellingSchema = z
  .object({
    vacancy: z.string(),
    dwelling: z.string(),
    description: z.string(),
    commune: z.string(),
    quartier: z.string(),
    bailleur: z.string(),
    rent: z.string(),
    available: z.string(),
    reason: z.string(),
    qpv: z.string(),
    orientedTo: z.string().nullable(),
  })
  .openapi('FreedDwelling');

export const VacanciesSchema = z
  .object({
    items: z.array(DwellingSchema),
    /** Pass it as `cursor` for the next page; null at the end. */
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('FreedDwellings');

export const FindingSchema = z.object({
  id: z.string(),
  label: z.string(),
  text: z.string(),
  basis: z.string().nullable(),
  certainty: z.enum(['official', 'found', 'proposal']).nullable(),
});

export const ContributionSchema = z.object({
  criterion: z.string(),
  label: z.string(),
  points: z.number(),
  pointsText: z.string(),
  inputs: z.array(z.string()),
  reduced: z.string().nullable(),
  toVerify: z.boolean(),
  source: z.string(),
  certainty: z.string(),
  certaintyTag: z.string(),
});

export const HouseholdSchema = z.object({
  composition: z.string(),
  demand: z.string(),
  housing: z.string(),
  resources: z.string(),
  situations: z.array(z.string()),
});

export const ScoreSchema = z.object({
  points: z.number().openapi({ description: 'Somme des points des contributions' }),
  text: z.string(),
  tier: z
    .object({
      id: z.string(),
      label: z.string(),
      toVerify: z.boolean(),
      placement: z.enum(['before-grid', 'grid', 'outside']),
      text: z.string(),
    })
    .nullable(),
  contributions: z.array(ContributionSchema),
  unknown: z.array(z.string()),
});

export const FragilitySchema = z
  .object({
    summary: z.array(z.string()),
    edges: z.array(
      z.object({
        ahead: z.string(),
        behind: z.string(),
        points: z.number().nullable(),
        byLot: z.boolean(),
        text: z.string(),
      }),
    ),
    papers: z.array(
      z.object({
        number: z.string(),
        kind: z.enum(['missing', 'unconfirmed', 'rule']),
        effect: z.enum(['enters', 'leaves', 'rises', 'falls']),
        subject: z.string(),
        text: z.string(),
      }),
    ),
    weights: z.array(
      z.object({
        criterion: z.string(),
        changes: z.enum(['entry', 'order']),
        unit: z.enum(['points', 'share']),
        now: z.number(),
        becomes: z.number(),
        text: z.string(),
      }),
    ),
    note: z.string(),
  })
  .openapi('Fragility', { description: 'Ce qui changerait la liste, chaque chose seule' });

const Candidate = z.object({
  rank: z.int(),
  number: z.string(),
  household: HouseholdSchema,
  score: ScoreSchema,
  priced: z
    .object({
      value: z.number(),
      text: z.string(),
      adds: z.array(z.string()),
      credit: z.string().nullable(),
    })
    .optional()
    .openapi({ description: 'Aux prix des objectifs ; absent quand la méthode seule ordonne' }),
  why: z.string(),
  behind: z.string().nullable(),
  effects: z.array(
    z.object({
      target: z.string(),
      scope: z.string(),
      label: z.string(),
      counted: z.boolean(),
      unknown: z.boolean(),
      direction: z.enum(['towards', 'away', 'none']),
      text: z.string(),
    }),
  ),
  work: z.array(z.string()),
  affordability: z.object({
    text: z.string(),
    warnings: z.array(z.string()),
    steps: z
      .array(
        z.object({
          symbol: z.string().nullable(),
          label: z.string(),
          text: z.string(),
          source: z.string(),
        }),
      )
      .openapi({ description: 'Le calcul de l’aide au logement, étape par étape' }),
  }),
  toCheck: z.array(z.string()),
  rules: z.array(
    z.object({
      rule: z.string(),
      kind: z.string(),
      label: z.string(),
      status: z.enum(['met', 'unmet', 'unknown']),
      text: z.string(),
    }),
  ),
});

export const ShortlistSchema = z
  .object({
    territory: z.object({
      id: z.string(),
      label: z.string(),
      asOf: z.string(),
      notices: z.array(z.string()),
    }),
    simulated: z.boolean(),
    method: z.object({
      id: z.string(),
      version: z.string(),
      label: z.string(),
      weighting: z.string().nullable(),
      notices: z.array(z.string()),
      tieBreak: z.string(),
      seed: z.int(),
    }),
    order: z.object({
      by: z.enum(['method', 'prices']),
      text: z.string(),
      notices: z.array(z.string()),
      prices: z
        .object({
          hash: z.string(),
          asOf: z.string(),
          at: z.string().nullable(),
          vacancies: z.int(),
          targets: z.array(z.object({ target: z.string(), label: z.string(), pricePoints: z.number() })),
        })
        .nullable(),
    }),
    pool: z.object({ demands: z.int(), hash: z.string() }),
    dwelling: DwellingSchema,
    qualification: z.array(FindingSchema),
    funnel: z.object({
      total: z.int(),
      stages: z.array(
        z.object({
          rule: z.string(),
          kind: z.string(),
          excluded: z.int(),
          unknown: z.int(),
          remaining: z.int(),
          text: z.string(),
        }),
      ),
      eligible: z.int(),
      beyondWishes: z.boolean(),
    }),
    candidates: z.array(Candidate),
    apart: z.array(
      z.object({
        channel: z.string(),
        label: z.string(),
        source: z.string(),
        count: z.int(),
        text: z.string(),
        demands: z.array(z.object({ number: z.string(), text: z.string() })),
      }),
    ),
    next: z.array(Candidate),
    fragility: FragilitySchema.nullable().openapi({ description: 'null : non demandée' }),
    shortReason: z.object({ code: z.string(), text: z.string() }).nullable(),
    chances: z.object({ byRank: z.array(z.number()), nobody: z.number(), text: z.string() }),
    reminder: z.string(),
  })
  .openapi('Shortlist');

export const HealthSchema = z.object({ status: z.literal('ok') }).openapi('Health');

export const ReadySchema = z
  .object({
    status: z.literal('ready'),
    territory: z.string(),
    asOf: z.string(),
    demands: z.int(),
    vacancies: z.int(),
  })
  .openapi('Ready');
