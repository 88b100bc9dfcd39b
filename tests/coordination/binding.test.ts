import { beforeEach, describe, expect, test } from 'vitest';
import { guidanceOn } from '../../api/service/guidanceInForce.ts';
import { replayRecord } from '../../api/service/recordReplay.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { ShortlistRecorder } from '../../api/service/shortlistRecords.ts';
import { DEFAULT_QUESTION } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { codeOf, rules } from '../records/meeting.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { BETTER_OFF, dayOf, proposal, QUESTION, RESIDENCE, RUN, serviceOf, TOWN } from './town.ts';

let store: MemoryStore;
let cache: WorkspaceCache;
let sessions: SessionService;
beforeEach(() => {
  store = new MemoryStore(TOWN);
  cache = new WorkspaceCache({ store, rules, today: () => TODAY });
  sessions = new SessionService({ store, solver: sameThreadSolver });
});

const AT = { at: '2026-11-02T08:00:00.000Z', request: null };
const NOW = { ...AT, expected: null };
const propose = async () => sessions.propose(await cache.current(), QUESTION, AT);
const betterOff = (lists: readonly { readonly candidates: readonly string[] }[]): number =>
  lists.flatMap(({ candidates }) => candidates).filter((number) => BETTER_OFF.includes(number)).length;
const decided = async () => {
  const { standing } = await serviceOf(store).propose(proposal(), RUN);
  return serviceOf(store).decide(standing.id, { meetingOn: TODAY, from: null, to: null }, RUN);
};
const replay = (reference: string) => replayRecord({ store, rules, solver: sameThreadSolver, reference });

describe('a recommendation with a row', () => {
  test('binds nothing while it is proposed', async () => {
    const before = await cache.current();
    await serviceOf(store).propose(proposal(), RUN);
    const after = await cache.current();
    expect(after).toBe(before);
    expect(after.qualify('V-1').guidance).toEqual([]);
  });

  test('changes the lists made once it is decided, and is said of the dwellings of its place only', async () => {
    const before = await propose();
    expect(betterOff(before.document.lists)).toBe(0);
    await sessions.cancel(before.id, NOW);
    await decided();
    const workspace = await cache.current();
    expect(workspace.qualify('V-1').guidance).toMatchObject([
      { id: '2026-11-02-1', residence: RESIDENCE, validFrom: TODAY, validTo: null },
    ]);
    expect(workspace.qualify('V-4').guidance).toEqual([]);
    expect(workspace.qualify('V-1').targets.map(({ target }) => target.id)).toContain(
      'preconisation-2026-11-02-1',
    );
    const after = await propose();
    expect(betterOff(after.document.lists)).toBeGreaterThan(0);
  });

  test('stops on the day on which it is ended, and not before', async () => {
    const { standing } = await decided();
    await serviceOf(store).end(standing.id, { meetingOn: TODAY, on: dayOf('2026-11-10') }, RUN);
    const idsOn = async (day: string) => (await guidanceOn(store, dayOf(day))).guidance.map(({ id }) => id);
    expect(await idsOn('2026-11-09')).toEqual([standing.id]);
    expect(await idsOn('2026-11-10')).toEqual([]);
    expect(await idsOn('2026-11-01')).toEqual([]);
  });

  test('applies from and to the days decided, both included', async () => {
    const { standing } = await serviceOf(store).propose(proposal(), RUN);
    await serviceOf(store).decide(
      standing.id,
      { meetingOn: TODAY, from: dayOf('2026-11-05'), to: dayOf('2026-11-07') },
      RUN,
    );
    const inForce = async (day: string) => (await guidanceOn(store, dayOf(day))).guidance.length;
    expect(await Promise.all(['2026-11-04', '2026-11-05', '2026-11-07', '2026-11-08'].map(inForce))).toEqual([
      0, 1, 1, 0,
    ]);
  });
});

describe('lists already prepared', () => {
  test('stay as they were in the meeting, and are bound only when they are solved anew', async () => {
    const session = await propose();
    await decided();
    const stored = await sessions.find(session.id);
    const then = await cache.ofSession(stored.document);
    expect(then.qualify('V-1').guidance).toEqual([]);
    const opened = await sessions.open(then, session.id);
    expect(opened.document).toEqual(session.document);
    // Bound by today's rules, its data would be others.
    expect(await codeOf(sessions.open(await cache.current(), session.id))).toBe('session.data-changed');
    const anew = await sessions.recompute(await cache.on(TODAY), session.id, NOW);
    expect(betterOff(anew.document.lists)).toBeGreaterThan(0);
    expect(anew.document.plan.guidanceKnown).toBeGreaterThan(0);
    const { document } = await sessions.find(session.id);
    expect((await cache.ofSession(document)).qualify('V-1').guidance).toHaveLength(1);
    expect(await replay(session.id)).toMatchObject({ outcome: 'same', version: 2 });
  });

  test('replay byte for byte, whatever was decided or ended since', async () => {
    const first = await propose();
    expect(first.document.plan).not.toHaveProperty('guidanceKnown');
    await sessions.cancel(first.id, NOW);
    const { standing } = await decided();
    const second = await propose();
    await serviceOf(store).end(standing.id, { meetingOn: TODAY, on: null }, RUN);
    expect((await cache.current()).qualify('V-1').guidance).toEqual([]);
    expect(await replay(first.id)).toMatchObject({ outcome: 'same' });
    expect(await replay(second.id)).toMatchObject({ outcome: 'same' });
    expect((await checkRegister(store, null)).fault).toBeNull();
  });

  test('one dwelling’s list on record replays with the rules of its moment', async () => {
    const recorder = new ShortlistRecorder(store);
    const record = async () => {
      const { workspace, known } = await cache.currentAndKnown();
      const question = { ...DEFAULT_QUESTION, vacancy: 'V-1' };
      const { shortlist } = workspace.shortlist(question);
      return (await recorder.record({ workspace, known, question, shortlist }, AT)).record;
    };
    const before = await record();
    const { standing } = await decided();
    const bound = await record();
    await serviceOf(store).end(standing.id, { meetingOn: TODAY, on: null }, RUN);
    expect(await replay(before)).toMatchObject({ outcome: 'same' });
    expect(await replay(bound)).toMatchObject({ outcome: 'same' });
  });
});
