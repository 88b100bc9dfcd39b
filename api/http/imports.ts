import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { importsTable } from '../export/keepingTables.ts';
import type { ImportDesk } from '../service/importDesk.ts';
import { IMPORTABLE_KINDS, type ImportableKind } from '../service/imports.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { holderOf } from './access.ts';
import { json, problem } from './contents.ts';
import { idempotencyHeader } from './idempotency.ts';
import { JobSchema, presentJob } from './jobs.ts';
import { pageAt, pageQuery } from './paging.ts';
import { sentImport } from './sentMapping.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

export const IMPORTS = '/v1/imports';

const ImportsSchema = z
  .object({
    items: z.array(
      z.object({
        kind: z.string(),
        file: z.string(),
        sha256: z.string(),
        at: z.string(),
        added: z.int(),
        replaced: z.int(),
        unchanged: z.int(),
        older: z.int(),
        refused: z.int(),
        total: z.int(),
      }),
    ),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .openapi('Imports');

const oneJob = z.object({ id: z.string().openapi({ description: 'Identifiant du calcul de l’import' }) });

const part = (description: string) =>
  z.unknown().optional().openapi({ type: 'string', format: 'binary', description });

const routes = {
  list: createRoute({
    method: 'get',
    path: IMPORTS,
    summary: 'Liste les fichiers importés, le premier d’abord',
    request: { query: z.strictObject({ ...pageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(ImportsSchema, 'Une page d’imports ; un tableau les a tous'),
      400: problem('Requête incorrecte'),
    },
  }),
  send: createRoute({
    method: 'post',
    path: IMPORTS,
    summary: 'Importe un fichier : CSV, XLSX, JSON Lines ou XML du SNE',
    description:
      'Le corps de la requête est le fichier ; ou un formulaire dont la partie `file` est le fichier, et la partie `mapping` la correspondance de ses colonnes (YAML, comme `precal import --mapping`). La réponse dit où suivre l’import, qui porte ensuite son compte rendu.',
    request: {
      headers: idempotencyHeader,
      query: z.strictObject({
        kind: z
          .enum(IMPORTABLE_KINDS as [string, ...string[]])
          .openapi({ description: 'Ce que contient le fichier' }),
        file: z.string().min(1).max(200).openapi({ description: 'Nom du fichier, gardé avec l’import' }),
        encoding: z.enum(['auto', 'utf-8', 'windows-1252']).default('auto'),
        sheet: z.string().min(1).max(31).optional().openapi({ description: 'Feuille d’un classeur' }),
      }),
      body: {
        required: true,
        content: {
          'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) },
          // Optional for the validator alone, which also looks at the other form: `sentImport` asks for the file.
          'multipart/form-data': {
            schema: z.object({
              file: part('Le fichier'),
              mapping: part('Correspondance de ses colonnes, en YAML'),
            }),
          },
        },
      },
    },
    responses: {
      202: json(JobSchema, 'L’import est en cours : son avancement est à l’adresse donnée'),
      400: problem('Requête incorrecte, ou envoi interrompu'),
      409: problem('Clé d’idempotence déjà employée'),
      413: problem('Fichier trop grand'),
    },
  }),
  refusals: createRoute({
    method: 'get',
    path: '/v1/jobs/{id}/refusals',
    summary: 'Donne les lignes refusées d’un import, à corriger puis à renvoyer',
    description: 'Gardées une heure.',
    request: { params: oneJob },
    responses: {
      200: {
        description: 'Les lignes, et pourquoi chacune est refusée',
        content: { 'text/csv': { schema: z.string() }, 'application/x-ndjson': { schema: z.string() } },
      },
      404: problem('Aucune ligne refusée, ou plus gardée'),
    },
  }),
};

/** The routes of imports. */
export const addImportRoutes = (app: OpenAPIHono, { store }: WorkspaceCache, desk: ImportDesk): void => {
  app.openapi(routes.list, async (context) => {
    const entries = await store.imports();
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, importsTable(entries), 'imports')) as never;
    return context.json(
      { ...pageAt(entries, context.req.valid('query')), total: entries.length },
      200,
    ) as never;
  });

  app.openapi(routes.send, async (context) => {
    const { kind, file, encoding, sheet } = context.req.valid('query');
    const { principal } = context.get('authenticated');
    const { body, mapping } = await sentImport(context);
    const job = await desk.send(body, {
      kind: kind as ImportableKind,
      file,
      encoding,
      ...(mapping === undefined ? {} : { mapping }),
      ...(sheet === undefined ? {} : { sheet }),
      actor: principal.id,
      holder: holderOf(principal),
    });
    context.header('location', `/v1/jobs/${job.id}`);
    return context.json(presentJob(job), 202) as never;
  });

  app.openapi(routes.refusals, (context) => {
    const path = desk.refusalsOf(context.req.valid('param').id);
    const isLines = path.endsWith('.jsonl');
    const stream = Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    return context.body(stream, 200, {
      'content-type': isLines ? 'application/x-ndjson; charset=utf-8' : 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="refus.${isLines ? 'jsonl' : 'csv'}"`,
    }) as never;
  });
};
