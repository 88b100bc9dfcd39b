import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../engine/domain/issue.ts';

/*
 * One program at a time writes to a folder. The file `lock` names it; it stays while the program runs, or until it lets go. A
 * lock left by a dead program is taken over.
 */

const OwnerSchema = z.object({
  pid: z.int().min(1),
  /** Moment at which the process started, in the system's own count: another process may later have its number. Null: not known. */
  started: z.string().nullable(),
  role: z.enum(['server', 'writer']),
});
type Owner = z.infer<typeof OwnerSchema>;
export type LockRole = Owner['role'];

/** Locks of this process, by path, and how many hold each. */
const held = new Map<string, { holders: number; role: LockRole }>();
/** Takings and releases wait for each other, by path. */
const queues = new Map<string, Promise<unknown>>();
let watching = false;

/**
 * Takes the lock of a folder, for this process: who holds it already shares it.
 *
 * @returns lets go of it; the last to do so frees the folder.
 * @throws InputError `store.locked`, `store.served` while another live process holds it.
 */
export const lockFolder = async (folder: string, role: LockRole): Promise<() => Promise<void>> => {
  const path = join(resolve(folder), 'lock');
  await queued(path, async () => {
    const mine = held.get(path);
    // A folder that was removed took its lock along.
    if (mine !== undefined && !isOwn(await ownerOf(path))) held.delete(path);
    const shared = held.get(path);
    if (shared !== undefined) {
      if (role === 'server' && shared.role === 'writer') {
        await rm(path, { force: true });
        await take(path, role);
        shared.role = role;
      }
      shared.holders += 1;
      return;
    }
    await take(path, role);
    held.set(path, { holders: 1, role });
    freeAtExit();
  });
  let free = false;
  return async () => {
    if (free) return;
    free = true;
    await queued(path, async () => {
      const lock = held.get(path);
      if (lock === undefined) return;
      lock.holders -= 1;
      if (lock.holders > 0) return;
      held.delete(path);
      if (isOwn(await ownerOf(path))) await rm(path, { force: true });
    });
  };
};

const queued = <T>(path: string, work: () => Promise<T>): Promise<T> => {
  const next = (queues.get(path) ?? Promise.resolve()).then(work);
  queues.set(
    path,
    next.catch(() => {}),
  );
  return next;
};

const freeAtExit = (): void => {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    for (const path of held.keys()) if (isOwn(ownerIn(textOf(path)))) rmSync(path, { force: true });
  });
};

/** The lock appears with its owner in it (a link of a written file), so it is never empty. */
const take = async (path: string, role: LockRole): Promise<void> => {
  const mine = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`;
  const owner: Owner = { pid: process.pid, started: startOf(process.pid), role };
  await writeFile(mine, `${JSON.stringify(owner)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await linked(mine, path)) return;
      const text = await readFile(path, 'utf8').catch(() => null);
      if (text === null) continue;
      const found = ownerIn(text);
      if (found !== null && isAlive(found)) throw lockedBy(found);
      const aside = `${mine}.stale`;
      await rename(path, aside).catch(() => {});
      // Another process may have taken the lock between the two reads: what was moved is then put back.
      const moved = await readFile(aside, 'utf8').catch(() => text);
      if (moved !== text) await linked(aside, path);
      await rm(aside, { force: true });
    }
    throw new InputError([{ code: 'store.locked', path: 'data' }]);
  } finally {
    await rm(mine, { force: true });
  }
};

const lockedBy = ({ pid, role }: Owner): InputError => {
  const byServer = role === 'server';
  return new InputError([
    { code: byServer ? 'store.served' : 'store.locked', path: 'data', received: String(pid) },
  ]);
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

const ownerOf = async (path: string): Promise<Owner | null> =>
  ownerIn(await readFile(path, 'utf8').catch(() => ''));

const textOf = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

/** Programs of before wrote their number alone. */
const ownerIn = (text: string): Owner | null => {
  if (/^\d{1,10}$/.test(text.trim())) return { pid: Number(text), started: null, role: 'writer' };
  try {
    return OwnerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
};

const isOwn = (owner: Owner | null): boolean =>
  owner !== null && owner.pid === process.pid && owner.started === startOf(process.pid);

const isAlive = (owner: Owner): boolean => {
  // This process holds nothing that it does not know of: its number in a lock is a dead process's.
  if (owner.pid === process.pid || owner.pid < 1) return false;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const started = startOf(owner.pid);
  return owner.started === null || started === null || owner.started === started;
};

/** Field 22 of `/proc/<pid>/stat`, clock ticks since boot; null where there is no such file. */
const startOf = (pid: number): string | null =>
  /\) (?:\S+ ){19}(\d+) /.exec(textOf(`/proc/${pid}/stat`))?.[1] ?? null;
