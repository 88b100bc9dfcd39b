import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { shortlistTable } from '../export/presentedTables.ts';
import { presentListEntry } from '../present/register.ts';
import { presentShortlist } from '../present/shortlist.ts';
import { JsonWriter } from '../present/writtenJson.ts';
import { shortlistFragility } from '../service/fragility.ts';
import { ShortlistRecorder } from '../service/shortlistRecords.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { json, problem } from './contents.ts';
import { answerWritten } from './context.ts';
import { HeadSchema } from './decisionsRoutes.ts';
import type { Guard } from './guard.ts';
import { idempotencyHeader } from './idempotency.ts';
import { pricesForList } from './pricesRoutes.ts';
import { ShortlistRequestSchema, ShortlistSchema } from './schemas.ts';
import type { SessionsDoor } from './sessions.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const RecordedSchema = z
  .object({
    entry: z.object({
      record: z.string().openapi({ description: 'SHA-256 du procès-verbal de la liste' }),
      head: HeadSchema,
      text: z.string(),
    }),
    shortlist: ShortlistSchema,
  })
  .openapi('RecordedShortlist', {
    description: 'La liste, inscrite au registre et sur le disque avant cette réponse',
  });

const REFUSALS = {
  400: problem('Requête incorrecte'),
  404: problem('Logement libéré inconnu'),
  413: problem('Requête trop grande'),
  415: problem('Format non accepté'),
};

const routes = {
  preview: createRoute({
    method: 'post',
    path: '/v1/shortlists',
    summary: 'Propose des candidats pour un logement libéré, et dit pourquoi',
    request: {
      query: z.strictObject(tableQuery),
      body: { required: true, content: { 'application/json': { schema: ShortlistRequestSchema } } },
    },
    responses: { 200: jsonOrTable(ShortlistSchema, 'La proposition expliquée'), ...REFUSALS },
  }),
  record: createRoute({
    method: 'post',
    path: '/v1/vacancies/{id}/shortlists',
    summary: 'Propose des candidats pour un logement libéré, et inscrit la liste au registre',
    request: {
      params: z.object({ id: z.string().openapi({ description: 'Identifiant du logement libéré' }) }),
      headers: idempotencyHeader,
      body: {
        required: true,
        content: {
          'application/json': {
            schema: ShortlistRequestSchema.omit({ vacancy: true, fragility: true }).openapi(
              'ShortlistRecordRequest',
            ),
          },
        },
      },
    },
    responses: {
      201: json(RecordedSchema, 'La proposition, et son écriture au registre'),
      409: problem('Clé d’idempotence déjà employée'),
      ...REFUSALS,
    },
  }),
};

/** Lists made for one vacancy: shown, or shown and recorded. */
export const addShortlistRoutes = (
  app: OpenAPIHono,
  { now }: Guard,
  cache: WorkspaceCache,
  sessions: SessionsDoor | undefined,
): void => {
  const recorder = new ShortlistRecorder(cache.store);

  app.openapi(routes.preview, async (context) => {
    const workspace = await cache.current();
    const asked = context.req.valid('json');
    const { prices, context: order } = await pricesForList(sessions, workspace, asked);
    const format = formatAsked(context);
    if (format !== 'json') {
      const { shortlist, context: present } = workspace.shortlist(asked, prices);
      const table = shortlistTable(presentShortlist({ ...present, ...order }, shortlist));
      return (await answerTable(context, format, table, `proposition-${asked.vacancy}`)) as never;
    }
    const { list, context: present } = workspace.openList(asked, prices);
    const fragility = asked.fragility ? shortlistFragility(workspace, asked, list) : null;
    const json = new JsonWriter();
    workspace.shortlistJson.write(json, { context: { ...present, ...order }, list, fragility });
    return answerWritten(context, json.done(), 200) as never;
  });

  app.openapi(routes.record, async (context) => {
    const { workspace, known } = await cache.currentAndKnown();
    const question = { ...context.req.valid('json'), vacancy: context.req.valid('param').id };
    workspace.place(question.vacancy);
    const { prices, context: order } = await pricesForList(sessions, workspace, question);
    const { list, context: present } = workspace.openList(question, prices);
    const author = { at: now(), actor: context.get('authenticated').principal.id };
    const entry = await recorder.record({ workspace, known, question, shortlist: list }, author);
    const json = new JsonWriter();
    json.text(`{"entry":${JSON.stringify(presentListEntry(entry))},"shortlist":`);
    workspace.shortlistJson.write(json, { context: { ...present, ...order }, list, fragility: null });
    json.text('}');
    return answerWritten(context, json.done(), 201) as never;
  });
};
