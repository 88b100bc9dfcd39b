import { createHash, randomUUID } from 'node:crypto';
import { z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { DocumentCollection } from '../store/documents.ts';
import { routeOf, sendsJson } from './context.ts';
import { answerProblem, problemOf } from './problem.ts';

export const idempotencyHeader = z.object({
  'idempotency-key': z.string().optional().openapi({
    description: 'La même clé, pendant 24 heures, ne fait la chose qu’une fois et redonne la réponse',
  }),
});

/** Sessions keep the keys of their own changes for as long as they last. */
export const KEYED_BY_THEMSELVES: readonly string[] = [
  'POST /v1/sessions',
  'POST /v1/sessions/{id}/changes',
  'POST /v1/sessions/{id}/plans',
];

/** Whose answer is a secret: it is not kept, and a repeat is told so. */
const SECRET: readonly string[] = ['POST /v1/tokens'];

/** Whose answer begins with the number asked about: it is kept without it, and given back with the one that the repeat names. */
const OF_A_DEMAND: readonly string[] = [
  'POST /v1/demand-renewals',
  'POST /v1/demand-removals',
  'POST /v1/demand-corrections',
];

/** What else changes something, and whose answers are kept by key. */
export const KEYED: readonly string[] = [
  'POST /v1/vacancies/{id}/shortlists',
  'DELETE /v1/sessions/{id}',
  'DELETE /v1/sessions/{id}/changes/last',
  'POST /v1/sessions/{id}/decisions',
  'POST /v1/sessions/{id}/acts',
  'POST /v1/sessions/{id}/offers/{offer}/answer',
  'POST /v1/sessions/{id}/corrections',
  'POST /v1/guidance',
  'POST /v1/guidance/{id}/decision',
  'POST /v1/guidance/{id}/end',
  'POST /v1/comparisons',
  'POST /v1/scenarios',
  'POST /v1/simulations',
  'POST /v1/disparities',
  'POST /v1/imports',
  'PUT /v1/retention/durations',
  'POST /v1/retention/erasures',
  'PUT /v1/retention/studies/durations',
  'POST /v1/retention/studies/removals',
  ...OF_A_DEMAND,
  'POST /v1/household-erasures',
  'DELETE /v1/tokens/{id}',
  'DELETE /v1/jobs/{id}',
  ...SECRET,
];

const KEPT_MS = 24 * 60 * 60 * 1000;
const PURGED_EVERY_MS = 10 * 60 * 1000;
const KEPT_HEADERS = ['content-type', 'location', 'etag'] as const;

interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: it was a secret. */
  readonly text: string | null;
}

interface KeptKey {
  /** SHA-256 of what was asked. */
  readonly asked: string;
  /** Moment, ISO 8601 in UTC. */
  readonly at: string;
  /** Server at work on it. */
  readonly server: string;
  /** Null while it is at work. */
  readonly answer: KeptAnswer | null;
}

/**
 * Keys of writes: a request that comes again with its key, because its answer was lost, is answered as the first time and changes
 * nothing. A refusal is not kept, since it changed nothing either. The key is on disk before the work begins; one whose server stopped
 * meanwhile is worked on anew, and the write itself then tells what it finds already made.
 */
export const idempotency = (documents: DocumentCollection, now: () => string): MiddlewareHandler => {
  const server = randomUUID();
  let purgedAt = Number.NEGATIVE_INFINITY;

  const purge = async (moment: number): Promise<void> => {
    if (moment - purgedAt < PURGED_EVERY_MS) return;
    purgedAt = moment;
    for (const { id, document } of await documents.all())
      if (isOver(document as KeptKey, moment)) await documents.remove(id, null);
  };

  /** What was answered to the same request; null once the key is taken for this one. */
  const take = async (id: string, asked: string): Promise<KeptAnswer | null> => {
    const at = now();
    await purge(Date.parse(at));
    const found = await documents.find(id);
    const kept =
      found && !isOver(found.document as KeptKey, Date.parse(at)) ? (found.document as KeptKey) : null;
    if (kept !== null && kept.asked !== asked) throw refusal('request.key-reused');
    if (kept?.answer) return kept.answer;
    if (kept?.server === server) throw refusal('request.key-running');
    if (found !== null) await documents.remove(id, found.version);
    const taken: KeptKey = { asked, at, server, answer: null };
    try {
      await documents.save({ id, version: 1, document: taken }, 0);
    } catch (error) {
      if (error instanceof InputError && error.issues[0]?.code === 'document.stale')
        throw refusal('request.key-running');
      throw error;
    }
    return null;
  };

  return async (context, next) => {
    const route = routeOf(context);
    const name = `${route?.method} ${route?.path}`;
    const key = context.req.header('idempotency-key');
    if (key === undefined || !KEYED.includes(name)) return next();
    if (!/^[\x21-\x7e]{1,200}$/.test(key))
      throw new InputError([
        {
          code: 'request.key-malformed',
          path: 'Idempotency-Key',
          expected: '1 à 200 caractères, sans espace',
        },
      ]);
    const id = sha256(`${context.get('authenticated').principal.id}\n${key}`);
    // With the key, which is not kept: a numéro unique alone could be found again by trying them.
    const asked = sha256(`${key}\n${await contentOf(context)}`);
    const before = await take(id, asked);
    if (before !== null)
      return repeated(context, OF_A_DEMAND.includes(name) ? await numbered(context, before) : before);
    await next();
    const { res } = context;
    if (!res.ok) {
      await documents.remove(id, 1);
      return undefined;
    }
    const answered = SECRET.includes(name) ? null : await res.clone().text();
    const text = answered !== null && OF_A_DEMAND.includes(name) ? withoutNumber(answered) : answered;
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((header) => {
        const value = res.headers.get(header);
        return value === null ? [] : [[header, value]];
      }),
    );
    const document: KeptKey = { asked, at: now(), server, answer: { status: res.status, headers, text } };
    await documents.save({ id, version: 2, document }, 1);
    return undefined;
  };
};

const isOver = ({ at }: KeptKey, moment: number): boolean => Date.parse(at) + KEPT_MS <= moment;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const refusal = (code: Issue['code']): InputError => new InputError([{ code, path: 'Idempotency-Key' }]);

/** What the key was given for. A file is known by its name and its size: it is not read twice. */
const contentOf = async (context: Context): Promise<string> => {
  const { req } = context;
  const address = `${req.method} ${new URL(req.url).pathname}${new URL(req.url).search}`;
  const content = sendsJson(context) ? await req.text() : (req.header('content-length') ?? '');
  return `${address}\n${content}`;
};

const withoutNumber = (text: string): string => {
  const { number: _number, ...rest } = JSON.parse(text) as { readonly number: string };
  return JSON.stringify(rest);
};

/** What was asked is the same, so is its number. */
const numbered = async (context: Context, { text, ...kept }: KeptAnswer): Promise<KeptAnswer> => {
  const { number } = (await context.req.json()) as { readonly number: string };
  return { ...kept, text: text && JSON.stringify({ number, ...(JSON.parse(text) as object) }) };
};

const repeated = (context: Context, { status, headers, text }: KeptAnswer): Response => {
  if (text === null)
    return answerProblem(context, problemOf([{ code: 'request.key-spent', path: 'Idempotency-Key' }]));
  return context.body(text, status as ContentfulStatusCode, { ...headers });
};
