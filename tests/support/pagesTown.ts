import { createApp } from '../../api/http/app.ts';
import { serveNode } from '../../api/http/nodeServer.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { generateWorld } from '../../engine/simulation/world.ts';
import { localGuard } from '../auth/localGuard.ts';
import { aGuard, NOW } from './guard.ts';
import { MemoryStore } from './memoryStore.ts';

const TODAY = '2026-11-02' as IsoDay;

export interface PagesServed {
  /** "http://127.0.0.1:40123". */
  readonly url: string;
  /** A link that lets one browser in, once, as the administrator. */
  enter(): string;
  /** A link-free way in: the token's text, for the form of /ouvrir. */
  token(role: 'bailleur' | 'commune' | 'coordination' | 'analyst', of?: string | null): Promise<string>;
  readonly app: ReturnType<typeof createApp>;
  readonly store: MemoryStore;
  close(): Promise<void>;
}

interface WorldSize {
  readonly demandCount: number;
  readonly dwellingCount: number;
  readonly allocationsPerYear: number;
  readonly openVacancyCount: number;
}

/** Enough for sessions of 45 vacancies and for pages that look like a territory, made in a second. */
const SMALL: WorldSize = {
  demandCount: 3_000,
  dwellingCount: 6_000,
  allocationsPerYear: 500,
  openVacancyCount: 60,
};

/** A real server on a port of its own over a generated world held in memory, with the real ways in. */
export const servePages = async (size: Partial<WorldSize> = {}): Promise<PagesServed> => {
  const rules = openRules('mel-2016');
  const world = generateWorld({ territory: rules.territory, seed: 1, asOf: TODAY, ...SMALL, ...size });
  const store = new MemoryStore(
    {
      demands: world.demands,
      dwellings: world.dwellings,
      vacancies: world.vacancies,
      allocations: world.allocations,
      outcomes: world.outcomes,
    },
    { referenceDay: TODAY },
  );
  return serveStore(store, rules);
};

/** The same over any store in memory. @param waitMs how long a request waits for its computation. */
export const serveStore = async (
  store: MemoryStore,
  rules = openRules('mel-2016'),
  { solver = sameThreadSolver, waitMs = 60_000 }: { solver?: SessionSolver; waitMs?: number } = {},
): Promise<PagesServed> => {
  const { tokens, pages, authenticator } = localGuard();
  const guard = aGuard({ tokens, pages, authenticator });
  const app = createApp(new WorkspaceCache({ store, rules, today: () => TODAY }), guard, {
    service: new SessionService({ store, solver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
    now: () => NOW,
    waitMs,
  });
  const listening = await serveNode(app, {
    host: '127.0.0.1',
    port: 0,
    onStop: () => guard.gate.drain(),
  });
  const url = `http://127.0.0.1:${listening.port}`;
  return {
    url,
    app,
    store,
    enter: () => `${url}/ouvrir?code=${pages.oneTimeCode()}`,
    token: async (role, of = null) =>
      (
        await tokens.create({
          role,
          of,
          label: 'pages',
          expiresAt: '2027-01-01T00:00:00.000Z',
          now: NOW,
        })
      ).text,
    close: async () => {
      process.emit('SIGTERM', 'SIGTERM');
      await listening.stopped;
    },
  };
};
