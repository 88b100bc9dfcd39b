import type { Environment } from '../../api/cli/environment.ts';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';

/** An environment whose streams are text, whose clock stands still, and that serves nothing. The store is the real one. */
export const fakeEnvironment = (overrides: Partial<Environment> = {}) => {
  const out: string[] = [];
  const err: string[] = [];
  return {
    openStore,
    storeCare,
    solvers: { sameThread: sameThreadSolver, workers: () => sameThreadSolver },
    now: () => '2026-11-02T08:00:00.000Z',
    today: () => '2026-11-02' as IsoDay,
    out: (text: string) => void out.push(text),
    data: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    interactive: false,
    variables: {},
    serve: async () => ({ port: 0, stopped: new Promise<void>(() => {}) }),
    ...overrides,
    output: () => out.join(''),
    errors: () => err.join(''),
  };
};
