import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Environment } from '../../api/cli/environment.ts';
import { untilInterrupted } from '../../api/cli/interrupt.ts';
import { runCli } from '../../api/cli/program.ts';
import { openStore } from '../../api/store/openStore.ts';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { aFolder, precal } from '../support/commandLine.ts';
import { fakeEnvironment } from '../support/environment.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';

const folder = await aFolder();
const data = ['--data', folder.path('town')] as const;
const origin = { file: 'f.csv', sha256: '0'.repeat(64), at: '2026-11-02T08:00:00Z', refused: 0 };

beforeAll(async () => {
  const store = await openStore(folder.path('town'), { territory: 'mel-2016', referenceDay: null });
  for (const kind of ['dwellings', 'demands', 'vacancies', 'allocations'] as const)
    await store.commit(kind, MEETING_TOWN[kind] as never, origin);
});
afterAll(() => folder.remove());
afterEach(() => vi.restoreAllMocks());

/** What the terminal sends for Ctrl-C. */
const ctrlC = () => process.emit('SIGINT');
/** Leaving is seen instead of done. */
const leaving = () =>
  vi.spyOn(process, 'exit').mockImplementation(((code: number) => {
    throw new Error(`left with ${code}`);
  }) as never);

/** Presses Ctrl-C `times` when the search tells its first progress. */
const pressing = (times: number): Partial<Environment> => {
  let pressed = false;
  return {
    solvers: {
      sameThread: {
        ...sameThreadSolver,
        solve: (staged, options = {}) =>
          sameThreadSolver.solve(staged, {
            ...options,
            onProgress: (at) => {
              options.onProgress?.(at);
              if (pressed) return;
              pressed = true;
              for (let i = 0; i < times; i += 1) ctrlC();
            },
          }),
      },
      workers: () => sameThreadSolver,
    },
  };
};
const strict = ['session', 'propose', 'V-1', 'V-2', 'V-3', '--precedence', 'strict', ...data];

test('the first Ctrl-C stops a session at its next round: its lists are kept, sound, and a replay stops there', async () => {
  const world = fakeEnvironment(pressing(1));
  expect(await runCli(strict, world)).toBe(0);
  expect(world.errors()).toMatch(/Arrêt demandé[\s\S]*séance 2026-11-02-1, calcul arrêté/);
  expect(world.output()).toMatch(/LISTES[\s\S]*Recherche arrêtée au tour/);
  const verified = await precal(['verify', '2026-11-02-1', '--replay', ...data]);
  expect(verified.out).toMatch(/Séance vérifiée[\s\S]*recherche arrêtée[\s\S]*à l’octet près/);
  expect(verified.code).toBe(0);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('a session made anew is stopped in the same way', async () => {
  const world = fakeEnvironment(pressing(1));
  expect(await runCli(['session', 'recompute', '2026-11-02-1', ...data], world)).toBe(0);
  expect(world.errors()).toMatch(/calcul arrêté/);
});

test('the second Ctrl-C leaves at once, and nothing is saved', async () => {
  await precal(['session', 'cancel', '2026-11-02-1', ...data]);
  leaving();
  const world = fakeEnvironment(pressing(2));
  await expect(runCli(strict, world)).rejects.toThrow('left with 130');
  const list = await precal(['session', 'list', ...data, '--json']);
  expect(JSON.parse(list.out)).toMatchObject([{ id: '2026-11-02-1', status: 'cancelled' }]);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

test('before there is anything to keep, the first Ctrl-C leaves', async () => {
  const exit = leaving();
  const world = fakeEnvironment();
  const left = untilInterrupted(world, async () => void ctrlC());
  await expect(left).rejects.toThrow('left with 130');
  expect(exit).toHaveBeenCalledOnce();
  expect(world.errors()).toBe('');
});

test('a limit in bids that was reached is told, and replayed', async () => {
  const limited = await precal(['session', 'propose', 'V-1', 'V-2', 'V-3', '--bids', '5', ...data]);
  expect(limited.out).toMatch(/Limite\s+atteinte\s:\s5\senchères\./);
  const id = /séance (2026-11-02-\d)/.exec(limited.err)![1]!;
  expect((await precal(['verify', id, '--replay', ...data])).code).toBe(0);
});

test('Ctrl-C stops a comparison through its signal', async () => {
  let stopped: boolean | undefined;
  const world = fakeEnvironment({
    comparer: () => ({
      compare: async (_, { signal, onProgress } = {}) => {
        onProgress?.({ done: 1, total: 4 });
        ctrlC();
        stopped = signal?.aborted;
        throw new InputError([{ code: 'comparison.stopped', path: 'job' }]);
      },
      close: async () => {},
    }),
  });
  const code = await runCli(['compare', '--months', '1', '--policies', 'points,date-order', ...data], world);
  expect(world.errors()).toMatch(/Arrêt demandé/);
  expect(stopped).toBe(true);
  expect(code).toBe(1);
});
