import { createRoute, z } from '@hono/zod-openapi';
import { IsoDay } from '../../engine/domain/ids.ts';
import {
  AnswerAskedSchema,
  CandidateActSchema,
  CorrectionAskedSchema,
  DecisionAskedSchema,
} from '../service/decisionsQuestion.ts';
import { body, json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pageQuery } from './paging.ts';
import { jsonOrTable, tableQuery } from './tables.ts';

const entry = z.int().nullable();
export const CommissionSchema = z
  .object({
    session: z.string(),
    version: z.int(),
    status: z.enum(['proposed', 'cancelled', 'decided']),
    on: z.string().openapi({ description: 'Jour auquel l’état est donné' }),
    cases: z.array(
      z.object({
        vacancy: z.string(),
        standing: z.enum(['undecided', 'to-offer', 'offered', 'accepted', 'let', 'exhausted']),
        turn: z.int().nullable().openapi({ description: 'Rang dont c’est le tour, ou qui a le logement' }),
        text: z.string(),
        candidates: z.array(
          z.object({
            rank: z.int(),
            number: z.string(),
            entries: z
              .object({
                decision: entry,
                offer: entry,
                answer: entry,
                condition: entry,
                passed: entry,
                lease: entry,
              })
              .openapi({ description: 'Numéros des écritures au registre ; celui de l’offre la nomme' }),
            decision: z.string().nullable(),
            dueDay: z.string().nullable(),
            text: z.string(),
          }),
        ),
      }),
    ),
    text: z.string(),
  })
  .openapi('Commission');

export const DueSchema = z
  .object({
    on: z.string(),
    items: z.array(
      z.object({
        kind: z.enum([
          'answer-awaited',
          'silence-to-record',
          'offer-to-make',
          'paper-awaited',
          'lease-to-sign',
        ]),
        session: z.string(),
        vacancy: z.string(),
        number: z.string().nullable(),
        rank: z.int(),
        offer: z.int().nullable(),
        dueDay: z.string().nullable(),
        todo: z.string().openapi({ description: 'Ce qu’il y a à faire, sans le ménage' }),
        text: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
    total: z.int(),
    text: z.string(),
  })
  .openapi('Due');

export const HeadSchema = z
  .object({ seq: z.int(), hash: z.string().nullable(), text: z.string() })
  .openapi('RegisterHead');

export const RegisterCheckSchema = z
  .object({
    sound: z.boolean(),
    broken: z.object({ seq: z.int(), fault: z.string(), text: z.string() }).nullable(),
    head: HeadSchema,
    records: z.int(),
    text: z.string(),
  })
  .openapi('RegisterCheck');

const day = IsoDay.optional().openapi({ description: 'Jour du fait (sinon aujourd’hui)' });
const session = z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) });
const offer = session.extend({
  offer: z.coerce.number().int().min(1).max(999_999_999).openapi({ description: 'Numéro de l’offre' }),
});
const ifMatch = idempotencyHeader.extend({
  'if-match': z.string().optional().openapi({
    description:
      'Version lue, entre guillemets. Sans elle, ce qui est demandé est confronté à ce que les autres ont écrit',
  }),
});
const on = z.object({ on: IsoDay.optional().openapi({ description: 'Sinon aujourd’hui' }) });
const WRITTEN = {
  200: json(CommissionSchema, 'La séance après l’écriture'),
  400: problem('Écriture impossible'),
  404: problem('Séance ou offre inconnue'),
  409: problem('La séance, ou ce que d’autres y ont écrit, ne le permet plus'),
  412: problem('La séance a changé entre-temps'),
};

/** The routes of commissions: decisions, offers, answers, what is due; and of the register. */
export const decisionRoutes = {
  read: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/decisions',
    summary: 'Montre où en est chaque logement d’une séance',
    description: 'En CSV ou en XLSX : candidat par candidat.',
    request: { params: session, query: z.strictObject({ ...on.shape, ...tableQuery }) },
    responses: {
      200: jsonOrTable(CommissionSchema, 'La commission'),
      400: problem('Requête incorrecte'),
      404: problem('Séance inconnue'),
    },
  }),
  decide: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/decisions',
    summary: 'Note ce que la commission décide, candidat par candidat (R441-3)',
    request: {
      params: session,
      headers: ifMatch,
      body: body(z.strictObject({ day, decisions: z.array(DecisionAskedSchema).min(1).max(200) })),
    },
    responses: WRITTEN,
  }),
  act: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/acts',
    summary: 'Note une offre, une condition levée ou tombée, un tour passé, un bail',
    request: {
      params: session,
      headers: ifMatch,
      body: body(z.strictObject({ day, act: CandidateActSchema })),
    },
    responses: WRITTEN,
  }),
  answer: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/offers/{offer}/answer',
    summary: 'Note la réponse du ménage à une offre',
    request: {
      params: offer,
      headers: ifMatch,
      body: body(z.strictObject({ day, answer: AnswerAskedSchema })),
    },
    responses: WRITTEN,
  }),
  correct: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/corrections',
    summary: 'Remplace ce que dit une écriture, ou l’annule ; l’écriture d’origine reste',
    request: {
      params: session,
      headers: ifMatch,
      body: body(
        CorrectionAskedSchema.extend({ of: z.int().min(1).openapi({ description: 'Écriture corrigée' }) }),
      ),
    },
    responses: WRITTEN,
  }),
  due: createRoute({
    method: 'get',
    path: '/v1/due',
    summary: 'Liste ce qui est attendu : réponses, silences, offres à faire, pièces, baux',
    description: 'En CSV ou en XLSX : toutes, sans page.',
    request: { query: z.strictObject({ ...on.shape, ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(DueSchema, 'Une page de suites attendues'),
      400: problem('Requête incorrecte'),
    },
  }),
  head: createRoute({
    method: 'get',
    path: '/v1/register/head',
    summary: 'Donne la tête du registre, à imprimer au procès-verbal',
    responses: { 200: json(HeadSchema, 'La tête') },
  }),
  check: createRoute({
    method: 'get',
    path: '/v1/register/check',
    summary: 'Vérifie toute la chaîne du registre et ses procès-verbaux',
    request: {
      query: z.object({
        head: z
          .string()
          .regex(/^\d{1,9}:[0-9a-f]{64}$/)
          .optional()
          .openapi({ description: 'Tête imprimée au procès-verbal : numéro:empreinte' }),
      }),
    },
    responses: { 200: json(RegisterCheckSchema, 'Ce qui tient, ou la première écriture rompue') },
  }),
};
