import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { Authenticated } from '../auth/authenticator.ts';
import { type Right, rightOf, tablePath } from '../auth/rights.ts';

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
    /** A numéro unique as whoever asks may read it: itself, or its pseudonym. */
    shownNumber: (number: string) => string;
    /** Households of an answer that is no text, whose route wrote each by `shownNumber`. */
    householdsWritten: number;
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

/** The JSON body; undefined when there is none that can be read, which the route's own schema then refuses. */
export const jsonBody = async (context: Context): Promise<unknown> => {
  if (!sendsJson(context)) return undefined;
  return context.req.json().catch(() => undefined);
};

/** Gives the route another body than the one sent. */
export const replaceBody = (context: Context, body: unknown): void => {
  // Hono keeps promises here, whatever its types say.
  context.req.bodyCache = {
    text: Promise.resolve(JSON.stringify(body)),
  } as unknown as typeof context.req.bodyCache;
};
