import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { shortlistTable } from '../export/presentedTables.ts';
import { presentNotice } from '../present/notice.ts';
import { presentShortlist } from '../present/shortlist.ts';
import { sinceText } from '../present/since.ts';
import { shortlistFragility } from '../service/fragility.ts';
import { DEFAULT_QUESTION } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { addAcceptanceRoutes } from './acceptanceRoutes.ts';
import { authorise } from './access.ts';
import { accessLog, workLimits } from './answering.ts';
import { addBilanRoutes } from './bilans.ts';
import { addBrakeRoutes } from './brakesRoutes.ts';
import { json, problem } from './contents.ts';
import { idOf, routeOf, sendsJson } from './context.ts';
import { addCounterfactualRoutes } from './counterfactuals.ts';
import { addDecisionRoutes } from './decisions.ts';
import { describeApi } from './description.ts';
import { addFlowsRoutes } from './flows.ts';
import type { Guard } from './guard.ts';
import { errorPage, homePage } from './homePage.ts';
import { hostGuard } from './hosts.ts';
import { idempotency } from './idempotency.ts';
import { identify } from './identify.ts';
import { addImportRoutes, IMPORTS } from './imports.ts';
import { addJobRoutes } from './jobs.ts';
import { addMethodRoutes } from './methods.ts';
import { NoticeRequestSchema, NoticeSchema } from './noticeSchema.ts';
import { numberBorder } from './numbers.ts';
import { addPlacementRoutes } from './placements.ts';
import { addPriceRoutes, pricesForList } from './pricesRoutes.ts';
import { addProbes } from './probes.ts';
import { answerProblem, problemOf } from './problem.ts';
import { referencePage } from './referencePage.ts';
import { addRegisterRoutes } from './register.ts';
import { withoutMessage } from './requestLog.ts';
import { ShortlistRequestSchema, ShortlistSchema } from './schemas.ts';
import { addSessionRoutes, type SessionsDoor } from './sessions.ts';
import { addSessionTableRoutes } from './sessionTables.ts';
import { addSignIn } from './signIn.ts';
import { changesSince } from './staleSession.ts';
import { STYLESHEET } from './stylesheet.ts';
import { answerTable, formatAsked, jsonOrTable, tableQuery } from './tables.ts';
import { addTargetRoutes } from './targets.ts';
import { addTokenRoutes } from './tokens.ts';
import { addVacancyRoutes } from './vacancies.ts';

const shortlistRoute = createRoute({
  method: 'post',
  path: '/v1/shortlists',
  summary: 'Propose des candidats pour un logement libéré, et dit pourquoi',
  request: {
    query: z.strictObject(tableQuery),
    body: { required: true, content: { 'application/json': { schema: ShortlistRequestSchema } } },
  },
  responses: {
    200: jsonOrTable(ShortlistSchema, 'La proposition expliquée'),
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
  const [small, large] = [guard.limits.bodyBytes, guard.limits.importBytes].map(upTo) as [
    MiddlewareHandler,
    MiddlewareHandler,
  ];
  app.use((context, next) =>
    (routeOf(context)?.path === IMPORTS && !sendsJson(context) ? large : small)(context, next),
  );
  app.use(authorise({ cache, sessions: sessions?.service ?? null, jobs: sessions?.jobs ?? null }));
  app.use(numberBorder(guard, cache));
  app.use(idempotency(cache.store.collection('request-keys'), guard.now));
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
  app.onError(async (error, context) => {
    if (error instanceof InputError) {
      const refused = problemOf(error.issues);
      const [stale] = error.issues;
      if (sessions === undefined || stale?.code !== 'session.stale') return answerProblem(context, refused);
      const { store } = cache;
      const since = await changesSince(stale, idOf(context), { ...sessions, store, tokens: guard.tokens });
      const detail = `${refused.detail}${sinceText(since)}`;
      return answerProblem(context, { ...refused, detail, since });
    }
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
    const { prices, context: order } = await pricesForList(sessions, workspace, asked);
    const { shortlist, context: present } = workspace.shortlist(asked, prices);
    const fragility = asked.fragility ? shortlistFragility(workspace, asked, shortlist) : null;
    const shown = presentShortlist({ ...present, ...order }, shortlist, fragility);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(
        context,
        format,
        shortlistTable(shown),
        `proposition-${asked.vacancy}`,
      )) as never;
    return context.json(shown, 200) as never;
  });

  app.openapi(demandRoute, async (context) => {
    const workspace = await cache.current();
    const { explanation, context: present } = workspace.explainDemand(context.req.valid('json'));
    return context.json(presentNotice(present, explanation), 200) as never;
  });

  addProbes(app, guard, cache);
  addTokenRoutes(app, guard, cache.rules.territory.pack);
  addAcceptanceRoutes(app, cache, sessions);
  addPlacementRoutes(app, cache);
  addFlowsRoutes(app, cache, sessions);
  addBilanRoutes(app, cache);
  addCounterfactualRoutes(app, cache, sessions);
  addVacancyRoutes(app, cache);
  addTargetRoutes(app, cache);
  addMethodRoutes(app, cache);
  addRegisterRoutes(app, cache);
  if (sessions) addJobRoutes(app, guard, sessions.jobs);
  if (sessions) addImportRoutes(app, guard, cache, sessions);
  if (sessions) addSessionRoutes(app, cache, sessions);
  if (sessions) addSessionTableRoutes(app, cache, sessions.service);
  if (sessions) addBrakeRoutes(app, cache, sessions);
  if (sessions) addPriceRoutes(app, cache, sessions);
  if (sessions) addDecisionRoutes(app, cache, sessions);

  app.get('/openapi.json', (context) => context.json(describeApi(app)));
  app.get('/reference', (context) => context.html(referencePage(describeApi(app))));
  app.get('/precal.css', (context) =>
    context.body(STYLESHEET, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );
  app.get('/', async (context) => answerPage(context, cache, sessions));
  addSignIn(app as unknown as Hono, guard);
  return app as unknown as Hono;
};

const upTo = (maxSize: number): MiddlewareHandler =>
  bodyLimit({
    maxSize,
    onError: (context) =>
      answerProblem(
        context,
        problemOf([{ code: 'request.too-large', path: '', expected: `au plus ${maxSize} octets` }], 413),
      ),
  });

/** What the framework refuses by itself, before any schema. */
const UNREADABLE: Readonly<Record<number, Pick<Issue, 'code' | 'expected'>>> = {
  400: { code: 'request.json', expected: 'un objet JSON bien formé' },
  415: { code: 'request.media-type', expected: 'le type application/json' },
};

/** A key that looks like a name of a field, and not like a number or a text put there by mistake. */
const FIELD_NAME = /^[A-Za-z][A-Za-z_-]{0,40}$/;

/** The page, or the page that says what is wrong and leads back: a browser gets no JSON. */
const answerPage = async (context: Context, cache: WorkspaceCache, sessions?: SessionsDoor) => {
  try {
    const chosen = context.req.query('logement');
    const workspace = await cache.current();
    const mayShow = context.get('mayShow');
    // One that does not exist is said not to, below.
    if (chosen !== undefined && workspace.vacancies.has(chosen) && !mayShow(chosen))
      return context.html(errorPage(problemOf([{ code: 'auth.not-own', path: '' }], 403).detail), 403);
    if (chosen !== undefined) context.set('about', chosen);
    const question = chosen === undefined ? null : { ...DEFAULT_QUESTION, vacancy: chosen };
    const order =
      question && workspace.vacancies.has(question.vacancy)
        ? await pricesForList(sessions, workspace, { ...question, order: null, prices: null })
        : undefined;
    return await context.html(homePage(workspace, { chosen, order }, mayShow));
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
