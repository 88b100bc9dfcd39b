import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSneXml } from '../../api/export/sneXml.ts';
import { importFile } from '../../api/service/imports.ts';
import { openRules } from '../../api/service/territories.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDemand, aDwelling } from '../support/demands.ts';

const TODAY = '2026-11-02' as IsoDay;
const origin = { file: 'demandes.csv', sha256: '0'.repeat(64), at: '2026-11-01T08:00:00Z', refused: 0 };
const rules = openRules('mel-2016');
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-sne-'));
});
afterAll(() => rm(folder, { recursive: true }));

const rich = aDemand(1, {
  filedOn: '2021-03-01',
  renewedOn: '2026-03-01',
  priorities: [{ situation: 'ACI_EXPULSION', evidence: 'verified', since: null }],
  accessibility: { stepFree: true, maxFloorOnFoot: 1 },
  npruRelocation: true,
  history: { suitedRefusals: 1, rankedNotHoused: 2 },
});

test('an XML file does not unsay what its format cannot carry', async () => {
  const store = await openStore(join(folder, 'a'), { territory: 'mel-2016', referenceDay: null });
  await store.commit('demands', [rich], origin);
  const xml = join(folder, 'demandes.xml');
  await writeSneXml([{ ...rich, dalo: 'ACTIF' }], xml, { fileDay: TODAY });
  const { summary } = await importFile(store, rules.territory, {
    kind: 'demands',
    path: xml,
    format: 'sne',
    mapping: null,
    encoding: 'auto',
    refusals: join(folder, 'refus.csv'),
    at: '2026-11-02T08:00:00Z',
  });
  expect(summary).toMatchObject({ replaced: 1 });
  const [stored] = await store.all('demands');
  expect(stored).toMatchObject({
    dalo: 'ACTIF',
    updatedOn: TODAY,
    renewedOn: rich.renewedOn,
    priorities: rich.priorities,
    accessibility: rich.accessibility,
    npruRelocation: true,
    history: rich.history,
  });
});

test('a demand that only an XML file carries was alive on the day of the file', async () => {
  const store = await openStore(join(folder, 'b'), { territory: 'mel-2016', referenceDay: null });
  const xml = join(folder, 'seule.xml');
  await writeSneXml([aDemand(2, { filedOn: '2021-03-01' })], xml, { fileDay: TODAY });
  await importFile(store, rules.territory, {
    kind: 'demands',
    path: xml,
    format: 'sne',
    mapping: null,
    encoding: 'auto',
    refusals: join(folder, 'refus.csv'),
    at: '2026-11-02T08:00:00Z',
  });
  const { pool } = await Workspace.open({ store, ...rules, asOf: TODAY });
  expect(pool.array('confirmedDay')[0]).toBe(Date.parse('2026-11-02') / 86_400_000);
});

test('a signed lease takes the demand out of the pool on its day, not before', async () => {
  const store = await openStore(join(folder, 'c'), { territory: 'mel-2016', referenceDay: null });
  await store.commit('demands', [rich, aDemand(3)], origin);
  await store.commit('dwellings', [aDwelling('L-1')], origin);
  await store.commit(
    'allocations',
    [anAllocation('L-1', { demand: rich.number, leaseSignedOn: '2026-10-15' })],
    origin,
  );
  const rows = async (asOf: string) =>
    (await Workspace.open({ store, ...rules, asOf: asOf as IsoDay })).pool.rowCount;
  expect(await rows('2026-10-14')).toBe(2);
  expect(await rows('2026-10-15')).toBe(1);
});
