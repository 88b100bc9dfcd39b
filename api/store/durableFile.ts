import { randomBytes } from 'node:crypto';
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { InputError } from '../../engine/domain/issue.ts';

/* What a folder of files needs to keep what it was given: whole files, flushed, and one writer at a time. */

/** Writes beside, flushes, renames over, flushes the folder. */
export const replaceFile = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Locks that this process holds: its own number in a file that it does not hold is a dead process's. */
const held = new Set<string>();

/**
 * One writer at a time. The lock holds its writer's process number and appears with it (a link of a written file), so it is never
 * empty; one left by a dead process is moved aside, by one process only, and taken.
 *
 * @throws InputError `store.locked` while a live process holds it.
 */
export const withLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  const path = join(folder, 'lock');
  await takeLock(path);
  held.add(path);
  try {
    return await work();
  } finally {
    held.delete(path);
    await rm(path, { force: true });
  }
};

const takeLock = async (path: string): Promise<void> => {
  const mine = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  await writeFile(mine, String(process.pid), { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await linked(mine, path)) return;
      const owner = await readFile(path, 'utf8').catch(() => null);
      if (owner === null) continue;
      if (isAlive(Number(owner), path))
        throw new InputError([{ code: 'store.locked', path: 'data', received: owner }]);
      const aside = `${mine}.stale`;
      await rename(path, aside).catch(() => {});
      // Another process may have taken the lock between the two reads: what was moved is then put back.
      const moved = await readFile(aside, 'utf8').catch(() => owner);
      if (moved !== owner) await linked(aside, path);
      await rm(aside, { force: true });
    }
    throw new InputError([{ code: 'store.locked', path: 'data' }]);
  } finally {
    await rm(mine, { force: true });
  }
};

/** True when the link was made, false when the name is taken. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false;
      throw error;
    },
  );

const isAlive = (pid: number, path: string): boolean => {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return held.has(path);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
