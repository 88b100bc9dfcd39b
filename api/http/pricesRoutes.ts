import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InputError } from '../../engine/domain/issue.ts';
import { pricesTable } from '../export/steeringTables.ts';
import { presentPrices } from '../present/prices.ts';
import type { OrderAsked, PriceState } from '../service/prices.ts';
import type { KeptPrices } from '../service/pricesDocument.ts';
import type { ShortlistQuestion, Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { json, problem } from './contents.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

export const PricesSchema = z
  .object({
    hash: z.string().openapi({ description: 'Empreinte : les mêmes prix refont la même liste' }),
    asOf: z.string(),
    at: z.string(),
    freshness: z.enum(['fresh', 'stale', 'refreshing']),
    text: z.string(),
    method: z.object({ id: z.string(), version: z.string() }),
    vacancies: z.int().openapi({ description: 'Logements ouverts du plan' }),
    open: z.int(),
    free: z.int().openapi({ description: 'Objectifs qui ne coûtent rien' }),
    rows: z.array(
      z.object({
        target: z.string(),
        place: z.string(),
        label: z.string(),
        pricePoints: z.number().openapi({ description: 'Points pour un logement de plus vers l’objectif' }),
        penaltyPoints: z.number().openapi({ description: 'Le plus que le territoire lui donne' }),
        text: z.string(),
      }),
    ),
    notices: z.array(z.string()),
  })
  .openapi('Prices');

const REFUSALS = { 404: problem('Aucun prix n’est calculé, ou aucun logement n’est ouvert') };

const routes = {
  show: createRoute({
    method: 'get',
    path: '/v1/prices',
    summary: 'Prix des objectifs dans le plan du mois, et s’ils sont à jour',
    request: { query: z.strictObject(tableQuery) },
    responses: {
      200: jsonOrTable(PricesSchema, 'Les derniers prix'),
      400: problem('Requête incorrecte'),
      ...REFUSALS,
    },
  }),
  refresh: createRoute({
    method: 'post',
    path: '/v1/prices',
    summary: 'Recalcule les prix des objectifs, sur tous les logements ouverts',
    responses: {
      200: json(PricesSchema, 'Les prix'),
      202: json(z.object({ status: z.literal('refreshing') }), 'Le calcul continue : voir GET /v1/prices'),
      400: problem('Aucun logement n’est ouvert'),
    },
  }),
};

/** Prices of the month's plan. Made in the workers; the last ones stay in use meanwhile. */
export const addPriceRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  { service, now, waitMs }: SessionsDoor,
): void => {
  app.openapi(routes.show, async (context) => {
    const workspace = await cache.current();
    const latest = await service.prices.latest(workspace);
    if (latest === null) throw new InputError([{ code: 'prices.none', path: 'prices' }]);
    const shown = presentPrices(workspace.territory, latest);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, pricesTable(shown), `prix-${shown.asOf}`)) as never;
    return context.json(shown, 200) as never;
  });

  app.openapi(routes.refresh, async (context) => {
    const workspace = await cache.current();
    const making = service.prices.refresh(workspace, { at: now() });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), waitMs);
    });
    const kept = await Promise.race([making, late]).finally(() => clearTimeout(timer));
    if (kept === null) {
      // Who asked is told where to look; a failure leaves the last prices in use.
      making.catch(() => {});
      return context.json({ status: 'refreshing' as const }, 202);
    }
    return context.json(presentPrices(workspace.territory, { kept, freshness: 'fresh' }), 200) as never;
  });
};

/**
 * The prices that a list takes in, and what is to be said of them; stale ones are made anew behind the answer.
 *
 * @param door left out: the application has no sessions, and no prices.
 * @throws InputError `prices.order-twice`, those of `PriceBook`.
 */
export const pricesForList = async (
  door: SessionsDoor | undefined,
  workspace: Workspace,
  asked: ShortlistQuestion & { readonly order: OrderAsked; readonly prices: string | null },
): Promise<{
  readonly prices: KeptPrices['prices'] | null;
  readonly context: { readonly order?: PriceState };
}> => {
  const { order, prices: hash } = asked;
  if (order !== null && hash !== null) throw new InputError([{ code: 'prices.order-twice', path: 'prices' }]);
  if (door === undefined) {
    if (order === 'targets' || hash !== null) throw new InputError([{ code: 'prices.none', path: 'order' }]);
    return { prices: null, context: {} };
  }
  const book = door.service.prices;
  const state =
    hash === null ? await book.forList(workspace, asked, order) : await book.replayed(workspace, asked, hash);
  if (state.kind === 'used' && state.freshness === 'stale')
    await book.keepFresh(workspace, { at: door.now() });
  return { prices: state.kind === 'used' ? state.kept.prices : null, context: { order: state } };
};
