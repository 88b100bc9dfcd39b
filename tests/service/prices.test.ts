import { beforeEach, describe, expect, test } from 'vitest';
import { PriceBook } from '../../api/service/prices.ts';
import { pricesDocument } from '../../api/service/pricesDocument.ts';
import { SessionService } from '../../api/service/sessions.ts';
import { DEFAULT_SESSION_QUESTION } from '../../api/service/sessionsQuestion.ts';
import { openRules } from '../../api/service/territories.ts';
import { DEFAULT_QUESTION, Workspace } from '../../api/service/workspace.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aDemand } from '../support/demands.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';

/* Prices of the month's plan: made once, kept, known to be of the data as they are or not. */

const RULES = openRules('mel-2016');
// The last household has waited least; it has priority as others have, and the resources that the commune's lists lack.
const DATA = {
  ...MEETING_TOWN,
  demands: [
    ...MEETING_TOWN.demands,
    aDemand(31, {
      filedOn: '2026-01-01',
      priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: '2026-01-01' }],
      incomes: {
        referenceTaxIncome: [
          { year: 2024, amountEur: 18_000 },
          { year: 2025, amountEur: 18_000 },
        ],
        declaredMonthlyEur: 1_600,
        rolling12MonthsEur: null,
      },
    }),
  ],
} as never;
const RUN = { at: '2026-11-02T08:00:00.000Z' };
const QUESTION = { ...DEFAULT_QUESTION, vacancy: 'V-1' };
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: RUN.at, refused: 0 };

let store: MemoryStore;
let book: PriceBook;
const open = (asOf: IsoDay = TODAY) => Workspace.open({ store, ...RULES, asOf });
const codeOf = async (work: () => Promise<unknown>): Promise<string | undefined> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof InputError) return error.issues[0]?.code;
    throw error;
  }
  return undefined;
};

beforeEach(() => {
  store = new MemoryStore(DATA);
  book = new PriceBook({ store, solver: sameThreadSolver });
});

describe('prices of a plan', () => {
  test('are none before they are asked for', async () => {
    const workspace = await open();
    expect(await book.latest(workspace)).toBeNull();
    expect(await book.forList(workspace, QUESTION, null)).toEqual({ kind: 'unused', because: 'none' });
    expect(await codeOf(() => book.forList(workspace, QUESTION, 'targets'))).toBe('prices.none');
  });
  test('plan every open vacancy, and price the targets that lack', async () => {
    const { prices } = await book.refresh(await open(), RUN);
    expect(prices).toMatchObject({ vacancies: 6, open: 6, asOf: TODAY, method: { id: 'ar-habitat' } });
    expect(prices.rows.length).toBeGreaterThan(0);
    for (const { price } of prices.rows) expect(Number.isInteger(price) && price > 0).toBe(true);
  });
  test('are the same bytes for the same data, and another hash for others', async () => {
    const first = await book.refresh(await open(), RUN);
    const again = await new PriceBook({
      store: new MemoryStore(DATA),
      solver: sameThreadSolver,
    }).refresh(await open(), { at: '2026-11-02T09:00:00.000Z' });
    expect(again.prices).toEqual(first.prices);
    const other = await book.refresh(await open('2026-11-03' as IsoDay), RUN);
    expect(other.prices.hash).not.toBe(first.prices.hash);
  });
  test('are found by their hash, and by nothing else', async () => {
    const kept = await book.refresh(await open(), RUN);
    const fresh = new PriceBook({ store, solver: sameThreadSolver });
    expect(await fresh.find(kept.prices.hash)).toEqual(kept);
    for (const hash of ['', 'latest', 'f'.repeat(64)])
      expect(await codeOf(() => fresh.find(hash))).toBe('prices.unknown');
  });
  test('that were changed outside are not read', async () => {
    const { prices } = await book.refresh(await open(), RUN);
    const id = prices.hash.slice(0, 32);
    await store.collection('prices').save({ id, version: 2, document: { format: 'autre' } }, 1);
    const fresh = new PriceBook({ store, solver: sameThreadSolver });
    expect(await codeOf(() => fresh.find(prices.hash))).toBe('prices.unreadable');
  });
  test('stopped before their end are not kept', async () => {
    const abort = new AbortController();
    abort.abort();
    const workspace = await open();
    expect(await codeOf(() => book.refresh(workspace, { ...RUN, signal: abort.signal }))).toBe(
      'prices.stopped',
    );
    expect(await book.latest(workspace)).toBeNull();
  });
});

describe('freshness', () => {
  test('an import, a session, another day make them stale', async () => {
    await book.refresh(await open(), RUN);
    expect((await book.latest(await open()))?.freshness).toBe('fresh');
    expect((await book.latest(await open('2026-11-03' as IsoDay)))?.freshness).toBe('stale');
    await store.commit('demands', [], origin);
    expect((await book.latest(await open()))?.freshness).toBe('stale');
    await book.refresh(await open(), RUN);
    expect((await book.latest(await open()))?.freshness).toBe('fresh');
    const workspace = await open();
    await new SessionService({ store, solver: sameThreadSolver }).propose(
      workspace,
      { ...DEFAULT_SESSION_QUESTION, choice: { kind: 'named', vacancies: ['V-1'] } },
      { ...RUN, request: null },
    );
    expect((await book.latest(await open()))?.freshness).toBe('stale');
    const { prices } = await book.refresh(await open(), RUN);
    // Its vacancy is awaited: no longer open.
    expect(prices.open).toBe(5);
  });
  test('the last ones stay in use while others are made', async () => {
    let go = () => {};
    const held = new Promise<void>((resolve) => {
      go = resolve;
    });
    let solves = 0;
    const slow: SessionSolver = {
      ...sameThreadSolver,
      solve: async (...of) => {
        solves += 1;
        if (solves > 1) await held;
        return sameThreadSolver.solve(...of);
      },
    };
    book = new PriceBook({ store, solver: slow });
    const first = await book.refresh(await open(), RUN);
    await store.commit('demands', [], origin);
    const workspace = await open();
    await book.keepFresh(workspace, RUN);
    await book.keepFresh(workspace, RUN);
    expect(await book.forList(workspace, QUESTION, null)).toMatchObject({
      kind: 'used',
      freshness: 'refreshing',
      kept: { prices: { hash: first.prices.hash } },
    });
    const second = book.refresh(workspace, RUN);
    go();
    await second;
    expect(solves).toBe(2);
    expect((await book.latest(workspace))?.freshness).toBe('fresh');
  });
  test('a failure behind the scenes is tried again on other data only', async () => {
    let solves = 0;
    const failing: SessionSolver = {
      ...sameThreadSolver,
      solve: async (...of) => {
        solves += 1;
        if (solves > 1) throw new Error('no memory');
        return sameThreadSolver.solve(...of);
      },
    };
    book = new PriceBook({ store, solver: failing });
    await book.refresh(await open(), RUN);
    await store.commit('demands', [], origin);
    const workspace = await open();
    await book.keepFresh(workspace, RUN);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await book.keepFresh(workspace, RUN);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(solves).toBe(2);
    expect((await book.latest(workspace))?.freshness).toBe('stale');
  });
});

describe('a list', () => {
  test('takes the prices in, says which, and can be made again', async () => {
    const workspace = await open();
    const alone = workspace.shortlist(QUESTION).shortlist;
    const order = ({ candidates, next }: typeof alone) => [...candidates, ...next].map(({ row }) => row);
    const { prices } = await book.refresh(workspace, RUN);
    const priced = workspace.shortlist(QUESTION, prices).shortlist;
    expect(priced.prices?.plan.hash).toBe(prices.hash);
    expect(order(priced)).not.toEqual(order(alone));
    const state = await book.replayed(workspace, QUESTION, prices.hash);
    expect(state).toMatchObject({ kind: 'used', freshness: 'replayed' });
    const again = workspace.shortlist(QUESTION, prices).shortlist;
    expect(JSON.stringify(again.candidates.map(({ row, priced: of }) => [row, of?.value]))).toBe(
      JSON.stringify(priced.candidates.map(({ row, priced: of }) => [row, of?.value])),
    );
  });
  test('by the method alone when it is asked', async () => {
    const workspace = await open();
    await book.refresh(workspace, RUN);
    expect(await book.forList(workspace, QUESTION, 'method')).toEqual({ kind: 'unused', because: 'asked' });
  });
  test('in the points of another method takes none', async () => {
    const workspace = await open();
    const { at, prices } = await book.refresh(workspace, RUN);
    const hash = 'a'.repeat(64);
    const other = { ...prices, hash, method: { ...prices.method, version: 'autre' } };
    const documents = store.collection('prices');
    const document = pricesDocument({ at, prices: other });
    await documents.save({ id: hash.slice(0, 32), version: 1, document }, 0);
    const latest = { format: 'precal-latest-prices-1', hash, basis: '', at };
    await documents.save({ id: 'latest', version: 2, document: latest }, 1);
    expect(await book.forList(workspace, QUESTION, null)).toEqual({ kind: 'unused', because: 'method' });
    for (const work of [
      () => book.forList(workspace, QUESTION, 'targets'),
      () => book.replayed(workspace, QUESTION, hash),
    ])
      expect(await codeOf(work)).toBe('prices.unsuited');
  });
  test('of another year, or of an earlier day, takes none', async () => {
    const workspace = await open();
    const { prices } = await book.refresh(workspace, RUN);
    for (const day of ['2027-01-04', '2026-11-01']) {
      const then = await open(day as IsoDay);
      expect(await book.forList(then, QUESTION, null)).toEqual({ kind: 'unused', because: 'day' });
      expect(await codeOf(() => book.replayed(then, QUESTION, prices.hash))).toBe('prices.unsuited');
    }
  });
});
