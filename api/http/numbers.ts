import type { Context, MiddlewareHandler } from 'hono';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { isPseudonym, replaceNumbers } from '../auth/pseudonym.ts';
import { readsNumbers } from '../auth/roles.ts';
import type { WrittenAnswer } from '../present/writtenJson.ts';
import type { WorkspaceCache } from '../service/workspaceCache.ts';
import { replaceBody, routeOf, sentBody, writtenAnswer } from './context.ts';
import type { Guard } from './guard.ts';
import { answerProblem, problemOf } from './problem.ts';

const TEXT = /^(text\/(?!event-stream)|application\/([\w.-]+\+)?json)/i;

/** Keeps the mark that a spreadsheet knows UTF-8 by. */
const WHOLE = new TextDecoder('utf-8', { ignoreBOM: true });

/** The one stream of events. */
export const JOB_EVENTS = '/v1/jobs/{id}/events';

/**
 * The border of numéros uniques. Whatever a route answers, sentences included, who may not read numbers gets pseudonyms; whoever
 * sends a pseudonym has it turned back into its number. Each answer that shows households is told to `onPersonalRead` first.
 */
export const numberBorder = (guard: Guard, cache: WorkspaceCache): MiddlewareHandler => {
  const { pseudonyms, onPersonalRead, log, now } = guard;

  const translateBody = async (context: Context, clear: boolean): Promise<void> => {
    const body = await sentBody(context);
    if (body === undefined) return;
    let translates = false;
    mapStrings(body, '', (text, path) => {
      if (!clear && isDemandNumber(text)) throw new InputError([{ code: 'auth.number-clear', path }]);
      translates ||= isPseudonym(text);
      return text;
    });
    tellDemand(context, body);
    if (!translates) return;
    const { pool } = await cache.current();
    const numbers = () => Array.from({ length: pool.rowCount }, (_, row) => pool.numbers.at(row));
    const translated = mapStrings(body, '', (text, path) => {
      if (!isPseudonym(text)) return text;
      const number = pseudonyms.numberOf(text, pool, numbers);
      if (number === null) throw new InputError([{ code: 'demand.unknown', path }]);
      return number;
    });
    replaceBody(context, translated);
  };

  /** The one demand that the request is about, for the trail of reads. */
  const tellDemand = (context: Context, body: unknown): void => {
    const { number } = (body ?? {}) as { readonly number?: unknown };
    if (typeof number !== 'string') return;
    if (isPseudonym(number)) context.set('demand', number);
    else if (isDemandNumber(number)) context.set('demand', pseudonyms.of(number));
  };

  return async (context, next) => {
    const { principal } = context.get('authenticated') ?? {};
    if (principal === undefined) return next();
    const clear = readsNumbers(principal.role);
    const shown = clear ? (number: string) => number : (number: string) => pseudonyms.of(number);
    context.set('shownNumber', shown);
    await translateBody(context, clear);
    await next();
    const route = routeOf(context);
    const own = writtenAnswer(context.res);
    if (route === null || (own === null && context.res.body === null)) return undefined;
    const type = context.res.headers.get('content-type') ?? '';
    // Where a job is: figures, and nobody.
    if (type.startsWith('text/event-stream') && route.path === JOB_EVENTS) return undefined;
    const isText = TEXT.test(type);
    const written = context.get('householdsWritten') ?? null;
    if (!isText && !clear && written === null) {
      // Numbers cannot be replaced in what is not read as text: it is withheld.
      context.res = undefined;
      context.res = answerProblem(context, problemOf([{ code: 'auth.clear-only', path: '' }], 403));
      return undefined;
    }
    const households = isText ? await replaceAnswer(context, { written: own, shown, clear }) : written;
    if (households === 0) return undefined;
    const read = {
      requestId: context.get('requestId'),
      method: context.req.method,
      route: route.path,
      at: now(),
      who: principal.id,
      role: principal.role,
      of: principal.of,
      about: context.get('about') ?? null,
      demand: context.get('demand') ?? null,
      households,
      clear,
    };
    await onPersonalRead(read);
    log.personalRead(read);
    return undefined;
  };
};

/**
 * Puts the answer's text through `shown`.
 *
 * @param answer.written what the answer says, where that is known; null: it is read.
 * @returns how many different numbers it held.
 */
const replaceAnswer = async (
  context: Context,
  answer: {
    readonly written: WrittenAnswer | null;
    readonly shown: (number: string) => string;
    readonly clear: boolean;
  },
): Promise<number> => {
  const { written } = answer;
  // Not read, and shown as it was written: the answer itself goes out.
  if (written !== null && answer.clear) return written.numbers.size;
  const said = WHOLE.decode(written?.bytes ?? (await context.res.arrayBuffer()));
  const { text, numbers } = replaceNumbers(said, answer.shown);
  const { status, headers } = context.res;
  const kept = new Headers(headers);
  kept.delete('content-length');
  // Set twice: Hono would otherwise merge the headers of the answer that this one replaces.
  context.res = undefined;
  context.res = new Response(text, { status, headers: kept });
  return numbers.size;
};

/** A JSON value with each of its texts changed; names of fields are left alone. */
const mapStrings = (
  value: unknown,
  path: string,
  change: (text: string, path: string) => string,
): unknown => {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value))
    return value.map((item, i) => mapStrings(item, path === '' ? `${i}` : `${path}.${i}`, change));
  if (typeof value !== 'object' || value === null) return value;
  // `__proto__` must stay a field, to be refused as one.
  return Object.fromEntries(
    Object.entries(value).map(([field, item]) => [
      field,
      mapStrings(item, path === '' ? field : `${path}.${field}`, change),
    ]),
  );
};
