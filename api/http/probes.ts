import { createRoute, type OpenAPIHono, type z } from '@hono/zod-openapi';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { Guard } from './guard.ts';
import { answerProblem, problemOf } from './problem.ts';
import { HealthSchema, ProblemSchema, ReadySchema } from './schemas.ts';

const answer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Dit que le serveur répond, sans toucher aux données',
  responses: { 200: answer(HealthSchema, 'En service'), 503: problem('Arrêt en cours') },
});

const readyRoute = createRoute({
  method: 'get',
  path: '/ready',
  summary: 'Dit que le serveur peut travailler, et sur quelles données',
  responses: {
    200: answer(ReadySchema, 'Prêt'),
    500: problem('Données illisibles'),
    503: problem('Arrêt en cours'),
  },
});

/** What supervisors ask: alive, ready, figures. */
export const addProbes = (app: OpenAPIHono, { gate, metrics }: Guard, cache: WorkspaceCache): void => {
  app.openapi(healthRoute, (context) => context.json({ status: 'ok' as const }, 200));

  app.openapi(readyRoute, async (context) => {
    if (gate.draining) {
      context.header('retry-after', '1');
      return answerProblem(context, problemOf([{ code: 'server.stopping', path: '' }], 503)) as never;
    }
    const { pool, vacancies, territory } = await cache.current();
    return context.json(
      {
        status: 'ready' as const,
        territory: territory.pack.id,
        asOf: pool.asOf,
        demands: pool.rowCount,
        vacancies: vacancies.size,
      },
      200,
    );
  });

  app.get('/metrics', async (context) => {
    const { text, type } = await metrics.read();
    return context.body(text, 200, { 'content-type': type });
  });
};
