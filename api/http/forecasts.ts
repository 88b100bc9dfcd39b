import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { forecastsTable } from '../export/forecastsTable.ts';
import { FORECAST_NOTICE } from '../present/forecast.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { pageAt, pageQuery } from './paging.ts';
import { shownForecasts } from './shownForecasts.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const SummarySchema = z
  .object({ mean: z.number(), low: z.number(), high: z.number() })
  .openapi('ForecastSummary', { description: 'Attendu, et entre quoi quatre fois sur cinq' });

const ForecastsSchema = z
  .object({
    asOf: z.string(),
    notice: z.string(),
    items: z.array(
      z.object({
        id: z.string(),
        target: z.string(),
        targetLabel: z.string(),
        place: z.string(),
        placeName: z.string(),
        label: z.string(),
        bound: z.enum(['min', 'max']),
        share: z.number().nullable().openapi({ description: 'À ce jour, 0 à 1' }),
        yearEnd: SummarySchema.nullable().openapi({ description: 'Part en fin d’année, 0 à 1' }),
        aimShare: z.number().nullable(),
        aimDwellings: z.number().nullable(),
        distance: SummarySchema.openapi({ description: 'Logements au-delà de l’objectif en fin d’année' }),
        chance: z.number(),
        neededShare: z.number().nullable(),
        toCome: SummarySchema.openapi({ description: 'Attributions encore attendues' }),
        action: z.enum(['not-needed', 'until', 'too-late', 'not-known']),
        actBefore: z.string().nullable(),
        text: z.string(),
        actionText: z.string(),
        precedence: z.int(),
        certainty: z.enum(['official', 'found', 'proposal']),
      }),
    ),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('Forecasts');

const route = createRoute({
  method: 'get',
  path: '/v1/forecasts',
  summary: 'Dit où l’année finira pour chaque objectif, lieu par lieu, et jusqu’à quand agir',
  description: 'Depuis les seuls compteurs. En CSV ou en XLSX : tous, sans page.',
  request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
  responses: {
    200: jsonOrTable(ForecastsSchema, 'Une page de prévisions, par priorité'),
    400: problem('Requête incorrecte'),
  },
});

/** The route of year-end forecasts. */
export const addForecastRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(route, async (context) => {
    const workspace = await cache.current();
    const items = shownForecasts(workspace, context.get('authenticated').principal);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, forecastsTable(items), 'previsions')) as never;
    return context.json(
      {
        asOf: workspace.pool.asOf,
        notice: FORECAST_NOTICE,
        ...pageAt(items, context.req.valid('query')),
        total: items.length,
      },
      200,
    ) as never;
  });
};
