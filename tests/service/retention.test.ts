import { beforeEach, describe, expect, test } from 'vitest';
import { presentEntry } from '../../api/present/register.ts';
import {
  type Durations,
  KEPT_PARTS,
  PROPOSED_DURATIONS,
  readDurations,
} from '../../api/records/retention.ts';
import { writeDemandLife } from '../../api/service/demandLife.ts';
import { eraseHousehold } from '../../api/service/erasure.ts';
import { applyRetention, retentionOn } from '../../api/service/retention.ts';
import { durationsOf, keepDurations } from '../../api/service/retentionDurations.ts';
import { Workspace } from '../../api/service/workspace.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aMeeting, attributions, on, onAct, rules } from '../records/meeting.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';

const AT = '2026-11-02T08:00:00.000Z';
const day = (text: string) => text as IsoDay;
const months = (demand: number, candidacy = demand, allocation = demand): Durations =>
  Object.fromEntries(
    Object.entries({ demand, candidacy, allocation }).map(([part, n]) => [
      part,
      { months: n, source: 'essai', certainty: 'proposal' },
    ]),
  ) as Durations;

const old = { filedOn: '2020-03-10', renewedOn: '2023-03-10', updatedOn: '2023-03-10' };
const storeOf = (content: ConstructorParameters<typeof MemoryStore>[0]) => new MemoryStore(content);
const pastOn = async (store: MemoryStore, durations: Durations, asOf: string) =>
  (await retentionOn(store, durations, day(asOf))).past.map(({ number }) => number);

describe('a demand', () => {
  test('is kept for its duration after its last valid day, that day included', async () => {
    const store = storeOf({ demands: [aDemand(1, old)] });
    const { kept, past, next } = await retentionOn(store, months(24), day('2026-03-10'));
    expect([kept, past, next]).toEqual([1, [], '2026-03-10']);
    expect(await retentionOn(store, months(24), day('2026-03-11'))).toMatchObject({
      past: [{ number: aNumber(1), parts: [{ part: 'demand', last: '2024-03-10' }], until: '2026-03-10' }],
      next: null,
    });
  });
  test('that was never renewed: from its filing, or the day of its record', async () => {
    const never = { filedOn: '2020-03-10', renewedOn: null, updatedOn: '2020-03-10' };
    const store = storeOf({ demands: [aDemand(1, never)] });
    expect(await pastOn(store, months(12), '2022-03-10')).toEqual([]);
    expect(await pastOn(store, months(12), '2022-03-11')).toEqual([aNumber(1)]);
  });
  test('renewed by the register is valid a year more', async () => {
    const store = storeOf({ demands: [aDemand(1, old)] });
    await writeDemandLife(
      store,
      aNumber(1),
      { kind: 'demand-renewed' },
      { at: '2024-03-01T08:00:00.000Z', day: day('2024-03-01') },
    );
    expect(await pastOn(store, months(12, 1), '2026-03-01')).toEqual([]);
    expect(await pastOn(store, months(12, 1), '2026-03-02')).toEqual([aNumber(1)]);
  });
  test('closed is kept from its closing, not from the end of its validity', async () => {
    const store = storeOf({ demands: [aDemand(1, old)] });
    const at = '2023-05-20T08:00:00.000Z';
    await writeDemandLife(
      store,
      aNumber(1),
      { kind: 'demand-removed', code: 'RADATT' },
      { at, day: day('2023-05-20') },
    );
    expect(await pastOn(store, months(12, 1), '2024-05-20')).toEqual([]);
    expect(await pastOn(store, months(12, 1), '2024-05-21')).toEqual([aNumber(1)]);
  });
});

describe('a household of which several things are kept', () => {
  test('a recent lease keeps the demand; the decision counts while no lease is signed', async () => {
    const decided = { demand: aNumber(1), decidedOn: '2025-08-31', leaseSignedOn: null };
    const store = storeOf({ demands: [aDemand(1, old)], allocations: [anAllocation('L-1', decided)] });
    // Six months after 31 August is the last day of February.
    expect(await pastOn(store, months(1, 1, 6), '2026-02-28')).toEqual([]);
    expect(await pastOn(store, months(1, 1, 6), '2026-03-01')).toEqual([aNumber(1)]);
    await store.commit('allocations', [anAllocation('L-1', { ...decided, leaseSignedOn: '2025-09-15' })], {
      file: 'a.csv',
      sha256: '0'.repeat(64),
      at: AT,
      refused: 0,
    });
    expect(await pastOn(store, months(1, 1, 6), '2026-03-15')).toEqual([]);
    expect(await pastOn(store, months(1, 1, 6), '2026-03-16')).toEqual([aNumber(1)]);
  });
  test('known by its allocation alone is kept and forgotten all the same', async () => {
    const store = storeOf({
      allocations: [anAllocation('L-1', { demand: aNumber(7), decidedOn: '2020-01-10' })],
    });
    expect(await pastOn(store, months(1), '2026-01-01')).toEqual([aNumber(7)]);
  });
  test('of a session and its decisions, the last day counts', async () => {
    const meeting = await aMeeting(storeOf(MEETING_TOWN));
    const first = meeting.at('V-1', 1);
    const lastOf = async () =>
      (await retentionOn(meeting.store, months(1), day('2040-01-01'))).past
        .find(({ number }) => number === first)
        ?.parts.find(({ part }) => part === 'candidacy')?.last;
    expect(await lastOf()).toBe('2026-11-02');
    await meeting.decisions.decide(meeting.data, meeting.session.id, attributions(meeting, 'V-1'), on(2));
    const about = { vacancy: 'V-1' as never, number: first as never };
    await meeting.decisions.act(meeting.session.id, { act: 'offer', ...about }, onAct(9));
    expect(await lastOf()).toBe('2026-11-09');
  });
  test('who was erased is nobody', async () => {
    const store = storeOf({
      demands: [aDemand(1, old)],
      allocations: [anAllocation('L-1', { demand: aNumber(1) })],
    });
    await eraseHousehold(store, aNumber(1), { at: AT });
    expect(await retentionOn(store, months(1), day('2040-01-01'))).toMatchObject({
      kept: 0,
      past: [],
      next: null,
    });
  });
});

describe('applying the durations', () => {
  let store: MemoryStore;
  beforeEach(() => {
    store = storeOf({
      demands: [aDemand(1, old), aDemand(2, old), aDemand(3)],
      dwellings: [aDwelling('L-1')],
      allocations: [
        anAllocation('L-1', {
          demand: aNumber(1),
          decidedOn: '2026-02-01',
          incomePerUcEur: 8_000,
          verifiedSituations: ['ACI_EXPULSION'],
        }),
      ],
    });
  });
  const asOf = day('2026-11-02');

  test('erases who is past, in one entry that names nobody and says why; a second time there is nobody', async () => {
    const review = await retentionOn(store, months(12, 12, 1), asOf);
    expect(review.past.map(({ number }) => number)).toEqual([aNumber(2), aNumber(1)]);
    const ledger = (await Workspace.open({ store, ...rules, asOf })).sessionData.ledger;
    expect(await applyRetention(store, review, { at: AT, actor: 'agent' })).toMatchObject({
      demands: 2,
      rows: 1,
    });
    expect((await store.all('demands')).map(({ number }) => number)).toEqual([aNumber(3)]);
    const [event] = await store.events.read({ from: 1, limit: 9 });
    expect(event).toMatchObject({
      kind: 'erased',
      actor: 'agent',
      body: { households: [], reason: 'retention', count: 2 },
    });
    expect(presentEntry(event!).text).toContain('2 ménages effacés : durée de conservation passée');
    expect((await Workspace.open({ store, ...rules, asOf })).sessionData.ledger).toEqual(ledger);
    const [allocation] = await store.all('allocations');
    expect(allocation).toMatchObject({
      incomePerUcEur: null,
      shareOfPlusCeiling: null,
      verifiedSituations: null,
      counted: { bandGroup: 'modest', firstQuartile: true, verifiedPriority: true },
    });
    expect((await retentionOn(store, months(12, 12, 1), asOf)).past).toEqual([]);
  });
  test('of nobody writes nothing', async () => {
    const review = await retentionOn(store, months(600), asOf);
    expect(await applyRetention(store, review, { at: AT })).toEqual({
      demands: 0,
      rows: 0,
      documents: 0,
      commitments: 0,
    });
    expect((await store.events.head()).seq).toBe(0);
  });
});

describe('the durations', () => {
  test('are proposals, labelled, until the organisation sets its own, which its store keeps', async () => {
    const store = storeOf({});
    expect(await durationsOf(store)).toBe(PROPOSED_DURATIONS);
    for (const part of KEPT_PARTS) expect(PROPOSED_DURATIONS[part].certainty).toBe('proposal');
    await keepDurations(store, months(6));
    await keepDurations(store, months(7));
    expect(await durationsOf(store)).toEqual(months(7));
  });
  const one = (n: number | string) => `{ months: ${n}, source: délibération, certainty: official }`;
  test('are written in YAML', () => {
    const text = `demand: ${one(12)}\ncandidacy: ${one(24)}\nallocation: ${one(36)}\n`;
    expect(readDurations(text).allocation).toEqual({
      months: 36,
      source: 'délibération',
      certainty: 'official',
    });
  });
  test.each([
    [
      'no whole months',
      `demand: ${one('1.5')}\ncandidacy: ${one(24)}\nallocation: ${one(36)}\n`,
      'demand.months',
    ],
    ['none at all', `demand: ${one(0)}\ncandidacy: ${one(24)}\nallocation: ${one(36)}\n`, 'demand.months'],
    ['one part left out', `demand: ${one(12)}\ncandidacy: ${one(24)}\n`, 'allocation'],
    [
      'another part',
      `demand: ${one(12)}\ncandidacy: ${one(24)}\nallocation: ${one(36)}\nname: ${one(1)}\n`,
      '',
    ],
    ['no YAML', 'demand: [', ''],
  ])('%s is refused', (_, text, path) => {
    const refused = () => readDurations(text);
    expect(refused).toThrow(InputError);
    try {
      refused();
    } catch (error) {
      expect((error as InputError).issues[0]).toMatchObject({ code: 'retention.malformed', path });
    }
  });
});
