import type { Hono } from 'hono';
import { beforeEach, describe, expect, test } from 'vitest';
import { PricesSchema } from '../../api/http/pricesRoutes.ts';
import { ShortlistSchema } from '../../api/http/schemas.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { appForAdmin } from '../support/guard.ts';
import { appOf, problemOf, rules } from '../support/http.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const now = () => '2026-11-02T08:00:00.000Z';
let app: Hono;
const made = (waitMs: number, solver: SessionSolver = sameThreadSolver): Hono => {
  const store = new MemoryStore(MEETING_TOWN as never);
  return appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }), {
    service: new SessionService({ store, solver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now }),
    now,
    waitMs,
  });
};
beforeEach(() => {
  app = made(60_000);
});

const ask = (path: string, body?: unknown, of: Hono = app) =>
  of.request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const list = async (more: object = {}) => {
  const response = await ask('/v1/shortlists', { vacancy: 'V-1', ...more });
  expect(response.status, await response.clone().text()).toBe(200);
  return ShortlistSchema.parse(await response.json());
};

describe('/v1/prices', () => {
  test('none yet is 404; a list is the method’s; targets cannot count', async () => {
    expect(await problemOf(await app.request('/v1/prices'), 404)).toMatchObject({ code: 'prices.none' });
    expect((await list()).order.by).toBe('method');
    expect(
      await problemOf(await ask('/v1/shortlists', { vacancy: 'V-1', order: 'targets' }), 404),
    ).toMatchObject({ code: 'prices.none' });
  });
  test('are made, shown, and taken in by lists and by the page', async () => {
    const response = await ask('/v1/prices');
    expect(response.status, await response.clone().text()).toBe(200);
    const prices = PricesSchema.parse(await response.json());
    expect(PricesSchema.parse(await (await app.request('/v1/prices')).json())).toEqual(prices);
    const priced = await list();
    expect(priced.order.prices?.hash).toBe(prices.hash);
    expect((await list({ order: 'method' })).order.by).toBe('method');
    expect(
      (await list({ prices: prices.hash, fragility: true })).candidates.map(({ number }) => number),
    ).toEqual(priced.candidates.map(({ number }) => number));
    await problemOf(
      await ask('/v1/shortlists', { vacancy: 'V-1', order: 'method', prices: prices.hash }),
      400,
    );
    await problemOf(await ask('/v1/shortlists', { vacancy: 'V-1', prices: 'f'.repeat(64) }), 404);
    const page = await app.request('/logements/V-1', { headers: { accept: 'text/html' } });
    expect(await page.text()).toMatch(/aux prix du plan du mois/);
  });
  test('that take long are told to be looked at later', async () => {
    const slow: SessionSolver = {
      ...sameThreadSolver,
      solve: async (...of) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return sameThreadSolver.solve(...of);
      },
    };
    const response = await ask('/v1/prices', undefined, made(1, slow));
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ status: 'refreshing' });
  });
});

test('an application without sessions has no prices', async () => {
  const bare = appOf(MEETING_TOWN as never);
  const response = await ask('/v1/shortlists', { vacancy: 'V-1', order: 'targets' }, bare);
  expect(await problemOf(response, 404)).toMatchObject({ code: 'prices.none' });
});
