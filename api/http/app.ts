import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { presentDwelling } from '../present/dwelling.ts';
import { presentNotice } from '../present/notice.ts';
import { presentShortlist } from '../present/shortlist.ts';
import { shortlistFragility } from '../service/fragility.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { addAcceptanceRoutes } from './acceptanceRoutes.ts';
import { authorise } from './access.ts';
import { accessLog, workLimits } from './answering.ts';
import { addBrakeRoutes } from './brakesRoutes.ts';
import { routeOf } from './context.ts';
import { addCounterfactualRoutes } from './counterfactuals.ts';
import { addDecisionRoutes } from './decisions.ts';
import { describeApi } from './description.ts';
import { addFlowsRoutes } from './flows.ts';
import type { Guard } from './guard.ts';
import { errorPage, homePage } from './homePage.ts';
import { hostGuard } from './hosts.ts';
import { identify } from './identify.ts';
import { NoticeRequestSchema, NoticeSchema } from './noticeSchema.ts';
import { numberBorder } from './numbers.ts';
import { addPlacementRoutes } from './placements.ts';
import { addProbes } from './probes.ts';
import { answerProblem, problemOf } from './problem.ts';
import { withoutMessage } from './requestLog.ts';
import { ProblemSchema, ShortlistRequestSchema, ShortlistSchema, VacanciesSchema } from './schemas.ts';
import { addSessionRoutes, type SessionsDoor } from './sessions.ts';
import { addSignIn } from './signIn.ts';
import { STYLESHEET } from './stylesheet.ts';
import { addTokenRoutes } from './tokens.ts';

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

/** What pages may load: their own style, and nothing else; no script, and no frame around them. */
const CONTENT_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/**
 * The HTTP application over a workspace. It listens nowhere by itself, and lets in whom the table of rights says.
 *
 * @param sessions left out: the application has no routes of sessions.
 */
export const createApp = (cache: WorkspaceCache, guard: Guard, sessions?: SessionsDoor): Hono => {
  const app = new OpenAPIHono({
    defaultHook: (result, context) =>
      result.success ? undefined : answerProblem(context, problemOf(requestIssues(result.error.issues))),
  });
  app.use(accessLog(guard));
  app.use(secureHeaders({ contentSecurityPolicy: CONTENT_POLICY }));
  app.use(async (context, next) => {
    await next();
    // Answers hold personal data: no proxy or browser keeps them.
    context.header('cache-control', 'no-store');
  });
  app.use(hostGuard(guard.publicHosts));
  app.use(workLimits(guard));
  app.use(identify(guard));
  app.use(
    bodyLimit({
      maxSize: guard.limits.bodyBytes,
      onError: (context) =>
        answerProblem(
          context,
          problemOf(
            [{ code: 'request.too-large', path: '', expected: `au plus ${guard.limits.bodyBytes} octets` }],
            413,
          ),
        ),
    }),
  );
  app.use(authorise({ cache, sessions: sessions?.service ?? null }));
  app.use(numberBorder(guard, cache));
  app.use(
    methodNotAllowed({
      app: app as unknown as Hono,
      onMethodNotAllowed: (context, methods) => {
        const allow = methods.join(', ');
        context.header('allow', allow);
        return answerProblem(context, problemOf([{ code: 'route.method', path: '', expected: allow }], 405));
      },
    }),
  );
  app.onError((error, context) => {
    if (error instanceof InputError) return answerProblem(context, problemOf(error.issues));
    if (error instanceof HTTPException) {
      const known = UNREADABLE[error.status];
      if (known) return answerProblem(context, problemOf([{ path: '', ...known }], error.status));
    }
    guard.log.failure({
      requestId: context.get('requestId'),
      method: context.req.method,
      route: routeOf(context)?.path ?? null,
      ...withoutMessage(error),
    });
    return answerProblem(context, problemOf([{ code: 'internal', path: '' }], 500));
  });
  app.notFound((context) => answerProblem(context, problemOf([{ code: 'route.unknown', path: '' }], 404)));

  app.openapi(shortlistRoute, async (context) => {
    const workspace = await cache.current();
    const asked = context.req.valid('json');
    const { shortlist, context: present } = workspace.shortlist(asked);
    const fragility = asked.fragility ? shortlistFragility(workspace, asked, shortlist) : null;
    return context.json(presentShortlist(present, shortlist, fragility), 200) as never;
  });

  app.openapi(demandRoute, async (context) => {
    const workspace = await cache.current();
    const { explanation, context: present } = workspace.explainDemand(context.req.valid('json'));
    return context.json(presentNotice(present, explanation), 200) as never;
  });

  app.openapi(vacanciesRoute, async (context) => {
    const { commune, limit, cursor } = context.req.valid('query');
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    const places = workspace
      .places()
      .filter(({ dwelling }) => commune === undefined || dwelling.commune === commune)
      .filter(({ vacancy }) => mayShow(vacancy.id));
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

  addProbes(app, guard, cache);
  addTokenRoutes(app, guard, cache.rules.territory.pack);
  addAcceptanceRoutes(app, cache, sessions);
  addPlacementRoutes(app, cache);
  addFlowsRoutes(app, cache, sessions);
  addCounterfactualRoutes(app, cache, sessions);
  if (sessions) addSessionRoutes(app, cache, sessions);
  if (sessions) addBrakeRoutes(app, cache, sessions);
  if (sessions) addDecisionRoutes(app, cache, sessions);

  app.get('/openapi.json', (context) => context.json(describeApi(app)));
  app.get('/precal.css', (context) =>
    context.body(STYLESHEET, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/', async (context) => answerPage(context, cache));
  addSignIn(app as unknown as Hono, guard);
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
    const chosen = context.req.query('logement');
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    // One that does not exist is said not to, below.
    if (chosen !== undefined && workspace.vacancies.has(chosen) && !mayShow(chosen))
      return context.html(errorPage(problemOf([{ code: 'auth.not-own', path: '' }], 403).detail), 403);
    if (chosen !== undefined) context.set('about', chosen);
    return await context.html(homePage(workspace, chosen, mayShow));
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
