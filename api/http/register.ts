import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InputError } from '../../engine/domain/issue.ts';
import { entriesTable } from '../export/stateTables.ts';
import { presentEntry } from '../present/register.ts';
import { findRecord } from '../service/sessionRecords.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { json, problem } from './contents.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const EntrySchema = z
  .object({
    seq: z.int(),
    at: z.string(),
    actor: z.string().openapi({ description: 'Compte : identifiant d’un jeton, ou « local »' }),
    kind: z.string(),
    hash: z.string(),
    text: z.string(),
  })
  .openapi('RegisterEntry');

const EntriesSchema = z
  .object({
    items: z.array(EntrySchema),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('RegisterEntries');

const LedgerEntrySchema = z
  .looseObject({
    seq: z.int(),
    at: z.string(),
    actor: z.string(),
    kind: z.string(),
    hash: z.string(),
    body: z.looseObject({}),
  })
  .openapi('RegisterEntryWhole', {
    description: 'L’écriture entière : les ménages y sont des engagements salés',
  });

const RecordSchema = z.looseObject({}).openapi('SessionRecord', {
  description: 'Le procès-verbal d’une séance ; les ménages y sont des engagements salés',
});

const seq = z.string().regex(/^[1-9]\d{0,8}$/);
const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/register/entries',
    summary: 'Liste les écritures du registre, de la première à la dernière',
    request: {
      query: z.strictObject({
        limit: z.coerce.number().int().min(1).max(500).default(50),
        cursor: seq.optional().openapi({ description: '`nextCursor` de la page précédente' }),
        ...tableQuery,
      }),
    },
    responses: {
      200: jsonOrTable(EntriesSchema, 'Une page d’écritures'),
      400: problem('Requête incorrecte'),
    },
  }),
  read: createRoute({
    method: 'get',
    path: '/v1/register/entries/{seq}',
    summary: 'Montre une écriture entière',
    request: { params: z.object({ seq: seq.openapi({ description: 'Numéro de l’écriture' }) }) },
    responses: {
      200: json(LedgerEntrySchema, 'L’écriture'),
      400: problem('Requête incorrecte'),
      404: problem('Aucune écriture n’a ce numéro'),
    },
  }),
  record: createRoute({
    method: 'get',
    path: '/v1/register/records/{hash}',
    summary: 'Montre un procès-verbal par son empreinte',
    request: {
      params: z.object({
        hash: z
          .string()
          .regex(/^[0-9a-f]{64}$/)
          .openapi({ description: 'SHA-256 du procès-verbal' }),
      }),
    },
    responses: {
      200: json(RecordSchema, 'Le procès-verbal'),
      400: problem('Requête incorrecte'),
      404: problem('Procès-verbal inconnu'),
    },
  }),
};

/** The register read entry by entry; its head and its verification are among the routes of decisions. */
export const addRegisterRoutes = (app: OpenAPIHono, { store }: WorkspaceCache): void => {
  app.openapi(routes.list, async (context) => {
    const { limit, cursor } = context.req.valid('query');
    const from = Number(cursor ?? 0) + 1;
    const items = (await store.events.read({ from, limit })).map(presentEntry);
    const total = (await store.events.head()).seq;
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, entriesTable(items), 'registre')) as never;
    const last = items.at(-1)?.seq ?? total;
    return context.json({ items, nextCursor: last < total ? String(last) : null, total }, 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const from = Number(context.req.valid('param').seq);
    const [event] = await store.events.read({ from, limit: 1 });
    if (event === undefined)
      throw new InputError([{ code: 'records.no-entry', path: 'seq', received: String(from) }]);
    return context.json(event, 200) as never;
  });

  app.openapi(
    routes.record,
    async (context) => context.json(await findRecord(store, context.req.valid('param').hash), 200) as never,
  );
};
