import { z } from '@hono/zod-openapi';
import { IsoDay } from '../../engine/domain/ids.ts';
import { CorrectionAskedSchema } from '../service/decisionsQuestion.ts';
import { HeadSchema } from './decisionsRoutes.ts';
import { NoticeSchema } from './noticeSchema.ts';

/* What is asked and told of one demand's life and of one household's data. Numéros are in the body: an address stays in logs. */

const number = z.string().min(1).max(64).openapi({ description: 'Numéro unique de la demande' });
const on = IsoDay.nullable()
  .default(null)
  .openapi({ description: 'Jour du fait, au plus tard aujourd’hui ; null : aujourd’hui' });

const { motive, replacement } = CorrectionAskedSchema.shape;
const { day, code } = replacement.unwrap().shape;

export const RenewalRequestSchema = z.strictObject({ number, on }).openapi('DemandRenewalRequest');

export const RemovalRequestSchema = z
  .strictObject({
    number,
    code: code.unwrap().openapi({ description: 'Motif de radiation du système national' }),
    on,
  })
  .openapi('DemandRemovalRequest');

export const LifeCorrectionRequestSchema = z
  .strictObject({
    number,
    of: z.int().min(1).openapi({ description: 'Écriture corrigée : une de cette demande' }),
    motive,
    replacement: z
      .strictObject({ day, code })
      .nullable()
      .openapi({ description: 'Ce qui change ; null : l’écriture n’aurait pas dû être' }),
  })
  .openapi('DemandCorrectionRequest');

export const DemandLifeSchema = z
  .object({
    number: z.string(),
    entry: z.int().openapi({ description: 'Numéro de l’écriture' }),
    head: HeadSchema,
    lives: z
      .array(
        z.object({
          seq: z.int(),
          kind: z.enum(['demand-renewed', 'demand-removed']),
          on: z.string(),
          code: z.string().nullable(),
          text: z.string(),
        }),
      )
      .openapi({ description: 'Renouvellements et radiation au registre, corrections comprises' }),
    text: z.string(),
  })
  .openapi('DemandLife', { description: 'L’écriture, sur le disque avant cette réponse' });

export const HouseholdRequestSchema = z.strictObject({ number }).openapi('HouseholdRequest');

export const HouseholdFileSchema = z
  .object({
    number: z.string(),
    demand: z.looseObject({}).nullable().openapi({ description: 'Null : elle n’est plus enregistrée' }),
    allocations: z.array(z.looseObject({})),
    outcomes: z.array(z.looseObject({})),
    sessions: z.array(
      z.object({
        session: z.string(),
        asOf: z.string(),
        places: z.array(z.string()).openapi({ description: 'Où, dans le document de la séance' }),
      }),
    ),
    register: z.array(
      z.object({
        seq: z.int(),
        at: z.string(),
        actor: z.string(),
        kind: z.string(),
        hash: z.string(),
      }),
    ),
    withheld: z.int().openapi({
      description:
        'Attributions, suites, séances et écritures du registre d’autres bailleurs, laissées hors de cette réponse',
    }),
    explanation: NoticeSchema.nullable().openapi({
      description: 'Null : la demande est radiée, ou pas encore déposée au jour examiné',
    }),
  })
  .openapi('HouseholdFile', {
    description: 'Tout ce qui est gardé d’un ménage, et l’explication de sa demande',
  });

export const ErasurePreviewSchema = z
  .object({
    number: z.string(),
    demand: z.boolean(),
    allocations: z.int(),
    outcomes: z.int(),
    sessions: z.int(),
    entries: z.int().openapi({ description: 'Écritures du registre qui le concernent, et qui restent' }),
    goes: z.array(z.string()),
    stays: z.array(z.string()),
  })
  .openapi('HouseholdErasurePreview');

export const ErasureRequestSchema = z
  .strictObject({
    number,
    confirm: z.literal(true).openapi({ description: 'Oui, définitivement' }),
  })
  .openapi('HouseholdErasureRequest');

export const ErasureSchema = z
  .object({
    demands: z.int(),
    rows: z.int(),
    documents: z.int(),
    commitments: z.int(),
    head: HeadSchema,
    text: z.string(),
  })
  .openapi('HouseholdErasure', { description: 'Ce qui est effacé, sans le numéro' });
