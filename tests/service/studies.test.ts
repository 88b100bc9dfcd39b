import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_COMPARISON } from '../../api/service/comparisonQuestion.ts';
import type { FoundAudit } from '../../api/service/disparityDocument.ts';
import { DEFAULT_DISPARITY } from '../../api/service/disparityQuestion.ts';
import type { StepProgress } from '../../api/service/jobs.ts';
import { callingThreadStudies, type Studies, workerStudies } from '../../api/service/studies.ts';
import { Workspace } from '../../api/service/workspace.ts';
import { openStore } from '../../api/store/openStore.ts';
import type { Store } from '../../api/store/store.ts';
import { KINDS } from '../../api/store/store.ts';
import { aWorld, RULES } from '../comparison/world.ts';

/* Audits and experiments made in a thread that reads the data for itself. */

const lists = { ...DEFAULT_DISPARITY, source: 'lists' } as const;
const origin = { file: 'a.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

let folder: string;
let store: Store;
let workspace: Workspace;
let threaded: Studies;
let found: FoundAudit;
let stopped: unknown;
let refused: unknown;
let experiments: readonly unknown[];
let ticks = 0;
const steps: StepProgress[] = [];

// The thread is loaded once: these follow each other before it is let go.
beforeAll(async () => {
  const world = await aWorld();
  const { asOf } = world.workspace.pool;
  folder = await mkdtemp(join(tmpdir(), 'precal-studies-'));
  const place = join(folder, 'données');
  // As a server keeps it: others may read.
  store = await openStore(place, { territory: 'mel-2016', referenceDay: asOf }, { owner: 'server' });
  for (const kind of KINDS) await store.commit(kind, await world.store.all(kind), origin);
  workspace = await Workspace.open({ store, ...RULES, asOf });
  threaded = workerStudies(place);
  const timer = setInterval(() => (ticks += 1), 5);
  found = await threaded.audit(workspace, lists, { onProgress: (step) => steps.push(step) });
  clearInterval(timer);
  const stop = new AbortController();
  const caught = (error: unknown) => error;
  stopped = await threaded
    .audit(workspace, { ...lists, size: 5 }, { signal: stop.signal, onProgress: () => stop.abort() })
    .catch(caught);
  refused = await threaded.audit(workspace, { ...lists, method: 'nulle' }).catch(caught);
  const period = { kind: 'recorded', from: '2026-09', to: '2026-10' } as const;
  const question = { ...DEFAULT_COMPARISON, policies: ['points', 'date-order'] as const, period };
  experiments = [
    await threaded.experiment(workspace, question),
    await callingThreadStudies(store).experiment(workspace, question),
  ];
}, 120_000);
afterAll(async () => {
  await threaded.close();
  await store.close();
  await rm(folder, { recursive: true });
});

test('an audit is the same in a thread as here, and leaves the server free meanwhile', async () => {
  expect(found).toEqual(await callingThreadStudies(store).audit(workspace, lists));
  expect(ticks).toBeGreaterThan(2);
});

test('its steps are told, to the last', () => {
  const totals = new Set(steps.map(({ total }) => total));
  expect(totals.size).toBe(1);
  expect(steps.at(-1)).toEqual({ done: steps.at(-1)!.total, total: steps.at(-1)!.total });
  expect(steps.length).toBeGreaterThan(5);
});

test('stopped, it gives nothing', () => {
  expect(stopped).toMatchObject({ issues: [{ code: 'disparity.stopped' }] });
});

test('what the thread refuses is told with its code', () => {
  expect(refused).toMatchObject({ issues: [{ code: 'method.unknown', received: 'nulle' }] });
});

test('the experiment of a comparison is the same bytes', () => {
  const [there, here] = experiments;
  expect(there).toEqual(here);
});
