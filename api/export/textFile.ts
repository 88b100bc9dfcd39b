import type { Encoding } from '../import/encoding.ts';
import { refuseFile } from '../import/report.ts';
import { textToWindows1252 } from '../import/windows1252.ts';
import { placeFile } from './placedFile.ts';

const FLUSH_CHARACTERS = 128 * 1024;

const encode = (text: string, encoding: Encoding, path: string): Buffer => {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = textToWindows1252(text);
  if (Buffer.isBuffer(bytes)) return bytes;
  throw refuseFile('export.unrepresentable', { file: path });
};

/** Writes a text file piece by piece, in bounded memory; see `placeFile`. Returns the bytes written. */
export const writeTextFile = (
  path: string,
  pieces: Iterable<string> | AsyncIterable<string>,
  encoding: Encoding,
): Promise<{ readonly bytes: number }> =>
  placeFile(path, async (file) => {
    let bytes = 0;
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
    return bytes;
  });
