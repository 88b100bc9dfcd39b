import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { presentDwelling } from '../present/dwelling.ts';
import { presentNotice } from '../present/notice.ts';
import { presentShortlist } from '../present/shortlist.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { errorPage, homePage } from './homePage.ts';
import { NoticeRequestSchema, NoticeSchema } from './noticeSchema.ts';
import { answerProblem, problemOf } from './problem.ts';
import {
  HealthSchema,
  ProblemSchema,
  ShortlistRequestSchema,
  ShortlistSchema,
  VacanciesSchema,
} from './schemas.ts';
import { addSessionRoutes, type SessionsDoor } from './sessions.ts';

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const MAX_BODY_BYTES = 64 * 1024;
const PAGE = { size: 50, max: 500 };

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemSchema } },
});

const shortlistRoute = createRoute({
  method: 'post',
  path: '/v1/shortlists',
  summary: 'Propose des candidats pour un logement libéré, et dit pourquoi',
  request: { body: { required: true, content: { 'application/json': { schema: ShortlistRequestSchema } } } },
  responses: {
    200: json(ShortlistSchema, 'La proposition expliquée'),
    400: problem('Requête incorrecte'),
    404: problem('Logement libéré inconnu'),
    413: problem('Requête trop grande'),
    415: problem('Format non accepté'),
  },
});

const demandRoute = createRoute({
  method: 'post',
  path: '/v1/demand-explanations',
  summary: 'Explique à un ménage sa demande : cotation, pièces, position, attente, calcul',
  request: { body: { required: true, content: { 'application/json': { schema: NoticeRequestSchema } } } },
  responses: {
    200: json(NoticeSchema, 'L’explication de la demande'),
    400: problem('Requête incorrecte'),
    404: problem('Numéro unique inconnu'),
    413: problem('Requête trop grande'),
    415: problem('Format non accepté'),
  },
});

const vacanciesRoute = createRoute({
  method: 'get',
  path: '/v1/vacancies',
  summary: 'Liste les logements libérés',
  request: {
    query: z.strictObject({
      commune: z.string().optional().openapi({ description: 'Code INSEE' }),
      limit: z.coerce.number().int().min(1).max(PAGE.max).default(PAGE.size),
      cursor: z.string().max(200).optional(),
    }),
  },
  responses: {
    200: json(VacanciesSchema, 'Une page de logements libérés'),
    400: problem('Requête incorrecte'),
  },
});

const healthRoute = createRoute({
  method: 'get',
  path: '/health',
  summary: 'Dit que le serveur répond, et sur quelles données',
  responses: { 200: json(HealthSchema, 'En service'), 500: problem('Données illisibles') },
});

/**
 * The HTTP application over a workspace. It holds no state of its own and listens nowhere by itself.
 *
 * @param sessions left out: the application has no routes of sessions.
 */
export const createApp = (cache: WorkspaceCache, sessions?: SessionsDoor): Hono => {
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success ? undefined : answerProblem(context, problemOf(requestIssues(result.error.issues))),
  });
  app.use(secureHeaders());
  app.use(async (context, next) => {
    // Nobody signs in yet: a page of another site must not reach the data under a name that it points here.
    if (!LOCAL_HOSTS.includes(new URL(context.req.url).hostname))
      return answerProblem(
        context,
        problemOf([{ code: 'request.host', path: '', expected: 'localhost, sur cette machine' }], 403),
      );
    await next();
    // Answers hold personal data.
    context.header('cache-control', 'no-store');
    return undefined;
  });
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: (context) =>
        answerProblem(
          context,
          problemOf(
            [{ code: 'request.too-large', path: '', expected: `au plus ${MAX_BODY_BYTES} octets` }],
            413,
          ),
        ),
    }),
  );
  app.onError((error, context) => {
    if (error instanceof InputError) return answerProblem(context, problemOf(error.issues));
    if (error instanceof HTTPException) {
      const known = UNREADABLE[error.status];
      if (known) return answerProblem(context, problemOf([{ path: '', ...known }], error.status));
    }
    return answerProblem(context, problemOf([{ code: 'internal', path: '' }], 500));
  });
  app.notFound((context) => answerProblem(context, problemOf([{ code: 'route.unknown', path: '' }], 404)));

  app.openapi(shortlistRoute, async (context) => {
    const { shortlist, context: present } = (await cache.current()).shortlist(context.req.valid('json'));
    return context.json(presentShortlist(present, shortlist), 200) as never;
  });

  app.openapi(demandRoute, async (context) => {
    const workspace = await cache.current();
    const { explanation, context: present } = workspace.explainDemand(context.req.valid('json'));
    // Personal: no proxy or browser keeps it.
    context.header('cache-control', 'no-store');
    return context.json(presentNotice(present, explanation), 200) as never;
  });

  app.openapi(vacanciesRoute, async (context) => {
    const { commune, limit, cursor } = context.req.valid('query');
    const workspace = await cache.current();
    const places = workspace
      .places()
      .filter(({ dwelling }) => commune === undefined || dwelling.commune === commune);
    const from = cursor === undefined ? 0 : places.findIndex(({ vacancy }) => vacancy.id > cursor);
    const page = from < 0 ? [] : places.slice(from, from + limit);
    const last = page.at(-1)?.vacancy.id;
    const items = page.map(({ vacancy, dwelling }) =>
      presentDwelling(workspace.territory, vacancy, dwelling),
    );
    const more = from >= 0 && from + limit < places.length;
    return context.json(
      { items, nextCursor: more && last !== undefined ? last : null, total: places.length },
      200,
    );
  });

  app.openapi(healthRoute, async (context) => {
    const { pool, vacancies, territory } = await cache.current();
    return context.json(
      {
        status: 'ok' as const,
        territory: territory.pack.id,
        asOf: pool.asOf,
        demands: pool.rowCount,
        vacancies: vacancies.size,
      },
      200,
    );
  });

  if (sessions) addSessionRoutes(app, cache, sessions);

  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Précal',
      version: '1',
      description:
        'Prépare les commissions d’attribution de logements sociaux. Précal propose et explique ; la commission décide.',
    },
  });

  app.get('/', async (context) => answerPage(context, cache));
  return app as unknown as Hono;
};

/** What the framework refuses by itself, before any schema. */
const UNREADABLE: Readonly<Record<number, Pick<Issue, 'code' | 'expected'>>> = {
  400: { code: 'request.json', expected: 'un objet JSON bien formé' },
  415: { code: 'request.media-type', expected: 'le type application/json' },
};

/** A key that looks like a name of a field, and not like a number or a text put there by mistake. */
const FIELD_NAME = /^[A-Za-z][A-Za-z_-]{0,40}$/;

/** The page, or the page that says what is wrong and leads back: a browser gets no JSON. */
const answerPage = async (context: Context, cache: WorkspaceCache) => {
  try {
    return await context.html(homePage(await cache.current(), context.req.query('logement')));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { detail, status } = problemOf(error.issues);
    return context.html(errorPage(detail), status as ContentfulStatusCode);
  }
};

/** The issues of a request that does not fit its schema. Values are not repeated: they may be personal. */
const requestIssues = (issues: readonly z.core.$ZodIssue[]): Issue[] =>
  issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        code: 'request.field.unknown',
        path: [...issue.path, FIELD_NAME.test(key) ? key : '…'].join('.'),
        expected: 'un champ de la description /openapi.json',
      }));
    return [{ code: 'request.field.invalid', path: issue.path.join('.'), expected: expectedOf(issue) }];
  });

const TYPES: Readonly<Record<string, string>> = {
  string: 'un texte',
  number: 'un nombre',
  int: 'un nombre entier',
  boolean: 'true ou false',
  object: 'un objet JSON',
};

const expectedOf = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'too_small':
      return `au moins ${issue.minimum}`;
    case 'too_big':
      return `au plus ${issue.maximum}`;
    case 'invalid_value':
      return issue.values.map(String).join(', ');
    default:
      return 'une valeur décrite dans /openapi.json';
  }
};
