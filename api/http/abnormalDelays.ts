import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { delaysTable } from '../export/stateTables.ts';
import { presentDelays } from '../present/delays.ts';
import { abnormalDelays } from '../service/sessionsDelays.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { pageFields, pageOf, pageQuery } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const AbnormalDelaysSchema = z
  .object({
    asOf: z.string(),
    months: z.int().nullable().openapi({
      description: 'Mois à partir desquels l’attente est anormale ; null : le territoire ne le dit pas',
    }),
    text: z.string(),
    items: z.array(z.object({ number: z.string(), waitingMonths: z.int(), text: z.string() })),
    ...pageFields,
  })
  .openapi('AbnormalDelays');

const route = createRoute({
  method: 'get',
  path: '/v1/demands/abnormal-delay',
  summary: 'Liste les demandes qui ont atteint le délai anormalement long, la plus ancienne d’abord',
  description:
    'En CSV ou en XLSX : toutes, sans page. Le curseur est un rang dans la liste, sans numéro ni pseudonyme : si des demandes y entrent ou en sortent entre deux pages (import, nouveau jour), une ligne peut manquer ou revenir ; le tableau, lui, est d’un seul tenant.',
  request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
  responses: {
    200: jsonOrTable(AbnormalDelaysSchema, 'Une page de demandes'),
    400: problem('Requête incorrecte'),
  },
});

/** Demands past the abnormal delay, by the number or the pseudonym that who asks may read. */
export const addAbnormalDelayRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(route, async (context) => {
    const workspace = await cache.current();
    const { demands, ...said } = presentDelays(abnormalDelays(workspace));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, delaysTable({ demands }), 'delai-anormal')) as never;
    const page = pageOf('items', demands, context.req.valid('query'));
    return context.json({ asOf: workspace.pool.asOf, ...said, ...page }, 200) as never;
  });
};
