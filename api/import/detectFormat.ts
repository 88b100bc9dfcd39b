import { plainText } from './plainText.ts';
import { type ByteSource, openSource } from './source.ts';

/** What a file is written in, by what it contains; its name says nothing. */
export type FileFormat = 'csv' | 'xlsx' | 'jsonl' | 'sne' | 'rpls';
export const FILE_FORMATS: readonly FileFormat[] = ['csv', 'xlsx', 'jsonl', 'sne', 'rpls'];

const HEAD_BYTES = 16 * 1024;

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** The open file of the RPLS has the register's columns and none of those that only a landlord's own extract has. */
const isOpenRpls = (header: string): boolean => {
  const columns = new Set(header.split(/[;,\t]/).map((name) => plainText(name)));
  const some = (...names: readonly string[]): boolean => names.some((name) => columns.has(name));
  return (
    columns.has('depcom') &&
    columns.has('nbpiece') &&
    some('reg code', 'epci code', 'dep code', 'plg qp24', 'plg qp24 code', 'plg iris2024 code', 'numconv') &&
    !some('ident int', 'ident rep', 'loyerprinc', 'bailleur')
  );
};

/** Decides on the first bytes of a file. What is none of the others is read as CSV, which says what is wrong with it. */
export const formatOf = (head: Uint8Array): FileFormat => {
  if (startsWith(head, 0x50, 0x4b) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'xlsx';
  const text = Buffer.from(head)
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '')
    .trimStart();
  if (text.startsWith('<')) return 'sne';
  if (text.startsWith('{')) return 'jsonl';
  return isOpenRpls(text.split('\n', 1)[0] as string) ? 'rpls' : 'csv';
};

/**
 * Format of a source, and a source that reads the same bytes: what was looked at of a stream is given again.
 * @throws InputError `file.unreadable`.
 */
export const detectFormat = async (
  source: ByteSource,
): Promise<{ readonly format: FileFormat; readonly source: ByteSource }> => {
  const { name, totalBytes, chunks } = await openSource(source);
  const iterator = chunks[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  let length = 0;
  for (; length < HEAD_BYTES; length += seen.at(-1)?.length ?? 0) {
    const step = await iterator.next();
    if (step.done) break;
    seen.push(step.value);
  }
  const format = formatOf(Buffer.concat(seen));
  if (typeof source === 'string') {
    await iterator.return?.();
    return { format, source };
  }
  const again = async function* (): AsyncGenerator<Uint8Array> {
    yield* seen;
    yield* { [Symbol.asyncIterator]: () => iterator };
  };
  return { format, source: { name, bytes: again(), ...(totalBytes === null ? {} : { size: totalBytes }) } };
};
