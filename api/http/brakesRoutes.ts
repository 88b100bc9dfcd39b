import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { brakesTable, frontierTable } from '../export/brakesTables.ts';
import { FRONTIER_FAMILIES, FRONTIER_STEPS, type TargetQuestion } from '../service/sessionsBrakes.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { holderOf } from './access.ts';
import { body, json, problem } from './contents.ts';
import { JobSchema, presentJob } from './jobs.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const VERSION_OF = z.int().openapi({ description: 'Version de la séance dont c’est la réponse' });

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
    version: VERSION_OF,
    text: z.string(),
    costing: z.array(BrakeSchema),
    unreachable: z.array(BrakeSchema),
    free: z.array(z.string()),
    notices: z.array(z.string()),
  })
  .openapi('SessionBrakes');

export const FrontierSchema = z
  .object({
    version: VERSION_OF,
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

const session = z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) });
const VERSION = z.coerce.number().int().positive().optional().openapi({
  description: 'Version de la séance dont la réponse est lue ; sinon, celle où elle en est',
});
const STEPS = z
  .number()
  .int()
  .min(FRONTIER_STEPS.least)
  .max(FRONTIER_STEPS.most)
  .default(FRONTIER_STEPS.usual);
const REFUSALS = {
  400: problem('Requête incorrecte, ou séance trop grande'),
  404: problem('Séance inconnue, ou réponse qui n’est pas gardée'),
  409: problem('La séance ou les données ont changé'),
};
const FOLLOWED =
  'Le calcul est suivi à l’adresse donnée, qui dit ensuite celle de la réponse. Une question déjà en cours est le même calcul.';
const ASKED = {
  202: json(JobSchema, 'Le calcul est en cours : son avancement est à l’adresse donnée'),
  400: problem('Requête incorrecte, ou séance trop grande'),
  404: problem('Séance inconnue'),
  409: problem('Les données ont changé, ou trop de calculs attendent déjà'),
};

const routes = {
  askBrakes: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/brakes',
    summary: 'Demande ce que coûte chaque objectif, confirmé en recalculant la séance de part et d’autre',
    description: FOLLOWED,
    request: { params: session },
    responses: ASKED,
  }),
  brakes: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/brakes',
    summary: 'Dit ce que coûte chaque objectif, une fois demandé',
    request: { params: session, query: z.strictObject({ version: VERSION, ...tableQuery }) },
    responses: { 200: jsonOrTable(BrakesSchema, 'Ce que coûtent les objectifs'), ...REFUSALS },
  }),
  askFrontier: createRoute({
    method: 'post',
    path: '/v1/sessions/{id}/frontier',
    summary: 'Demande les points des listes face à une famille d’objectifs',
    description: `${FOLLOWED} Arrêté, il garde les compositions trouvées.`,
    request: {
      params: session,
      body: body(z.strictObject({ family: z.enum(FRONTIER_FAMILIES), steps: STEPS })),
    },
    responses: ASKED,
  }),
  frontier: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/frontier',
    summary:
      'Points des listes face à une famille d’objectifs, composition par composition, une fois demandés',
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
        version: VERSION,
        ...tableQuery,
      }),
    },
    responses: {
      200: jsonOrTable(FrontierSchema, 'Les compositions, de la moins à la plus servie'),
      ...REFUSALS,
    },
  }),
};

/** What the targets of a session cost: asked for, followed as jobs, then read. */
export const addBrakeRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  { service, jobs }: SessionsDoor,
): void => {
  const openOf = async (id: string) =>
    service.open(await cache.ofSession((await service.find(id)).document), id);
  const started = async (context: Context, id: string, question: TargetQuestion) => {
    const holder = holderOf(context.get('authenticated').principal);
    const job = await service.targetAnswers.start(await openOf(id), question, { jobs, holder });
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  };
  const answered = async (
    context: Context,
    { id, version }: { readonly id: string; readonly version?: number | undefined },
    question: TargetQuestion,
  ) => {
    const answer = service.targetAnswers.answer(await service.find(id), question, version ?? null);
    const format = formatAsked(context);
    if (format !== 'json')
      return answer.kind === 'brakes'
        ? ((await answerTable(context, format, brakesTable(answer.shown), `freins-${id}`)) as never)
        : ((await answerTable(context, format, frontierTable(answer.shown), `compositions-${id}`)) as never);
    return context.json({ version: answer.version, ...answer.shown }, 200) as never;
  };

  app.openapi(routes.askBrakes, (context) =>
    started(context, context.req.valid('param').id, { kind: 'brakes' }),
  );

  app.openapi(routes.brakes, (context) =>
    answered(
      context,
      { ...context.req.valid('param'), version: context.req.valid('query').version },
      { kind: 'brakes' },
    ),
  );

  app.openapi(routes.askFrontier, (context) =>
    started(context, context.req.valid('param').id, { kind: 'frontier', ...context.req.valid('json') }),
  );

  app.openapi(routes.frontier, (context) => {
    const { version, family, steps } = context.req.valid('query');
    const { id } = context.req.valid('param');
    return answered(context, { id, version }, { kind: 'frontier', family, steps });
  });
};
