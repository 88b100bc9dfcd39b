import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { refuseFile } from '../report.ts';
import type { ZipEntry } from './zipDirectory.ts';

/*
 * Inflates the parts of a workbook that are read, each within what the directory announced, and puts them in a new archive
 * that stores them as they are: the library that reads the workbook never inflates a byte itself, nor sees any other part
 * (macros, pictures, external links).
 */

const MIB = 1024 * 1024;
export const MAX_INFLATED_BYTES = 384 * MIB;
const MAX_RATIO = 300;
/** Small parts compress well without harm. */
const RATIO_FROM_BYTES = MIB;

/** Parts that hold the values of cells: the workbook, its sheets, their texts and their formats. */
const READ_PARTS = /^xl\/(_rels\/workbook\.xml\.rels|[^/]+\.xml|worksheets\/[^/]+\.xml)$/;
const MACRO_PARTS = /^xl\/(vbaProject|macrosheets\/)/i;

const inflate = promisify(inflateRaw) as (
  data: Buffer,
  options: { readonly maxOutputLength: number },
) => Promise<Buffer>;

export interface CheckedParts {
  readonly parts: ReadonlyMap<string, Buffer>;
  readonly hasMacros: boolean;
}

/**
 * The parts of a workbook, inflated and checked against the directory.
 * @throws InputError `xlsx.format.other` (an archive of something else), `xlsx.too-large`, `xlsx.bomb`, `xlsx.damaged`.
 */
export const checkedParts = async (
  bytes: Buffer,
  entries: readonly ZipEntry[],
  file: string,
): Promise<CheckedParts> => {
  const kept = entries.filter(({ name }) => READ_PARTS.test(name));
  if (!kept.some(({ name }) => name === 'xl/workbook.xml')) throw refuseFile('xlsx.format.other', { file });
  let total = 0;
  for (const { declaredBytes, compressedBytes } of kept) {
    total += declaredBytes;
    if (declaredBytes > RATIO_FROM_BYTES && declaredBytes > MAX_RATIO * compressedBytes)
      throw refuseFile('xlsx.bomb', { file });
  }
  if (total > MAX_INFLATED_BYTES) throw refuseFile('xlsx.too-large', { file });

  const parts = new Map<string, Buffer>();
  for (const entry of kept) {
    const raw = bytes.subarray(entry.dataOffset, entry.dataOffset + entry.compressedBytes);
    const part = entry.method === 'stored' ? raw : await inflated(raw, entry, file);
    if (part.length !== entry.declaredBytes || crc32(part) !== entry.crc32)
      throw refuseFile('xlsx.damaged', { file });
    parts.set(entry.name, part);
  }
  return { parts, hasMacros: entries.some(({ name }) => MACRO_PARTS.test(name)) };
};

const inflated = async (raw: Buffer, { declaredBytes }: ZipEntry, file: string): Promise<Buffer> => {
  try {
    return await inflate(raw, { maxOutputLength: Math.max(1, declaredBytes) });
  } catch (error) {
    const lies = (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw refuseFile(lies ? 'xlsx.bomb' : 'xlsx.damaged', { file });
  }
};

/** An archive of parts, nothing compressed. */
export const storedArchive = (parts: ReadonlyMap<string, Buffer>): Buffer => {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, part] of parts) {
    const nameBytes = Buffer.from(name, 'utf8');
    const crc = crc32(part);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(part.length, 18);
    local.writeUInt32LE(part.length, 22);
    local.writeUInt16LE(nameBytes.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    local.copy(entry, 10, 8, 28);
    entry.writeUInt16LE(nameBytes.length, 28);
    entry.writeUInt32LE(offset, 42);
    files.push(local, nameBytes, part);
    directory.push(entry, nameBytes);
    offset += local.length + nameBytes.length + part.length;
  }
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(directoryBytes, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, ...directory, end]);
};
