import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Authenticated } from '../auth/authenticator.ts';
import { type Right, rightOf, tablePath } from '../auth/rights.ts';
import type { WrittenAnswer } from '../present/writtenJson.ts';

declare module 'hono' {
  /** What the guard learns of a request, for what comes after it. Everything but the identifier is set once it is known. */
  interface ContextVariableMap {
    /** Drawn here: one sent by a client could hold anything. */
    requestId: string;
    authenticated: Authenticated;
    /** Whether a vacancy may be shown to who asks: always, when the route is open to it on everything. */
    mayShow: (vacancy: string) => boolean;
    /** Vacancy or session that the request is about. */
    about: string;
    /** Pseudonym of the one demand that the request is about. */
    demand: string;
    /** A numéro unique as whoever asks may read it: itself, or its pseudonym. */
    shownNumber: (number: string) => string;
    /** Households of an answer that is no text, whose route wrote each by `shownNumber`. */
    householdsWritten: number;
    /** What a page's form sent, as the guard let it through. */
    form: Form;
    /** Code of the refusal answered. */
    refusal: string;
  }
}

/** The route that will answer: the router's own choice, so that nothing is allowed under one name and run under another. */
export const routeOf = (context: Context): { readonly method: string; readonly path: string } | null => {
  const found = matchedRoutes(context).find(({ method }) => method !== 'ALL');
  return found === undefined ? null : { method: found.method, path: tablePath(found.path) };
};

/** `{id}` of the address, decoded as the route itself will have it: a middleware has none of its own. */
export const idOf = (context: Context): string => {
  const { req } = context;
  const before = req.routeIndex;
  req.routeIndex = matchedRoutes(context).findIndex(({ method }) => method !== 'ALL');
  const id = req.param('id');
  req.routeIndex = before;
  if (id === undefined) throw new Error('guard: the table says that this route has an {id}');
  return id;
};

export const rightOfRequest = (context: Context): Right | null => {
  const route = routeOf(context);
  return route && rightOf(route.method, route.path);
};

/** A request that changes nothing. */
export const isSafe = (method: string): boolean => ['GET', 'HEAD', 'OPTIONS'].includes(method);

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;
export const sendsJson = (context: Context): boolean =>
  JSON_TYPE.test(context.req.header('content-type') ?? '');

const sendsForm = (context: Context): boolean =>
  /^application\/x-www-form-urlencoded\s*(;|$)/i.test(context.req.header('content-type') ?? '');

/** What a form of the pages sent, trimmed: what is checked is what is used. A field named twice is a list. */
export type Form = Readonly<Record<string, string | readonly string[]>>;

/** What was sent, JSON or a page's form; undefined when there is nothing that can be read, which the route then refuses. */
export const sentBody = async (context: Context): Promise<unknown> => {
  if (sendsJson(context)) return context.req.json().catch(() => undefined);
  if (!sendsForm(context)) return undefined;
  if (context.get('form') === undefined) context.set('form', formOf(await context.req.text()));
  return context.get('form');
};

const formOf = (text: string): Form => {
  const sent = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(sent.keys())].map((name) => {
      const values = sent.getAll(name).map((value) => value.trim());
      return [name, values.length === 1 ? (values[0] as string) : values];
    }),
  );
};

/** Gives the route another body than the one sent. */
export const replaceBody = (context: Context, body: unknown): void => {
  if (sendsForm(context)) {
    context.set('form', body as Form);
    return;
  }
  // Hono keeps promises here, whatever its types say.
  context.req.bodyCache = {
    text: Promise.resolve(JSON.stringify(body)),
  } as unknown as typeof context.req.bodyCache;
};

const writtenAnswers = new WeakMap<Response, WrittenAnswer>();

/** A JSON answer whose content the border of numbers has at hand: reading a long one back from its response costs as much as writing it. */
export const answerWritten = (
  context: Context,
  json: WrittenAnswer,
  status: ContentfulStatusCode,
): Response => {
  const body = json.bytes as Uint8Array<ArrayBuffer>;
  const response = context.body(body, status, { 'content-type': 'application/json' });
  writtenAnswers.set(response, json);
  return response;
};

/** What `answerWritten` wrote; null for any other answer. */
export const writtenAnswer = (response: Response): WrittenAnswer | null =>
  writtenAnswers.get(response) ?? null;
