import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';

import { presentBrakes } from '../present/brakes.ts';
import { presentFrontier } from '../present/brakesFrontier.ts';
import { FRONTIER_FAMILIES, FRONTIER_STEPS } from '../service/sessionsBrakes.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { ProblemSchema } from './schemas.ts';
import type { SessionsDoor } from './sessions.ts';

const BrakeSchema = z.object({
  id: z.string(),
  target: z.string(),
  label: z.string(),
  precedence: z.int(),
  certainty: z.string(),
  verdict: z.enum(['free', 'steady', 'stepped', 'degenerate', 'unreachable']),
  group: z.enum(['price', 'lack', 'threshold']).nullable(),
  unit: z.string().openapi({ description: 'Ce que l’objectif compte' }),
  pricePoints: z
    .number()
    .nullable()
    .openapi({ description: 'Points par logement ; null : aucun nombre seul ne serait juste' }),
  step: z.number().nullable().openapi({ description: 'Pas comparé de part et d’autre, en logements' }),
  morePoints: z.number().nullable(),
  lessPoints: z.number().nullable(),
  most: z.number().nullable().openapi({ description: 'Le plus que les listes puissent apporter' }),
  lack: z.number(),
  moreText: z.string(),
  lessText: z.string(),
  text: z.string(),
  brakes: z.array(z.string()),
  lists: z.string().nullable(),
});

export const BrakesSchema = z
  .object({
    text: z.string(),
    costing: z.array(BrakeSchema),
    unreachable: z.array(BrakeSchema),
    free: z.array(z.string()),
    notices: z.array(z.string()),
  })
  .openapi('SessionBrakes');

export const FrontierSchema = z
  .object({
    family: z.enum(FRONTIER_FAMILIES),
    label: z.string(),
    text: z.string(),
    points: z.array(
      z.object({
        pricePoints: z.number().nullable().openapi({ description: 'null : la famille avant les points' }),
        pointsPerDwelling: z.number(),
        lack: z.number(),
        families: z.array(z.object({ family: z.string(), lack: z.number(), text: z.string() })),
        leases: z.array(z.object({ group: z.string(), leases: z.number() })),
        gapPointsPerDwelling: z.number().nullable(),
        text: z.string(),
        moves: z.string().nullable(),
      }),
    ),
    complete: z.boolean(),
    notices: z.array(z.string()),
  })
  .openapi('SessionFrontier');

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});
const session = z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) });
const REFUSALS = {
  400: problem('Requête incorrecte, ou séance trop grande'),
  404: problem('Séance inconnue'),
  409: problem('Les données ont changé'),
};

const routes = {
  brakes: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/brakes',
    summary: 'Dit ce que coûte chaque objectif, confirmé en recalculant la séance',
    request: { params: session },
    responses: { 200: json(BrakesSchema, 'Ce que coûtent les objectifs'), ...REFUSALS },
  }),
  frontier: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/frontier',
    summary: 'Points des listes face à une famille d’objectifs, ligne à ligne',
    request: {
      params: session,
      query: z.strictObject({
        family: z.enum(FRONTIER_FAMILIES),
        steps: z.coerce
          .number()
          .int()
          .min(FRONTIER_STEPS.least)
          .max(FRONTIER_STEPS.most)
          .default(FRONTIER_STEPS.usual),
      }),
    },
    responses: { 200: json(FrontierSchema, 'Les compositions, de la moins à la plus servie'), ...REFUSALS },
  }),
};

/** What the targets of a session cost. Solved anew for each request, in the workers; a client that leaves stops it. */
export const addBrakeRoutes = (app: OpenAPIHono, cache: WorkspaceCache, { service }: SessionsDoor): void => {
  const openOf = async (id: string) =>
    service.open(await cache.ofSession((await service.find(id)).document), id);

  app.openapi(routes.brakes, async (context) => {
    const open = await openOf(context.req.valid('param').id);
    const found = await service.brakes(open, { signal: context.req.raw.signal });
    return context.json(presentBrakes(found), 200) as never;
  });

  app.openapi(routes.frontier, async (context) => {
    const open = await openOf(context.req.valid('param').id);
    const found = await service.frontier(open, context.req.valid('query'), {
      signal: context.req.raw.signal,
    });
    return context.json(presentFrontier(found), 200) as never;
  });
};
