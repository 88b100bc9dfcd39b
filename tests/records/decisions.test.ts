import { beforeEach, describe, expect, test } from 'vitest';
import type { ChainedEvent } from '../../api/records/event.ts';
import { eventsOf, registerOf } from '../../api/service/register.ts';
import { awaitedOf, heldVacancies } from '../../api/service/sessionsAwaited.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { isDemandNumber } from '../../engine/domain/ids.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { day } from './events.ts';
import {
  AT,
  aMeeting,
  attributions,
  candidate,
  codeOf,
  type Meeting,
  offerOf,
  on,
  onAct,
  rules,
} from './meeting.ts';

let meeting: Meeting;
beforeEach(async () => {
  meeting = await aMeeting(new MemoryStore(MEETING_TOWN));
});

const log = async (): Promise<readonly ChainedEvent[]> => {
  const events: ChainedEvent[] = [];
  for await (const event of eventsOf(meeting.store.events)) events.push(event);
  return events;
};
const laterData = (n: number) => Workspace.open({ store: meeting.store, ...rules, asOf: day(n) });
const decideAll = (vacancy = 'V-1') =>
  meeting.decisions.decide(meeting.data, meeting.session.id, attributions(meeting, vacancy), on(2));
const offer = (rank: number, n: number, vacancy = 'V-1') =>
  meeting.decisions.act(meeting.session.id, { act: 'offer', ...candidate(meeting, vacancy, rank) }, onAct(n));

describe('a commission', () => {
  test('decides, and the session is decided: it can no longer be changed, undone, recomputed or set aside', async () => {
    const { sessions, data, session } = meeting;
    const after = await decideAll();
    expect(after.session).toMatchObject({ version: 2, document: { status: 'decided' } });
    const now = { ...AT, expected: null };
    const withdraw = {
      kind: 'withdraw' as const,
      number: meeting.at('V-2', 1) as never,
      motive: 'withdrew' as const,
    };
    expect(await codeOf(sessions.change(data, session.id, [withdraw], now))).toBe('session.decided');
    expect(await codeOf(sessions.undo(data, session.id, now))).toBe('session.decided');
    expect(await codeOf(sessions.recompute(data, session.id, now))).toBe('session.decided');
    expect(await codeOf(sessions.cancel(session.id, now))).toBe('session.decided');
  });

  test('decides nothing of a session that was set aside', async () => {
    await meeting.sessions.cancel(meeting.session.id, { ...AT, expected: null });
    expect(await codeOf(decideAll())).toBe('session.cancelled');
  });

  test('says nothing of who is not on the list, nor of a vacancy without one', async () => {
    const stranger = { ...attributions(meeting, 'V-1', 1)[0]!, number: meeting.at('V-2', 1) as never };
    const { decisions, data, session } = meeting;
    expect(await codeOf(decisions.decide(data, session.id, [stranger], on(2)))).toBe('decision.not-listed');
    const elsewhere = { ...stranger, vacancy: 'V-5' as never };
    expect(await codeOf(decisions.decide(data, session.id, [elsewhere], on(2)))).toBe('decision.no-list');
    expect(await codeOf(decisions.commission('2026-11-02-9'))).toBe('session.unknown');
  });

  test('decides all that is asked, or nothing', async () => {
    const asked = attributions(meeting, 'V-1', 2);
    const { decisions, data, session } = meeting;
    expect(await codeOf(decisions.decide(data, session.id, [asked[0]!, asked[0]!], on(2)))).toBe(
      'decision.already-made',
    );
    expect(
      (await decisions.commission(session.id)).cases.every((c) => c.candidates.every((x) => !x.decision)),
    ).toBe(true);
  });

  test('keeps what targets see of each household, and no amount, situation or number', async () => {
    await decideAll();
    const [decided] = (await log()).filter(({ kind }) => kind === 'candidate-decided');
    expect(decided?.body).toMatchObject({
      verdict: { counted: { firstAccess: true, contingent: 'PPRIOR', npruRelocation: expect.anything() } },
    });
    expect(JSON.stringify(decided)).not.toMatch(/Eur|situation/);
  });
});

test('no numéro unique is in any event, nor in any record', async () => {
  const { sessions, data, session } = meeting;
  await sessions.change(
    data,
    session.id,
    [{ kind: 'withdraw', number: meeting.at('V-2', 1) as never, motive: 'withdrew' }],
    { ...AT, expected: null },
  );
  await decideAll();
  await offer(1, 3);
  const records = await meeting.store.collection('records').all();
  expect(records.length).toBe(2);
  const text = JSON.stringify([await log(), records]);
  // A whole word: eighteen digits in a row happen inside a hash.
  const shaped = [...text.matchAll(/(?<![0-9A-Za-z.])\d{13}[A-Z0-9]{5}(?![0-9A-Za-z])/g)]
    .map((m) => m[0])
    .filter(isDemandNumber);
  expect(shaped).toEqual([]);
  for (const { number } of MEETING_TOWN.demands) expect(text).not.toContain(number);
});

describe('an offer', () => {
  test('is answered, the lease follows, and later lists know it', async () => {
    const { decisions, session } = meeting;
    await decideAll();
    await offer(1, 3);
    const number = await offerOf(meeting, 'V-1', day(3));
    await decisions.answer(number, { answer: 'accepted' }, on(5));
    const before = await laterData(4);
    expect(before.sessionData.allocations.length).toBe(MEETING_TOWN.allocations.length);
    const accepted = await laterData(6);
    expect(accepted.sessionData.allocations.at(-1)).toMatchObject({
      dwelling: 'L-1',
      demand: meeting.at('V-1', 1),
      decidedOn: day(2),
      leaseSignedOn: null,
    });
    expect(accepted.pool.numbers.rowOf(meeting.at('V-1', 1))).toBeGreaterThanOrEqual(0);
    await decisions.act(session.id, { act: 'lease', ...candidate(meeting, 'V-1', 1) }, onAct(9));
    const housed = await laterData(10);
    expect(housed.pool.numbers.rowOf(meeting.at('V-1', 1))).toBe(-1);
    expect(heldVacancies(housed, await meeting.sessions.list()).has('V-1')).toBe(false);
  });

  test('accepted is an allocation that holds what targets saw, and nothing finer', async () => {
    await decideAll();
    await offer(1, 3);
    await meeting.decisions.answer(await offerOf(meeting, 'V-1', day(3)), { answer: 'accepted' }, on(5));
    const [allocation] = (await laterData(6)).sessionData.allocations.slice(-1);
    expect(allocation).toMatchObject({
      shareOfPlusCeiling: null,
      incomePerUcEur: null,
      verifiedSituations: null,
      counted: { bandGroup: 'modest' },
    });
  });

  test('refused, lets the next rank be asked, and awaited lists know who refused and when', async () => {
    const { decisions } = meeting;
    await decideAll();
    await offer(1, 3);
    await decisions.answer(
      await offerOf(meeting, 'V-1', day(3)),
      { answer: 'refused', reason: 'rent' },
      on(6),
    );
    await offer(2, 7);
    const awaited = awaitedOf(await laterData(8), await meeting.sessions.list(), null);
    const candidates = awaited.find(({ vacancy }) => vacancy === 'V-1')!.candidates;
    expect(candidates.map(({ refusedOn }) => refusedOn)).toEqual([day(6), null, null]);
  });

  test('left in silence is a refusal by itself once its days have passed, written down or not', async () => {
    const { decisions } = meeting;
    await decideAll();
    await offer(1, 3);
    expect(await codeOf(offer(2, 13))).toBe('offer.another-runs');
    expect((await decisions.due(day(13)))[0]).toMatchObject({ kind: 'answer-awaited', dueDay: day(13) });
    expect((await decisions.due(day(14))).map(({ kind }) => kind)).toEqual([
      'offer-to-make',
      'silence-to-record',
    ]);
    await offer(2, 14);
    expect(await decisions.lapse(on(14))).toHaveLength(1);
    expect(await decisions.lapse(on(14))).toHaveLength(0);
    const outcomes = (await laterData(15)).sessionData.outcomes.filter(({ vacancy }) => vacancy === 'V-1');
    expect(outcomes.map(({ answer }) => answer)).toEqual(['no-answer', null, null]);
  });

  test('that does not exist has no answer', async () => {
    expect(await codeOf(meeting.decisions.answer(99, { answer: 'accepted' }, on(3)))).toBe('offer.unknown');
  });
});

describe('a correction', () => {
  test('replaces the answer, and what follows must still be possible', async () => {
    const { decisions, data } = meeting;
    await decideAll();
    await offer(1, 3);
    await decisions.answer(await offerOf(meeting, 'V-1', day(3)), { answer: 'accepted' }, on(5));
    const { seq } = await meeting.store.events.head();
    const refuse = {
      motive: 'typing-error' as const,
      replacement: { answer: { answer: 'refused' as const, reason: 'size' as const } },
    };
    await decisions.correct(data, seq, refuse, on(6));
    const after = await decisions.commission(meeting.session.id);
    expect(after.cases[0]!.candidates[0]!.offer!.answer).toMatchObject({
      answer: 'refused',
      reason: 'size',
      seq,
    });
    await offer(2, 8);
    expect(
      await codeOf(
        decisions.correct(
          data,
          seq,
          { motive: 'typing-error', replacement: { answer: { answer: 'accepted' } } },
          on(9),
        ),
      ),
    ).toBe('offer.vacancy-taken');
    const taken = { motive: 'wrong-day' as const, replacement: { dueDay: day(20) } };
    expect(await codeOf(decisions.correct(data, seq, taken, on(9)))).toBe('correction.no-such-field');
    expect(await codeOf(decisions.correct(data, seq, { motive: 'wrong-day', replacement: {} }, on(9)))).toBe(
      'correction.nothing-changed',
    );
    expect(await codeOf(decisions.correct(data, 1, { motive: 'wrong-day', replacement: null }, on(9)))).toBe(
      'correction.unknown-event',
    );
  });

  test('turns a refusal of the commission into an attribution, with what targets see of the household', async () => {
    const { decisions, data, session } = meeting;
    const refused = {
      ...attributions(meeting, 'V-1', 1)[0]!,
      verdict: { decision: 'non-attribution', motive: 'unsuited' } as const,
    };
    await decisions.decide(data, session.id, [refused], on(2));
    const { seq } = await meeting.store.events.head();
    await decisions.correct(
      data,
      seq,
      { motive: 'commission-reviewed', replacement: { verdict: { decision: 'attribution' } } },
      on(3),
    );
    const [first] = (await decisions.commission(session.id)).cases[0]!.candidates;
    expect(first!.decision!.verdict).toMatchObject({
      decision: 'attribution',
      counted: { bandGroup: 'modest' },
    });
  });
});

describe('officers at once', () => {
  test('on different vacancies, all are written', async () => {
    const { decisions, data, session } = meeting;
    await Promise.all(
      ['V-1', 'V-2', 'V-3'].flatMap((vacancy) =>
        attributions(meeting, vacancy).map((asked) => decisions.decide(data, session.id, [asked], on(2))),
      ),
    );
    const { cases } = await decisions.commission(session.id);
    expect(cases.flatMap(({ candidates }) => candidates.filter(({ decision }) => decision)).length).toBe(9);
  });

  test('on the same candidate, one is written and the others are told', async () => {
    const { decisions, data, session } = meeting;
    const [asked] = attributions(meeting, 'V-1', 1);
    const codes = await Promise.all(
      Array.from({ length: 5 }, () => codeOf(decisions.decide(data, session.id, [asked!], on(2)))),
    );
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'decision.already-made')).toHaveLength(4);
  });

  test('one who read an older version is told', async () => {
    const { decisions, data, session } = meeting;
    await decideAll('V-1');
    const late = decisions.decide(data, session.id, attributions(meeting, 'V-2'), on(2, 1));
    expect(await codeOf(late)).toBe('session.stale');
  });
});

test('a session of before the register enters it when its commission first decides', async () => {
  const before = await meeting.sessions.find(meeting.session.id);
  const store = new MemoryStore(MEETING_TOWN);
  await store.sessions.save({ ...before }, 0);
  const old = { ...meeting, store };
  const { DecisionService } = await import('../../api/service/decisions.ts');
  const decisions = new DecisionService(store);
  expect((await decisions.commission(before.id)).cases).toHaveLength(3);
  await decisions.decide(meeting.data, before.id, attributions(old, 'V-1'), on(2));
  const register = await registerOf(store).current();
  expect(register.session(before.id)).toMatchObject({ status: 'decided', version: 1 });
  expect((await decisions.commission(before.id)).cases[0]!.candidates.every(({ decision }) => decision)).toBe(
    true,
  );
});
