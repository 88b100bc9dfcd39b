import type { Hono } from 'hono';
import { createApp } from '../../api/http/app.ts';
import { experimentRules } from '../../api/service/comparisonRules.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { type Comparer, sameThreadComparer } from '../../api/workers/comparer.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { aWorld, RULES } from '../comparison/world.ts';
import { aGuard, NOW } from './guard.ts';

export type Who = keyof typeof PRINCIPALS;

export interface ComparingTown {
  readonly app: Hono;
  /** A page asked for as somebody. */
  readonly page: (who: Who, path: string) => Promise<Response>;
  /** The result's page of work followed to its end. @param job address of its page. */
  readonly settled: (who: Who, job: string) => Promise<Response>;
  /** Lets the comparisons begun go on. */
  readonly goOn: () => void;
}

/** A generated world whose comparisons wait, at a fifth of their way, to be told to go on. */
export const comparingTown = async (): Promise<ComparingTown> => {
  const { store, workspace } = await aWorld();
  let goOn: () => void = () => {};
  const told = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const inner = sameThreadComparer((experiment) => experimentRules(RULES, experiment));
  const comparer: Comparer = {
    ...inner,
    compare: async (experiment, options = {}) => {
      options.onProgress?.({ done: 12, total: 60 });
      await told;
      return inner.compare(experiment, options);
    },
  };
  const guard = aGuard({}, Object.values(PRINCIPALS));
  const app = createApp(
    new WorkspaceCache({ store, rules: RULES, today: () => workspace.pool.asOf }),
    guard,
    {
      service: new SessionService({ store, solver: sameThreadSolver }),
      jobs: new Jobs({ documents: store.collection('jobs'), now: () => NOW }),
      now: () => NOW,
      waitMs: 60_000,
      comparer,
    },
  );
  const page = (who: Who, path: string) =>
    Promise.resolve(
      app.request(path, {
        headers: { authorization: `Bearer ${PRINCIPALS[who].id}`, accept: 'text/html' },
      }),
    );
  return {
    app,
    page,
    goOn: () => goOn(),
    settled: async (who, job) => {
      for (;;) {
        const response = await page(who, job);
        if (response.status === 303) return page(who, response.headers.get('location') as string);
        const text = await response.clone().text();
        if (!text.includes('id="calcul"')) return response;
        await new Promise((next) => setTimeout(next, 10));
      }
    },
  };
};
