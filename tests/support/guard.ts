import type { Hono } from 'hono';
import { PageSessions } from '../../api/auth/pageSessions.ts';
import { Pseudonyms } from '../../api/auth/pseudonym.ts';
import type { Principal } from '../../api/auth/roles.ts';
import { StoredTokens } from '../../api/auth/tokens.ts';
import { createApp } from '../../api/http/app.ts';
import { Gate } from '../../api/http/gate.ts';
import { DEFAULT_LIMITS, type Guard } from '../../api/http/guard.ts';
import { createMetrics } from '../../api/http/metrics.ts';
import { jsonRequestLog } from '../../api/http/requestLog.ts';
import type { SessionsDoor } from '../../api/http/sessions.ts';
import type { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { checkAnswer } from './answers.ts';
import { MemoryStore } from './memoryStore.ts';

export const NOW = '2026-11-02T08:00:00.000Z';
export const ADMIN: Principal = { id: 'admin', role: 'admin', of: null };
/** Pseudonyms of a key that never changes. */
export const PSEUDONYMS = new Pseudonyms(new Uint8Array(32).fill(7));

/** Rates that no test reaches without meaning to. */
const WIDE = { perSecond: 1e6, burst: 1e6 };

/** A guard that knows the principals given, each by its id as a bearer token; its log is thrown away. */
export const aGuard = (changes: Partial<Guard> = {}, principals: readonly Principal[] = [ADMIN]): Guard => {
  const gate = new Gate(1_000);
  return {
    authenticator: {
      authenticate: async ({ authorization }) => {
        const principal = principals.find(({ id }) => authorization === `Bearer ${id}`);
        return principal === undefined ? null : { principal, by: 'bearer' };
      },
    },
    tokens: new StoredTokens(new MemoryStore({}).collection('tokens')),
    pages: new PageSessions(() => Date.parse(NOW)),
    pseudonyms: PSEUDONYMS,
    gate,
    log: jsonRequestLog(() => {}),
    metrics: createMetrics({ inFlight: () => gate.inFlight, process: false }),
    onPersonalRead: () => {},
    publicHosts: [],
    limits: { ...DEFAULT_LIMITS, known: WIDE, unknown: WIDE },
    now: () => NOW,
    monotonicMs: () => 0,
    ...changes,
  };
};

/** The same application, asked by one principal unless a request says otherwise; each answer is held to the OpenAPI document. */
export const askedBy = (app: Hono, { id }: Principal): Hono => {
  const request = app.request.bind(app);
  app.request = async (input, init, env, execution) => {
    const headers = new Headers(init?.headers);
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${id}`);
    const response = await request(input, { ...init, headers }, env, execution);
    if (typeof input === 'string' && input !== '/openapi.json')
      await checkAnswer(app, { method: init?.method ?? 'GET', path: input }, response);
    return response;
  };
  return app;
};

/** The application as its administrator sees it. */
export const appForAdmin = (cache: WorkspaceCache, sessions?: SessionsDoor, guard: Guard = aGuard()): Hono =>
  askedBy(createApp(cache, guard, sessions), ADMIN);
