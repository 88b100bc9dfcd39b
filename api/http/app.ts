import { createRoute, OpenAPIHono, type z } from '@hono/zod-openapi';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { secureHeaders } from 'hono/secure-headers';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import { IMPORT_PAGE } from '../pages/importAddress.ts';
import { asksForPage } from '../pages/problemPage.tsx';
import { addPages } from '../pages/routes.ts';
import { presentNotice } from '../present/notice.ts';
import { sinceText } from '../present/since.ts';
import { ImportDesk } from '../service/importDesk.ts';
import { SimulationBook } from '../service/simulationBook.ts';
import { callingThreadSimulator } from '../service/simulator.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { addAbnormalDelayRoutes } from './abnormalDelays.ts';
import { addAcceptanceRoutes } from './acceptanceRoutes.ts';
import { authorise } from './access.ts';
import { accessLog, workLimits } from './answering.ts';
import { addBilanRoutes } from './bilans.ts';
import { addBrakeRoutes } from './brakesRoutes.ts';
import { addComparisonRoutes } from './comparisons.ts';
import { json, problem } from './contents.ts';
import { idOf, routeOf, sendsJson } from './context.ts';
import { addCoordinationRoutes } from './coordination.ts';
import { addCounterfactualRoutes } from './counterfactuals.ts';
import { addDecisionRoutes } from './decisions.ts';
import { addDemandRoutes } from './demands.ts';
import { describeApi } from './description.ts';
import { addDisparityRoutes } from './disparities.ts';
import { addFlowsRoutes } from './flows.ts';
import { addForecastRoutes } from './forecasts.ts';
import type { Guard } from './guard.ts';
import { addGuidanceRoutes } from './guidance.ts';
import { hostGuard } from './hosts.ts';
import { idempotency } from './idempotency.ts';
import { identify } from './identify.ts';
import { addImportRoutes, IMPORTS } from './imports.ts';
import { addJobRoutes } from './jobs.ts';
import { addMethodRoutes } from './methods.ts';
import { NoticeRequestSchema, NoticeSchema } from './noticeSchema.ts';
import { numberBorder } from './numbers.ts';
import { addPlacementRoutes } from './placements.ts';
import { addPriceRoutes } from './pricesRoutes.ts';
import { addProbes } from './probes.ts';
import { answerProblem, problemOf } from './problem.ts';
import { addReadRoutes } from './reads.ts';
import { referencePage } from './referencePage.ts';
import { addRegisterRoutes } from './register.ts';
import { withoutMessage } from './requestLog.ts';
import { addRetentionRoutes } from './retention.ts';
import { addScenarioRoutes } from './scenarios.ts';
import { addSessionProofRoute } from './sessionProofRoute.ts';
import { addSessionRoutes, type SessionsDoor } from './sessions.ts';
import { addSessionTableRoutes } from './sessionTables.ts';
import { addShortlistRoutes } from './shortlists.ts';
import { addSignIn } from './signIn.ts';
import { addSimulationRoutes } from './simulations.ts';
import { changesSince } from './staleSession.ts';
import { addStudyRetentionRoutes } from './studyRetention.ts';
import { addTargetRoutes } from './targets.ts';
import { addTokenRoutes } from './tokens.ts';
import { addVacancyRoutes } from './vacancies.ts';

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

/** What pages may load: the files of this server, nothing written in the page and nothing from elsewhere; no frame around them. */
const CONTENT_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  scriptSrc: ["'self'"],
  connectSrc: ["'self'"],
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
  // With `no-referrer` a browser also hides the origin of the forms of this server, which could then not be told from another's.
  app.use(secureHeaders({ contentSecurityPolicy: CONTENT_POLICY, referrerPolicy: 'same-origin' }));
  app.use(async (context, next) => {
    await next();
    // Answers hold personal data: no proxy or browser keeps them.
    if (routeOf(context)?.path !== '/actifs/{file}') context.res.headers.set('cache-control', 'no-store');
  });
  // Outside of what rewrites answers. Programs ask much and near: they are sent JSON as it is.
  const shrink = compress();
  app.use((context, next) =>
    asksForPage(context) || context.req.path.startsWith('/actifs/') ? shrink(context, next) : next(),
  );
  app.use(hostGuard(guard.publicHosts));
  app.use(workLimits(guard));
  app.use(identify(guard));
  const [small, large] = [guard.limits.bodyBytes, guard.limits.importBytes].map(upTo) as [
    MiddlewareHandler,
    MiddlewareHandler,
  ];
  app.use((context, next) => (takesFiles(context) ? large : small)(context, next));
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

  app.openapi(demandRoute, async (context) => {
    const workspace = await cache.current();
    const { explanation, context: present } = workspace.explainDemand(context.req.valid('json'));
    return context.json(presentNotice(present, explanation), 200) as never;
  });

  addShortlistRoutes(app, guard, cache, sessions);
  const { store, rules } = cache;
  const desk = sessions ? new ImportDesk(guard.gate.closing, { store, rules, ...sessions }) : null;
  addProbes(app, guard, cache);
  addTokenRoutes(app, guard, cache.rules.territory.pack);
  addAbnormalDelayRoutes(app, cache);
  addAcceptanceRoutes(app, cache, sessions);
  addPlacementRoutes(app, cache);
  addFlowsRoutes(app, cache, sessions);
  addBilanRoutes(app, cache);
  addGuidanceRoutes(app, guard, cache);
  addCoordinationRoutes(app, cache, sessions);
  addCounterfactualRoutes(app, cache, sessions);
  addVacancyRoutes(app, cache);
  addTargetRoutes(app, cache);
  addForecastRoutes(app, cache);
  addMethodRoutes(app, cache);
  addRegisterRoutes(app, cache);
  addReadRoutes(app, cache);
  addDemandRoutes(app, guard, cache);
  addRetentionRoutes(app, guard, cache);
  addStudyRetentionRoutes(app, guard, cache, sessions?.draws);
  if (sessions) addJobRoutes(app, guard, sessions.jobs);
  if (desk) addImportRoutes(app, cache, desk);
  if (sessions) addSessionRoutes(app, cache, sessions);
  if (sessions) addSessionTableRoutes(app, cache, sessions.service);
  if (sessions) addSessionProofRoute(app, cache, sessions.service);
  if (sessions) addBrakeRoutes(app, cache, sessions);
  if (sessions) addPriceRoutes(app, cache, sessions);
  if (sessions) addDecisionRoutes(app, cache, sessions);
  if (sessions) addComparisonRoutes(app, cache, sessions);
  if (sessions) addDisparityRoutes(app, cache, sessions);
  const simulations = sessions
    ? new SimulationBook({
        store,
        rules,
        simulator: sessions.simulator ?? callingThreadSimulator(null),
        limits: sessions.simulationLimits,
      })
    : null;
  if (sessions && simulations) {
    addScenarioRoutes(app, simulations.scenarios, sessions);
    addSimulationRoutes(app, simulations, sessions);
  }

  app.get('/openapi.json', (context) => context.json(describeApi(app)));
  app.get('/reference', (context) => context.html(referencePage(describeApi(app))));
  addPages(app as unknown as Hono, { cache, guard, sessions: sessions ?? null, imports: desk, simulations });
  addSignIn(app as unknown as Hono, guard);
  return app as unknown as Hono;
};

/** A file sent as it is, or by the form of the page. */
const takesFiles = (context: Context): boolean => {
  const path = routeOf(context)?.path;
  return !sendsJson(context) && (path === IMPORTS || path === IMPORT_PAGE);
};

/** A body whose length is said is held to it by HTTP itself: only the others are counted as they are read. */
const upTo = (maxSize: number): MiddlewareHandler => {
  const counted = bodyLimit({
    maxSize,
    onError: (context) =>
      answerProblem(
        context,
        problemOf([{ code: 'request.too-large', path: '', expected: `au plus ${maxSize} octets` }], 413),
      ),
  });
  return (context, next) => {
    const said = Number(context.req.header('content-length') ?? Number.NaN);
    const short = said <= maxSize && context.req.header('transfer-encoding') === undefined;
    return short ? next() : counted(context, next);
  };
};

/** What the framework refuses by itself, before any schema. */
const UNREADABLE: Readonly<Record<number, Pick<Issue, 'code' | 'expected'>>> = {
  400: { code: 'request.json', expected: 'un objet JSON bien formé' },
  415: { code: 'request.media-type', expected: 'le type application/json' },
};

/** A key that looks like a name of a field, and not like a number or a text put there by mistake. */
const FIELD_NAME = /^[A-Za-z][A-Za-z_-]{0,40}$/;

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
