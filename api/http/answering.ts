import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { routeOf } from './context.ts';
import type { Guard } from './guard.ts';
import { answerProblem, problemOf } from './problem.ts';

/** Answered at all times, and never counted as work. */
const PROBES: readonly string[] = ['/health', '/ready', '/metrics'];
const RETRY_SECONDS = '1';

/** Gives each request its identifier, and writes one line for it once it is answered. */
export const accessLog = ({ log, metrics, gate }: Guard): MiddlewareHandler => {
  return async (context, next) => {
    const requestId = randomUUID();
    context.set('requestId', requestId);
    const started = performance.now();
    await next();
    // On the answer itself: `context.header` would make another around it, and read it through a stream.
    context.res.headers.set('x-request-id', requestId);
    if (gate.draining) context.res.headers.set('connection', 'close');
    const { principal } = context.get('authenticated') ?? {};
    const code = context.get('refusal') ?? null;
    const entry = {
      requestId,
      // Any word is a method to HTTP: only those of routes are written down.
      method: KNOWN_METHODS.includes(context.req.method) ? context.req.method : 'OTHER',
      route: routeOf(context)?.path ?? null,
      status: context.res.status,
      ms: Math.round((performance.now() - started) * 10) / 10,
      who: principal?.id ?? null,
      role: principal?.role ?? null,
      code,
    };
    log.access(entry);
    metrics.observe(entry);
  };
};

const KNOWN_METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Lets in as many requests as can be worked on, and gives up those that take too long. */
export const workLimits = ({ gate, limits }: Guard): MiddlewareHandler => {
  const busy = problemOf([{ code: 'server.busy', path: '' }], 503);
  const stopping = problemOf([{ code: 'server.stopping', path: '' }], 503);
  const late = problemOf([{ code: 'request.timeout', path: '' }], 503);
  return async (context, next) => {
    if (PROBES.includes(routeOf(context)?.path ?? '')) return next();
    const leave = gate.enter();
    if (leave === null) {
      context.header('retry-after', RETRY_SECONDS);
      return answerProblem(context, gate.draining ? stopping : busy);
    }
    // What is given up goes on to its end and keeps its place until then: it still takes memory and time.
    const work = next().finally(leave);
    let timer: NodeJS.Timeout | undefined;
    const given = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), limits.timeMs);
    });
    const ended = await Promise.race([work, given]).finally(() => clearTimeout(timer));
    if (ended !== 'late') return undefined;
    work.catch(() => {});
    context.header('retry-after', RETRY_SECONDS);
    return answerProblem(context, late);
  };
};
