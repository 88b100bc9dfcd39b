import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { storeCare } from '../../api/store/storeCare.ts';
import { countFlushes, hasStrace, killRounds } from '../../benchmarks/evidence/killNine.ts';
import { aDemand } from '../support/demands.ts';
import { POSTGRES_BINARIES, postgresRequired, startPostgres } from '../support/postgres.ts';
import { codeOf, mel, origin } from './contractSupport.ts';

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

describe('a program killed while it writes', () => {
  test('leaves every acknowledged write, and nothing half-written', async () => {
    const counted = await killRounds({
      place: join(folder, 'killed'),
      rounds: 4,
      seed: 1,
      longestMs: 120,
      kill: async (writer) => writer.kill(),
    });
    expect(counted.wrong).toEqual([]);
    expect(counted.acknowledged).toBeGreaterThan(3);
  });

  describe.skipIf(POSTGRES_BINARIES === null && !postgresRequired)('on PostgreSQL', () => {
    test('the same, whether the program or the server is killed', async () => {
      const server = await startPostgres({ durable: true });
      try {
        const counted = await killRounds({
          place: await server.database(),
          rounds: 4,
          seed: 2,
          longestMs: 120,
          kill: async (writer, round) => {
            if (round % 2 === 1) return writer.kill();
            await server.crash();
            await server.restart();
          },
        });
        expect(counted.wrong).toEqual([]);
        expect(counted.acknowledged).toBeGreaterThan(3);
      } finally {
        await server.remove();
      }
    });
  });

  test.skipIf(!hasStrace())('asks for the disk at least once before each acknowledgement', async () => {
    const operations = 12;
    const flushes = await countFlushes(join(folder, 'traced'), join(folder, 'trace'), operations);
    expect(flushes).toBeGreaterThanOrEqual(operations);
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
