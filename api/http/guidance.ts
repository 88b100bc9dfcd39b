import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { guidanceTable } from '../export/steeringTables.ts';
import { GUIDANCE_NOTICE, presentEntered, presentGuidance } from '../present/guidance.ts';
import { type GuidanceEntry, type GuidanceRun, GuidanceService } from '../service/guidance.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import type { Guard } from './guard.ts';
import {
  DecisionSchema,
  EndSchema,
  GuidanceEntrySchema,
  GuidanceListSchema,
  ProposalSchema,
  STATUS_CODES,
} from './guidanceSchemas.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pageOf, pageQuery } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const id = z.strictObject({ id: z.string().min(1).max(64) });

const written = {
  200: json(GuidanceEntrySchema, 'La préconisation'),
  400: problem('Requête incorrecte'),
  404: problem('Préconisation inconnue'),
  409: problem('Déjà décidée ou levée, ou quelqu’un d’autre l’a fait au même moment'),
};

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/guidance',
    summary: 'Liste les préconisations des instances de coordination',
    description: 'En CSV ou en XLSX : toutes celles que les filtres gardent, sans page.',
    request: {
      query: z.strictObject({
        ...pageQuery,
        ...tableQuery,
        area: z.string().max(40).optional().openapi({ description: 'Territoire de l’instance' }),
        status: z.enum(STATUS_CODES).optional(),
      }),
    },
    responses: {
      200: jsonOrTable(GuidanceListSchema, 'Une page de préconisations'),
      400: problem('Requête incorrecte'),
    },
  }),
  propose: createRoute({
    method: 'post',
    path: '/v1/guidance',
    summary: 'Propose une préconisation : elle ne lie encore rien',
    request: { headers: idempotencyHeader, body: body(ProposalSchema) },
    responses: {
      201: json(GuidanceEntrySchema, 'La proposition'),
      400: problem('Requête incorrecte'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
  decide: createRoute({
    method: 'post',
    path: '/v1/guidance/{id}/decision',
    summary:
      'Inscrit la décision de l’instance : la préconisation lie les listes faites à partir de son premier jour',
    request: { headers: idempotencyHeader, params: id, body: body(DecisionSchema) },
    responses: written,
  }),
  end: createRoute({
    method: 'post',
    path: '/v1/guidance/{id}/end',
    summary: 'Lève une préconisation, ou écarte une proposition',
    request: { headers: idempotencyHeader, params: id, body: body(EndSchema) },
    responses: written,
  }),
};

/** Recommendations of coordination bodies: read by all who are known, written by coordination. */
export const addGuidanceRoutes = (app: OpenAPIHono, { now }: Guard, cache: WorkspaceCache): void => {
  const { territory } = cache.rules;
  const service = new GuidanceService({ store: cache.store, territory });
  const runOf = (context: Context): GuidanceRun => ({
    at: now(),
    actor: context.get('authenticated').principal.id,
    today: cache.today(),
  });
  const shown = (entry: GuidanceEntry) => presentEntered(territory, entry, cache.today());

  app.openapi(routes.list, async (context) => {
    const { area, status, ...page } = context.req.valid('query');
    const asOf = cache.today();
    const items = presentGuidance(territory, await service.list(), asOf).filter(
      (each) =>
        (area === undefined || each.area === area) && (status === undefined || each.status === status),
    );
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, guidanceTable(items), 'preconisations')) as never;
    return context.json({ asOf, notice: GUIDANCE_NOTICE, ...pageOf('items', items, page) }, 200) as never;
  });

  app.openapi(
    routes.propose,
    async (context) =>
      context.json(shown(await service.propose(context.req.valid('json'), runOf(context))), 201) as never,
  );

  app.openapi(routes.decide, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(
      shown(await service.decide(id, context.req.valid('json'), runOf(context))),
      200,
    ) as never;
  });

  app.openapi(routes.end, async (context) => {
    const { id } = context.req.valid('param');
    return context.json(
      shown(await service.end(id, context.req.valid('json'), runOf(context))),
      200,
    ) as never;
  });
};
