import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { Encoding } from '../import/encoding.ts';
import { refuseFile } from '../import/report.ts';
import { textToWindows1252 } from '../import/windows1252.ts';

const FLUSH_CHARACTERS = 128 * 1024;

const encode = (text: string, encoding: Encoding, path: string): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = textToWindows1252(text);
  if (Buffer.isBuffer(bytes)) return bytes;
  throw refuseFile('export.unrepresentable', { file: path });
};

/**
 * Writes a text file piece by piece, in bounded memory, and puts it in place only when complete: a reader never sees half a
 * file. Readable by its owner only, since it may hold personal data. Returns the bytes written.
 */
export const writeTextFile = async (
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  encoding: Encoding,
): Promise<{ readonly bytes: number }> => {
  const partial = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(partial, 'wx', 0o600);
  let bytes = 0;
  try {
    let pending = '';
    const flush = async (): Promise<void> => {
      const block = encode(pending, encoding, path);
      pending = '';
      bytes += block.length;
      await file.writeFile(block);
    };
    for await (const piece of pieces) {
      pending += piece;
      if (pending.length >= FLUSH_CHARACTERS) await flush();
    }
    await flush();
    await file.sync();
    await file.close();
    await rename(partial, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(partial, { force: true });
    throw error;
  }
  return { bytes };
};
