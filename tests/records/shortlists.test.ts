import { beforeEach, describe, expect, test } from 'vitest';
import { replayText } from '../../api/present/register.ts';
import { dataParts } from '../../api/present/verification.ts';
import { COMMITMENT } from '../../api/records/commitment.ts';
import { readShortlistRecord } from '../../api/records/shortlistRecord.ts';
import { eraseHousehold } from '../../api/service/erasure.ts';
import { householdFile } from '../../api/service/householdFile.ts';
import { replayRecord } from '../../api/service/recordReplay.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { findRecord } from '../../api/service/sessionRecords.ts';
import { type ShortlistEntry, ShortlistRecorder } from '../../api/service/shortlistRecords.ts';
import { DEFAULT_QUESTION, type ShortlistQuestion } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { aDemand } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { AT, aMeeting, attributions, codeOf, on, rules } from './meeting.ts';

let store: MemoryStore;
let recorder: ShortlistRecorder;
beforeEach(() => {
  store = new MemoryStore(MEETING_TOWN);
  recorder = new ShortlistRecorder(store);
});

const madeNow = async (vacancy: string, changes: Partial<ShortlistQuestion> = {}) => {
  const cache = new WorkspaceCache({ store, rules, today: () => TODAY });
  const { workspace, known } = await cache.currentAndKnown();
  const question = { ...DEFAULT_QUESTION, vacancy, ...changes };
  return { workspace, known, question, shortlist: workspace.shortlist(question).shortlist };
};
const recorded = async (vacancy = 'V-1', changes: Partial<ShortlistQuestion> = {}): Promise<ShortlistEntry> =>
  recorder.record(await madeNow(vacancy, changes), { at: AT.at, actor: 'jeton-1' });
const replay = (reference: string) => replayRecord({ store, rules, solver: sameThreadSolver, reference });
const textOf = async (hash: string) => (await store.collection('records').find(hash))!.document as string;
const IMPORT = { file: 'demandes.csv', sha256: 'c'.repeat(64), at: AT.at, refused: 0 };

describe('a list on record', () => {
  test('is an event of the chain that names its record, households by commitment', async () => {
    const { shortlist } = await madeNow('V-1');
    const { record, head } = await recorded();
    expect(head).toEqual(await store.events.head());
    const [event] = await store.events.read({ from: head.seq, limit: 1 });
    expect(event).toMatchObject({
      kind: 'shortlist-recorded',
      actor: 'jeton-1',
      at: AT.at,
      body: { vacancy: 'V-1', asOf: TODAY, record },
    });
    const found = readShortlistRecord({ hash: record, text: await textOf(record) })!;
    expect(found.candidates).toHaveLength(3);
    const names = found.candidates.map(({ household }) => household);
    expect(event!.body).toMatchObject({ candidates: names });
    for (const name of names) expect(name).toMatch(COMMITMENT);
    const numbers = await Promise.all(names.map((name) => store.events.numberOf(name)));
    expect(numbers).toEqual(shortlist.candidates.map(({ number }) => number));
  });
  test('holds nobody’s number, no points and no amount', async () => {
    const { shortlist } = await madeNow('V-1');
    const { record } = await recorded();
    const text = await textOf(record);
    for (const { number } of [...shortlist.candidates, ...shortlist.next]) expect(text).not.toContain(number);
    expect(text).not.toMatch(/999\d{10}|"points"|Eur"/);
  });
  test('the same list twice is two records: salts differ', async () => {
    expect((await recorded()).record).not.toBe((await recorded()).record);
  });
  test('a list of nobody is recorded too, as often as it is made', async () => {
    const empty = new MemoryStore({ ...MEETING_TOWN, demands: [] });
    store = empty;
    recorder = new ShortlistRecorder(empty);
    const made = await madeNow('V-1');
    const both = await Promise.all([1, 2].map(() => recorder.record(made, { at: AT.at })));
    expect(both.map(({ head }) => head.seq)).toEqual([1, 2]);
    expect(both[0]!.record).toBe(both[1]!.record);
    expect(await replay(both[0]!.record)).toMatchObject({ outcome: 'same' });
    expect(await checkRegister(empty, both[1]!.head)).toMatchObject({ fault: null, records: 2 });
  });
  test('lists that come together share one transaction, each with its own place', async () => {
    const records = store.collection('records');
    let transactions = 0;
    const add = records.add.bind(records);
    records.add = (...asked) => {
      transactions += 1;
      return add(...asked);
    };
    const made = await madeNow('V-1');
    const all = await Promise.all(Array.from({ length: 20 }, () => recorder.record(made, { at: AT.at })));
    expect(transactions).toBe(1);
    expect(all.map(({ head }) => head.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
    expect(new Set(all.map(({ record }) => record)).size).toBe(20);
    expect((await checkRegister(store, all.at(-1)!.head)).fault).toBeNull();
  });
  test('what the store refuses is told to all of the group, and nothing is on record', async () => {
    const records = store.collection('records');
    records.add = () => Promise.reject(new Error('disk full'));
    const made = await madeNow('V-1');
    const both = await Promise.allSettled([
      recorder.record(made, { at: AT.at }),
      recorder.record(made, { at: AT.at }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await store.events.head()).toEqual({ seq: 0, hash: null });
  });
  test('is part of what is kept about each of its households', async () => {
    const { head } = await recorded();
    const { shortlist } = await madeNow('V-1');
    const { register } = await householdFile(store, shortlist.candidates[0]!.number);
    expect(register).toMatchObject([{ seq: head.seq, kind: 'shortlist-recorded' }]);
  });
});

describe('its replay', () => {
  test('makes it again, byte for byte', async () => {
    const { record } = await recorded('V-2', { size: 5, seed: 7, beyondWishes: true });
    const found = await replay(record);
    expect(found).toMatchObject({ outcome: 'same', vacancy: 'V-2', asOf: TODAY, record });
    expect(replayText(found, dataParts)).toContain('le même à l’octet près');
    expect(replayText(found, dataParts)).toContain('Liste du logement V-2 au 2 novembre 2026');
  });
  test('knows what the register knew then, whatever was decided since', async () => {
    const { record } = await recorded();
    const meeting = await aMeeting(store);
    await meeting.decisions.decide(meeting.data, meeting.session.id, attributions(meeting, 'V-1'), on(2));
    expect(await replay(record)).toMatchObject({ outcome: 'same' });
  });
  test('says which data changed', async () => {
    const { record } = await recorded();
    await store.commit('demands', [aDemand(77)], IMPORT);
    const found = await replay(record);
    expect(found).toMatchObject({ outcome: 'other-data', parts: 'pool' });
    expect(replayText(found, dataParts)).toContain('les demandes');
  });
  test('of households erased since: says when, and the chain still verifies', async () => {
    const { shortlist } = await madeNow('V-1');
    const { record } = await recorded();
    await eraseHousehold(store, shortlist.candidates[1]!.number, { at: '2026-11-03T09:00:00.000Z' });
    expect(await replay(record)).toMatchObject({ outcome: 'erased', on: '2026-11-03', households: 1 });
    expect((await checkRegister(store, null)).fault).toBeNull();
  });
  test('of another list than the one that the data give', async () => {
    const made = await madeNow('V-1');
    const [first, second, ...others] = made.shortlist.candidates;
    const turned = { ...made.shortlist, candidates: [second!, first!, ...others] };
    const { record } = await recorder.record({ ...made, shortlist: turned }, { at: AT.at });
    expect(await replay(record)).toMatchObject({ outcome: 'different' });
  });
});

describe('a check of the register', () => {
  test('hashes the record of a list, and counts it', async () => {
    const { head } = await recorded();
    expect(await checkRegister(store, head)).toEqual({ fault: null, head, records: 1 });
  });
  test.each(['vacancy', 'candidates', 'asOf'] as const)(
    'finds an event whose %s is not the record’s',
    async (field) => {
      const { record } = await recorded();
      const [event] = await store.events.read({ from: 1, limit: 1 });
      const others = { vacancy: 'V-9', candidates: ['d'.repeat(64)], asOf: '2026-11-03' };
      const body = { ...event!.body, [field]: others[field], record } as never;
      await store.events.append([
        { kind: 'shortlist-recorded', at: AT.at, actor: 'jeton-1', body, commitments: [] },
      ]);
      expect((await checkRegister(store, null)).fault).toEqual({ seq: 2, fault: 'record-differs' });
    },
  );
  test('finds a list’s record under a session’s event, and one that was changed', async () => {
    const { record } = await recorded();
    const body = { session: 'S-1', version: 1, record, lists: [], asOf: TODAY };
    await store.events.append([
      { kind: 'session-proposed', at: AT.at, actor: 'jeton-1', body, commitments: [] },
    ]);
    expect((await checkRegister(store, null)).fault).toEqual({ seq: 2, fault: 'record-differs' });
    const other = new MemoryStore({});
    const text = (await textOf(record)).replace('"seed":1', '"seed":2');
    await other.collection('records').save({ id: record, version: 1, document: text }, 0);
    expect(await codeOf(findRecord(other, record))).toBe('record.damaged');
  });
});
