import type { Hono } from 'hono';
import { beforeAll, describe, expect, test } from 'vitest';
import { BrakesSchema, FrontierSchema } from '../../api/http/brakesRoutes.ts';
import { Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { appForAdmin } from '../support/guard.ts';
import { problemOf, rules } from '../support/http.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

let app: Hono;
beforeAll(async () => {
  const store = new MemoryStore(MEETING_TOWN);
  app = appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }), {
    service: new SessionService({ store, solver: sameThreadSolver }),
    jobs: new Jobs({ documents: store.collection('jobs'), now: () => '2026-11-02T08:00:00.000Z' }),
    now: () => '2026-11-02T08:00:00.000Z',
    waitMs: 60_000,
  });
  const made = await app.request('/v1/sessions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ vacancies: ['V-1', 'V-2', 'V-3'] }),
  });
  expect(made.status, await made.clone().text()).toBe(201);
});
const SESSION = `/v1/sessions/${TODAY}-1`;

describe('GET /v1/sessions/{id}/brakes', () => {
  test('answers what each target costs, and names nobody', async () => {
    const response = await app.request(`${SESSION}/brakes`);
    expect(response.status, await response.clone().text()).toBe(200);
    const text = await response.text();
    const shown = BrakesSchema.parse(JSON.parse(text));
    expect(shown.costing.length + shown.unreachable.length + shown.free.length).toBeGreaterThan(2);
    for (const { verdict, pricePoints } of shown.costing)
      expect(pricePoints === null).toBe(verdict !== 'steady');
    expect(text).not.toMatch(/999\d{15}/);
  });
  test('of no session is 404', async () => {
    await problemOf(await app.request('/v1/sessions/2026-11-02-9/brakes'), 404);
  });
});

describe('GET /v1/sessions/{id}/frontier', () => {
  test('answers the points of a family', async () => {
    const response = await app.request(`${SESSION}/frontier?family=aci&steps=4`);
    expect(response.status, await response.clone().text()).toBe(200);
    const shown = FrontierSchema.parse(await response.json());
    expect(shown).toMatchObject({ family: 'aci', complete: true });
    expect(shown.points.length).toBeGreaterThanOrEqual(2);
  });
  test('a family that does not exist, too many lines, are refused', async () => {
    for (const query of ['', '?family=dalo', '?family=aci&steps=40', '?family=aci&other=1'])
      await problemOf(await app.request(`${SESSION}/frontier${query}`), 400);
  });
});
