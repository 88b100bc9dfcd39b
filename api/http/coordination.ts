import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { COORDINATION_TABLES, coordinationTable } from '../export/coordinationTables.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { CoordinationSchema } from './coordinationSchemas.ts';
import type { SessionsDoor } from './sessions.ts';
import { shownCoordination } from './shownCoordination.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/coordination/{area}',
  summary: 'Le dossier d’une instance de coordination pour sa demi-journée',
  description:
    'Offre qualifiée, demande par segment, blocages, objectifs, préconisations et leur bilan. En CSV ou en XLSX : le tableau nommé par `table`. Un analyste ne voit pas les petits effectifs.',
  request: {
    params: z.strictObject({ area: z.string().min(1).max(40) }),
    query: z.strictObject({
      semester: z.string().max(10).optional().openapi({ description: '2026-S1 ; sinon le semestre du jour' }),
      table: z.enum(COORDINATION_TABLES).default('offre'),
      ...tableQuery,
    }),
  },
  responses: {
    200: jsonOrTable(CoordinationSchema, 'Le dossier'),
    400: problem('Requête incorrecte'),
    404: problem('Territoire de coordination inconnu'),
  },
});

/** The dossier of a coordination body. */
export const addCoordinationRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  sessions: SessionsDoor | undefined,
): void => {
  app.openapi(route, async (context) => {
    const { area } = context.req.valid('param');
    const { semester, table } = context.req.valid('query');
    const dossier = await shownCoordination(await cache.current(), {
      store: cache.store,
      prices: sessions?.service.prices ?? null,
      principal: context.get('authenticated').principal,
      area,
      semester,
    });
    const format = formatAsked(context);
    if (format === 'json') return context.json(dossier, 200) as never;
    const file = `coordination-${dossier.area.id}-${dossier.semester.id}-${table}`;
    return (await answerTable(context, format, coordinationTable(dossier, table), file)) as never;
  });
};
