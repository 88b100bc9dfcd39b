import { refuseFile } from '../report.ts';

/*
 * The central directory of a ZIP archive, read before anything is inflated. ZIP64, several disks, encryption and any method but
 * "stored" and "deflate" are refused: no spreadsheet writes them at the sizes that are admitted here.
 * Source of the layout: PKWARE APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */

export interface ZipEntry {
  readonly name: string;
  readonly method: 'stored' | 'deflate';
  readonly crc32: number;
  readonly compressedBytes: number;
  /** As the directory says; the truth is known on inflating. */
  readonly declaredBytes: number;
  /** Offset of the entry's first data byte. */
  readonly dataOffset: number;
}

export const MAX_ENTRIES = 2_000;
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const ZIP64_MARK = 0xffffffff;
const ENCRYPTED_FLAG = 1;

const METHODS: ReadonlyMap<number, ZipEntry['method']> = new Map([
  [0, 'stored'],
  [8, 'deflate'],
]);

/** Offset of the end-of-directory record whose comment reaches exactly the end of the file; -1 when there is none. */
const endRecord = (bytes: Buffer): number => {
  const lowest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= lowest; at--)
    if (
      bytes.readUInt32LE(at) === END_SIGNATURE &&
      at + END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length
    )
      return at;
  return -1;
};

/**
 * Entries of an archive held in memory.
 * @throws InputError `xlsx.damaged` (truncated, incoherent, overlapping entries), `xlsx.encrypted`, `xlsx.too-large`.
 */
export const readZipDirectory = (bytes: Buffer, file: string): readonly ZipEntry[] => {
  const damaged = (): never => {
    throw refuseFile('xlsx.damaged', { file });
  };
  const end = bytes.length < END_BYTES ? -1 : endRecord(bytes);
  if (end < 0) return damaged();
  const count = bytes.readUInt16LE(end + 10);
  const directoryBytes = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count) return damaged();
  if (start + directoryBytes !== end) return damaged();
  if (count > MAX_ENTRIES)
    throw refuseFile('xlsx.too-large', { file, expected: `au plus ${MAX_ENTRIES} fichiers dans l’archive` });

  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let compressed = 0;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > end || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE) return damaged();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const next = at + ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) return damaged();
    const name = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    if ((bytes.readUInt16LE(at + 8) & ENCRYPTED_FLAG) !== 0) throw refuseFile('xlsx.encrypted', { file });
    const method = METHODS.get(bytes.readUInt16LE(at + 10));
    const compressedBytes = bytes.readUInt32LE(at + 20);
    const declaredBytes = bytes.readUInt32LE(at + 24);
    const local = bytes.readUInt32LE(at + 42);
    if (method === undefined || declaredBytes === ZIP64_MARK || compressedBytes === ZIP64_MARK)
      return damaged();
    if (local + LOCAL_BYTES > start || bytes.readUInt32LE(local) !== LOCAL_SIGNATURE) return damaged();
    const dataOffset = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    compressed += LOCAL_BYTES + compressedBytes;
    // Two entries of one name, or data that several entries share, is how a small archive becomes a large one.
    if (dataOffset + compressedBytes > start || compressed > start || names.has(name)) return damaged();
    names.add(name);
    entries.push({
      name,
      method,
      crc32: bytes.readUInt32LE(at + 16),
      compressedBytes,
      declaredBytes,
      dataOffset,
    });
    at = next;
  }
  return at === end ? entries : damaged();
};
