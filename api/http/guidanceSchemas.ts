import { z } from '@hono/zod-openapi';
import { IsoDay } from '../../engine/domain/ids.ts';
import { GUIDANCE_STATUSES, type GuidanceStatus } from '../present/guidance.ts';
import { COUNTED, MOST_CHARACTERS } from '../service/guidanceAsked.ts';

/* Shapes of recommendations of coordination bodies, as asked and as answered. */

export const STATUS_CODES = Object.keys(GUIDANCE_STATUSES) as [GuidanceStatus, ...GuidanceStatus[]];

const RowSchema = z
  .strictObject({
    counts: z.enum(COUNTED).openapi({ description: 'Ce qui se compte, une chose' }),
    bound: z.enum(['min', 'max']),
    sharePercent: z.int().min(0).max(100).nullable().default(null).openapi({
      description: 'Part des attributions, en pourcents entiers ; ou bien `dwellings`',
    }),
    dwellings: z.int().min(0).max(10_000).nullable().default(null).openapi({
      description: 'Logements de l’année civile ; ou bien `sharePercent`',
    }),
    among: z.enum(['all', 'first-access']).default('all'),
    toleranceDwellings: z.number().min(0).max(100).default(1),
    precedence: z.int().min(1).max(9).openapi({
      description: 'Rang parmi les objectifs du territoire : 1 passe avant 2',
    }),
  })
  .openapi('GuidanceRowRequest');

const meetingOn = IsoDay.describe('Jour de la réunion de l’instance');

export const ProposalSchema = z
  .strictObject({
    area: z.string().min(1).max(40).openapi({ description: 'Territoire de l’instance de coordination' }),
    quartier: z.string().min(1).max(80).nullable().default(null),
    residence: z.string().min(1).max(200).nullable().default(null),
    bailleur: z.string().min(1).max(80).nullable().default(null),
    text: z
      .string()
      .min(1)
      .max(4 * MOST_CHARACTERS)
      .openapi({
        description: `Ce que l’instance recommande pour le lieu, en ${MOST_CHARACTERS} caractères au plus ; rien sur un ménage`,
      }),
    row: RowSchema.nullable().default(null),
    meetingOn,
  })
  .openapi('GuidanceProposal');

export const DecisionSchema = z
  .strictObject({
    meetingOn,
    from: IsoDay.nullable()
      .default(null)
      .openapi({ description: 'Premier jour ; sinon celui de la réunion' }),
    to: IsoDay.nullable().default(null).openapi({ description: 'Dernier jour ; sinon sans terme' }),
  })
  .openapi('GuidanceDecision');

export const EndSchema = z
  .strictObject({
    meetingOn,
    on: IsoDay.nullable()
      .default(null)
      .openapi({ description: 'Premier jour où elle ne s’applique plus ; sinon celui de la réunion' }),
  })
  .openapi('GuidanceEnd');

export const GuidanceEntrySchema = z
  .object({
    id: z.string(),
    entered: z.boolean().openapi({ description: 'Faux : écrite dans les règles du territoire' }),
    status: z.enum(STATUS_CODES),
    statusText: z.string(),
    area: z.string().nullable(),
    areaLabel: z.string().nullable(),
    scope: z.enum(['quartier', 'residence']),
    quartier: z.string().nullable(),
    residence: z.string().nullable(),
    bailleur: z.string().nullable(),
    placeName: z.string(),
    text: z.string(),
    rowText: z.string().nullable(),
    from: z.string().nullable(),
    to: z.string().nullable(),
    steps: z.array(
      z.object({
        what: z.enum(['proposed', 'decided', 'ended']),
        meetingOn: z.string(),
        by: z.string(),
        at: z.string(),
        text: z.string(),
      }),
    ),
    certainty: z.enum(['official', 'found', 'proposal']),
  })
  .openapi('Guidance');

export const GuidanceListSchema = z
  .object({
    asOf: z.string(),
    notice: z.string(),
    items: z.array(GuidanceEntrySchema),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('GuidanceList');
