import type { Context, MiddlewareHandler } from 'hono';
import { answerProblem, problemOf } from './problem.ts';

const LOCAL_HOSTS: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

const hostOf = (context: Context): string => new URL(context.req.url).hostname;

/** Address of the socket's other end; null in a test, where there is no socket. Behind a proxy it is the proxy's. */
export const addressOf = (context: Context): string | null => {
  const { incoming } = (context.env ?? {}) as {
    incoming?: { socket?: { remoteAddress?: string } };
  };
  return incoming?.socket?.remoteAddress ?? null;
};

/**
 * Whether a request comes from a program of this machine, under a name of this machine, and was passed on by nobody: a proxy
 * that runs here speaks for others.
 */
export const isThisMachine = (context: Context): boolean => {
  const address = addressOf(context);
  const passedOn = ['forwarded', 'x-forwarded-for', 'via'].some(
    (name) => context.req.header(name) !== undefined,
  );
  return address !== null && LOOPBACK.test(address) && LOCAL_HOSTS.includes(hostOf(context)) && !passedOn;
};

/** A name that loopback has: pages on it may do without TLS. */
export const isLocalName = (context: Context): boolean => LOCAL_HOSTS.includes(hostOf(context));

/**
 * Answers only under names that are the server's: a page of another site must not reach the data under a name that it makes
 * point here (DNS rebinding). @param publicHosts names besides those of this machine, without port.
 */
export const hostGuard = (publicHosts: readonly string[]): MiddlewareHandler => {
  const allowed = new Set([...LOCAL_HOSTS, ...publicHosts.map((host) => host.toLowerCase())]);
  const expected = publicHosts[0] ?? 'localhost, sur cette machine';
  return async (context, next) => {
    if (!allowed.has(hostOf(context)))
      return answerProblem(context, problemOf([{ code: 'request.host', path: '', expected }], 403));
    await next();
    return undefined;
  };
};
