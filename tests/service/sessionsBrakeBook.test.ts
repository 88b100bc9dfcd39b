import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Job, Jobs } from '../../api/service/jobs.ts';
import { SessionService } from '../../api/service/sessions.ts';
import type { TargetQuestion } from '../../api/service/sessionsBrakes.ts';
import { DEFAULT_SESSION_QUESTION, type OpenSession } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { SessionChange } from '../../api/store/sessionDocument.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* What is asked of the targets of a session: jobs one after the other, answers kept by version. */

const NOW = '2026-11-02T08:00:00.000Z';
const AT = { at: NOW, request: null };
const BRAKES: TargetQuestion = { kind: 'brakes' };
const frontier = (steps: number): TargetQuestion => ({ kind: 'frontier', family: 'aci', steps });
/** Verified priority households are the last that came: serving them costs points, so that a frontier has more than its ends. */
const TOWN = {
  ...MEETING_TOWN,
  demands: MEETING_TOWN.demands.map((demand, i) => {
    const verified = (i + 1) % 3 === 0;
    return {
      ...demand,
      filedOn: verified ? `202${(i + 1) % 5}-01-01` : `20${10 + ((i + 1) % 9)}-01-01`,
      priorities: [
        {
          situation: 'ACI_EXPULSION',
          evidence: verified ? ('verified' as const) : ('declared' as const),
          since: '2026-01-01',
        },
      ],
    };
  }),
};
const VACANCIES = ['V-1', 'V-2', 'V-3'];
const [OURS, THEIRS] = ['bailleur a', 'coordination '];

type AskedBrakes = Parameters<SessionSolver['brakes']>;

let service: SessionService;
let jobs: Jobs;
let open: OpenSession;
/** What the worker does with brakes, and how many times it was asked for them. */
let brakes: (...asked: AskedBrakes) => ReturnType<SessionSolver['brakes']>;
let begun: number;
let solve: SessionSolver['solve'];

let rows: Awaited<ReturnType<SessionSolver['brakes']>>;
let data: Workspace;

const QUESTION = { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named', vacancies: VACANCIES } } as const;
const opened = async (solver: SessionSolver) => {
  const store = new MemoryStore(TOWN as never);
  data ??= await Workspace.open({ store, ...openRules('mel-2016'), asOf: TODAY });
  service = new SessionService({ store, solver });
  jobs = new Jobs({ documents: store.collection('jobs'), now: () => NOW });
  open = await service.propose(data, QUESTION, AT);
};

/** Every test matches the same town: a problem once solved is not solved again. */
const known = new Map<string, ReturnType<SessionSolver['solve']>>();
const remembered: SessionSolver['solve'] = (staged, options) => {
  if (options?.signal?.aborted) return sameThreadSolver.solve(staged, options);
  const { rowRequired, rowPenalty, placeOffsets } = staged.model;
  const key = [JSON.stringify(staged.goals), rowRequired, rowPenalty, placeOffsets].join(' ');
  const found = known.get(key) ?? sameThreadSolver.solve(staged, options);
  known.set(key, found);
  return found;
};

beforeAll(async () => {
  await opened({ ...sameThreadSolver, solve: remembered });
  const { staged } = open.model.prepared;
  const solved = await remembered(staged);
  rows = await sameThreadSolver.brakes(staged, solved);
  expect(rows.length).toBe(open.model.prepared.rows.length);
  expect(rows.length).toBeGreaterThan(2);
});
beforeEach(async () => {
  brakes = async (_, __, options) => (options?.signal?.aborted ? [] : rows);
  solve = remembered;
  begun = 0;
  await opened({
    ...sameThreadSolver,
    solve: (...asked) => solve(...asked),
    brakes: (...asked) => {
      begun += 1;
      return brakes(...asked);
    },
  });
});

const ask = (question: TargetQuestion = BRAKES, holder = OURS, of = open): Promise<Job> =>
  service.targetAnswers.start(of, question, { jobs, holder });
const ended = async (job: Job): Promise<Job> => jobs.settled(job.id, 20_000);
const change = (...changes: unknown[]): Promise<OpenSession> =>
  service.change(data, open.id, changes as SessionChange[], { ...AT, expected: null });
/** Work held until it is let go, or stopped; then done as far as it may be. */
const held = () => {
  let letGo: () => void = () => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  brakes = async (_, __, options) => {
    await Promise.race([
      free,
      new Promise((resolve) => options?.signal?.addEventListener('abort', resolve, { once: true })),
    ]);
    return options?.signal?.aborted ? [] : rows;
  };
  return letGo;
};

describe('an answer', () => {
  test('is kept for the version that it was asked of, and told where', async () => {
    const { status, result, session } = await ended(await ask());
    expect([status, session, result]).toEqual(['done', open.id, `/v1/sessions/${open.id}/brakes?version=1`]);
    expect(service.targetAnswers.answer(open, BRAKES, null)).toMatchObject({ kind: 'brakes', version: 1 });
  });
  test('asked again of the same version is the same, at once; of another it is computed', async () => {
    await ended(await ask());
    const again = await ended(await ask());
    expect([again.status, begun]).toEqual(['done', 1]);
    const after = await change({ kind: 'pull', vacancy: 'V-1' });
    await ended(await ask(BRAKES, OURS, after));
    expect(begun).toBe(2);
  });
  test('of an earlier version is not that of the session now, and is still read by its version', async () => {
    await ended(await ask());
    const after = await change({ kind: 'pull', vacancy: 'V-1' });
    const { targetAnswers } = service;
    expect(() => targetAnswers.answer(after, BRAKES, null)).toThrow(
      expect.objectContaining({
        issues: [{ code: 'session.brakes-earlier', path: 'version', expected: '1' }],
      }),
    );
    expect(targetAnswers.answer(after, BRAKES, 1).version).toBe(1);
    expect(targetAnswers.latest(open.id, BRAKES)?.version).toBe(1);
    await ended(await ask(BRAKES, OURS, after));
    expect(targetAnswers.latest(open.id, BRAKES)?.version).toBe(2);
    expect(targetAnswers.latestOf(open.id).map(({ version }) => version)).toEqual([2]);
  });
  test('to another question, or to none, is none', async () => {
    await ended(await ask(frontier(3)));
    const { targetAnswers } = service;
    for (const question of [BRAKES, frontier(4)])
      expect(() => targetAnswers.answer(open, question, null)).toThrow('session.brakes-absent');
    expect(targetAnswers.answer(open, frontier(3), null).kind).toBe('frontier');
    expect(targetAnswers.latestOf('2026-11-02-9')).toEqual([]);
  });
  test('the oldest go when there are too many', async () => {
    const { targetAnswers } = service;
    for (let version = 1; version <= 61; version += 1)
      await ended(await ask(BRAKES, OURS, { ...open, version }));
    expect(() => targetAnswers.answer(open, BRAKES, 1)).toThrow('session.brakes-absent');
    expect(targetAnswers.answer(open, BRAKES, 2).version).toBe(2);
  });
});

describe('under way', () => {
  test('the same question of the same holder is the same job; another holder’s waits, and shares the answer', async () => {
    const letGo = held();
    const [first, again, other] = [await ask(), await ask(), await ask(BRAKES, THEIRS)];
    expect(again.id).toBe(first.id);
    expect(other.id).not.toBe(first.id);
    expect((await jobs.settled(other.id, 5)).status).toBe('running');
    letGo();
    expect((await ended(first)).result).toBe((await ended(other)).result);
    expect(begun).toBe(1);
  });
  test('one after the other', async () => {
    const letGo = held();
    const first = await ask();
    const second = await ask(frontier(2));
    expect((await jobs.settled(second.id, 20)).progress).toBeNull();
    letGo();
    expect((await ended(first)).status).toBe('done');
    expect((await ended(second)).status).toBe('done');
  });
  test('too many are refused, until one has ended', async () => {
    const letGo = held();
    const started = [await ask()];
    for (let steps = 2; steps <= 6; steps += 1) started.push(await ask(frontier(steps)));
    await expect(ask(frontier(7))).rejects.toThrow('session.brakes-busy');
    letGo();
    await Promise.all(started.map(ended));
    expect((await ended(await ask(frontier(7)))).status).toBe('done');
  });
  test('what can be refused is refused before it begins', async () => {
    const none = await change(...VACANCIES.map((vacancy) => ({ kind: 'pull', vacancy })));
    await expect(ask(BRAKES, OURS, none)).rejects.toThrow('session.no-vacancy');
    expect((await ended(await ask())).status).toBe('done');
  });
});

describe('stopped', () => {
  test('brakes keep nothing, and are begun anew when asked again', async () => {
    held();
    const job = await ask();
    await expect.poll(() => begun).toBe(1);
    await jobs.stop(job.id);
    const letGo = held();
    const again = await ask();
    expect(again.id).not.toBe(job.id);
    expect((await ended(job)).issues).toEqual([{ code: 'session.brakes-stopped', path: 'job' }]);
    expect(service.targetAnswers.latest(open.id, BRAKES)).toBeNull();
    letGo();
    expect((await ended(again)).status).toBe('done');
  });
  test('before its turn, work never begins, and those behind it wait for the one before', async () => {
    const letGo = held();
    const [first, second, third] = [await ask(), await ask(BRAKES, THEIRS), await ask(frontier(2))];
    await jobs.stop(second.id);
    expect((await ended(second)).issues[0]?.code).toBe('session.brakes-stopped');
    expect((await jobs.settled(third.id, 20)).status).toBe('running');
    letGo();
    expect((await ended(third)).status).toBe('done');
    expect([(await ended(first)).status, begun]).toEqual(['done', 1]);
  });
  test('a frontier keeps the lines found, once both ends are, and goes on to the end when asked again', async () => {
    const stopAt = async (solved: number): Promise<Job> => {
      let done = 0;
      let job: Job | null = null;
      solve = async (staged, options) => {
        done += 1;
        if (done > solved) {
          await expect.poll(() => job).not.toBeNull();
          await jobs.stop(job!.id);
        }
        return remembered(staged, options);
      };
      job = await ask(frontier(6));
      return ended(job);
    };
    expect((await stopAt(1)).issues[0]?.code).toBe('session.brakes-stopped');
    expect(service.targetAnswers.latest(open.id, frontier(6))).toBeNull();
    expect((await stopAt(2)).status).toBe('done');
    const part = service.targetAnswers.answer(open, frontier(6), null);
    expect(part.shown).toMatchObject({ complete: false });
    solve = remembered;
    await ended(await ask(frontier(6)));
    expect(service.targetAnswers.answer(open, frontier(6), null).shown).toMatchObject({ complete: true });
  });
});

test('a worker that fails: the job says so, nothing is kept, the next one works', async () => {
  brakes = () => Promise.reject(new Error('the worker died'));
  const behind = { first: await ask(), second: await ask(frontier(2)) };
  expect(await ended(behind.first)).toMatchObject({
    status: 'failed',
    result: null,
    issues: [{ code: 'internal', path: '' }],
  });
  expect((await ended(behind.second)).status).toBe('done');
  expect(service.targetAnswers.latest(open.id, BRAKES)).toBeNull();
  brakes = async () => rows;
  expect((await ended(await ask())).status).toBe('done');
});
