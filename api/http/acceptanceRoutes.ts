import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { ACCEPTANCE_TABLES, withAcceptanceTable } from '../export/acceptanceTables.ts';
import { presentAcceptance } from '../present/acceptanceReport.ts';
import { acceptanceReport } from '../service/acceptance.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const told = { text: z.string() };
const loss = z.object({
  loss: z.enum(['brier', 'logLoss']),
  model: z.number(),
  zoneRates: z.number(),
  difference: z.number(),
  standardError: z.number().nullable(),
  ...told,
});

/** Counts over many households: no person can be told from it. */
export const AcceptanceSchema = z
  .object({
    territory: z.object({ id: z.string(), label: z.string(), asOf: z.string() }),
    simulated: z.boolean(),
    rates: z.object({
      source: z.enum(['pack', 'learned']),
      certainty: z.string(),
      ...told,
      rows: z.array(
        z.object({
          fragility: z.string(),
          rank: z.int(),
          rate: z.number(),
          offers: z.int(),
          accepted: z.int(),
          ...told,
        }),
      ),
    }),
    correlation: z.object({ value: z.number(), estimate: z.number().nullable(), pairs: z.number(), ...told }),
    model: z.object({
      kind: z.enum(['learned', 'too-few-offers', 'uneven-record']),
      answered: z.int(),
      described: z.int(),
      ...told,
      effects: z.array(
        z.object({
          feature: z.string(),
          label: z.string(),
          oddsRatio: z.number(),
          low: z.number(),
          high: z.number(),
          ...told,
        }),
      ),
      leftOut: z.array(z.object({ feature: z.string(), ...told })),
      calibration: z.array(
        z.object({
          offers: z.int(),
          predicted: z.number(),
          observed: z.number(),
          low: z.number(),
          high: z.number(),
          ...told,
        }),
      ),
      losses: z.array(loss),
    }),
    use: z.string(),
  })
  .openapi('Acceptance');

const route = createRoute({
  method: 'get',
  path: '/v1/acceptance',
  summary: 'Taux d’acceptation, et ce que vaut le modèle individuel qui évalue les listes',
  request: {
    query: z.strictObject({
      ...tableQuery,
      table: z
        .enum(ACCEPTANCE_TABLES)
        .default('rates')
        .openapi({ description: 'Le tableau voulu, pour un tableur' }),
    }),
  },
  responses: {
    200: jsonOrTable(AcceptanceSchema, 'Taux par classe et par rang, corrélation, modèle, calage'),
    400: problem('Requête incorrecte'),
  },
});

/** @param sessions what was proposed, whose facts complete the imported outcomes; left out: the outcomes alone. */
export const addAcceptanceRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  sessions?: SessionsDoor,
): void => {
  app.openapi(route, async (context) => {
    const workspace = await cache.current();
    const { territory, pool, simulated } = workspace;
    const report = acceptanceReport(workspace, sessions ? await sessions.service.list() : []);
    const shown = presentAcceptance({ territory, asOf: pool.asOf, simulated, ...report });
    const format = formatAsked(context);
    if (format === 'json') return context.json(shown, 200) as never;
    const { table } = context.req.valid('query');
    return (await withAcceptanceTable(shown, table, (rows) =>
      answerTable(context, format, rows, `acceptation-${table}`),
    )) as never;
  });
};
