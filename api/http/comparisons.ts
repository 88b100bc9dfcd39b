import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { comparisonTable } from '../export/comparisonTable.ts';
import { comparisonTitle, presentComparison } from '../present/comparison.ts';
import type { KeptComparison } from '../service/comparisonDocument.ts';
import { armsOf, type ComparisonQuestion, periodAsked } from '../service/comparisonQuestion.ts';
import { experimentRules } from '../service/comparisonRules.ts';
import { ComparisonBook } from '../service/comparisons.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { sameThreadComparer } from '../workers/comparer.ts';
import { holderOf } from './access.ts';
import { ComparisonRequestSchema, ComparisonSchema, ComparisonsSchema } from './comparisonsSchemas.ts';
import { body, json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { JobSchema, presentJob } from './jobs.ts';
import { pageAt, pageQuery } from './paging.ts';
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
    request: { query: z.strictObject(pageQuery) },
    responses: { 200: json(ComparisonsSchema, 'Une page d’essais'), 400: problem('Requête incorrecte') },
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
export const addComparisonRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  {
    jobs,
    now,
    comparer = sameThreadComparer((experiment) => experimentRules(cache.rules, experiment)),
  }: SessionsDoor,
): void => {
  const book = new ComparisonBook({ store: cache.store, comparer });
  const shown = (context: Context, simulated: boolean, kept: KeptComparison) => {
    const { territory } = cache.rules;
    const smallCells = context.get('authenticated').principal.role === 'analyst';
    return presentComparison({ territory, simulated, smallCells }, kept);
  };

  app.openapi(routes.make, async (context) => {
    const question = questionOf(context.req.valid('json'));
    const workspace = await cache.current();
    armsOf(workspace, question, question.period?.kind ?? 'recorded');
    const holder = holderOf(context.get('authenticated').principal);
    const job = await jobs.start({ kind: 'comparison', holder, request: null }, async (run) => {
      const { id } = await book.make(workspace, question, { ...run, at: now(), keep: true });
      return { result: `/v1/comparisons/${id}` };
    });
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  });

  app.openapi(routes.list, async (context) => {
    const items = (await book.all()).map((head) => {
      const { id, at, asOf, mode } = head;
      return { id, at, asOf, title: comparisonTitle(head), mode };
    });
    return context.json({ ...pageAt(items, context.req.valid('query')), total: items.length }, 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const { simulated } = await cache.current();
    const { id } = context.req.valid('param');
    const comparison = shown(context, simulated, await book.find(id));
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
