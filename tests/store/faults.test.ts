import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { type KilledStore, type KillPlan, killRounds } from '../../benchmarks/evidence/killNine.ts';
import { countFlushes, hasStrace } from '../../benchmarks/evidence/killNineFlushes.ts';
import { expectedAfter, OPERATIONS } from '../../benchmarks/evidence/killNineWork.ts';
import { aDemand } from '../support/demands.ts';
import { POSTGRES_BINARIES, postgresRequired, startPostgres } from '../support/postgres.ts';
import { codeOf, mel, origin } from './contractSupport.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const CHILD = fileURLToPath(new URL('./storeChild.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const isRoot = process.getuid?.() === 0;
/** Runs as root, without what lets root write where nobody may: the program's own folder may be root's alone. */
const WITHOUT_PRIVILEGES = ['setpriv', '--inh-caps=-all', '--bounding-set=-all'] as const;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precal-faults-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

interface Came {
  readonly kept: number | null;
  readonly code: string | null;
  readonly readable?: number;
}
const child = async (what: string, place: string, unprivileged = false): Promise<Came> => {
  const command = [...(unprivileged ? WITHOUT_PRIVILEGES : []), process.execPath];
  const { stdout } = await promisify(execFile)(
    command[0]!,
    [...command.slice(1), '--import', 'tsx', CHILD, what, place],
    { cwd: ROOT },
  );
  return JSON.parse(stdout) as Came;
};

const WRITER = fileURLToPath(new URL('../../benchmarks/evidence/killNineWriter.ts', import.meta.url));
/** A short form of `npm run evidence -- kill-9`. */
const KILLS: KillPlan = {
  rounds: 3,
  seed: 1,
  perPlace: 3,
  longestMs: 40,
  traced: hasStrace(),
  command: [process.execPath, '--import', 'tsx', WRITER],
};
const expectSound = async (store: KilledStore): Promise<void> => {
  const count = await killRounds(store, KILLS);
  expect(count.wrong).toEqual([]);
  expect(count.rounds).toBe(KILLS.rounds);
  expect(count.acknowledged).toBeGreaterThan(KILLS.rounds);
  expect(count.unflushed).toBe(0);
  if (KILLS.traced) expect(count.flushes).toBeGreaterThanOrEqual(count.acknowledged);
};

describe('a program killed while it imports, proposes and decides', () => {
  test('leaves every acknowledged write on disk, nothing half-written, and ledgers equal to their rebuild', async () => {
    let places = 0;
    const newPlace = async () => {
      places += 1;
      return join(folder, `killed-${places}`);
    };
    await expectSound({ newPlace, server: null });
  });

  describe.skipIf(POSTGRES_BINARIES === null && !postgresRequired)('on PostgreSQL', () => {
    test('the same, whether the program or the server is killed', async () => {
      const server = await startPostgres({ durable: true });
      try {
        await expectSound({
          newPlace: () => server.database(),
          server: { pid: () => server.pid, crash: server.crash, restart: server.restart },
        });
      } finally {
        await server.remove();
      }
    });
  });

  test('what it must leave is known: each operation adds to what is there', () => {
    const counts = OPERATIONS.map((_, i) => expectedAfter(i + 1));
    expect(counts.map(({ events }) => events)).toEqual([1, 2, 3, 4, 7, 8, 9, 10, 11, 12, 13]);
    expect(counts.at(-1)).toMatchObject({ vacancies: 8, imports: 6, mark: 'op-1', sessions: [8] });
    expect(expectedAfter(OPERATIONS.length + 3)).toMatchObject({ mark: 'op-12', sessions: [8, 1] });
  });
});

describe('flushes seen before acknowledgements', () => {
  const flush = (at: string) => `${at} fdatasync(12) = 0 <0.000500>`;
  const ack = (at: string, nth: number) => `${at} write(1, "ack ${nth} 9f86d0"..., 70) = 70 <0.000020>`;
  test('are counted for each, whatever thread or program asked', () => {
    const lines = [ack('10.001000', 1), ack('10.003000', 2), flush('10.000100'), flush('10.001200')];
    expect(countFlushes(lines)).toEqual({ acknowledged: 2, before: 2, without: [] });
  });
  test('none, or one that had not ended, is told', () => {
    const late = flush('10.002800');
    const lines = [flush('10.000100'), ack('10.001000', 1), late, ack('10.003000', 2), ack('10.004000', 3)];
    expect(countFlushes(lines)).toEqual({ acknowledged: 3, before: 2, without: [2] });
  });
  test('one that failed, and other lines of output, are none', () => {
    const failed = '10.000100 fsync(12) = -1 EIO (Input/output error) <0.000500>';
    expect(
      countFlushes([failed, '10.000200 write(1, "ready 12", 8) = 8 <0.000020>', ack('10.001', 1)]),
    ).toEqual({ acknowledged: 1, before: 0, without: [1] });
  });
});

describe('two programs on one folder', () => {
  test('the second server is refused, the second writer told; reading goes on', async () => {
    const place = join(folder, 'served');
    const server = spawn(process.execPath, ['--import', 'tsx', CHILD, 'hold', place], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(server.stdout, 'data');
    expect(await child('write', place)).toEqual({ kept: 0, code: 'store.served', readable: 0 });
    expect(await codeOf(openStore(place, null, { owner: 'server' }))).toBe('store.served');
    expect(await child('read', place)).toEqual({ kept: 0, code: null });
    server.stdin.end();
    await once(server, 'exit');
    expect(await child('write', place)).toEqual({ kept: 1, code: null });
  });

  test('one that reads and closes takes nothing from one that writes, even when that one is killed', async () => {
    const place = join(folder, 'shared');
    await (await openStore(place, { territory: 'mel-2016', referenceDay: null })).close();
    const writer = spawn(process.execPath, ['--import', 'tsx', CHILD, 'twice', place], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(writer.stdout, 'data');
    const reader = await openStore(place, null);
    expect(await reader.all('demands')).toHaveLength(1);
    await reader.close();
    // A connection is closed for good once its statements are collected.
    collectGarbage();
    await wait(200);
    writer.stdin.write('go on\n');
    await once(writer.stdout, 'data');
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    expect(await child('read', place)).toEqual({ kept: 2, code: null });
  });

  test('a server that was killed leaves the folder to the next', async () => {
    const place = join(folder, 'left');
    const server = spawn(process.execPath, ['--import', 'tsx', CHILD, 'hold', place], {
      cwd: ROOT,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(server.stdout, 'data');
    server.kill('SIGKILL');
    await once(server, 'exit');
    expect(await readdir(place)).toContain('lock');
    expect(await child('write', place)).toEqual({ kept: 1, code: null });
  });
});

/** A small disk of its own; null where this account may not mount one. */
const smallDisk = async (name: string): Promise<string | null> => {
  const at = join(folder, name);
  await mkdir(at);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', at], { stdio: 'ignore' });
    return at;
  } catch {
    return null;
  }
};

describe('a disk that is full', () => {
  test('is said, and nothing that was kept is lost', async () => {
    const disk = await smallDisk('disk');
    const place = disk === null ? join(folder, 'limited') : join(disk, 'données');
    try {
      // Without the right to mount, a limit on the size of files stands for the disk.
      const came = disk === null ? await limited(place) : await child('fill', place);
      expect(came.code).toMatch(/^store\.(full|disk)$/);
      expect(came.kept).toBeGreaterThan(0);
      expect(came.readable).toBe(came.kept);
      if (disk === null) {
        expect((await storeCare.check(place)).damages).toEqual([]);
        expect(await child('write', place)).toMatchObject({ code: null });
      } else {
        execFileSync('mount', ['-o', 'remount,size=20m', disk]);
        expect((await storeCare.check(place)).damages).toEqual([]);
        expect(await child('write', place)).toEqual({ kept: (came.kept as number) + 1, code: null });
      }
    } finally {
      if (disk !== null) execFileSync('umount', ['-l', disk]);
    }
  });

  test.skipIf(!isRoot)('a backup that finds no place leaves no file', async () => {
    const disk = await smallDisk('backup');
    if (disk === null) return;
    const place = join(folder, 'large');
    const store = await openStore(place, mel);
    await store.commit(
      'demands',
      Array.from({ length: 3_000 }, (_, i) => aDemand(i + 1)),
      origin,
    );
    try {
      expect(await codeOf(storeCare.backup(place, join(disk, 'x.jsonl')))).toBe('store.full');
      expect(await readdir(disk)).toEqual([]);
    } finally {
      await store.close();
      execFileSync('umount', [disk]);
    }
  });
});

const limited = async (place: string): Promise<Came> => {
  const command = `ulimit -f 2048; exec "${process.execPath}" --import tsx "${CHILD}" fill "${place}"`;
  const { stdout } = await promisify(execFile)('bash', ['-c', command], { cwd: ROOT });
  return JSON.parse(stdout) as Came;
};

describe('a folder that cannot be written', () => {
  test('is said, and nothing is lost', async () => {
    const place = join(folder, 'closed');
    const store = await openStore(place, mel);
    await store.commit('demands', [aDemand(1)], origin);
    await store.close();
    for (const name of await readdir(place)) await chmod(join(place, name), 0o444);
    await chmod(place, 0o555);
    const came = await child('write', place, isRoot);
    expect(came.code).toMatch(/^store\.(closed-folder|read-only)$/);
    await chmod(place, 0o755);
    for (const name of await readdir(place)) await chmod(join(place, name), 0o644);
    expect((await storeCare.check(place)).rows[0]).toEqual({ kind: 'demands', count: 1 });
  });

  test('nor be made where nothing may be written', async () => {
    const closed = join(folder, 'nowhere');
    await mkdir(closed, { mode: 0o555 });
    expect((await child('write', join(closed, 'données'), isRoot)).code).toBe('store.closed-folder');
  });
});
