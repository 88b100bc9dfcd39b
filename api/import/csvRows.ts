import { CsvError, type Parser, parse } from 'csv-parse';
import { type Encoding, Utf8Transcoder } from './encoding.ts';
import { type ImportOptions, refuseFile } from './report.ts';
import { type ByteSource, openSource } from './source.ts';

export const MAX_CELL_CHARACTERS = 64 * 1024;
const MAX_ROW_BYTES = 256 * 1024;
const DEFAULT_MAX_ROWS = 5_000_000;

export interface CsvRow {
  /** 1-based line where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvFile {
  readonly name: string;
  readonly headers: readonly string[];
  readonly delimiter: string;
  /** Rows after the header, in batches; rows whose cells are all blank are left out. Ragged rows are passed on. */
  readonly batches: AsyncIterable<readonly CsvRow[]>;
  /** Once read to the end: the encoding found (null when plain ASCII), and whether the last line had no line end. */
  readonly ending: () => { readonly encoding: Encoding | null; readonly lastLineOpen: boolean };
}

export type CsvOptions = Pick<ImportOptions, 'encoding' | 'delimiter' | 'maxRows' | 'onProgress'>;

const NEWLINE = 10;
const QUOTE = 34;

/** Index after the header line (quotes respected), or -1 when it has not ended yet. */
const headerEnd = (text: Buffer): number => {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === QUOTE) quoted = !quoted;
    else if (text[i] === NEWLINE && !quoted) return i + 1;
  }
  return -1;
};

/** The delimiter that cuts the header line most often outside quotes; `;` when none does. */
const findDelimiter = (header: string): string => {
  const bare = header.replace(/"[^"]*"/g, '');
  const counts = [';', ',', '\t'].map((delimiter) => ({
    delimiter,
    cuts: bare.split(delimiter).length - 1,
  }));
  return counts.reduce((best, one) => (one.cuts > best.cuts ? one : best)).delimiter;
};

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

/** Line ends inside quoted cells: csv-parse counts CRLF twice there, so lines are counted here. */
const lineEndsIn = (cells: readonly string[]): number => {
  let count = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
};

class RowCollector {
  readonly #file: string;
  readonly #maxRows: number;
  #width = 0;
  #nextLine = 1;
  #emptyLines = 0;
  #rowCount = -1;
  #pending: CsvRow[] = [];
  #last: CsvRow | null = null;

  constructor(file: string, maxRows: number) {
    this.#file = file;
    this.#maxRows = maxRows;
  }

  /** Line where the record being read begins. */
  get nextLine(): number {
    return this.#nextLine;
  }

  add(cells: string[], emptyLines: number): void {
    const line = this.#nextLine + (emptyLines - this.#emptyLines);
    this.#emptyLines = emptyLines;
    this.#nextLine = line + 1 + lineEndsIn(cells);
    for (let i = 0; i < cells.length; i++)
      if ((cells[i] as string).length > MAX_CELL_CHARACTERS)
        throw refuseFile('file.field.too-large', { file: this.#file, line, column: i + 1 });
    if (this.#rowCount < 0) this.#width = cells.length;
    else if ((cells[0] as string).trim() === '' && isBlank(cells)) return;
    this.#rowCount += 1;
    if (this.#rowCount > this.#maxRows)
      throw refuseFile('file.rows.too-many', { file: this.#file, line, expected: `au plus ${this.#maxRows} lignes` });
    this.#last = { line, cells };
    this.#pending.push(this.#last);
  }

  take(): CsvRow[] {
    const rows = this.#pending;
    this.#pending = [];
    return rows;
  }

  /** A last row that is too short means that the file was cut. */
  checkEnd(): void {
    if (this.#last && this.#last.cells.length < this.#width)
      throw refuseFile('file.truncated', { file: this.#file, line: this.#last.line });
  }
}

const refusalOf = (error: Error, file: string, line: number): Error => {
  if (!(error instanceof CsvError)) return error;
  const place = { file, line };
  // The types of csv-parse 7.0.3 leave out one of the codes that its parser throws.
  switch (error.code as string) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return refuseFile('file.quote.unclosed', place);
    case 'CSV_MAX_RECORD_SIZE':
      return refuseFile('file.field.too-large', place);
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return refuseFile('file.quote.stray', place);
    default:
      return error;
  }
};

const write = (parser: Parser, text: Buffer): Promise<void> =>
  new Promise((done, failed) => parser.write(text, (error) => (error ? failed(error) : done())));
const finish = (parser: Parser): Promise<void> =>
  new Promise((done, failed) => {
    parser.once('error', failed);
    parser.end(done);
  });

/**
 * Opens a CSV file and reads its header line; rows follow as they are read, in bounded memory.
 * Throws InputError (codes `file.*`) for a file that cannot be used as a whole, here or while rows are read.
 */
export const openCsv = async (source: ByteSource, options: CsvOptions): Promise<CsvFile> => {
  const { name, totalBytes, chunks } = await openSource(source);
  const transcoder = new Utf8Transcoder(name, options.encoding ?? 'auto');
  const iterator = chunks[Symbol.asyncIterator]();
  let bytesRead = 0;
  let lastByte = NEWLINE;
  const nextText = async (): Promise<Buffer | null> => {
    const step = await iterator.next();
    if (step.done) return null;
    bytesRead += step.value.length;
    lastByte = step.value[step.value.length - 1] ?? lastByte;
    options.onProgress?.({ bytesRead, totalBytes });
    return transcoder.push(step.value);
  };

  const readHead = async (): Promise<{ head: Buffer; atEnd: boolean }> => {
    let head: Buffer = Buffer.alloc(0);
    for (let text = await nextText(); text !== null; text = await nextText()) {
      head = Buffer.concat([head, text]);
      if (headerEnd(head) >= 0) return { head, atEnd: false };
      if (head.length > MAX_ROW_BYTES) throw refuseFile('file.field.too-large', { file: name, line: 1 });
    }
    return { head: Buffer.concat([head, transcoder.end()]), atEnd: true };
  };

  const collector = new RowCollector(name, options.maxRows ?? DEFAULT_MAX_ROWS);
  let parser: Parser;
  const feed = async (work: (parser: Parser) => Promise<void>): Promise<CsvRow[]> => {
    try {
      await work(parser);
    } catch (error) {
      throw refusalOf(error as Error, name, collector.nextLine);
    }
    return collector.take();
  };

  try {
    const { head, atEnd } = await readHead();
    if (head.length === 0 || head.toString('utf8').trim() === '') throw refuseFile('file.empty', { file: name });
    if (head.subarray(0, 64).toString('utf8').trimStart().startsWith('<'))
      throw refuseFile('file.format.xml', { file: name });
    const end = headerEnd(head);
    const headerLine = head.subarray(0, end < 0 ? head.length : end).toString('utf8');
    const delimiter = options.delimiter ?? findDelimiter(headerLine);
    parser = parse({
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (cells: string[], info): null => {
        collector.add(cells, info.empty_lines);
        return null;
      },
    });
    parser.on('error', () => {});
    parser.resume();
    const first = await feed((p) => write(p, head));
    const tail = atEnd ? await feed(finish) : [];
    const [header, ...rest] = [...first, ...tail];
    if (!header && atEnd) throw refuseFile('file.empty', { file: name });

    let headerRow = header;
    const firstRows = rest;
    let ended = atEnd;
    // A header that is still inside the parser's look-ahead comes out with the next piece.
    while (!headerRow) {
      const text = await nextText();
      const rows = text === null ? await feed(finish) : await feed((p) => write(p, text));
      headerRow = rows.shift();
      firstRows.push(...rows);
      ended = text === null;
      if (ended && !headerRow) throw refuseFile('file.empty', { file: name });
    }

    const batches = async function* (): AsyncGenerator<readonly CsvRow[]> {
      try {
        if (firstRows.length > 0) yield firstRows;
        while (!ended) {
          const text = await nextText();
          ended = text === null;
          const rows =
            text === null
              ? [...(await feed((p) => write(p, transcoder.end()))), ...(await feed(finish))]
              : await feed((p) => write(p, text));
          if (rows.length > 0) yield rows;
        }
        collector.checkEnd();
      } finally {
        parser.destroy();
        await iterator.return?.();
      }
    };
    return {
      name,
      headers: headerRow.cells,
      delimiter,
      batches: batches(),
      ending: () => ({ encoding: transcoder.encoding, lastLineOpen: lastByte !== NEWLINE }),
    };
  } catch (error) {
    await iterator.return?.();
    throw error;
  }
};
