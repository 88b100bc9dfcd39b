import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { disparityTable } from '../export/disparityTable.ts';
import { disparitiesTable } from '../export/studyTables.ts';
import { type DisparityQuestion, monthsAsked } from '../service/disparityQuestion.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import { DisparitiesSchema, DisparityRequestSchema, DisparitySchema } from './disparitiesSchemas.ts';
import { disparityDesk } from './disparityDesk.ts';
import { idempotencyHeader } from './idempotency.ts';
import { JobSchema, presentJob } from './jobs.ts';
import { pageOf, pageQuery } from './paging.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const routes = {
  make: createRoute({
    method: 'post',
    path: '/v1/disparities',
    summary: 'Examine l’égalité de traitement entre groupes de ménages, logement par logement',
    description:
      'Le calcul est suivi à l’adresse donnée, qui dit ensuite celle du résultat. La même question sur les mêmes données a le même résultat.',
    request: { headers: idempotencyHeader, body: body(DisparityRequestSchema) },
    responses: {
      202: json(JobSchema, 'L’examen est en cours : son avancement est à l’adresse donnée'),
      400: problem('Requête incorrecte'),
      404: problem('Méthode inconnue'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/v1/disparities',
    summary: 'Liste les examens gardés, le dernier d’abord',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(DisparitiesSchema, 'Une page d’examens'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/v1/disparities/{id}',
    summary:
      'Donne un examen : écarts à chances égales avec leur intervalle, et ce que chaque critère déplace',
    description: 'Les groupes de très petit effectif ne sont montrés à personne.',
    request: { params: z.object({ id: z.string() }), query: z.strictObject(tableQuery) },
    responses: { 200: jsonOrTable(DisparitySchema, 'L’examen'), 404: problem('Examen inconnu') },
  }),
};

/** Audits of equal treatment. */
export const addDisparityRoutes = (app: OpenAPIHono, cache: WorkspaceCache, door: SessionsDoor): void => {
  const desk = disparityDesk(cache, door);

  app.openapi(routes.make, async (context) => {
    const job = await desk.start(context, questionOf(context.req.valid('json')), null);
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  });

  app.openapi(routes.list, async (context) => {
    const items = await desk.entries();
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, disparitiesTable(items), 'examens')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const { id } = context.req.valid('param');
    const disparity = await desk.shown(id);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, disparityTable(disparity), `egalite-${id}`)) as never;
    return context.json(disparity, 200) as never;
  });
};

const questionOf = ({ from, to, ...asked }: z.infer<typeof DisparityRequestSchema>): DisparityQuestion => ({
  ...asked,
  period: monthsAsked({ from, to }),
});
