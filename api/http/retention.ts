import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { retentionTable } from '../export/keepingTables.ts';
import { erasedTogetherText, presentKept, presentRetention } from '../present/retention.ts';
import { applyRetention, retentionOn } from '../service/retention.ts';
import { DurationsSchema, durationsOf, KEPT_PARTS, keepDurations } from '../service/retentionDurations.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import type { Guard } from './guard.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pageAt, pageQuery } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

/** Households erased by one request: it answers in time. */
const MOST_AT_ONCE = 2_000;

const part = z.enum(KEPT_PARTS);
const RetentionSchema = z
  .object({
    asOf: z.string(),
    durations: z.array(
      z.object({
        part,
        label: z.string(),
        from: z.string(),
        months: z.int(),
        source: z.string(),
        certainty: z.string(),
      }),
    ),
    kept: z.int().openapi({ description: 'Ménages dont quelque chose est gardé' }),
    past: z.int().openapi({ description: 'Ménages qui dépassent toutes les durées' }),
    next: z.string().nullable().openapi({ description: 'Dernier jour de garde du suivant' }),
    text: z.string(),
    items: z.array(
      z.object({
        number: z.string(),
        parts: z.array(z.object({ part, label: z.string(), last: z.string() })),
        until: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .openapi('Retention');

const ErasureSchema = z
  .object({
    households: z.int(),
    left: z.int().openapi({ description: 'Ménages qui dépassent encore les durées : redemandez' }),
    demands: z.int(),
    rows: z.int(),
    documents: z.int(),
    commitments: z.int(),
    text: z.string(),
  })
  .openapi('RetentionErasure');

const routes = {
  read: createRoute({
    method: 'get',
    path: '/v1/retention',
    summary: 'Liste les ménages qui dépassent les durées de conservation',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(RetentionSchema, 'Les durées, et une page de ces ménages, le plus ancien d’abord'),
      400: problem('Requête incorrecte'),
    },
  }),
  set: createRoute({
    method: 'put',
    path: '/v1/retention/durations',
    summary: 'Fixe les durées de conservation',
    request: { headers: idempotencyHeader, body: body(DurationsSchema) },
    responses: {
      200: json(z.object({ text: z.string() }).openapi('RetentionSet'), 'Ce qu’elles changent'),
      400: problem('Requête incorrecte'),
      409: problem('Quelqu’un d’autre les fixe au même moment'),
    },
  }),
  erase: createRoute({
    method: 'post',
    path: '/v1/retention/erasures',
    summary: 'Efface définitivement les ménages qui dépassent les durées',
    description: 'Le plus ancien d’abord. Une seule écriture du registre par lot, sans aucun numéro.',
    request: {
      headers: idempotencyHeader,
      body: body(
        z
          .strictObject({
            most: z.int().min(1).max(MOST_AT_ONCE).openapi({ description: 'Combien au plus, cette fois' }),
          })
          .openapi('RetentionErasureRequest'),
      ),
    },
    responses: {
      200: json(ErasureSchema, 'Ce qui est effacé'),
      400: problem('Requête incorrecte'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
};

/** Durations of retention, for the administrator. */
export const addRetentionRoutes = (app: OpenAPIHono, { now }: Guard, cache: WorkspaceCache): void => {
  const { store } = cache;
  const review = async () => retentionOn(store, await durationsOf(store), cache.today());

  app.openapi(routes.read, async (context) => {
    const found = await review();
    const format = formatAsked(context);
    if (format !== 'json') {
      const table = retentionTable(found.past.map(presentKept));
      return (await answerTable(context, format, table, 'durees-depassees')) as never;
    }
    const { items, nextCursor } = pageAt(found.past, context.req.valid('query'));
    const shown = presentRetention(found);
    return context.json({ ...shown, items: items.map(presentKept), nextCursor }, 200) as never;
  });

  app.openapi(routes.set, async (context) => {
    await keepDurations(store, context.req.valid('json'));
    return context.json({ text: presentRetention(await review()).text }, 200);
  });

  app.openapi(routes.erase, async (context) => {
    const { past } = await review();
    const oldest = past.slice(0, context.req.valid('json').most);
    const { principal } = context.get('authenticated');
    const erased = await applyRetention(store, { past: oldest }, { at: now(), actor: principal.id });
    const left = past.length - oldest.length;
    const text = erasedTogetherText(oldest.length, erased);
    return context.json({ households: oldest.length, left, ...erased, text }, 200);
  });
};
