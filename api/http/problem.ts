import { basename } from 'node:path';
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Issue } from '../../engine/domain/issue.ts';
import { answerProblemPage, asksForPage } from '../pages/problemPage.tsx';
import { issueText } from '../present/messages.ts';
import type { PresentedSince } from '../present/since.ts';

/** RFC 9457 problem: `code` is stable and English, `detail` is French for the person, `issues` say where. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly issues: readonly (Issue & { readonly message: string })[];
  /** What others did since the version that a refused change was made on. */
  readonly since?: readonly PresentedSince[];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Requête incorrecte',
  401: 'À identifier',
  403: 'Refusé',
  404: 'Introuvable',
  405: 'Méthode non acceptée',
  409: 'Conflit',
  412: 'Version dépassée',
  413: 'Requête trop grande',
  415: 'Format non accepté',
  428: 'Version à préciser',
  429: 'Trop de requêtes',
  500: 'Erreur interne',
  503: 'Indisponible pour l’instant',
};

/** Statuses of the codes that say more than "incorrect": what does not exist, what has changed. */
const STATUSES: Readonly<Record<string, ContentfulStatusCode>> = {
  'vacancy.unknown': 404,
  'vacancy.dwelling-unknown': 404,
  'demand.unknown': 404,
  'demand.closed': 409,
  'demand.already-renewed': 409,
  'household.unknown': 404,
  'session.unknown': 404,
  'prices.none': 404,
  'prices.unknown': 404,
  'job.unknown': 404,
  'comparison.unknown': 404,
  'disparity.unknown': 404,
  'scenario.absent': 404,
  'scenario.unreadable': 500,
  'simulation.unknown': 404,
  'simulation.place-unknown': 404,
  'simulation.chart-unknown': 404,
  'simulation.no-second': 404,
  'simulation.busy': 409,
  'simulation.unreadable': 500,
  'token.unknown': 404,
  'auth.number-clear': 403,
  'auth.not-own': 403,
  'auth.role': 403,
  'session.stale': 412,
  'request.version-missing': 428,
  'request.key-reused': 409,
  'request.key-running': 409,
  'request.key-spent': 409,
  'document.stale': 409,
  'job.not-stoppable': 409,
  'import.no-refusals': 404,
  'method.absent': 404,
  'records.no-entry': 404,
  'record.unknown': 404,
  'session.data-changed': 409,
  'session.brakes-absent': 404,
  'session.brakes-earlier': 409,
  'session.brakes-busy': 409,
  'session.cancelled': 409,
  'session.decided': 409,
  'decision.already-made': 409,
  'offer.unknown': 404,
  'offer.already-made': 409,
  'offer.another-runs': 409,
  'offer.not-in-turn': 409,
  'offer.turn-passed': 409,
  'offer.vacancy-taken': 409,
  'answer.already-given': 409,
  'answer.turn-passed': 409,
  'lease.already-signed': 409,
  'correction.unknown-event': 404,
  'events.stale': 409,
  'guidance.unknown': 404,
  'guidance.already-decided': 409,
  'guidance.already-ended': 409,
  'coordination.area-unknown': 404,
  'session.vacancy-awaited': 409,
  'session.all-awaited': 409,
  'session.other-territory': 409,
  'session.unreadable': 500,
  internal: 500,
};
/** Data or packs that cannot be used: no request can mend them. Any other input issue is a 400. */
const OURS = /^(store|pool|pack|yaml|csv|file|formula|territory)\./;

/**
 * The problem of some issues. What was received is not repeated: a numéro unique sent in the wrong field would come back,
 * and stay in whatever keeps the answers. Neither is a path of this machine.
 */
export const problemOf = (received: readonly Issue[], status?: ContentfulStatusCode): Problem => {
  const issues = received.map(withoutValues);
  const code = issues[0]?.code ?? 'internal';
  const known = status ?? STATUSES[code] ?? (OURS.test(code) ? 500 : 400);
  return {
    type: `urn:precal:problem:${code}`,
    title: TITLES[known] ?? 'Erreur',
    status: known,
    code,
    detail: issues.map(issueText).join(' '),
    issues: issues.map((issue) => ({ ...issue, message: issueText(issue) })),
  };
};

/** Where the command line quotes what it received, an answer shows an ellipsis. */
const withoutValues = ({ received, file, ...issue }: Issue): Issue => ({
  ...issue,
  ...(received === undefined ? {} : { received: '…' }),
  ...(file === undefined ? {} : { file: basename(file) }),
});

/** A program gets the problem; a browser that asked for a page gets a page that says the same. */
export const answerProblem = (context: Context, problem: Problem): Response => {
  context.set('refusal', problem.code);
  if (asksForPage(context)) return answerProblemPage(context, problem);
  return context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
};
