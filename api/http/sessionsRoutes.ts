import { createRoute, z } from '@hono/zod-openapi';
import { body, json, problem } from './contents.ts';
import { JobSchema } from './jobs.ts';
import { pageQuery } from './paging.ts';
import {
  SavedSessionSchema,
  SessionChangesSchema,
  SessionDemandSchema,
  SessionEntriesSchema,
  SessionExplanationSchema,
  SessionHouseholdSchema,
  SessionPageSchema,
  SessionRequestSchema,
  VerificationSchema,
} from './sessionsSchemas.ts';
import { jsonOrTable, tableQuery } from './tables.ts';

const oneSession = z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) });
const ifMatch = z.object({
  'if-match': z.string().optional().openapi({ description: 'Version lue, entre guillemets : "3"' }),
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: 'La même clé ne fait le changement qu’une fois' }),
});
const idempotent = z.object({
  'idempotency-key': z
    .string()
    .optional()
    .openapi({ description: 'La même clé ne fait la séance qu’une fois' }),
});
const READ = { 404: problem('Séance inconnue'), 409: problem('Les données ont changé') };
const CHANGED = {
  200: json(SavedSessionSchema, 'La séance après le changement'),
  400: problem('Changement refusé'),
  ...READ,
  412: problem('La séance a changé entre-temps'),
  428: problem('En-tête If-Match manquant'),
};
const MADE = {
  201: json(SavedSessionSchema, 'La séance'),
  202: json(JobSchema, 'Le calcul continue : son avancement est à l’adresse donnée'),
  400: problem('Requête incorrecte'),
  404: problem('Logement libéré ou numéro unique inconnu'),
  409: problem('Clé d’idempotence déjà employée'),
};
const SESSION = '/v1/sessions/{id}';

/** The routes of sessions: paths, what they take, what they answer. */
export const sessionRoutes = {
  make: createRoute({
    method: 'post',
    path: '/v1/sessions',
    summary: 'Propose les listes de toute une séance',
    request: { headers: idempotent, body: body(SessionRequestSchema) },
    responses: MADE,
  }),
  list: createRoute({
    method: 'get',
    path: '/v1/sessions',
    summary: 'Liste les séances enregistrées, de la plus ancienne à la plus récente',
    description: 'En CSV ou en XLSX : toutes, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(SessionPageSchema, 'Une page de séances'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: SESSION,
    summary: 'Montre une séance en l’état',
    request: { params: oneSession },
    responses: { 200: json(SavedSessionSchema, 'La séance'), ...READ },
  }),
  cancel: createRoute({
    method: 'delete',
    path: SESSION,
    summary: 'Abandonne une séance : ses listes ne comptent plus dans les objectifs',
    request: { params: oneSession, headers: ifMatch },
    responses: { ...CHANGED, 200: json(SessionEntriesSchema, 'La séance abandonnée') },
  }),
  change: createRoute({
    method: 'post',
    path: `${SESSION}/changes`,
    summary: 'Change une séance à la main : les listes sont réparées au plus près',
    request: { params: oneSession, headers: ifMatch, body: body(SessionChangesSchema) },
    responses: CHANGED,
  }),
  undo: createRoute({
    method: 'delete',
    path: `${SESSION}/changes/last`,
    summary: 'Annule la dernière décision',
    request: { params: oneSession, headers: ifMatch },
    responses: CHANGED,
  }),
  recompute: createRoute({
    method: 'post',
    path: `${SESSION}/plans`,
    summary: 'Recalcule les listes, en gardant les décisions prises à la main',
    request: { params: oneSession, headers: ifMatch },
    responses: { ...CHANGED, ...MADE },
  }),
  explain: createRoute({
    method: 'get',
    path: `${SESSION}/explanation`,
    summary: 'Explique chaque liste et chaque objectif',
    request: {
      params: oneSession,
      query: z.strictObject({
        conflicts: z.enum(['true', 'false']).default('false').openapi({
          description:
            'Dit aussi quels objectifs ne peuvent être tenus ensemble, et le plus petit relâchement',
        }),
        fragility: z.enum(['true', 'false']).default('false').openapi({
          description: 'Dit aussi quelle pièce, quel point ou quel poids changerait chaque liste',
        }),
      }),
    },
    responses: { 200: json(SessionExplanationSchema, 'L’explication'), ...READ },
  }),
  explainDemand: createRoute({
    method: 'post',
    path: `${SESSION}/demand-explanations`,
    summary: 'Explique où en est une demande dans la séance',
    request: { params: oneSession, body: body(SessionDemandSchema) },
    responses: {
      200: json(SessionHouseholdSchema, 'L’explication'),
      400: problem('Requête incorrecte'),
      ...READ,
    },
  }),
  verify: createRoute({
    method: 'get',
    path: `${SESSION}/verification`,
    summary: 'Recompte une séance sans le solveur',
    request: { params: oneSession },
    responses: {
      200: json(VerificationSchema, 'Ce que trouve le recompte'),
      404: problem('Séance inconnue'),
    },
  }),
};
