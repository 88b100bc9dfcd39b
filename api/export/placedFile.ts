import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file beside its place and puts it there only when complete and on disk: a reader never sees half a file. Readable by
 * its owner only, since it may hold personal data. `fill` returns the bytes it wrote.
 */
export const placeFile = async (
  path: string,
  fill: (file: FileHandle) => Promise<number>,
): Promise<{ readonly bytes: number }> => {
  const partial = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(partial, 'wx', 0o600);
  try {
    const bytes = await fill(file);
    await file.sync();
    await file.close();
    await rename(partial, path);
    return { bytes };
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
};
