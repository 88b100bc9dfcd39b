import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { RESERVATAIRE_CODES } from '../../engine/domain/codes.ts';
import { presentCounterfactual, presentSessionCounterfactual } from '../present/counterfactual.ts';
import { demandCounterfactual, sessionCounterfactual } from '../service/counterfactuals.ts';
import { DEFAULT_QUESTION } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { json, problem } from './contents.ts';
import type { SessionsDoor } from './sessions.ts';
import { SessionDemandSchema } from './sessionsSchemas.ts';

/* What a household could do to be on a list. Numéros are in the body, never in an address. */

const CounterfactualRequestSchema = z
  .strictObject({
    number: z.string().min(1).openapi({ description: 'Numéro unique' }),
    vacancy: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .openapi({ description: 'Logement libéré ; null : tous ceux du jour' }),
    method: z.string().nullable().default(DEFAULT_QUESTION.method),
    contingent: z.enum(RESERVATAIRE_CODES).nullable().default(DEFAULT_QUESTION.contingent),
    size: z.int().min(3).max(20).default(DEFAULT_QUESTION.size),
    seed: z.int().min(0).max(999_999_999).default(DEFAULT_QUESTION.seed),
    beyondWishes: z.boolean().default(DEFAULT_QUESTION.beyondWishes),
  })
  .openapi('CounterfactualRequest');

const Reached = z.object({ vacancy: z.string(), rank: z.int() });

const CounterfactualSchema = z
  .object({
    number: z.string(),
    asOf: z.string(),
    session: z.string().nullable(),
    vacancies: z.int(),
    verdict: z.string(),
    listed: z.array(Reached),
    ways: z.array(
      z.object({
        changes: z.array(
          z.object({
            kind: z.string(),
            burden: z.enum(['paper', 'renewal', 'wish']),
            text: z.string(),
          }),
        ),
        reaches: z.array(Reached),
        smallest: z.boolean().nullable(),
        text: z.string(),
      }),
    ),
    never: z.array(z.object({ by: z.string(), vacancies: z.int(), text: z.string() })),
    method: z.array(z.string()),
    reminder: z.string(),
  })
  .openapi('Counterfactual', {
    description:
      'Le plus petit changement admissible (pièces, renouvellement, souhaits), prouvé en refaisant la liste',
  });

const demandRoute = createRoute({
  method: 'post',
  path: '/v1/demand-counterfactuals',
  summary: 'Dit ce qui mettrait une demande sur une liste : pièces, renouvellement, souhaits',
  request: {
    body: { required: true, content: { 'application/json': { schema: CounterfactualRequestSchema } } },
  },
  responses: {
    200: json(CounterfactualSchema, 'Les plus petits changements, et ce que rien ne changerait'),
    400: problem('Requête incorrecte'),
    404: problem('Numéro unique ou logement libéré inconnu'),
    413: problem('Requête trop grande'),
    415: problem('Format non accepté'),
  },
});

const sessionRoute = createRoute({
  method: 'post',
  path: '/v1/sessions/{id}/demand-counterfactuals',
  summary: 'Dit ce qui mettrait une demande sur une liste de la séance, en la recalculant',
  request: {
    params: z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) }),
    body: { required: true, content: { 'application/json': { schema: SessionDemandSchema } } },
  },
  responses: {
    200: json(CounterfactualSchema, 'Le plus petit changement trouvé, et ce que rien ne changerait'),
    400: problem('Requête incorrecte'),
    404: problem('Séance ou numéro unique inconnu'),
    409: problem('Les données ont changé'),
  },
});

/** @param sessions left out: the application has no sessions. */
export const addCounterfactualRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  sessions?: SessionsDoor,
): void => {
  app.openapi(demandRoute, async (context) => {
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    const found = demandCounterfactual(workspace, {
      ...context.req.valid('json'),
      among: ({ vacancy }) => mayShow(vacancy.id),
    });
    return context.json(presentCounterfactual(workspace, found), 200) as never;
  });

  if (sessions === undefined) return;
  const { service } = sessions;
  app.openapi(sessionRoute, async (context) => {
    const { id } = context.req.valid('param');
    const open = await service.open(await cache.ofSession((await service.find(id)).document), id);
    const answered = await sessionCounterfactual(service, open, context.req.valid('json').number);
    return context.json(presentSessionCounterfactual(answered, id), 200) as never;
  });
};
