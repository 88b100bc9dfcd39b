import { expect, test } from 'vitest';
import { abnormalDelays } from '../../api/service/sessionsDelays.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { household, MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { PROPOSAL, TODAY } from '../support/territory.ts';

const rules = openRules('mel-2016');
const after = (months: number | null) => {
  const { pack } = rules.territory;
  const norms = { ...pack.norms, abnormalWaitMonths: { months, provenance: PROPOSAL } };
  const territory = prepareTerritory({ ...pack, norms });
  return Workspace.open({ store: new MemoryStore(MEETING_TOWN), ...rules, territory, asOf: TODAY });
};

test('demands that wait as long as the territory calls abnormal, the longest first', async () => {
  // Household 1 filed on 1 January 2010: 202 months. Household 4, a year later.
  const at = async (months: number) =>
    abnormalDelays(await after(months)).demands.map(({ number }) => number);
  expect(await at(203)).toEqual([]);
  expect(await at(202)).toEqual([household(1)]);
  expect(await at(201)).toEqual([household(1), household(2)]);
  expect(await at(1)).toHaveLength(30);
});

test('where the value is not known, nobody is', async () => {
  expect(abnormalDelays(await after(null))).toMatchObject({ months: null, demands: [] });
});

test('a running server keeps the data of two days, and reads them once', async () => {
  const store = new MemoryStore(MEETING_TOWN);
  const cache = new WorkspaceCache({ store, rules, today: () => TODAY });
  const other = '2026-11-03' as IsoDay;
  const [today, tomorrow] = [await cache.current(), await cache.on(other)];
  expect([today.pool.asOf, tomorrow.pool.asOf]).toEqual([TODAY, other]);
  expect([await cache.on(TODAY), await cache.on(other)]).toEqual([today, tomorrow]);
  expect(store.reads).toBe(2);
  await cache.on('2026-11-04' as IsoDay);
  await cache.on(other);
  expect(store.reads).toBe(3);
  await cache.current();
  expect(store.reads).toBe(4);
});
