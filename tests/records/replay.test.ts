import { beforeEach, describe, expect, test } from 'vitest';
import { chainText, verifyChainText } from '../../api/records/chain.ts';
import type { ChainedEvent, NewEvent } from '../../api/records/event.ts';
import { readRecord } from '../../api/records/record.ts';
import { eraseHousehold } from '../../api/service/erasure.ts';
import { householdFile } from '../../api/service/householdFile.ts';
import { replayRecord } from '../../api/service/recordReplay.ts';
import { eventsOf, registerOf } from '../../api/service/register.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { aDemand } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
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

let store: MemoryStore;
let meeting: Meeting;
beforeEach(async () => {
  store = new MemoryStore(MEETING_TOWN);
  meeting = await aMeeting(store);
});

const replay = (reference = meeting.session.id) =>
  replayRecord({ store, rules, solver: sameThreadSolver, reference });
const log = async (): Promise<readonly ChainedEvent[]> => {
  const events: ChainedEvent[] = [];
  for await (const event of eventsOf(store.events)) events.push(event);
  return events;
};
const NOW = { ...AT, expected: null };
const withdraw = (rank: number) => ({
  kind: 'withdraw' as const,
  number: meeting.at('V-1', rank) as never,
  motive: 'withdrew' as const,
});
const hold = async () => {
  const { decisions, data, session } = meeting;
  await decisions.decide(data, session.id, attributions(meeting, 'V-1'), on(2));
  await decisions.act(session.id, { act: 'offer', ...candidate(meeting, 'V-1', 1) }, onAct(3));
  await decisions.answer(await offerOf(meeting, 'V-1', day(3)), { answer: 'accepted' }, on(5));
};
const IMPORT = { file: 'demandes.csv', sha256: 'c'.repeat(64), at: AT.at, refused: 0 };

describe('a replay', () => {
  test('makes the proposal again, byte for byte', async () => {
    expect(await replay()).toMatchObject({ outcome: 'same', session: meeting.session.id, version: 1 });
  });

  test('makes the changes by hand again, and each version by the hash of its record', async () => {
    const { record } = (await registerOf(store).current()).session(meeting.session.id)!;
    await meeting.sessions.change(meeting.data, meeting.session.id, [withdraw(1)], NOW);
    await meeting.sessions.change(meeting.data, meeting.session.id, [withdraw(2)], NOW);
    await meeting.sessions.undo(meeting.data, meeting.session.id, NOW);
    expect(await replay()).toMatchObject({ outcome: 'same', version: 4 });
    expect(await replay(record)).toMatchObject({ outcome: 'same', version: 1 });
  });

  test('knows what the register knew then, whatever was decided since', async () => {
    await hold();
    expect(await replay()).toMatchObject({ outcome: 'same' });
    const second = await meeting.sessions.propose(
      await Workspace.open({ store, ...rules, asOf: day(12) }),
      {
        ...(await import('../../api/service/sessionsQuestion.ts')).DEFAULT_SESSION_QUESTION,
        choice: { kind: 'named', vacancies: ['V-4'] },
      },
      AT,
    );
    expect(await replay(second.id)).toMatchObject({ outcome: 'same' });
    // Written down late, of a day before the second session: that one is still made from what was known.
    await meeting.decisions.act(
      meeting.session.id,
      { act: 'lease', ...candidate(meeting, 'V-1', 1) },
      onAct(9),
    );
    expect(await replay(second.id)).toMatchObject({ outcome: 'same' });
  });

  test('says which data changed', async () => {
    await store.commit('demands', [aDemand(77)], IMPORT);
    expect(await replay()).toMatchObject({ outcome: 'other-data', parts: 'pool' });
  });

  test('says that a record is not there, changed, or named by no event', async () => {
    expect(await codeOf(replay('d'.repeat(64)))).toBe('record.unknown');
    expect(await codeOf(replay('2026-11-02-9'))).toBe('session.unknown');
    const [record] = await store.collection('records').all();
    const text = record!.document as string;
    const orphan = new MemoryStore(MEETING_TOWN);
    await orphan
      .collection('records')
      .save({ ...record!, document: text.replace('proposed', 'proposeD') }, 0);
    const asked = { store: orphan, rules, solver: sameThreadSolver, reference: record!.id };
    expect(await codeOf(replayRecord(asked))).toBe('record.damaged');
  });
});

describe('a check of the register', () => {
  test('holds after a whole commission, and says the head', async () => {
    await hold();
    const check = await checkRegister(store, null);
    expect(check).toEqual({ fault: null, head: await store.events.head(), records: 1 });
    expect((await checkRegister(store, check.head)).fault).toBeNull();
  });

  test('finds a history cut or rewritten behind a head that was printed', async () => {
    await hold();
    const printed = { seq: (await store.events.head()).seq + 1, hash: 'e'.repeat(64) };
    expect((await checkRegister(store, printed)).fault).toEqual({ seq: printed.seq, fault: 'truncated' });
    const other = { seq: 2, hash: 'e'.repeat(64) };
    expect((await checkRegister(store, other)).fault).toEqual({ seq: 2, fault: 'rewritten' });
  });

  const appended = async (event: object): Promise<void> => {
    const made = { at: AT.at, actor: 'agent-1', commitments: [], ...event } as unknown as NewEvent;
    await store.events.append([made]);
  };

  test('finds an event that cannot have happened', async () => {
    await appended({
      kind: 'offer-answered',
      body: { session: meeting.session.id, offer: 1, day: day(3), answer: 'accepted' },
    });
    expect((await checkRegister(store, null)).fault).toEqual({ seq: 2, fault: 'impossible' });
  });

  test('finds a record that is missing, changed, or of other lists', async () => {
    const head = { session: meeting.session.id, version: 2 };
    const { record } = (await registerOf(store).current()).session(meeting.session.id)!;
    await appended({ kind: 'session-cancelled', body: { ...head, record: 'd'.repeat(64) } });
    expect((await checkRegister(store, null)).fault).toEqual({ seq: 2, fault: 'record-missing' });
    store = new MemoryStore(MEETING_TOWN);
    meeting = await aMeeting(store);
    await appended({
      kind: 'session-cancelled',
      body: { ...head, record: (await registerOf(store).current()).session(meeting.session.id)!.record },
    });
    expect((await checkRegister(store, null)).fault).toEqual({ seq: 2, fault: 'record-differs' });
    expect(record).toHaveLength(64);
    const own = (await store.collection('records').all())[0]!;
    await store
      .collection('records')
      .save({ id: own.id, version: 2, document: `${own.document as string} ` }, 1);
    expect((await checkRegister(store, null)).fault).toEqual({ seq: 1, fault: 'record-changed' });
  });
});

test('a number put in the place of another behind a commitment is found', async () => {
  const opened = (await store.events.commitmentsOf(meeting.at('V-1', 1) as never))[0]!;
  const other = meeting.at('V-1', 2) as never;
  // A log whose side table was rewritten: the commitment is there, and does not open to the number it gives.
  const forged = new MemoryStore(MEETING_TOWN);
  for (const record of await store.collection('records').all())
    await forged.collection('records').save(record, 0);
  const [event] = await log();
  const { at, actor, kind, body } = event!;
  const commitments = [];
  for (const { candidates } of meeting.session.document.lists)
    for (const number of candidates) commitments.push(...(await store.events.commitmentsOf(number)));
  const swapped = commitments.map((each) =>
    each.commitment === opened.commitment ? { ...each, number: other } : each,
  );
  await forged.events.append([{ at, actor, kind, body, commitments: swapped } as unknown as NewEvent]);
  const asked = { store: forged, rules, solver: sameThreadSolver, reference: meeting.session.id };
  expect(await codeOf(replayRecord(asked))).toBe('record.unopened');
});

describe('an erasure', () => {
  test('destroys the demand and its links, keeps the chain and the ledgers, and a replay says so', async () => {
    await hold();
    const number = meeting.at('V-1', 1);
    const ledger = (await Workspace.open({ store, ...rules, asOf: day(6) })).sessionData;
    const before = await store.events.head();
    const erased = await eraseHousehold(store, number, { at: '2026-12-01T09:00:00.000Z' });
    expect(erased).toMatchObject({ demands: 1, commitments: 1 });
    const events = await log();
    expect(verifyChainText(chainText(events), before).outcome).toBe('sound');
    expect((await checkRegister(store, before)).fault).toBeNull();
    const kept = JSON.stringify([
      events,
      await store.all('demands'),
      await store.all('allocations'),
      await store.all('outcomes'),
      await store.sessions.all(),
      await store.collection('records').all(),
    ]);
    expect(kept).not.toContain(number);
    const after = (await Workspace.open({ store, ...rules, asOf: day(6) })).sessionData;
    expect(after.allocations.length).toBe(ledger.allocations.length);
    expect(after.allocations.at(-1)).toMatchObject({ dwelling: 'L-1', counted: { bandGroup: 'modest' } });
    expect(await replay()).toEqual({
      outcome: 'erased',
      on: '2026-12-01',
      households: 1,
      session: meeting.session.id,
      version: 1,
      record: expect.any(String),
      program: expect.any(String),
    });
    const commission = await meeting.decisions.commission(meeting.session.id);
    expect(commission.nameOf(commission.cases[0]!.candidates[0]!.household)).not.toBe(number);
  });

  test('of somebody nobody knows is refused, and the number is not repeated', async () => {
    expect(await codeOf(eraseHousehold(store, '999', AT))).toBe('household.unknown');
    expect(await codeOf(eraseHousehold(store, aDemand(700).number, AT))).toBe('household.unknown');
  });

  test('a commitment without its number and without an erasure is an incomplete copy', async () => {
    const bare = new MemoryStore(MEETING_TOWN);
    for (const record of await store.collection('records').all())
      await bare.collection('records').save(record, 0);
    for (const { at, actor, kind, body } of await log())
      await bare.events.append([{ at, actor, kind, body, commitments: [] } as unknown as NewEvent]);
    const asked = { store: bare, rules, solver: sameThreadSolver, reference: meeting.session.id };
    expect(await codeOf(replayRecord(asked))).toBe('record.unopened');
  });
});

describe('the file of a household', () => {
  test('has its demand, the sessions that name it and its entries of the register, and nobody else', async () => {
    await hold();
    const number = meeting.at('V-1', 1);
    const file = await householdFile(store, number);
    expect(file.demand?.number).toBe(number);
    expect(file.sessions).toMatchObject([{ session: meeting.session.id, asOf: TODAY }]);
    expect(file.register.map(({ kind }) => kind)).toEqual([
      'session-proposed',
      'candidate-decided',
      'offer-made',
      'offer-answered',
    ]);
    const others = MEETING_TOWN.demands.filter((demand) => demand.number !== number);
    for (const other of others) expect(JSON.stringify(file)).not.toContain(other.number);
  });

  test('of somebody nobody knows is refused', async () => {
    expect(await codeOf(householdFile(store, 'x'))).toBe('household.unknown');
    expect(await codeOf(householdFile(store, aDemand(700).number))).toBe('household.unknown');
  });
});

test('a record is read under its own hash only', async () => {
  const [record] = await store.collection('records').all();
  const text = record!.document as string;
  expect(readRecord({ hash: record!.id, text })).toMatchObject({ format: 'precal-record-1', version: 1 });
  expect(readRecord({ hash: record!.id, text: `${text} ` })).toBeNull();
});
