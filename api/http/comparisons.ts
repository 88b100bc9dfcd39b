import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { comparisonTable } from '../export/comparisonTable.ts';
import { comparisonsTable } from '../export/studyTables.ts';
import { type ComparisonQuestion, periodAsked } from '../service/comparisonQuestion.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { comparisonDesk } from './comparisonDesk.ts';
import { ComparisonRequestSchema, ComparisonSchema, ComparisonsSchema } from './comparisonsSchemas.ts';
import { body, json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { JobSchema, presentJob } from './jobs.ts';
import { pageOf, pageQuery } from './paging.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const routes = {
  make: createRoute({
    method: 'post',
    path: '/v1/comparisons',
    summary: 'Essaie plusieurs façons de faire les listes sur les mêmes logements libérés',
    description:
      'Le calcul est suivi à l’adresse donnée, qui dit ensuite celle du résultat. La même question sur les mêmes données a le même résultat.',
    request: { headers: idempotencyHeader, body: body(ComparisonRequestSchema) },
    responses: {
      202: json(JobSchema, 'L’essai est en cours : son avancement est à l’adresse donnée'),
      400: problem('Requête incorrecte'),
      404: problem('Méthode inconnue'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/v1/comparisons',
    summary: 'Liste les essais gardés, le dernier d’abord',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(ComparisonsSchema, 'Une page d’essais'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/v1/comparisons/{id}',
    summary: 'Donne un essai : différences par paires avec leur intervalle, objectifs, segments',
    description: 'Un analyste ne voit pas les petits effectifs.',
    request: { params: z.object({ id: z.string() }), query: z.strictObject(tableQuery) },
    responses: { 200: jsonOrTable(ComparisonSchema, 'L’essai'), 404: problem('Essai inconnu') },
  }),
};

/** The method test bench. Comparisons run in the door's workers; left out, in this thread. */
export const addComparisonRoutes = (app: OpenAPIHono, cache: WorkspaceCache, door: SessionsDoor): void => {
  const desk = comparisonDesk(cache, door);

  app.openapi(routes.make, async (context) => {
    const job = await desk.start(context, questionOf(context.req.valid('json')), null);
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  });

  app.openapi(routes.list, async (context) => {
    const items = await desk.entries();
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, comparisonsTable(items), 'essais')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const { id } = context.req.valid('param');
    const comparison = await desk.shown(context, id);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, comparisonTable(comparison), `essai-${id}`)) as never;
    return context.json(comparison, 200) as never;
  });
};

const questionOf = ({
  from,
  to,
  months,
  ...asked
}: z.infer<typeof ComparisonRequestSchema>): ComparisonQuestion => ({
  ...asked,
  period: periodAsked({ from, to, months }),
});
