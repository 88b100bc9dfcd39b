import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openRules } from '../../api/service/territories.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { Store } from '../../api/store/store.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { aDemand } from '../support/demands.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';

const rules = openRules('mel-2016');
const ORIGIN = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const READ = {
  requestId: 'r-1',
  at: '2026-11-02T08:00:00.000Z',
  who: 'jeton-1',
  role: 'admin',
  of: null,
  method: 'POST',
  route: '/v1/shortlists',
  about: 'V-1',
  demand: null,
  households: 3,
  clear: true,
};

let folder = '';
let store: Store;
let today: IsoDay = TODAY;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-cache-'));
  store = await openStore(join(folder, 'données'), { territory: 'mel-2016', referenceDay: null });
  for (const kind of ['dwellings', 'vacancies', 'demands'] as const)
    await store.commit(kind, TOWN[kind] as never, ORIGIN);
  today = TODAY;
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});
const open = () => new WorkspaceCache({ store, rules, today: () => today });

test('one workspace for as long as nobody commits what it is made of', async () => {
  const cache = open();
  const first = await cache.current();
  expect(await cache.current()).toBe(first);
  await store.readTrail.append([READ]);
  expect(await cache.current()).toBe(first);
  await store.collection('notes').save({ id: 'a', version: 1, document: {} }, 0);
  expect(await cache.current()).toBe(first);
});

test('another once somebody has, and the number of the last event at once', async () => {
  const cache = open();
  const first = await cache.currentAndKnown();
  await store.commit('demands', [aDemand(9_999)], ORIGIN);
  const second = await cache.currentAndKnown();
  expect(second.workspace).not.toBe(first.workspace);
  expect(second.workspace.pool.rowCount).toBe(first.workspace.pool.rowCount + 1);
  expect(await cache.current()).toBe(second.workspace);
});

test('one a day, and yesterday’s is not given for today’s', async () => {
  const cache = open();
  const first = await cache.current();
  today = '2026-12-01' as IsoDay;
  const later = await cache.current();
  expect([first.pool.asOf, later.pool.asOf]).toEqual([TODAY, '2026-12-01']);
  today = TODAY;
  expect(await cache.current()).toBe(first);
});
