import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openStore } from '../../api/store/openStore.ts';
import { hasStrace } from '../../benchmarks/evidence/killNineFlushes.ts';
import { flushesIn } from '../../benchmarks/evidence/recordedLists.ts';

const CHILD = fileURLToPath(new URL('./readsChild.ts', import.meta.url));
const READS = 24;

/** What a program asks of the disk while it writes reads down. */
const traced = async (folder: string, atATime: number) => {
  const place = join(folder, `par-${atATime}`);
  const trace = join(folder, 'trace.txt');
  const strace = ['-f', '-y', '-e', 'trace=fsync,fdatasync,pwrite64,write', '-s', '8', '-o', trace];
  const program = [process.execPath, '--import', 'tsx', CHILD, place, String(READS), String(atATime)];
  const said = execFileSync('strace', [...strace, ...program], { encoding: 'utf8' });
  expect(said.trim().split('\n')).toHaveLength(READS);
  const store = await openStore(place, null);
  const any = { before: null, limit: READS + 1, who: null, about: null, demand: null };
  expect(await store.readTrail.read(any)).toHaveLength(READS);
  await store.close();
  return flushesIn(await readFile(trace, 'utf8'));
};

test.skipIf(!hasStrace())(
  'a read is on the disk before it is acknowledged, though nobody waits for the disk inside SQLite; those that come together share a flush',
  { timeout: 120_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'precal-reads-'));
    try {
      const alone = await traced(folder, 1);
      expect(alone.tooEarly).toBe(0);
      expect(alone.flushes).toBeGreaterThanOrEqual(READS);
      const together = await traced(folder, 8);
      expect(together.tooEarly).toBe(0);
      expect(together.flushes).toBeGreaterThanOrEqual(READS / 8);
      expect(together.flushes).toBeLessThan(alone.flushes);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
);
