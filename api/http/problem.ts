import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Issue } from '../../engine/domain/issue.ts';
import { issueText } from '../present/messages.ts';

/** RFC 9457 problem: `code` is stable and English, `detail` is French for the person, `issues` say where. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly issues: readonly (Issue & { readonly message: string })[];
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Requête incorrecte',
  404: 'Introuvable',
  405: 'Méthode non acceptée',
  413: 'Requête trop grande',
  415: 'Format non accepté',
  500: 'Erreur interne',
};

/** Statuses of the codes that say "it does not exist"; any other input issue is a 400. */
const STATUSES: Readonly<Record<string, ContentfulStatusCode>> = {
  'vacancy.unknown': 404,
  'vacancy.dwelling-unknown': 404,
  'demand.unknown': 404,
  'store.damaged': 500,
};

export const problemOf = (issues: readonly Issue[], status?: ContentfulStatusCode): Problem => {
  const code = issues[0]?.code ?? 'internal';
  const known = status ?? STATUSES[code] ?? 400;
  return {
    type: `urn:precal:problem:${code}`,
    title: TITLES[known] ?? 'Erreur',
    status: known,
    code,
    detail: issues.map(issueText).join(' '),
    issues: issues.map((issue) => ({ ...issue, message: issueText(issue) })),
  };
};

export const answerProblem = (context: Context, problem: Problem): Response =>
  context.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
  });
