import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { refuseFile } from './report.ts';

/** A file on disk, or bytes that come from elsewhere (an upload) under a name. */
export type ByteSource =
  | string
  | {
      readonly name: string;
      readonly bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
      readonly size?: number;
    };

export interface OpenSource {
  readonly name: string;
  readonly totalBytes: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Largest piece handed on: bounds what one step of a parser can hold. */
const PIECE_BYTES = 64 * 1024;

export const sourceName = (source: ByteSource): string =>
  typeof source === 'string' ? basename(source) : source.name;

async function* pieces(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string,
): AsyncGenerator<Uint8Array> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  try {
    while (true) {
      let step: IteratorResult<Uint8Array>;
      try {
        step = await iterator.next();
      } catch {
        throw refuseFile('file.unreadable', { file: name });
      }
      if (step.done) return;
      for (let at = 0; at < step.value.length; at += PIECE_BYTES)
        yield step.value.subarray(at, at + PIECE_BYTES);
    }
  } finally {
    await iterator.return?.();
  }
}

/** Opens a source as pieces of at most 64 KiB. A file that cannot be read throws an InputError `file.unreadable`. */
export const openSource = async (source: ByteSource): Promise<OpenSource> => {
  const name = sourceName(source);
  if (typeof source !== 'string')
    return { name, totalBytes: source.size ?? null, chunks: pieces(source.bytes, name) };
  const info = await stat(source).catch(() => null);
  if (!info?.isFile()) throw refuseFile('file.unreadable', { file: name });
  return {
    name,
    totalBytes: info.size,
    chunks: pieces(createReadStream(source, { highWaterMark: 4 * PIECE_BYTES }), name),
  };
};
