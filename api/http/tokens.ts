import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { checkHolder, expiryAfter, type Holders, MOST_DAYS } from '../auth/holder.ts';
import { ROLES } from '../auth/roles.ts';
import { MOST_PER_SECOND } from '../auth/token.ts';
import { tokensTable } from '../export/keepingTables.ts';
import { json, problem } from './contents.ts';
import type { Guard } from './guard.ts';
import { idempotencyHeader } from './idempotency.ts';
import { longPageQuery, pageByKey, pageFields } from './paging.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';

const TokenSchema = z
  .object({
    id: z.string(),
    role: z.enum(ROLES),
    of: z.string().nullable().openapi({ description: 'Au nom de qui ; null : de personne' }),
    label: z.string(),
    createdAt: z.string(),
    expiresAt: z.string(),
    revokedAt: z.string().nullable(),
    perSecond: z
      .int()
      .nullable()
      .openapi({ description: 'Requêtes par seconde ; null : le débit du serveur' }),
  })
  .openapi('Token');

const CreatedSchema = z
  .object({
    token: TokenSchema,
    text: z.string().openapi({ description: 'À remettre : il n’est montré qu’ici' }),
  })
  .openapi('TokenCreated');

const AskedSchema = z
  .strictObject({
    role: z.enum(ROLES),
    of: z.string().max(64).nullable().default(null),
    days: z.int().min(1).max(MOST_DAYS).default(90),
    label: z.string().min(1).max(100),
    perSecond: z.int().min(1).max(MOST_PER_SECOND).nullable().default(null),
  })
  .openapi('TokenRequest');

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/tokens',
    summary: 'Liste les jetons d’accès, sans leur secret',
    description: 'En CSV ou en XLSX : tous, sans page.',
    request: { query: z.strictObject({ ...longPageQuery, ...tableQuery }) },
    responses: {
      200: jsonOrTable(z.object({ items: z.array(TokenSchema), ...pageFields }), 'Une page de jetons'),
      400: problem('Requête incorrecte'),
      403: problem('Refusé'),
    },
  }),
  create: createRoute({
    method: 'post',
    path: '/v1/tokens',
    summary: 'Fait un jeton d’accès',
    request: {
      headers: idempotencyHeader,
      body: { required: true, content: { 'application/json': { schema: AskedSchema } } },
    },
    responses: {
      201: json(CreatedSchema, 'Le jeton'),
      400: problem('Requête incorrecte'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
  revoke: createRoute({
    method: 'delete',
    path: '/v1/tokens/{id}',
    summary: 'Révoque un jeton d’accès, aussitôt',
    request: {
      headers: idempotencyHeader,
      params: z.object({ id: z.string().openapi({ description: 'Identifiant du jeton' }) }),
    },
    responses: {
      200: json(TokenSchema, 'Le jeton révoqué'),
      404: problem('Jeton inconnu'),
      409: problem('Clé d’idempotence déjà employée'),
    },
  }),
};

/** Tokens over HTTP, for the administrator: while a server keeps the data folder, the command line cannot write to it. */
export const addTokenRoutes = (app: OpenAPIHono, { tokens, now }: Guard, holders: Holders): void => {
  app.openapi(routes.list, async (context) => {
    const items = await tokens.list();
    const format = formatAsked(context);
    if (format !== 'json') return (await answerTable(context, format, tokensTable(items), 'jetons')) as never;
    // In the order of `TokenStore.list`.
    const page = pageByKey(
      'items',
      items,
      context.req.valid('query'),
      ({ createdAt, id }) => `${createdAt}~${id}`,
    );
    return context.json(page, 200) as never;
  });

  app.openapi(routes.create, async (context) => {
    const { role, of, days, label, perSecond } = context.req.valid('json');
    const at = now();
    const { entry, text } = await tokens.create({
      role,
      of: checkHolder(role, of, holders),
      label,
      perSecond,
      expiresAt: expiryAfter(days, at),
      now: at,
    });
    return context.json({ token: entry, text }, 201);
  });

  app.openapi(routes.revoke, async (context) =>
    context.json(await tokens.revoke(context.req.valid('param').id, now()), 200),
  );
};
