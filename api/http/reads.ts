import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { readsTable } from '../export/stateTables.ts';
import { presentRead } from '../present/reads.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { problem } from './contents.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const ReadSchema = z
  .object({
    id: z.string(),
    requestId: z.string(),
    at: z.string(),
    who: z.string().openapi({ description: 'Identifiant du jeton, ou de la page' }),
    role: z.string(),
    of: z.string().nullable(),
    method: z.string(),
    route: z.string(),
    about: z.string().nullable().openapi({ description: 'Logement libéré ou séance' }),
    demand: z.string().nullable().openapi({ description: 'Pseudonyme de la demande, jamais son numéro' }),
    households: z.int().nullable(),
    clear: z.boolean().openapi({ description: 'Par numéro unique, et non par pseudonyme' }),
    text: z.string(),
  })
  .openapi('PersonalRead');

const ReadsSchema = z
  .object({ items: z.array(ReadSchema), nextCursor: z.string().nullable() })
  .openapi('PersonalReads');

const readsRoute = createRoute({
  method: 'get',
  path: '/v1/reads',
  summary: 'Liste les lectures de données personnelles, de la dernière à la première',
  request: {
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(500).default(50),
      cursor: z.string().max(100).optional().openapi({ description: '`nextCursor` de la page précédente' }),
      who: z.string().max(64).optional().openapi({ description: 'D’un jeton' }),
      about: z.string().max(64).optional().openapi({ description: 'D’un logement libéré ou d’une séance' }),
      demand: z.string().max(64).optional().openapi({ description: 'D’une demande, par son pseudonyme' }),
      ...tableQuery,
    }),
  },
  responses: {
    200: jsonOrTable(ReadsSchema, 'Une page de lectures'),
    400: problem('Requête incorrecte'),
  },
});

/** Who read personal data: for the administrator, who answers for it. */
export const addReadRoutes = (app: OpenAPIHono, { store }: WorkspaceCache): void => {
  app.openapi(readsRoute, async (context) => {
    const { limit, cursor = null, who = null, about = null, demand = null } = context.req.valid('query');
    const found = await store.readTrail.read({ before: cursor, limit: limit + 1, who, about, demand });
    const items = found.slice(0, limit).map(presentRead);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, readsTable(items), 'lectures')) as never;
    const nextCursor = found.length > limit ? items.at(-1)!.id : null;
    return context.json({ items, nextCursor }, 200) as never;
  });
};
