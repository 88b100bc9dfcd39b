import { beforeEach, describe, expect, test } from 'vitest';
import { savedSessionNotices } from '../../api/present/savedSessionNotices.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { awaitedOf } from '../../api/service/sessionsAwaited.ts';
import { explainInSession, explainOpenSession } from '../../api/service/sessionsExplain.ts';
import { DEFAULT_SESSION_QUESTION, type SessionQuestion } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { SessionChange, SessionDocument } from '../../api/store/sessionDocument.ts';
import { readSession } from '../../api/store/sessionDocument.ts';
import type { Rows } from '../../api/store/store.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { OutcomeSchema } from '../../engine/domain/allocation.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand } from '../support/demands.ts';
import { ELSEWHERE, household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

const rules = openRules('mel-2016');
const AT = { at: '2026-11-02T08:00:00.000Z', request: null };
const NOW = { ...AT, expected: null };

let store: MemoryStore;
let service: SessionService;
let data: Workspace;

const opened = (content: ConstructorParameters<typeof MemoryStore>[0] = MEETING_TOWN): Promise<Workspace> =>
  Workspace.open({ store: new MemoryStore(content), ...rules, asOf: TODAY });

beforeEach(async () => {
  store = new MemoryStore(MEETING_TOWN);
  service = new SessionService({ store, solver: sameThreadSolver });
  data = await Workspace.open({ store, ...rules, asOf: TODAY });
});

const question = (changes: Partial<SessionQuestion> = {}): SessionQuestion => ({
  ...DEFAULT_SESSION_QUESTION,
  choice: { kind: 'named', vacancies: ['V-1', 'V-2', 'V-3'] },
  ...changes,
});
const propose = (changes: Partial<SessionQuestion> = {}) => service.propose(data, question(changes), AT);
const change = (id: string, ...changes: unknown[]) =>
  service.change(data, id, changes as SessionChange[], NOW);
const codeOf = async (work: Promise<unknown>): Promise<string | undefined> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
};
const lists = ({ document }: { readonly document: SessionDocument }) =>
  Object.fromEntries(document.lists.map(({ vacancy, candidates }) => [vacancy, candidates as string[]]));
const sound = (session: { readonly document: SessionDocument }, on = data) => {
  const verification = service.verify(on, session);
  expect(verification).toMatchObject({ outcome: 'sound', faults: [] });
  return verification;
};

describe('a session proposed', () => {
  test('has a list for each vacancy, one household on one list, and is read back as it was saved', async () => {
    const { id, version, document } = await propose();
    expect([id, version]).toEqual([`${TODAY}-1`, 1]);
    const listed = document.lists.flatMap(({ candidates }) => candidates);
    expect(document.lists.map(({ candidates }) => candidates.length)).toEqual([3, 3, 3]);
    expect(new Set(listed).size).toBe(9);
    expect((await service.find(id)).document).toEqual(document);
    sound(await service.find(id));
  });
  test('is the same bytes each time, but for its identifier', async () => {
    const first = await propose();
    await service.cancel(first.id, NOW);
    const again = await propose();
    expect(again.id).toBe(`${TODAY}-2`);
    expect(JSON.stringify(again.document.plan)).toBe(JSON.stringify(first.document.plan));
  });
  test('of all open vacancies of a commune, the first by date', async () => {
    const choice = { kind: 'open', commune: 'roubaix', bailleur: null, first: 2 } as const;
    expect((await propose({ choice })).document.plan.vacancies).toEqual(['V-1', 'V-2']);
    // Those whose answers are awaited are not open again.
    expect((await propose({ choice })).document.plan.vacancies).toEqual(['V-3', 'V-4']);
  });
  test('of a bailleur, by name or identifier', async () => {
    const [bailleur] = rules.territory.pack.bailleurs.filter(({ id }) => id === 'lille-metropole-habitat');
    const of = (name: string) => ({ kind: 'open', commune: null, bailleur: name, first: null }) as const;
    expect((await propose({ choice: of(bailleur!.name) })).document.plan.vacancies).toHaveLength(6);
    await service.cancel(`${TODAY}-1`, NOW);
    expect((await propose({ choice: of(bailleur!.id) })).document.plan.vacancies).toHaveLength(6);
  });
  test('a vacancy that nobody asks for has an empty list, and the session still holds', async () => {
    const session = await propose({ choice: { kind: 'named', vacancies: ['V-1', 'V-6'] } });
    expect(lists(session)['V-6']).toEqual([]);
    sound(session);
  });
  test.each([
    ['a vacancy that nobody imported', { choice: { kind: 'named', vacancies: ['V-99'] } }, 'vacancy.unknown'],
    ['a vacancy twice', { choice: { kind: 'named', vacancies: ['V-1', 'V-1'] } }, 'session.vacancy-twice'],
    [
      'no vacancy of a commune',
      { choice: { kind: 'open', commune: 'Hem', bailleur: null, first: null } },
      'session.no-vacancy',
    ],
    [
      'an unknown commune',
      { choice: { kind: 'open', commune: 'Nulle-Part', bailleur: null, first: null } },
      'session.commune-unknown',
    ],
    [
      'an unknown bailleur',
      { choice: { kind: 'open', commune: null, bailleur: 'personne', first: null } },
      'session.bailleur-unknown',
    ],
    ['a method that does not exist', { method: 'au-hasard' }, 'method.unknown'],
    ['a vacancy beyond wishes that is not there', { beyondWishes: ['V-5'] }, 'session.vacancy-absent'],
    [
      'a demand that nobody knows',
      { withdrawn: [{ number: household(999), motive: 'withdrew' }] },
      'demand.unknown',
    ],
    [
      'a pin at a vacancy that is not there',
      { pins: [{ vacancy: 'V-5', number: household(1), rank: null, motive: 'npru' }] },
      'session.vacancy-absent',
    ],
    [
      'two pins at one rank',
      {
        pins: [1, 2].map((n) => ({ vacancy: 'V-1', number: household(n), rank: 1, motive: 'npru' })),
      },
      'repair.rank-taken',
    ],
  ])('%s is refused', async (_, changes, code) => {
    expect(await codeOf(propose(changes as Partial<SessionQuestion>))).toBe(code);
    expect(await service.list()).toEqual([]);
  });
  test('a demand that suits no vacancy of the session cannot be placed', async () => {
    data = await opened({ ...MEETING_TOWN, demands: [...MEETING_TOWN.demands, ELSEWHERE] });
    const pins = [{ vacancy: 'V-1', number: ELSEWHERE.number, rank: null, motive: 'npru' }];
    expect(await codeOf(propose({ pins: pins as never }))).toBe('session.not-candidate');
  });
  test('too many vacancies are refused', async () => {
    const many = {
      dwellings: [aDwellingLike()],
      vacancies: Array.from({ length: 10_001 }, (_, i) => ({ ...MEETING_TOWN.vacancies[0]!, id: `W-${i}` })),
    };
    data = await opened({ ...MEETING_TOWN, ...many } as never);
    const choice = { kind: 'open', commune: null, bailleur: null, first: null } as const;
    expect(await codeOf(propose({ choice }))).toBe('session.too-many-vacancies');
  });
  test('what a person settled before is held, explained, and can be lifted in the meeting', async () => {
    const session = await propose({
      pins: [{ vacancy: 'V-2', number: household(30), rank: 2, motive: 'designated' }] as never,
      excluded: [{ vacancy: 'V-1', number: household(1), motive: 'unsuited' }] as never,
      withdrawn: [{ number: household(2), motive: 'unreachable' }] as never,
    });
    expect(lists(session)['V-2']![1]).toBe(household(30));
    expect(lists(session)['V-1']).not.toContain(household(1));
    expect(Object.values(lists(session)).flat()).not.toContain(household(2));
    sound(session);
    expect(await service.replayed(data, session)).toBe(true);
    const { byHand } = explainOpenSession(session);
    expect([byHand.pins.length, byHand.exclusions.length]).toEqual([1, 2]);
    const released = await change(session.id, { kind: 'release', number: household(30) });
    expect(released.document.constraints.pins).toEqual([]);
    sound(released);
  });
});

const aDwellingLike = (): Rows['dwellings'] => MEETING_TOWN.dwellings[0]!;

describe('changes in the meeting', () => {
  test('a withdrawal: those below move up, one enters, and the log says when and why', async () => {
    const before = await propose();
    const [first, second, third] = lists(before)['V-1'] as [string, string, string];
    const after = await change(before.id, { kind: 'withdraw', number: first, motive: 'withdrew' });
    expect(after.version).toBe(2);
    expect(lists(after)['V-1']!.slice(0, 2)).toEqual([second, third]);
    expect(lists(after)['V-1']).toHaveLength(3);
    expect(lists(after)['V-2']).toEqual(lists(before)['V-2']);
    expect(after.document.log).toMatchObject([
      {
        version: 2,
        at: AT.at,
        undoneAt: null,
        what: { changes: [{ kind: 'withdraw', motive: 'withdrew' }] },
      },
    ]);
    expect(after.repaired?.diff.lists).toHaveLength(1);
    sound(after);
  });
  test('every kind of change keeps the session sound, and each is undone to the bytes before', async () => {
    let session = await propose();
    const first = lists(session);
    const steps: unknown[][] = [
      [{ kind: 'withdraw', number: first['V-1']![0], motive: 'withdrew' }],
      [{ kind: 'exclude', vacancy: 'V-2', number: first['V-2']![1], motive: 'missing-paper' }],
      [{ kind: 'pin', vacancy: 'V-3', number: household(29), rank: 1, motive: 'commission-choice' }],
      [{ kind: 'pull', vacancy: 'V-2' }],
      [{ kind: 'add', vacancy: 'V-4' }],
      [
        { kind: 'add', vacancy: 'V-2' },
        { kind: 'release', number: household(29) },
      ],
      [{ kind: 'readmit', number: first['V-1']![0], vacancy: null }],
    ];
    const seen = [session.document];
    for (const step of steps) {
      session = await change(session.id, ...step);
      sound(session);
      seen.push(session.document);
    }
    const { 'V-4': fourth } = lists(session);
    session = await change(session.id, {
      kind: 'rerank',
      vacancy: 'V-4',
      order: [...fourth!].reverse(),
      motive: 'urgency',
    });
    expect(lists(session)['V-4']).toEqual([...fourth!].reverse());
    sound(session);
    for (let left = seen.length - 1; left >= 0; left -= 1) {
      const undone = await service.undo(data, session.id, NOW);
      expect(JSON.stringify([undone.document.lists, undone.document.constraints])).toBe(
        JSON.stringify([seen[left]!.lists, seen[left]!.constraints]),
      );
    }
    expect(await codeOf(service.undo(data, session.id, NOW))).toBe('session.nothing-to-undo');
    const { document, version } = await service.find(session.id);
    expect([document.log.length, document.log.every(({ undoneAt }) => undoneAt === AT.at)]).toEqual([
      8,
      true,
    ]);
    expect(version).toBe(17);
  });
  test.each([
    [
      'a vacancy of another session',
      { kind: 'pull', vacancy: 'V-5' },
      'session.vacancy-absent',
      'changes[0].vacancy',
    ],
    [
      'a vacancy already there',
      { kind: 'add', vacancy: 'V-1' },
      'session.vacancy-present',
      'changes[0].vacancy',
    ],
    ['a vacancy that nobody knows', { kind: 'add', vacancy: 'V-99' }, 'vacancy.unknown', 'vacancy'],
    [
      'a demand that nobody knows',
      { kind: 'withdraw', number: household(999), motive: 'withdrew' },
      'demand.unknown',
      'changes[0].number',
    ],
    [
      'nothing to lift',
      { kind: 'readmit', number: household(1), vacancy: null },
      'repair.not-excluded',
      'changes[0].number',
    ],
    [
      'an order that forgets somebody',
      { kind: 'rerank', vacancy: 'V-1', order: [household(1)], motive: 'urgency' },
      'repair.order-incomplete',
      'changes[0].order',
    ],
  ])('%s is refused, and nothing is changed', async (_, asked, code, path) => {
    const before = await propose();
    const refused = await change(before.id, asked).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InputError);
    expect((refused as InputError).issues[0]).toMatchObject({ code, path });
    expect(JSON.stringify((refused as InputError).issues)).not.toContain(household(999));
    expect(await service.find(before.id)).toMatchObject({ version: 1, document: before.document });
  });
  test('the place of a refused change is counted among those asked', async () => {
    const { id } = await propose();
    const work = change(id, { kind: 'add', vacancy: 'V-4' }, { kind: 'release', number: household(1) });
    await expect(work).rejects.toMatchObject({
      issues: [{ code: 'repair.not-pinned', path: 'changes[1].number' }],
    });
  });
  test('made on a version that is no longer there, a change is refused', async () => {
    const { id, document } = await propose();
    const number = document.lists[0]!.candidates[0]!;
    await change(id, { kind: 'withdraw', number, motive: 'withdrew' });
    const late = service.change(data, id, [{ kind: 'pull', vacancy: 'V-1' as never }], {
      ...AT,
      expected: 1,
    });
    await expect(late).rejects.toMatchObject({
      issues: [{ code: 'session.stale', received: '1', expected: '2' }],
    });
  });
  test('the same request twice changes once; its key with something else is refused', async () => {
    const { id } = await propose();
    const run = { ...NOW, request: { key: 'a'.repeat(64), body: 'b'.repeat(64) } };
    const pull = [{ kind: 'pull', vacancy: 'V-1' as never }] as const;
    const once = await service.change(data, id, pull, run);
    expect(await service.change(data, id, pull, run)).toMatchObject({ version: once.version });
    const other = { ...run, request: { ...run.request, body: 'c'.repeat(64) } };
    expect(await codeOf(service.change(data, id, pull, other))).toBe('request.key-reused');
  });
  test('a session set aside takes no change until it is taken back', async () => {
    const { id } = await propose();
    expect((await service.cancel(id, NOW)).document.status).toBe('cancelled');
    expect(await codeOf(change(id, { kind: 'pull', vacancy: 'V-1' }))).toBe('session.cancelled');
    expect((await service.undo(data, id, NOW)).document.status).toBe('proposed');
    expect(await codeOf(change(id, { kind: 'pull', vacancy: 'V-1' }))).toBeUndefined();
  });
  test('a session that nobody made is said', async () => {
    expect(await codeOf(service.find('2026-11-02-9'))).toBe('session.unknown');
    await store.sessions.save({ id: 'S-1', version: 1, document: { format: 'other' } }, 0);
    expect(await codeOf(service.find('S-1'))).toBe('session.unreadable');
  });
});

describe('data that change under a session', () => {
  test('no change is made on other data; a new computation keeps what was settled', async () => {
    const { id, document } = await propose();
    const number = document.lists[0]!.candidates[0]!;
    await change(
      id,
      { kind: 'withdraw', number, motive: 'already-housed' },
      { kind: 'pull', vacancy: 'V-3' },
    );
    data = await opened({
      ...MEETING_TOWN,
      demands: [
        ...MEETING_TOWN.demands,
        aDemand(31, {
          filedOn: '2005-01-01',
          priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-01-01' }],
        }),
      ],
    });
    expect(service.verify(data, await service.find(id))).toMatchObject({
      outcome: 'other-data',
      changed: ['pool'],
      lists: null,
    });
    await expect(change(id, { kind: 'pull', vacancy: 'V-1' })).rejects.toMatchObject({
      issues: [{ code: 'session.data-changed', received: 'pool' }],
    });
    const again = await service.recompute(data, id, NOW);
    expect(again.document.plan.vacancies).toEqual(['V-1', 'V-2']);
    expect(Object.values(lists(again)).flat()).not.toContain(number);
    expect(Object.values(lists(again)).flat()).toContain(household(31));
    sound(again);
    expect(await codeOf(service.undo(data, id, NOW))).toBe('session.nothing-to-undo');
  });
  test('a dwelling that left the stock, another territory', async () => {
    const { id } = await propose();
    const gone = await opened({ ...MEETING_TOWN, dwellings: MEETING_TOWN.dwellings.slice(1) });
    expect(await codeOf(service.open(gone, id))).toBe('session.data-changed');
    expect(service.verify(gone, await service.find(id))).toMatchObject({
      outcome: 'other-data',
      changed: ['stock'],
    });
    const sete = await Workspace.open({ store: new MemoryStore({}), ...openRules('sete'), asOf: TODAY });
    expect(await codeOf(service.open(sete, id))).toBe('session.other-territory');
  });
});

describe('verification without the solver', () => {
  const tampered = async (change: (document: SessionDocument) => unknown) => {
    const session = await propose({ options: { ...DEFAULT_SESSION_QUESTION.options, precedence: 'strict' } });
    const copy = structuredClone((await service.find(session.id)).document);
    change(copy);
    return service.verify(data, { document: copy });
  };
  test('every stage of a strict session is counted', async () => {
    const verification = await tampered(() => {});
    expect(verification.outcome).toBe('sound');
    expect(verification.stages.length).toBeGreaterThan(2);
    expect(verification.stages.at(-1)!.goal.kind).toBe('points');
  });
  test.each<[string, (d: SessionDocument) => unknown, object]>([
    [
      'a value',
      (d) => {
        d.plan.stages.at(-1)!.saved.value += 1;
      },
      { outcome: 'faulty' },
    ],
    [
      'a bound',
      (d) => {
        d.plan.stages.at(-1)!.saved.bound -= 1000;
      },
      { outcome: 'faulty' },
    ],
    [
      'a place',
      (d) => {
        d.plan.stages.at(-1)!.saved.assignment[0] = -1;
      },
      { outcome: 'faulty' },
    ],
    [
      'a pair that is not there',
      (d) => {
        d.plan.stages[0]!.saved.assignment[0] = 99_999;
      },
      { outcome: 'faulty' },
    ],
    [
      'the plan’s lists',
      (d) => {
        d.plan.lists[0]!.candidates.reverse();
      },
      { faults: expect.arrayContaining(['plan-lists-differ']) },
    ],
    [
      'the lists',
      (d) => {
        d.lists[0]!.candidates.reverse();
      },
      { faults: ['log-differs'] },
    ],
    [
      'a settlement',
      (d) => {
        d.constraints.pulled.push('V-1' as never);
      },
      { faults: ['log-differs'] },
    ],
    [
      'the goals',
      (d) => {
        d.plan.stages.at(-1)!.goal = { kind: 'level', level: 3 };
      },
      { faults: expect.arrayContaining(['goals-differ']) },
    ],
    [
      'a change that cannot be',
      (d) => {
        d.log.push({
          version: 2,
          at: AT.at,
          undoneAt: null,
          request: null,
          what: { kind: 'changes', changes: [{ kind: 'release', number: household(1) as never }] },
        });
      },
      { faults: ['log-refused'] },
    ],
  ])('finds what was changed by hand: %s', async (_, tamper, found) => {
    expect(await tampered(tamper)).toMatchObject({ outcome: 'faulty', ...found });
  });
  test('the plan solved again gives the same bytes, stopped or not', async () => {
    const whole = await propose();
    expect(await service.replayed(data, whole)).toBe(true);
    await service.cancel(whole.id, NOW);
    const stop = new AbortController();
    const stopped = await service.propose(
      data,
      question({ options: { ...DEFAULT_SESSION_QUESTION.options, precedence: 'strict' } }),
      {
        ...AT,
        signal: stop.signal,
        onProgress: ({ stage }) => {
          if (stage === 1) stop.abort();
        },
      },
    );
    expect(stopped.document.plan.stages.at(-1)).toMatchObject({ aborted: true });
    expect(await service.replayed(data, stopped)).toBe(true);
  });
  test('thorough: proven no less, worth no less, sound, and the same bytes again', async () => {
    const rough = await propose({ maxRounds: 1 });
    await service.cancel(rough.id, NOW);
    const thorough = await propose({ maxRounds: 1, thorough: true });
    const [before, after] = [rough, thorough].map(({ document }) => document.plan.stages.at(-1)!);
    expect(after!.rounds).toBeGreaterThan(before!.rounds);
    expect(after!.saved.value).toBeGreaterThanOrEqual(before!.saved.value);
    expect(after!.saved.bound).toBeLessThanOrEqual(before!.saved.bound + 1);
    sound(thorough);
    expect((await service.find(thorough.id)).document.question.thorough).toBe(true);
    expect(await service.replayed(data, thorough)).toBe(true);
    // Asked for without it, the proof is another.
    const { document } = thorough;
    const asked = { ...document, question: { ...document.question, thorough: false } };
    expect(await service.replayed(data, { document: asked })).toBe(false);
  });
  test('limits in bids and nodes are kept in the session, and a replay stops at the same place', async () => {
    const free = await propose();
    await service.cancel(free.id, NOW);
    expect(Object.keys(free.document.question)).not.toContain('maxBids');
    const bids = free.document.plan.stages.reduce((sum, stage) => sum + stage.bids, 0);
    const wide = await propose({ maxBids: bids, maxNodes: 5 });
    await service.cancel(wide.id, NOW);
    expect(wide.document.plan.stages).toEqual(free.document.plan.stages);
    const few = await propose({ maxBids: 5, maxNodes: 0, thorough: true, maxRounds: 1 });
    expect((await service.find(few.id)).document.question).toMatchObject({ maxBids: 5, maxNodes: 0 });
    expect(few.document.plan.stages.map((stage) => stage.bids)).toEqual([5]);
    sound(few);
    expect(await service.replayed(data, few)).toBe(true);
    const { document } = few;
    const { maxBids: _, ...question } = document.question;
    expect(await service.replayed(data, { document: { ...document, question } })).toBe(false);
  });
  test('a session kept before it could be thorough was not', async () => {
    const { id, version, document } = await propose();
    const { thorough: _, ...question } = document.question;
    expect(readSession({ id, version, document: { ...document, question } }).document).toEqual(document);
    expect(document.question.thorough).toBe(false);
  });
  test('stopped before its first round, the lists are whole and their proof says how little is known', async () => {
    const session = await service.propose(data, question(), { ...AT, signal: AbortSignal.abort() });
    expect(session.document.plan.stages).toMatchObject([{ aborted: true, rounds: 0 }]);
    expect(session.document.lists.map(({ candidates }) => candidates.length)).toEqual([3, 3, 3]);
    sound(session);
    expect(await service.replayed(data, session)).toBe(true);
  });
});

describe('sessions that follow', () => {
  const strictly = { ...DEFAULT_SESSION_QUESTION.options, pace: 'at-once' } as const;
  const aci = (session: Awaited<ReturnType<typeof propose>>) =>
    session.model.prepared.rows.find(
      ({ target, place }) =>
        target.counts.verifiedPriority && target.scope === 'commune' && place === '59512',
    )!;

  test('count on what the first is expected to bring: two in a row do not overshoot a target', async () => {
    const first = await propose({
      choice: { kind: 'named', vacancies: ['V-1', 'V-2', 'V-3'] },
      options: strictly,
    });
    const second = await propose({ choice: { kind: 'named', vacancies: ['V-4', 'V-5'] }, options: strictly });
    const [before, after] = [aci(first), aci(second)];
    expect(after.expected.among).toBeCloseTo(
      first.document.lists.flatMap(({ chances }) => chances).reduce((a, b) => a + b, 0),
      9,
    );
    expect(after.expected.counted).toBeGreaterThan(0);
    expect(after.requiredDwellings).toBeCloseTo(before.requiredDwellings - after.expectedDwellings, 9);
    expect(second.document.plan.awaited.map(({ vacancy }) => vacancy)).toEqual(['V-1', 'V-2', 'V-3']);
    // A later session changes neither the balances nor the proof of this one.
    await propose({ choice: { kind: 'named', vacancies: ['V-6'] } });
    sound(second);
  });
  test('a session set aside, or decided, is awaited no more', async () => {
    const { id, document } = await propose({ choice: { kind: 'named', vacancies: ['V-1', 'V-2'] } });
    expect(awaitedOf(data, await service.list(), null)).toHaveLength(2);
    const [one, two] = document.lists.map(({ candidates }) => candidates);
    const outcome = (vacancy: string, demand: string, answer: string, rank = 1) =>
      OutcomeSchema.parse({
        vacancy,
        dwelling: vacancy.replace('V', 'L'),
        demand,
        rank,
        examinedOn: TODAY,
        decision: 'attribution-ranked',
        answer,
        refusalReason: null,
      });
    const decided = await opened({
      ...MEETING_TOWN,
      outcomes: [outcome('V-1', one![0]!, 'accepted'), outcome('V-2', two![0]!, 'refused')],
    });
    const left = awaitedOf(decided, await service.list(), null);
    expect(left.map(({ vacancy }) => vacancy)).toEqual(['V-2']);
    expect(left[0]!.candidates.map(({ refusedOn }) => refusedOn)).toEqual([TODAY, null, null]);
    await service.cancel(id, NOW);
    expect(awaitedOf(data, await service.list(), null)).toEqual([]);
  });
  test('where two sessions propose a vacancy, the later one counts', async () => {
    const first = await propose({ choice: { kind: 'named', vacancies: ['V-1'] } });
    await service.cancel(first.id, NOW);
    const later = await propose({ choice: { kind: 'named', vacancies: ['V-1'] } });
    await service.undo(data, first.id, NOW);
    const awaited = awaitedOf(data, await service.list(), null);
    expect(awaited.map(({ session }) => session)).toEqual([later.id]);
  });
  describe('hold their vacancies', () => {
    const one = { kind: 'named', vacancies: ['V-1'] } as const;
    const all = { kind: 'open', commune: null, bailleur: null, first: null } as const;
    const issueOf = async (work: Promise<unknown>) => {
      const error = await work.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      return error instanceof InputError ? error.issues[0] : null;
    };
    const on = (asOf: string) => Workspace.open({ store, ...rules, asOf: asOf as typeof TODAY });

    test('one that is named is refused, with the session that holds it, until that one is set aside', async () => {
      const { id } = await propose({ choice: one });
      expect(await issueOf(propose({ choice: { kind: 'named', vacancies: ['V-2', 'V-1'] } }))).toMatchObject({
        code: 'session.vacancy-awaited',
        received: 'V-1',
        expected: id,
      });
      await service.cancel(id, NOW);
      expect((await propose({ choice: one })).document.lists).toHaveLength(1);
    });
    test('where nothing else is open, the sessions that hold them are named', async () => {
      const { id: holder } = await propose({ choice: one });
      const { vacancies } = MEETING_TOWN;
      data = await opened({ ...MEETING_TOWN, vacancies: vacancies.filter(({ id }) => id === 'V-1') });
      expect(await issueOf(propose({ choice: all }))).toEqual({
        code: 'session.all-awaited',
        path: 'vacancies',
        received: holder,
      });
    });
    test('as long as somebody may still answer: three households, ten days each', async () => {
      const { document } = await propose({ choice: one });
      expect(document.lists[0]!.candidates).toHaveLength(3);
      const lastDay = await on('2026-12-02');
      expect(await issueOf(service.propose(lastDay, question({ choice: one }), AT))).toMatchObject({
        code: 'session.vacancy-awaited',
      });
      const dayAfter = await on('2026-12-03');
      expect(await issueOf(service.propose(dayAfter, question({ choice: one }), AT))).toBeNull();
    });
  });
  describe('what is to be known before the meeting', () => {
    const noticesOf = ({ document, model }: Awaited<ReturnType<typeof propose>>) =>
      savedSessionNotices(document, model.prepared);

    test('dwellings that are not free on the day, but for those pulled', async () => {
      const session = await propose();
      expect(noticesOf(session)[0]).toMatch(
        /^3\slogements ne sont pas encore libres au 2 novembre 2026 : tous le seront au 13 novembre 2026\.$/,
      );
      const after = await change(session.id, { kind: 'pull', vacancy: 'V-3' });
      expect(noticesOf(after)[0]).toMatch(/^2\slogements .* 12 novembre 2026\.$/);
    });
    test('on the day the last is free, nothing', async () => {
      const on = (asOf: string) => Workspace.open({ store, ...rules, asOf: asOf as typeof TODAY });
      const session = await service.propose(await on('2026-11-13'), question(), AT);
      expect(noticesOf(session)).toEqual([]);
      await service.cancel(session.id, NOW);
      const before = await service.propose(await on('2026-11-12'), question(), AT);
      expect(noticesOf(before)).toEqual([
        expect.stringMatching(/^1\slogement n’est pas encore libre .* : il le sera au 13 novembre 2026\.$/),
      ]);
    });
    test('households on an awaited list of another session: how many, and none by number', async () => {
      const first = await propose({ choice: { kind: 'named', vacancies: ['V-1'] } });
      expect(noticesOf(first).join()).not.toMatch(/autre séance/);
      const second = await propose({ choice: { kind: 'named', vacancies: ['V-2'] } });
      const there = new Set<string>(first.document.lists[0]!.candidates);
      const both = second.document.lists[0]!.candidates.filter((number) => there.has(number)).length;
      expect(both).toBeGreaterThan(0);
      expect(noticesOf(second).join(' ')).toMatch(
        new RegExp(`${both}\\sménages? de ces listes .*autre séance`),
      );
      expect(noticesOf(second).join()).not.toContain('999');
    });
  });
  test('a household housed since takes nothing more: its turn passes', async () => {
    const { document } = await propose({ choice: { kind: 'named', vacancies: ['V-1'] } });
    const housed = document.lists[0]!.candidates[0]!;
    data = await opened({
      ...MEETING_TOWN,
      demands: MEETING_TOWN.demands.filter(({ number }) => number !== housed),
    });
    const next = await propose({ choice: { kind: 'named', vacancies: ['V-2'] } });
    const { expected } = aci(next);
    expect(expected.among).toBeGreaterThan(0);
    expect(expected.among).toBeLessThan(document.lists[0]!.chances.reduce((a, b) => a + b, 0));
  });
});

describe('explanation of a session as it stands', () => {
  test('tells the lists of the meeting, and what became of a household', async () => {
    const { id, document } = await propose();
    const first = document.lists[0]!.candidates[0]!;
    const after = await change(id, { kind: 'withdraw', number: first, motive: 'withdrew' });
    const explained = explainOpenSession(after);
    expect(explained.vacancies.map(({ candidates }) => candidates.map(({ number }) => number))).toEqual(
      after.document.lists.map(({ candidates }) => candidates),
    );
    expect(explained.stages.at(-1)!.bound).not.toBeNull();
    const out = explainInSession(after, explained, first);
    expect(out.listed).toBeNull();
    expect(() => explainInSession(after, explained, household(999))).toThrow(InputError);
  });
});

test('a document written otherwise is not read', () => {
  expect(() => readSession({ id: 'S-1', version: 1, document: null })).toThrow(InputError);
});
