import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { sessionListsTable, targetsTable } from '../export/presentedTables.ts';
import { type PresentedSavedSession, presentSavedSession } from '../present/savedSession.ts';
import type { SessionService } from '../service/sessions.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { pageAt, pageQuery } from './paging.ts';
import { SavedSessionSchema } from './sessionsSchemas.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const paged = <S extends z.ZodType>(items: S) =>
  z.object({
    session: z.string(),
    version: z.int(),
    items,
    nextCursor: z.string().nullable(),
    total: z.int(),
  });
const request = {
  params: z.object({ id: z.string().openapi({ description: 'Identifiant de la séance' }) }),
  query: z.strictObject({ ...pageQuery, ...tableQuery }),
};
const REFUSED = {
  400: problem('Requête incorrecte'),
  404: problem('Séance inconnue'),
  409: problem('Les données ont changé'),
};

const routes = {
  lists: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/lists',
    summary: 'Donne les listes d’une séance, logement par logement',
    description: 'En CSV ou en XLSX : toutes, rang par rang.',
    request,
    responses: {
      200: jsonOrTable(paged(SavedSessionSchema.shape.lists).openapi('SessionLists'), 'Une page de listes'),
      ...REFUSED,
    },
  }),
  targets: createRoute({
    method: 'get',
    path: '/v1/sessions/{id}/targets',
    summary: 'Donne les objectifs d’une séance, avec ce qu’elle y apporte',
    description: 'En CSV ou en XLSX : tous.',
    request,
    responses: {
      200: jsonOrTable(
        paged(SavedSessionSchema.shape.targets).openapi('SessionTargets'),
        'Une page d’objectifs',
      ),
      ...REFUSED,
    },
  }),
};

/** The lists and the targets of a session by themselves, page by page or for a spreadsheet. */
export const addSessionTableRoutes = (
  app: OpenAPIHono,
  cache: WorkspaceCache,
  service: SessionService,
): void => {
  const presented = async (id: string): Promise<PresentedSavedSession> => {
    const workspace = await cache.ofSession((await service.find(id)).document);
    const open = await service.open(workspace, id);
    return presentSavedSession({
      ...open,
      prepared: open.model.prepared,
      simulated: open.model.workspace.simulated,
    });
  };
  const page = <T>(
    context: Context,
    { id, version }: PresentedSavedSession,
    items: readonly T[],
    asked: Parameters<typeof pageAt>[1],
  ) => {
    context.header('etag', `"${version}"`);
    return context.json({ session: id, version, ...pageAt(items, asked), total: items.length }, 200) as never;
  };

  app.openapi(routes.lists, async (context) => {
    const session = await presented(context.req.valid('param').id);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(
        context,
        format,
        sessionListsTable(session),
        `listes-${session.id}`,
      )) as never;
    return page(context, session, session.lists, context.req.valid('query'));
  });

  app.openapi(routes.targets, async (context) => {
    const session = await presented(context.req.valid('param').id);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(
        context,
        format,
        targetsTable(session.targets),
        `objectifs-${session.id}`,
      )) as never;
    return page(context, session, session.targets, context.req.valid('query'));
  });
};
