import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { targetStatesTable } from '../export/stateTables.ts';
import { reciprocityTable } from '../export/steeringTables.ts';
import { communeName } from '../present/dwelling.ts';
import { reciprocityText } from '../present/targetRows.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { longPageQuery, pageFields, pageOf, pageQuery } from './paging.ts';
import { shownTargets } from './shownTargets.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const TargetStatesSchema = z
  .object({
    asOf: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        target: z.string(),
        targetLabel: z.string(),
        scope: z.enum(['quartier', 'residence', 'commune', 'bailleur', 'territory']),
        place: z.string(),
        placeName: z.string(),
        label: z.string(),
        status: z.enum(['reached', 'within-tolerance', 'missed', 'empty']).nullable(),
        among: z.int().nullable().openapi({ description: 'null : effectif trop petit pour être montré' }),
        counted: z.int().nullable(),
        unknown: z.int().nullable(),
        bound: z.enum(['min', 'max']),
        share: z.number().nullable(),
        aimShare: z.number().nullable().openapi({ description: 'null : un nombre de logements est visé' }),
        aimDwellings: z.number().nullable(),
        distanceDwellings: z
          .number()
          .nullable()
          .openapi({ description: 'Logements au-delà de l’objectif ; négatif : en deçà' }),
        text: z.string(),
        precedence: z.int(),
        certainty: z.enum(['official', 'found', 'proposal']),
        source: z.string(),
      }),
    ),
    ...pageFields,
  })
  .openapi('TargetStates');

const ReciprocitySchema = z
  .object({
    asOf: z.string(),
    items: z.array(
      z.object({
        commune: z.string(),
        name: z.string(),
        received: z.int(),
        sent: z.int(),
        within: z.int(),
        unknownHome: z.int(),
        text: z.string(),
      }),
    ),
    ...pageFields,
  })
  .openapi('ReciprocityLedger');

const routes = {
  targets: createRoute({
    method: 'get',
    path: '/v1/targets',
    summary: 'Dit où en est chaque objectif, lieu par lieu, au compteur de l’année',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(TargetStatesSchema, 'Une page d’objectifs, par priorité'),
      400: problem('Requête incorrecte'),
    },
  }),
  reciprocity: createRoute({
    method: 'get',
    path: '/v1/ledgers/reciprocity',
    summary: 'Compte les mutations entre communes depuis le début de l’année',
    description: 'En CSV ou en XLSX : toutes les communes, sans page.',
    request: { query: z.strictObject({ ...longPageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(ReciprocitySchema, 'Le compteur, une page de communes'),
      400: problem('Requête incorrecte'),
    },
  }),
};

/** The routes of targets and of the year's ledgers. */
export const addTargetRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(routes.targets, async (context) => {
    const workspace = await cache.current();
    const items = shownTargets(workspace, context.get('authenticated').principal);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, targetStatesTable(items), 'objectifs')) as never;
    const page = pageOf('items', items, context.req.valid('query'));
    return context.json({ asOf: workspace.pool.asOf, ...page }, 200) as never;
  });

  app.openapi(routes.reciprocity, async (context) => {
    const { territory, pool, sessionData } = await cache.current();
    const items = [...sessionData.reciprocity].map(([commune, moves]) => ({
      commune,
      name: communeName(territory, commune),
      ...moves,
      text: reciprocityText(territory, commune, moves),
    }));
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(
        context,
        format,
        reciprocityTable(items),
        'mutations-entre-communes',
      )) as never;
    const page = pageOf('items', items, context.req.valid('query'));
    return context.json({ asOf: pool.asOf, ...page }, 200) as never;
  });
};
