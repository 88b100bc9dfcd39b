import { beforeEach, describe, expect, test } from 'vitest';
import { SessionService } from '../../api/service/sessions.ts';
import { DEFAULT_SESSION_QUESTION, type SessionQuestion } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { SessionChange } from '../../api/store/sessionDocument.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* What targets cost, for a session as it stands: with what was settled by hand. */

const AT = { at: '2026-11-02T08:00:00.000Z', request: null };
const MANY = Array.from({ length: 16 }, (_, i) => `V-${100 + i}`);

let service: SessionService;
let data: Workspace;
beforeEach(async () => {
  const store = new MemoryStore({
    ...MEETING_TOWN,
    dwellings: [...MEETING_TOWN.dwellings, ...MANY.map((id) => aDwelling(`L${id}`))],
    vacancies: [
      ...MEETING_TOWN.vacancies,
      ...MANY.map((id) => aVacancy(id, `L${id}`, { availableOn: '2026-11-10' })),
    ],
  } as never);
  service = new SessionService({ store, solver: sameThreadSolver });
  data = await Workspace.open({ store, ...openRules('mel-2016'), asOf: TODAY });
});

const propose = (vacancies: readonly string[], changes: Partial<SessionQuestion> = {}) =>
  service.propose(
    data,
    { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named', vacancies }, ...changes },
    AT,
  );
const change = (id: string, ...changes: unknown[]) =>
  service.change(data, id, changes as SessionChange[], { ...AT, expected: null });

describe('brakes of a session', () => {
  test('one for each of its targets that weigh', async () => {
    const open = await propose(['V-1', 'V-2']);
    const { prepared, brakes, anew } = await service.brakes(open, {});
    expect(anew).toBe(false);
    expect(brakes.map(({ row }) => row)).toEqual(prepared.rows.map((_, row) => row));
    expect(brakes.length).toBeGreaterThan(0);
  });
  test('with what was settled by hand: the household that withdrew is nowhere', async () => {
    const open = await propose(['V-1', 'V-2']);
    const after = await change(open.id, { kind: 'withdraw', number: household(1), motive: 'withdrew' });
    const { prepared, anew } = await service.brakes(after, {});
    expect(anew).toBe(true);
    const row = data.rowOf(household(1), 'number');
    expect(prepared.problem.rowOf).not.toContain(row);
  });
  test('a vacancy pulled is no longer in it; all pulled, there is no session', async () => {
    const open = await propose(['V-1', 'V-2']);
    const one = await change(open.id, { kind: 'pull', vacancy: 'V-1' });
    expect((await service.brakes(one, {})).prepared.places).toHaveLength(1);
    const none = await change(open.id, { kind: 'pull', vacancy: 'V-2' });
    await expect(service.brakes(none, {})).rejects.toMatchObject({
      issues: [{ code: 'session.no-vacancy' }],
    });
  });
  test('a session with too many places is refused, with how many', async () => {
    const open = await propose(MANY, {
      options: { ...DEFAULT_SESSION_QUESTION.options, listSize: 20 },
    });
    await expect(service.brakes(open, {})).rejects.toMatchObject({
      issues: [{ code: 'session.brakes-too-large', received: '320', expected: '300' }],
    });
  });
});

describe('frontier of a session', () => {
  test('as many points as asked at most, both ends, told as they come', async () => {
    const open = await propose(['V-1', 'V-2']);
    const told: number[] = [];
    const { frontier, anew } = await service.frontier(
      open,
      { family: 'aci', steps: 3 },
      { onProgress: (done) => told.push(done) },
    );
    expect(anew).toBe(false);
    expect(frontier.complete).toBe(true);
    expect(frontier.points.length).toBeGreaterThanOrEqual(2);
    expect(frontier.points.length).toBeLessThanOrEqual(3);
    expect(told.length).toBe(frontier.points.length);
  });
  test('stopped by its signal, it is not complete', async () => {
    const open = await propose(['V-1', 'V-2']);
    const { frontier } = await service.frontier(
      open,
      { family: 'aci', steps: 3 },
      { signal: AbortSignal.abort() },
    );
    expect(frontier).toMatchObject({ complete: false, points: [] });
  });
});
