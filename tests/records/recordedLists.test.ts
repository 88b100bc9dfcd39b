import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { replayRecord } from '../../api/service/recordReplay.ts';
import { checkRegister } from '../../api/service/registerCheck.ts';
import { ShortlistRecorder } from '../../api/service/shortlistRecords.ts';
import { DEFAULT_QUESTION } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { hasStrace } from '../../benchmarks/evidence/killNineFlushes.ts';
import {
  countListFlushes,
  flushesIn,
  killLists,
  makeListTown,
} from '../../benchmarks/evidence/recordedLists.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import {
  POSTGRES_BINARIES,
  type PrivateServer,
  postgresRequired,
  startPostgres,
} from '../support/postgres.ts';
import { TODAY } from '../support/territory.ts';
import { AT, rules } from './meeting.ts';

const TOWN = { rows: MEETING_TOWN, asOf: TODAY };

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'precal-lists-'));
});
afterEach(() => rm(root, { recursive: true }));

/** Twenty lists at once, then a killed writer, on a place of either engine. */
const listContract = (newPlace: () => Promise<string>): void => {
  test('twenty lists at once are twenty entries, each of which replays', async () => {
    const place = await newPlace();
    await makeListTown(place, TOWN);
    const store = await openStore(place, null);
    try {
      const cache = new WorkspaceCache({ store, rules, today: () => TODAY });
      const recorder = new ShortlistRecorder(store);
      const made = async (i: number) => {
        const { workspace, known } = await cache.currentAndKnown();
        const question = { ...DEFAULT_QUESTION, vacancy: `V-${1 + (i % 4)}` };
        const { shortlist } = workspace.shortlist(question);
        return recorder.record({ workspace, known, question, shortlist }, { at: AT.at });
      };
      const entries = await Promise.all(Array.from({ length: 20 }, (_, i) => made(i)));
      expect(entries.map(({ head }) => head.seq).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      );
      expect(await checkRegister(store, await store.events.head())).toMatchObject({
        fault: null,
        records: 20,
      });
      for (const { record } of entries.slice(0, 2)) {
        const found = await replayRecord({ store, rules, solver: sameThreadSolver, reference: record });
        expect(found).toMatchObject({ outcome: 'same' });
      }
    } finally {
      await store.close();
    }
  });

  test('killed at any moment, every list that was acknowledged is there', { timeout: 120_000 }, async () => {
    const place = await newPlace();
    await makeListTown(place, TOWN);
    const found = await killLists({ place, asOf: TODAY, rounds: 2, seed: 1, longestMs: 150 });
    expect(found.wrong).toEqual([]);
    expect(found.acknowledged).toBeGreaterThanOrEqual(8);
  });
};

describe('on SQLite', () => {
  listContract(async () => join(root, 'données'));

  test.skipIf(!hasStrace())(
    'lists that come together share a flush, and none is acknowledged before it',
    { timeout: 120_000 },
    async () => {
      const counted = async (atATime: number) => {
        const place = join(root, `par-${atATime}`);
        await makeListTown(place, TOWN);
        const trace = join(root, 'trace.txt');
        return countListFlushes({ place, trace, asOf: TODAY, lists: 32, atATime });
      };
      const alone = await counted(1);
      expect(alone).toMatchObject({ acknowledged: 32, tooEarly: 0 });
      expect(alone.flushes).toBeGreaterThanOrEqual(32);
      const together = await counted(8);
      expect(together).toMatchObject({ acknowledged: 32, tooEarly: 0 });
      expect(together.flushes).toBeGreaterThanOrEqual(4);
      expect(together.flushes).toBeLessThan(alone.flushes / 2);
    },
  );
});

describe.skipIf(POSTGRES_BINARIES === null && !postgresRequired)('on PostgreSQL', () => {
  let server: PrivateServer;
  beforeAll(async () => {
    server = await startPostgres({ durable: false });
  });
  afterAll(() => server?.remove());
  listContract(() => server.database());
});

test('an acknowledgement before its flush is found', () => {
  const log = '7 pwrite64(20</d/precal.db-wal>, "x"..., 8, 0) = 8';
  const flush = '7 fdatasync(20</d/precal.db-wal>) = 0';
  const said = '7 write(1<pipe:[9]>, "1 ab"..., 100) = 100';
  expect(flushesIn([log, flush, said, said].join('\n'))).toEqual({ flushes: 1, tooEarly: 0 });
  expect(flushesIn([log, flush, said, log, said].join('\n'))).toEqual({ flushes: 1, tooEarly: 1 });
});
