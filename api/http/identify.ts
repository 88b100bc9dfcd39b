import type { Context, MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Principal } from '../auth/roles.ts';
import { isSafe } from './context.ts';
import type { Guard } from './guard.ts';
import { addressOf } from './hosts.ts';
import { answerProblem, problemOf } from './problem.ts';
import { type Rate, RateLimit } from './rateLimit.ts';

export const PAGE_COOKIE = 'precal_page';

/** Tells who comes, and makes each wait its turn: who is known by its own rate, who is not by that of its address. */
export const identify = ({ authenticator, limits, monotonicMs }: Guard): MiddlewareHandler => {
  const known = new RateLimit(limits.known);
  const unknown = new RateLimit(limits.unknown);
  return async (context, next) => {
    const authenticated = await authenticator.authenticate({
      authorization: context.req.header('authorization') ?? null,
      cookie: getCookie(context, PAGE_COOKIE) ?? null,
    });
    const waitMs =
      authenticated === null
        ? unknown.take(addressOf(context) ?? '', monotonicMs())
        : known.take(
            authenticated.principal.id,
            monotonicMs(),
            rateOf(authenticated.principal, limits.known),
          );
    if (authenticated !== null) context.set('authenticated', authenticated);
    if (waitMs > 0) {
      context.header('retry-after', String(Math.ceil(waitMs / 1000)));
      return answerProblem(context, problemOf([{ code: 'request.too-many', path: '' }], 429));
    }
    if (authenticated?.by !== 'bearer' && !isSafe(context.req.method) && !sameOrigin(context))
      return answerProblem(context, problemOf([{ code: 'request.origin', path: '' }], 403));
    await next();
    return undefined;
  };
};

/** A token's own rate, with a second of it at once; the server's where it has none. */
const rateOf = ({ perSecond }: Principal, usual: Rate): Rate =>
  perSecond === undefined ? usual : { perSecond, burst: perSecond };

/**
 * Whether a browser sent this from a page of this server. A bearer token is put there by a program; a cookie goes by itself,
 * wherever the request comes from. The host alone is compared: behind a proxy the scheme is not ours to know.
 */
const sameOrigin = (context: Context): boolean => {
  const site = context.req.header('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = context.req.header('origin');
  // Pages give no referrer, so a browser sends their forms with the origin "null": what it says of the site then decides.
  if (origin === undefined || origin === 'null') return site === 'same-origin';
  return URL.canParse(origin) && new URL(origin).host === new URL(context.req.url).host;
};
