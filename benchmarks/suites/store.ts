import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../api/store/openStore.ts';
import type { Store } from '../../api/store/store.ts';
import type { Demand } from '../../engine/domain/demand.ts';
import { POSTGRES_BINARIES, startPostgres } from '../../tests/support/postgres.ts';
import { measure, type Task } from '../harness/measure.ts';
import type { Suite, Timing } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import { TERRITORY } from '../workloads/mel.ts';

const ORIGIN = { file: 'demandes.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };
const MAKING = { territory: TERRITORY, referenceDay: null };

/** A document of the size of a session of 45 vacancies. */
const SESSION = {
  lists: Array.from({ length: 45 }, (_, i) => ({ vacancy: `V-${i}`, text: 'x'.repeat(2_000) })),
};

/** Keeping the demands and reading them back, on both engines, with the waits for the disk that a deployment has. */
export const storeSuite = (context: Context): Suite => ({
  name: 'store',
  about:
    'Demands committed to a new store, imported again, read back whole; sessions saved. SQLite in a folder, and PostgreSQL on this machine through a socket, both waiting for the disk.',
  async run() {
    const { demands } = context.mel.world;
    const folder = await mkdtemp(join(tmpdir(), 'precal-bench-'));
    const server = POSTGRES_BINARIES === null ? null : await startPostgres({ durable: true });
    try {
      let nth = 0;
      const timings: Timing[] = [
        ...(await timed('SQLite', demands, context.quick, async () => {
          nth += 1;
          return join(folder, String(nth));
        })),
        ...(server === null
          ? []
          : await timed('PostgreSQL', demands, context.quick, () => server.database())),
      ];
      return {
        workload: { label: context.melLabel, hash: context.hashOf('mel') },
        verified: ['the demands read back are those committed, on each engine'],
        timings,
        ratios: [],
        figures: [{ name: 'engines', value: server === null ? 1 : 2, unit: '' }],
      };
    } finally {
      await server?.remove();
      await rm(folder, { recursive: true });
    }
  },
});

const timed = async (
  engine: string,
  demands: readonly Demand[],
  quick: boolean,
  newPlace: () => Promise<string>,
): Promise<Timing[]> => {
  const opened: Store[] = [];
  const newStore = async (): Promise<Store> => {
    const store = await openStore(await newPlace(), MAKING);
    opened.push(store);
    return store;
  };
  const store = await newStore();
  await store.commit('demands', demands, ORIGIN);
  const back = await store.all('demands');
  const byNumber = [...demands].sort((a, b) => (a.number < b.number ? -1 : 1));
  if (JSON.stringify(back) !== JSON.stringify(byNumber))
    throw new Error(`store: ${engine} gives back other demands than those committed`);

  const many = demands.length.toLocaleString('en');
  let version = 0;
  const bulk: Task[] = [
    {
      name: `${engine}: ${many} demands committed to a new store, its making included`,
      run: async () => (await newStore()).commit('demands', demands, ORIGIN),
    },
    { name: `${engine}: the same imported again`, run: () => store.commit('demands', demands, ORIGIN) },
    { name: `${engine}: all read back`, run: () => store.all('demands') },
  ];
  const small: Task[] = [
    {
      name: `${engine}: a session saved`,
      run: () => {
        version += 1;
        return store.sessions.save({ id: 'S-1', version, document: SESSION }, version - 1);
      },
    },
    { name: `${engine}: a session read`, run: () => store.sessions.find('S-1') },
    { name: `${engine}: the revision asked`, run: () => store.revision() },
  ];
  try {
    return [
      ...(await measure(bulk, { iterations: quick ? 2 : 5, timeMs: 0 })),
      ...(await measure(small, { iterations: quick ? 30 : 300, timeMs: 0 })),
    ];
  } finally {
    for (const each of opened) await each.close();
  }
};
