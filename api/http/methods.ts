import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { InputError } from '../../engine/domain/issue.ts';
import { methodsTable, methodTable, previewTable } from '../export/methodTables.ts';
import { presentMethod } from '../present/method.ts';
import { presentFault } from '../present/methodFaults.ts';
import { checkMethodText, previewMethod } from '../service/methodText.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { body, json, problem } from './contents.ts';
import { longPageQuery, pageFields, pageOf } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

/** A method file that comes near this is no method. */
const MOST_CHARACTERS = 60_000;

const Level = z.object({
  id: z.string(),
  label: z.string(),
  when: z.string(),
  placement: z.enum(['before-grid', 'grid', 'outside']),
  evidence: z.string(),
  source: z.string(),
  certainty: z.string(),
});
const Criterion = z.object({
  id: z.string(),
  label: z.string(),
  points: z.string(),
  when: z.string().nullable(),
  evidence: z.string(),
  source: z.string(),
  certainty: z.string(),
});
const Group = z.object({
  id: z.string(),
  label: z.string(),
  rule: z.string(),
  when: z.string().nullable(),
  source: z.string().nullable(),
  criteria: z.array(Criterion),
});
const Entry = z.object({
  id: z.string(),
  version: z.string(),
  label: z.string(),
  kind: z.enum(['ordering', 'weighting', 'composite']),
  certainty: z.string(),
  validity: z.string(),
});
const MethodSchema = Entry.extend({
  what: z.string(),
  source: z.string(),
  notices: z.array(z.string()),
  scope: z.string(),
  levels: z.array(Level),
  groups: z.array(Group),
  refusals: z.array(z.object({ id: z.string(), label: z.string(), text: z.string() })),
  tieBreak: z.array(z.string()),
  reads: z.array(z.string()),
}).openapi('Method');
const MethodsSchema = z
  .object({ items: z.array(Entry.extend({ isDefault: z.boolean() })), ...pageFields })
  .openapi('Methods');

const text = z
  .string()
  .min(1)
  .max(MOST_CHARACTERS)
  .openapi({ description: 'Le fichier YAML de la méthode ; docs/methodes.md en dit la forme' });
const CheckAskedSchema = z.strictObject({ text }).openapi('MethodText');
const CheckSchema = z
  .object({
    valid: z.boolean(),
    faults: z.array(
      z.object({
        code: z.string(),
        path: z.string(),
        line: z.int().nullable(),
        text: z.string(),
        snippet: z.string().nullable(),
        expected: z.string().nullable(),
        maybe: z.string().nullable(),
      }),
    ),
    method: MethodSchema.nullable(),
  })
  .openapi('MethodCheck');
const PreviewAskedSchema = z
  .strictObject({
    text,
    against: z
      .string()
      .max(100)
      .nullable()
      .default(null)
      .openapi({ description: 'Méthode comparée ; null : celle du territoire' }),
    first: z.int().min(1).max(1_000_000).default(100).openapi({ description: 'Premières places regardées' }),
  })
  .openapi('MethodPreviewRequest');
const PreviewSchema = z
  .object({
    from: z.string(),
    demands: z.int(),
    first: z.int(),
    changedOverall: z.int(),
    entered: z.int(),
    left: z.int(),
    movedWithin: z.int(),
    meanMove: z.number(),
    greatestMove: z.int(),
  })
  .openapi('MethodPreview', { description: 'Des comptes, et aucun ménage' });

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/methods',
    summary: 'Liste les méthodes du territoire',
    description: 'En CSV ou en XLSX : toutes, sans page.',
    request: { query: z.strictObject({ ...longPageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(MethodsSchema, 'Une page de méthodes'),
      400: problem('Requête incorrecte'),
    },
  }),
  show: createRoute({
    method: 'get',
    path: '/v1/methods/{id}',
    summary: 'Dit une méthode en clair : niveaux, rubriques, critères, points, sources',
    description: 'En CSV ou en XLSX : ses niveaux, puis ses critères.',
    request: {
      params: z.object({ id: z.string().openapi({ description: 'Identifiant de la méthode' }) }),
      query: z.strictObject(tableQuery),
    },
    responses: {
      200: jsonOrTable(MethodSchema, 'La méthode'),
      400: problem('Requête incorrecte'),
      404: problem('Méthode inconnue'),
    },
  }),
  check: createRoute({
    method: 'post',
    path: '/v1/method-checks',
    summary: 'Vérifie une méthode : toutes ses fautes, avec leur ligne et leur remède',
    request: { body: body(CheckAskedSchema) },
    responses: {
      200: json(CheckSchema, 'Ce que trouve la vérification'),
      400: problem('Requête incorrecte'),
    },
  }),
  preview: createRoute({
    method: 'post',
    path: '/v1/method-previews',
    summary: 'Compte ce qu’une méthode changerait à l’ordre des demandes, sans nommer personne',
    request: { query: z.strictObject(tableQuery), body: body(PreviewAskedSchema) },
    responses: {
      200: jsonOrTable(PreviewSchema, 'Les comptes'),
      400: problem('Méthode fautive ou requête incorrecte'),
    },
  }),
};

/** The routes of methods. What is checked or previewed is kept nowhere. */
export const addMethodRoutes = (app: OpenAPIHono, cache: WorkspaceCache): void => {
  app.openapi(routes.list, async (context) => {
    const { methods, territory } = cache.rules;
    const items = [...methods.values()].map((compiled) => {
      const { id, version, label, kind, certainty, validity } = presentMethod(compiled, cache.today());
      const isDefault = id === territory.pack.defaultMethod;
      return { id, version, label, kind, certainty, validity, isDefault };
    });
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, methodsTable(items), 'methodes')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.show, async (context) => {
    const { id } = context.req.valid('param');
    const compiled = cache.rules.methods.get(id);
    if (compiled === undefined)
      throw new InputError([
        { code: 'method.absent', path: 'id', expected: [...cache.rules.methods.keys()].join(', ') },
      ]);
    const method = presentMethod(compiled, cache.today());
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, methodTable(method), `methode-${id}`)) as never;
    return context.json(method, 200) as never;
  });

  app.openapi(routes.check, (context) => {
    const { issues, compiled, lines } = checkMethodText(context.req.valid('json').text, cache.rules);
    return context.json(
      {
        valid: compiled !== null,
        faults: issues.map((issue) => presentFault(issue, lines)),
        method: compiled && presentMethod(compiled, cache.today()),
      },
      200,
    ) as never;
  });

  app.openapi(routes.preview, async (context) => {
    const { from, moves } = previewMethod(await cache.current(), context.req.valid('json'));
    const { rows, first, changedOverall, entered, left, movedWithin, meanMove, greatestMove } = moves;
    const preview = {
      from,
      demands: rows,
      first,
      changedOverall,
      entered: entered.length,
      left: left.length,
      movedWithin,
      meanMove,
      greatestMove,
    };
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, previewTable(preview), 'essai-de-methode')) as never;
    return context.json(preview, 200) as never;
  });
};
