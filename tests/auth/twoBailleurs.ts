import type { Hono } from 'hono';
import type { Principal } from '../../api/auth/roles.ts';
import { createApp } from '../../api/http/app.ts';
import type { Guard } from '../../api/http/guard.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { KINDS, type Store } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { ADMIN, aGuard, NOW } from '../support/guard.ts';
import { rules } from '../support/http.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/*
 * A town of two bailleurs, with a freed dwelling each to show and one each in a session: MINE is of one bailleur, one commune
 * and one reservataire, OTHER of three others. Each role below owns MINE, or nothing.
 */

export const OTHER_BAILLEUR = 'vilogia';
const elsewhere = { bailleur: OTHER_BAILLEUR, commune: '59350' };
export const MINE = { vacancy: 'V-1', inSession: 'V-2' } as const;
export const OTHER = { vacancy: 'W-1', inSession: 'W-2' } as const;

export const TOWN = {
  ...MEETING_TOWN,
  dwellings: [...MEETING_TOWN.dwellings, ...[1, 2].map((n) => aDwelling(`M-${n}`, elsewhere))],
  vacancies: [
    ...[1, 2].map((n) => aVacancy(`V-${n}`, `L-${n}`, { orientedTo: 'COLTER' })),
    ...[1, 2].map((n) => aVacancy(`W-${n}`, `M-${n}`, { orientedTo: 'PPRIOR' })),
  ],
};

export const PRINCIPALS = {
  bailleur: { id: 'b', role: 'bailleur', of: 'lille-metropole-habitat' },
  commune: { id: 'c', role: 'commune', of: '59512' },
  reservataire: { id: 'r', role: 'reservataire', of: 'COLTER' },
  coordination: { id: 'k', role: 'coordination', of: null },
  analyst: { id: 'a', role: 'analyst', of: null },
  admin: ADMIN,
} as const satisfies Record<string, Principal>;

/** The town, in a store of any sort. */
export const settle = async (store: Store): Promise<void> => {
  const origin = { file: 'ville', sha256: '0'.repeat(64), at: NOW, refused: 0 };
  for (const kind of KINDS) await store.commit(kind, TOWN[kind] as never, origin);
};

export interface Served {
  readonly app: Hono;
  /** Asks as somebody. */
  ask(who: Principal | null, method: string, path: string, body?: unknown): Promise<Response>;
}

/**
 * @param waitMs how long a request waits for a session before it gets a job. @param store one that holds the town.
 * @param ruled rules other than those of the tests.
 */
export const served = (
  changes: Partial<Guard> = {},
  {
    solver = sameThreadSolver,
    waitMs = 60_000,
    store = new MemoryStore(TOWN),
    ruled = rules,
  }: { solver?: SessionSolver; waitMs?: number; store?: Store; ruled?: typeof rules } = {},
): Served => {
  const guard = aGuard(changes, Object.values(PRINCIPALS));
  const app = createApp(new WorkspaceCache({ store, rules: ruled, today: () => TODAY }), guard, {
    service: new SessionService({ store, solver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
    now: () => NOW,
    waitMs,
  });
  return {
    app,
    ask: async (who, method, path, body) =>
      app.request(path, {
        method,
        headers: {
          ...(who === null ? {} : { authorization: `Bearer ${who.id}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
};
