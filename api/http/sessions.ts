import { createHash } from 'node:crypto';
import type { OpenAPIHono, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { InputError } from '../../engine/domain/issue.ts';
import { sessionsTable } from '../export/meetingTables.ts';
import { presentSavedSession } from '../present/savedSession.ts';
import { presentSessionEntry } from '../present/savedSessionText.ts';
import { presentSession } from '../present/session.ts';
import { presentSessionHousehold } from '../present/sessionHousehold.ts';
import { sessionNames } from '../present/sessionWords.ts';
import { presentVerification } from '../present/verification.ts';
import { sessionFragility } from '../service/fragility.ts';
import type { Job, JobRun, Jobs } from '../service/jobs.ts';
import type { SessionService } from '../service/sessions.ts';
import { conflictShown } from '../service/sessionsConflict.ts';
import { explainInSession, explainOpenSession } from '../service/sessionsExplain.ts';
import type { OpenSession, SessionQuestion, SessionRun } from '../service/sessionsQuestion.ts';
import { vacancyChoice } from '../service/sessionsVacancies.ts';
import type { SimulationLimits } from '../service/simulationLimits.ts';
import type { Simulator } from '../service/simulator.ts';
import type { Studies } from '../service/studies.ts';
import type { Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { SessionRequestKey } from '../store/sessionDocument.ts';
import type { Comparer } from '../workers/comparer.ts';
import { holderOf, sessionVacancies } from './access.ts';
import { presentJob } from './jobs.ts';
import { pageOf } from './paging.ts';
import { sessionRoutes as routes } from './sessionsRoutes.ts';
import type { SessionRequestSchema } from './sessionsSchemas.ts';
import { answerTable, formatAsked } from './tables.ts';

/** What the routes of sessions need besides the data. */
export interface SessionsDoor {
  readonly service: SessionService;
  readonly jobs: Jobs;
  /** Moment, ISO 8601 in UTC. */
  readonly now: () => string;
  /** Who runs comparisons of methods; left out: the server's own thread. */
  readonly comparer?: Comparer;
  /** Who makes audits and the experiments of comparisons; left out: the server's own thread. */
  readonly studies?: Studies;
  /** Who runs simulations; left out: the server's own thread, and nothing is kept of a run that is stopped but its results. */
  readonly simulator?: Simulator;
  readonly simulationLimits?: SimulationLimits;
  /** Folder where finished draws of simulations are kept; left out: none is. */
  readonly draws?: string;
  /** How long a request waits for its computation before it is told where to look. */
  readonly waitMs: number;
}

/** The routes of sessions and of their computations. */
export const addSessionRoutes = (app: OpenAPIHono, cache: WorkspaceCache, door: SessionsDoor): void => {
  const { service, jobs } = door;
  /** The data on the session's own day. */
  const dataOf = async (id: string): Promise<Workspace> => cache.ofSession((await service.find(id)).document);
  const runOf = (context: Context, content: unknown): SessionRun => ({
    at: door.now(),
    actor: context.get('authenticated').principal.id,
    request: requestKey(context, content),
  });
  const started = (
    context: Context,
    request: SessionRequestKey | null,
    work: (run: JobRun) => Promise<OpenSession>,
  ): Promise<Job> => {
    const holder = holderOf(context.get('authenticated').principal);
    return jobs.start({ kind: 'session', holder, request }, async (run) => ({
      session: (await work(run)).id,
    }));
  };
  const answerJob = async (context: Context, { id }: Job) => {
    const job = await jobs.settled(id, door.waitMs);
    if (job.status === 'failed') throw new InputError(job.issues);
    if (job.session === null) {
      context.header('location', `/v1/jobs/${id}`);
      return context.json(presentJob(job), 202) as never;
    }
    context.header('location', `/v1/sessions/${job.session}`);
    return answer(context, await service.open(await dataOf(job.session), job.session), 201);
  };

  app.openapi(routes.make, async (context) => {
    const asked = context.req.valid('json');
    const run = runOf(context, ['propose', asked]);
    const before = run.request && (await service.madeBy(run.request));
    if (before) {
      context.header('location', `/v1/sessions/${before.id}`);
      return answer(context, await service.open(await dataOf(before.id), before.id), 201);
    }
    const workspace = await cache.current();
    const work = (watched: JobRun) => service.propose(workspace, questionOf(asked), { ...run, ...watched });
    return answerJob(context, await started(context, run.request, work));
  });

  app.openapi(routes.list, async (context) => {
    const mayShow = context.get('mayShow');
    const shown = (await service.list()).filter((session) => sessionVacancies(session).every(mayShow));
    const items = shown.map(presentSessionEntry);
    const format = formatAsked(context);
    if (format !== 'json')
      return (await answerTable(context, format, sessionsTable(items), 'seances')) as never;
    return context.json(pageOf('items', items, context.req.valid('query')), 200) as never;
  });

  app.openapi(routes.read, async (context) => {
    const { id } = context.req.valid('param');
    return answer(context, await service.open(await dataOf(id), id), 200);
  });

  app.openapi(routes.cancel, async (context) => {
    const { id } = context.req.valid('param');
    const expected = versionRead(context);
    const cancelled = await service.cancel(id, { ...runOf(context, ['cancel', id]), expected });
    context.header('etag', etagOf(cancelled));
    return context.json({ items: [presentSessionEntry(cancelled)] }, 200);
  });

  app.openapi(routes.change, async (context) => {
    const { id } = context.req.valid('param');
    const { changes } = context.req.valid('json');
    const expected = versionRead(context);
    const run = { ...runOf(context, [id, changes]), expected };
    return answer(context, await service.change(await dataOf(id), id, changes, run), 200);
  });

  app.openapi(routes.undo, async (context) => {
    const { id } = context.req.valid('param');
    const expected = versionRead(context);
    return answer(
      context,
      await service.undo(await dataOf(id), id, { ...runOf(context, ['undo', id]), expected }),
      200,
    );
  });

  app.openapi(routes.recompute, async (context) => {
    const { id } = context.req.valid('param');
    const expected = versionRead(context);
    const run = { ...runOf(context, ['recompute', id, expected]), expected };
    // Solved anew: what coordination bodies decided since binds it.
    const workspace = await cache.on((await service.find(id)).document.asOf);
    const work = (watched: JobRun) => service.recompute(workspace, id, { ...run, ...watched });
    return answerJob(context, await started(context, run.request, work));
  });

  app.openapi(routes.explain, async (context) => {
    const { id } = context.req.valid('param');
    const open = await service.open(await dataOf(id), id);
    const explained = explainOpenSession(open);
    const query = context.req.valid('query');
    const asked = query.conflicts === 'true';
    const shown = presentSession(explained, {
      ...open.model.workspace.dataContext,
      document: open.document,
      ...(await conflictShown(open, explained, { asked })),
      ...(query.fragility === 'true' ? { fragility: sessionFragility(explained) } : {}),
    });
    return context.json(shown, 200) as never;
  });

  app.openapi(routes.explainDemand, async (context) => {
    const { id } = context.req.valid('param');
    const open = await service.open(await dataOf(id), id);
    const explained = explainOpenSession(open);
    const household = explainInSession(open, explained, context.req.valid('json').number);
    return context.json(presentSessionHousehold(household, sessionNames(explained)), 200) as never;
  });

  app.openapi(routes.verify, async (context) => {
    const stored = await service.find(context.req.valid('param').id);
    const workspace = await cache.ofSession(stored.document);
    return context.json(presentVerification(service.verify(workspace, stored)), 200) as never;
  });
};

const questionOf = (asked: z.infer<typeof SessionRequestSchema>): SessionQuestion => {
  const { vacancies, commune, bailleur, first, levelRule, precedence, pace, listSize, appearances, ...rest } =
    asked;
  return {
    ...rest,
    choice: vacancyChoice(vacancies, { commune, bailleur, first }),
    options: { levelRule, precedence, pace, listSize, appearances },
  };
};

const etagOf = ({ version }: { readonly version: number }): string => `"${version}"`;

const answer = (context: Context, open: OpenSession, status: 200 | 201) => {
  context.header('etag', etagOf(open));
  return context.json(
    presentSavedSession({
      ...open,
      prepared: open.model.prepared,
      simulated: open.model.workspace.simulated,
    }),
    status,
  ) as never;
};

/** @throws InputError `request.version-missing`, `request.version-malformed`. */
const versionRead = (context: Context): number => {
  const header = context.req.header('if-match');
  if (header === undefined) throw new InputError([{ code: 'request.version-missing', path: 'If-Match' }]);
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined)
    throw new InputError([
      { code: 'request.version-malformed', path: 'If-Match', expected: '"3", par exemple' },
    ]);
  return Number(version);
};

/** @throws InputError `request.key-malformed`. */
const requestKey = (context: Context, content: unknown): SessionRequestKey | null => {
  const key = context.req.header('idempotency-key');
  if (key === undefined) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key))
    throw new InputError([
      { code: 'request.key-malformed', path: 'Idempotency-Key', expected: '1 à 200 caractères, sans espace' },
    ]);
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  return { key: sha256(key), body: sha256(JSON.stringify(content)) };
};
