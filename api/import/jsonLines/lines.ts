import { Utf8Transcoder } from '../encoding.ts';
import { type ImportOptions, refuseFile } from '../report.ts';
import { type ByteSource, openSource } from '../source.ts';

const MAX_LINE_BYTES = 256 * 1024;
const NEWLINE = 10;

export interface TextLine {
  readonly line: number;
  readonly text: string;
  /** False for a last line without line end. */
  readonly ended: boolean;
}

/**
 * Lines of a UTF-8 file, blank ones left out, in bounded memory.
 * @throws InputError `file.*`, `jsonl.line.too-large`.
 */
export async function* readLines(
  source: ByteSource,
  options: Pick<ImportOptions, 'onProgress'>,
): AsyncGenerator<TextLine> {
  const { name: file, totalBytes, chunks } = await openSource(source);
  const transcoder = new Utf8Transcoder(file, 'utf-8');
  let pending = Buffer.alloc(0);
  let line = 0;
  let bytesRead = 0;
  const lineOf = (bytes: Buffer, ended: boolean): TextLine | null => {
    line += 1;
    const text = bytes.toString('utf8').trim();
    return text === '' ? null : { line, text, ended };
  };
  const cut = function* (bytes: Buffer): Generator<TextLine> {
    let from = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, from)) {
      const found = lineOf(bytes.subarray(from, at), true);
      from = at + 1;
      if (found) yield found;
    }
    pending = Buffer.from(bytes.subarray(from));
    if (pending.length > MAX_LINE_BYTES) throw refuseFile('jsonl.line.too-large', { file, line: line + 1 });
  };
  for await (const piece of chunks) {
    bytesRead += piece.length;
    options.onProgress?.({ bytesRead, totalBytes });
    yield* cut(Buffer.concat([pending, transcoder.push(piece)]));
  }
  yield* cut(Buffer.concat([pending, transcoder.end()]));
  if (bytesRead === 0) throw refuseFile('file.empty', { file });
  const last = pending.length > 0 ? lineOf(pending, false) : null;
  if (last) yield last;
}
