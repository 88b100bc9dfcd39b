import { CsvError, type Parser, parse } from 'csv-parse';
import { type Encoding, Utf8Transcoder } from './encoding.ts';
import { type ImportOptions, refuseFile } from './report.ts';
import type { RowSource, SourceRow } from './rowSource.ts';
import { type ByteSource, type OpenSource, openSource } from './source.ts';

export const MAX_CELL_CHARACTERS = 64 * 1024;
const MAX_ROW_BYTES = 256 * 1024;
const MAX_COLUMNS = 2_000;
const DEFAULT_MAX_ROWS = 1_000_000;

export type CsvOptions = Pick<ImportOptions, 'encoding' | 'delimiter' | 'maxRows' | 'onProgress'>;

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;

/** Index after the header line (quotes respected), or -1 when it has not ended yet. */
const headerEnd = (text: Buffer): number => {
  let quoted = false;
  let start = 0;
  while (text[start] === NEWLINE || text[start] === RETURN) start += 1;
  for (let i = start; i < text.length; i++) {
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
  for (const cell of cells)
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
};

class RowCollector {
  readonly #file: string;
  readonly #maxRows: number;
  #width = 0;
  #nextLine = 1;
  #emptyLines = 0;
  #rowCount = -1;
  #pending: SourceRow[] = [];
  #last: SourceRow | null = null;

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
      throw refuseFile('file.rows.too-many', {
        file: this.#file,
        line,
        expected: `au plus ${this.#maxRows} lignes`,
      });
    this.#last = { line, cells };
    this.#pending.push(this.#last);
  }

  take(): SourceRow[] {
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

/**
 * A CSV file being read in bounded memory: the header line first, then rows in batches. Throws InputError (codes `file.*`)
 * for a file that cannot be used as a whole, on opening or while rows are read.
 */
export class CsvFile implements RowSource {
  readonly name: string;
  readonly headerLine = 1;
  readonly warnings = [];
  #headers: readonly string[] = [];
  #delimiter = ';';
  readonly #source: OpenSource;
  readonly #pieces: AsyncIterator<Uint8Array>;
  readonly #options: CsvOptions;
  readonly #transcoder: Utf8Transcoder;
  readonly #collector: RowCollector;
  #parser: Parser | null = null;
  #bytesRead = 0;
  #lastByte = NEWLINE;
  #ended = false;
  #firstRows: SourceRow[] = [];

  private constructor(source: OpenSource, options: CsvOptions) {
    this.name = source.name;
    this.#source = source;
    this.#options = options;
    this.#pieces = source.chunks[Symbol.asyncIterator]();
    this.#transcoder = new Utf8Transcoder(source.name, options.encoding ?? 'auto');
    this.#collector = new RowCollector(source.name, options.maxRows ?? DEFAULT_MAX_ROWS);
  }

  static async open(source: ByteSource, options: CsvOptions): Promise<CsvFile> {
    const file = new CsvFile(await openSource(source), options);
    try {
      await file.#readHeader();
    } catch (error) {
      await file.close();
      throw error;
    }
    return file;
  }

  get headers(): readonly string[] {
    return this.#headers;
  }
  get delimiter(): string {
    return this.#delimiter;
  }
  /** Null while only plain ASCII was read. */
  get encoding(): Encoding | null {
    return this.#transcoder.encoding;
  }
  /** After the last batch: the last line had no line end, so its last cell may be cut. */
  get lastLineOpen(): boolean {
    return this.#lastByte !== NEWLINE;
  }

  /** Rows after the header; rows whose cells are all blank are left out, ragged rows are passed on. Read once. */
  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    try {
      if (this.#firstRows.length > 0) yield this.#firstRows;
      this.#firstRows = [];
      while (!this.#ended) {
        const rows = await this.#step();
        if (rows.length > 0) yield rows;
      }
      this.#collector.checkEnd();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    this.#parser?.destroy();
    await this.#pieces.return?.();
  }

  async #readHeader(): Promise<void> {
    let head: Buffer = Buffer.alloc(0);
    while (!this.#ended && headerEnd(head) < 0) {
      if (head.length > MAX_ROW_BYTES) throw refuseFile('file.field.too-large', { file: this.name, line: 1 });
      head = Buffer.concat([head, await this.#nextText()]);
    }
    if (head.toString('utf8').trim() === '') throw refuseFile('file.empty', { file: this.name });
    if (head.subarray(0, 64).toString('utf8').trimStart().startsWith('<'))
      throw refuseFile('file.format.xml', { file: this.name });
    const end = headerEnd(head);
    this.#delimiter =
      this.#options.delimiter ??
      findDelimiter(head.subarray(0, end < 0 ? head.length : end).toString('utf8'));
    this.#parser = this.#newParser();
    const rows = await this.#parse(head);
    // A header that is still in the parser's look-ahead comes out with the next piece.
    while (rows.length === 0 && !this.#ended) rows.push(...(await this.#step()));
    const header = rows.shift();
    if (!header) throw refuseFile('file.empty', { file: this.name });
    if (header.cells.length > MAX_COLUMNS)
      throw refuseFile('file.field.too-large', {
        file: this.name,
        line: header.line,
        expected: `au plus ${MAX_COLUMNS} colonnes`,
      });
    this.#headers = header.cells;
    this.#firstRows = rows;
  }

  #newParser(): Parser {
    const parser = parse({
      delimiter: this.#delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: MAX_ROW_BYTES,
      on_record: (cells: string[], info): null => {
        this.#collector.add(cells, info.empty_lines);
        return null;
      },
    });
    // Failures are taken from the callbacks of write and end; without a listener they would end the process too.
    parser.on('error', () => {});
    return parser.resume();
  }

  /** Next piece as UTF-8, perhaps empty; sets `#ended` with the last. */
  async #nextText(): Promise<Buffer> {
    const step = await this.#pieces.next();
    if (step.done) {
      this.#ended = true;
      return this.#transcoder.end();
    }
    this.#bytesRead += step.value.length;
    this.#lastByte = step.value[step.value.length - 1] ?? this.#lastByte;
    this.#options.onProgress?.({ bytesRead: this.#bytesRead, totalBytes: this.#source.totalBytes });
    return this.#transcoder.push(step.value);
  }

  async #step(): Promise<SourceRow[]> {
    return this.#parse(await this.#nextText());
  }

  async #parse(text: Buffer): Promise<SourceRow[]> {
    const parser = this.#parser as Parser;
    try {
      if (text.length > 0)
        await new Promise<void>((done, failed) =>
          parser.write(text, (error) => (error ? failed(error) : done())),
        );
      if (this.#ended)
        await new Promise<void>((done, failed) => parser.once('error', failed).end(() => done()));
    } catch (error) {
      throw refusalOf(error as Error, this.name, this.#collector.nextLine);
    }
    return this.#collector.take();
  }
}
