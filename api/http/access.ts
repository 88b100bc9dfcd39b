import type { Context, MiddlewareHandler } from 'hono';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { Scope, Subject } from '../auth/rights.ts';
import { owns, type Principal } from '../auth/roles.ts';
import type { Jobs } from '../service/jobs.ts';
import type { SessionService } from '../service/sessions.ts';
import { vacanciesNow } from '../service/sessionsChanges.ts';
import type { Workspace } from '../service/workspace.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import type { StoredSession } from '../store/sessionDocument.ts';
import { idOf, replaceBody, rightOfRequest, routeOf, sendsJson, sentBody } from './context.ts';
import { isThisMachine } from './hosts.ts';
import { answerProblem, problemOf } from './problem.ts';
import { answerSignIn } from './signIn.ts';

interface Doors {
  readonly cache: WorkspaceCache;
  /** Null: the application has no sessions. */
  readonly sessions: SessionService | null;
  readonly jobs: Jobs | null;
}

/**
 * Lets a request through when the table of rights says so, and only on what is its sender's own where it says "own". Denied by
 * default: nobody known, a route in no line, a subject that cannot be told.
 */
export const authorise = (doors: Doors): MiddlewareHandler => {
  return async (context, next) => {
    const right = rightOfRequest(context);
    const { principal } = context.get('authenticated') ?? {};
    const open = right?.open === 'anyone' || (right?.open === 'this-machine' && isThisMachine(context));
    if (open) return next();
    if (principal === undefined) return unknownSender(context);
    // No such address, or not with this method: what is not there is nobody's.
    if (routeOf(context) === null) return next();
    if (right === null) return refused(context, REFUSALS.route);
    const scope: Scope = right.scopes[principal.role];
    if (scope === 'none') return refused(context, REFUSALS.role);
    const workspace = scope === 'own' ? await doors.cache.current() : null;
    context.set('mayShow', (vacancy) => workspace === null || isOwn(workspace, principal, vacancy));
    const asked: Asked = {
      context,
      principal,
      subject: right.subject,
      body: await sentBody(context),
      jobOwner: (id) => jobOwner(doors.jobs, id),
    };
    tellSubject(asked);
    if (workspace !== null) {
      const refusal = await refusalOf(asked, workspace, doors.sessions);
      if (refusal !== null) return refused(context, refusal, refusal === REFUSALS.mediaType ? 415 : 403);
    }
    await next();
    return undefined;
  };
};

interface Asked {
  readonly context: Context;
  readonly principal: Principal;
  readonly subject: Subject;
  readonly body: unknown;
  /** Who started a job; null when nobody is known to. */
  readonly jobOwner: (id: string) => Promise<string | null>;
}

/** Two tokens of one bailleur are one holder. */
export const holderOf = ({ role, of }: Principal): string => `${role} ${of ?? ''}`;

/** Null: nobody started a job of that name. */
const jobOwner = async (jobs: Jobs | null, id: string): Promise<string | null> => {
  try {
    return (await jobs?.find(id))?.holder ?? null;
  } catch (error) {
    if (error instanceof InputError && error.issues[0]?.code === 'job.unknown') return null;
    throw error;
  }
};

const REFUSALS = {
  route: { code: 'auth.route-closed', path: '' },
  role: { code: 'auth.role', path: '' },
  notOwn: { code: 'auth.not-own', path: '' },
  unnamed: { code: 'auth.unnamed', path: 'vacancy' },
  mediaType: { code: 'request.media-type', path: '', expected: 'le type application/json' },
} as const satisfies Readonly<Record<string, Issue>>;

const refused = (context: Context, issue: Issue, status: 403 | 415 = 403) =>
  answerProblem(context, problemOf([issue], status));

/** A browser is shown where to come in; a program is told what to send. */
const unknownSender = (context: Context) => {
  const shown = context.req.header('authorization') !== undefined;
  context.header('www-authenticate', 'Bearer realm="Precal"');
  const page = !shown && context.req.method === 'GET' && context.req.header('accept')?.includes('text/html');
  if (page) return answerSignIn(context, 401);
  return answerProblem(
    context,
    problemOf([{ code: shown ? 'auth.token-refused' : 'auth.required', path: '' }], 401),
  );
};

/** What the request is about, for the log of reads. */
const tellSubject = ({ context, subject, body }: Asked): void => {
  if (subject === 'session' || subject === 'freed') context.set('about', idOf(context));
  const { vacancy } = (body ?? {}) as { readonly vacancy?: unknown };
  if (subject === 'vacancy' && typeof vacancy === 'string') context.set('about', vacancy);
};

/** Why a request on one's own is refused; null when it may pass. */
const refusalOf = async (
  asked: Asked,
  workspace: Workspace,
  sessions: SessionService | null,
): Promise<Issue | null> => {
  const { context, principal, subject, body } = asked;
  switch (subject) {
    case 'none':
      return REFUSALS.notOwn;
    case 'list':
      return null;
    case 'job':
      return (await asked.jobOwner(idOf(context))) === holderOf(principal) ? null : REFUSALS.notOwn;
    case 'freed': {
      const id = idOf(context);
      // One that nobody has is left to the route to say.
      return placeOf(workspace, id) === null || isOwn(workspace, principal, id) ? null : REFUSALS.notOwn;
    }
    case 'session':
      if (!(await ownsSession(workspace, principal, sessions, idOf(context)))) return REFUSALS.notOwn;
      return namesOthers(workspace, principal, body) ? REFUSALS.notOwn : null;
    case 'vacancy':
    case 'new-session':
      // Without a JSON object the route would fall back on its defaults, which nobody has looked at.
      if (typeof body !== 'object' || body === null) return sendsJson(context) ? null : REFUSALS.mediaType;
      if (namesOthers(workspace, principal, body)) return REFUSALS.notOwn;
      if (subject === 'vacancy' && namesNone(body)) return REFUSALS.unnamed;
      return subject === 'new-session' ? narrowed(asked, body) : null;
  }
};

/** Nothing named may mean everything: it is for the route to say so to those who may have everything. */
const namesNone = (body: object): boolean => {
  const { vacancy } = body as { readonly vacancy?: unknown };
  return vacancy === undefined || vacancy === null;
};

/** A session of all that is free becomes one of what is the bailleur's own. */
const narrowed = ({ context, principal }: Asked, body: object): Issue | null => {
  const { vacancies, bailleur } = body as { readonly vacancies?: unknown; readonly bailleur?: unknown };
  if (principal.role !== 'bailleur') return REFUSALS.notOwn;
  if (Array.isArray(vacancies) || typeof vacancies === 'string') return null;
  if (bailleur !== undefined && bailleur !== null && bailleur !== principal.of) return REFUSALS.notOwn;
  replaceBody(context, { ...body, bailleur: principal.of });
  return null;
};

/** Null for a vacancy that nobody has: unknown, or of a dwelling that is not in the stock. */
const placeOf = (workspace: Workspace, vacancy: string): ReturnType<Workspace['place']> | null => {
  try {
    return workspace.place(vacancy);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
};

const isOwn = (workspace: Workspace, principal: Principal, vacancy: string): boolean => {
  const place = placeOf(workspace, vacancy);
  return (
    place !== null &&
    owns(principal, {
      bailleur: place.dwelling.bailleur,
      // An associated commune is its commune's.
      commune: workspace.territory.canonicalCommune(place.dwelling.commune) ?? place.dwelling.commune,
      orientedTo: place.vacancy.orientedTo,
    })
  );
};

/** A session is one's own when every vacancy it examines is. One that does not exist is left to the route to say. */
const ownsSession = async (
  workspace: Workspace,
  principal: Principal,
  sessions: SessionService | null,
  id: string,
): Promise<boolean> => {
  try {
    const stored = await sessions?.find(id);
    return (
      stored === undefined ||
      sessionVacancies(stored).every((vacancy) => isOwn(workspace, principal, vacancy))
    );
  } catch (error) {
    if (error instanceof InputError && error.issues[0]?.code === 'session.unknown') return true;
    throw error;
  }
};

/** The vacancies that a session examines, or examined. */
export const sessionVacancies = ({ document }: Pick<StoredSession, 'document'>): readonly string[] =>
  vacanciesNow(document);

const VACANCY_FIELDS: readonly string[] = ['vacancy', 'vacancies', 'beyondWishes'];

/** Whether a body names, anywhere, a vacancy that is somebody else's. One that nobody has is left to the route to refuse. */
const namesOthers = (workspace: Workspace, principal: Principal, body: unknown): boolean => {
  if (Array.isArray(body)) return body.some((item) => namesOthers(workspace, principal, item));
  if (typeof body !== 'object' || body === null) return false;
  return Object.entries(body).some(([field, value]) => {
    const named = VACANCY_FIELDS.includes(field) ? [value].flat() : [];
    return (
      named.some(
        (id) => typeof id === 'string' && placeOf(workspace, id) !== null && !isOwn(workspace, principal, id),
      ) || namesOthers(workspace, principal, value)
    );
  });
};
