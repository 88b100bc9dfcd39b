import { isAscii, isUtf8 } from 'node:buffer';
import type { ImportCode } from './messages.ts';
import { refuseFile } from './report.ts';
import { windows1252ToUtf8 } from './windows1252.ts';

export type Encoding = 'utf-8' | 'windows-1252';

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/** A file that is no UTF-8 or Windows-1252 text, recognised by its first bytes. */
const foreignFormat = (head: Uint8Array): ImportCode | null => {
  if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) return 'file.encoding.utf16';
  if (startsWith(head, 0x50, 0x4b, 0x03, 0x04) || startsWith(head, 0xd0, 0xcf, 0x11, 0xe0))
    return 'file.format.spreadsheet';
  if (startsWith(head, 0x1f, 0x8b)) return 'file.format.compressed';
  if (head.length >= 4 && (startsWith(head.subarray(1), 0) || startsWith(head, 0)) && head[0] !== head[1])
    return 'file.encoding.utf16';
  return null;
};

/** Length of the UTF-8 sequence a byte begins; 0 when it begins none. */
const sequenceLength = (byte: number): number => {
  if (byte < 0x80) return 1;
  if (byte >= 0xc2 && byte < 0xe0) return 2;
  if (byte >= 0xe0 && byte < 0xf0) return 3;
  return byte >= 0xf0 && byte < 0xf5 ? 4 : 0;
};

/** Bytes at the end that begin a UTF-8 sequence without ending it: 0 to 3. */
const unfinishedTail = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] as number;
    if ((byte & 0xc0) === 0x80) continue;
    return sequenceLength(byte) > back ? back : 0;
  }
  return 0;
};

/** Valid UTF-8 sequences of two bytes and more, bytes that are not UTF-8, and the index of the first of these (-1: none). */
const inspectUtf8 = (
  bytes: Uint8Array,
): { validSequences: number; invalidBytes: number; invalidAt: number } => {
  let validSequences = 0;
  let invalidBytes = 0;
  let invalidAt = -1;
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] as number;
    if (byte < 0x80) {
      i += 1;
      continue;
    }
    const length = sequenceLength(byte);
    if (length > 1 && i + length <= bytes.length && isUtf8(bytes.subarray(i, i + length))) {
      validSequences += 1;
      i += length;
    } else {
      if (invalidAt < 0) invalidAt = i;
      invalidBytes += 1;
      i += 1;
    }
  }
  return { validSequences, invalidBytes, invalidAt };
};

const linesIn = (bytes: Uint8Array, end = bytes.length): number => {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
};

/**
 * Turns pieces of a file into UTF-8, piece by piece. With `auto`, plain ASCII decides nothing; the first block beyond ASCII
 * is UTF-8 when it is valid UTF-8, else Windows-1252; a later block that contradicts the choice refuses the file.
 * In Windows-1252, a block with more valid multi-byte UTF-8 sequences ("Ã©") than other accented bytes is such a
 * contradiction, unless the encoding was imposed: a few legitimate neighbours ("É »" with its no-break space) look like UTF-8.
 */
export class Utf8Transcoder {
  readonly #file: string;
  readonly #imposed: boolean;
  #encoding: Encoding | null;
  #head: Buffer | null = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #line = 1;

  constructor(file: string, requested: Encoding | 'auto') {
    this.#file = file;
    this.#imposed = requested !== 'auto';
    this.#encoding = requested === 'auto' ? null : requested;
  }

  /** Null until a block beyond ASCII was seen. */
  get encoding(): Encoding | null {
    return this.#encoding;
  }

  push(piece: Uint8Array): Buffer {
    if (this.#head === null) return this.#block(Buffer.from(piece.buffer, piece.byteOffset, piece.length));
    this.#head = Buffer.concat([this.#head, piece]);
    return this.#head.length < 4 ? Buffer.alloc(0) : this.#open(this.#head);
  }

  /** Last bytes. A UTF-8 character cut by the end of the file is a truncated file. */
  end(): Buffer {
    const opened = this.#head === null ? Buffer.alloc(0) : this.#open(this.#head);
    if (this.#tail.length === 0) return opened;
    if (this.#encoding === 'utf-8')
      throw refuseFile('file.truncated', { file: this.#file, line: this.#line });
    this.#encoding = 'windows-1252';
    return Buffer.concat([opened, this.#fromWindows1252(this.#tail)]);
  }

  #open(head: Buffer): Buffer {
    this.#head = null;
    const foreign = foreignFormat(head);
    if (foreign) throw refuseFile(foreign, { file: this.#file });
    const marked = startsWith(head, 0xef, 0xbb, 0xbf);
    if (marked) this.#encoding ??= 'utf-8';
    return this.#block(marked && this.#encoding === 'utf-8' ? head.subarray(3) : head);
  }

  #block(piece: Buffer): Buffer {
    const bytes = this.#tail.length === 0 ? piece : Buffer.concat([this.#tail, piece]);
    this.#tail = Buffer.alloc(0);
    if (bytes.includes(0))
      throw refuseFile('file.binary', {
        file: this.#file,
        line: this.#line + linesIn(bytes, bytes.indexOf(0)),
      });
    const out = this.#convert(bytes);
    this.#line += linesIn(out);
    return out;
  }

  #convert(bytes: Buffer): Buffer {
    if (isAscii(bytes)) return bytes;
    if (this.#encoding === 'windows-1252') return this.#fromWindows1252(bytes);
    const tail = unfinishedTail(bytes);
    const body = bytes.subarray(0, bytes.length - tail);
    if (isUtf8(body)) {
      if (!isAscii(body)) this.#encoding = 'utf-8';
      this.#tail = Buffer.from(bytes.subarray(bytes.length - tail));
      return body;
    }
    if (this.#encoding === 'utf-8') this.#contradiction(body, inspectUtf8(body).invalidAt);
    this.#encoding = 'windows-1252';
    return this.#fromWindows1252(bytes);
  }

  #fromWindows1252(bytes: Buffer): Buffer {
    if (!this.#imposed) {
      const { validSequences, invalidBytes, invalidAt } = inspectUtf8(bytes);
      if (validSequences > invalidBytes) this.#contradiction(bytes, invalidAt);
    }
    const converted = windows1252ToUtf8(bytes);
    if (Buffer.isBuffer(converted)) return converted;
    throw refuseFile('file.encoding.undefined-byte', {
      file: this.#file,
      line: this.#line + linesIn(bytes, converted.undefinedAt),
    });
  }

  #contradiction(bytes: Buffer, at: number): never {
    throw refuseFile('file.encoding.contradiction', {
      file: this.#file,
      line: this.#line + linesIn(bytes, Math.max(0, at)),
    });
  }
}
