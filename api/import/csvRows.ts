import { CsvCutError, CsvCutter, type CutFault, cutRow } from './csvCutter.ts';
import { type Encoding, Utf8Transcoder } from './encoding.ts';
import type { ImportCode } from './messages.ts';
import { type ImportOptions, refuseFile } from './report.ts';
import type { RowSource, SourceRow } from './rowSource.ts';
import { type ByteSource, type OpenSource, openSource } from './source.ts';

export const MAX_CELL_CHARACTERS = 64 * 1024;
const MAX_ROW_CHARACTERS = 256 * 1024;
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

const FAULTS: { readonly [F in CutFault]: ImportCode } = {
  'unclosed-quote': 'file.quote.unclosed',
  'stray-quote': 'file.quote.stray',
  'row-too-long': 'file.field.too-large',
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
  readonly #maxRows: number;
  #cutter: CsvCutter | null = null;
  #rowCount = 0;
  #last: SourceRow | null = null;
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
    this.#maxRows = options.maxRows ?? DEFAULT_MAX_ROWS;
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

  cellsOf(text: string): readonly string[] {
    return cutRow(text, this.#delimiter);
  }

  /** Rows after the header; rows whose cells are all blank are left out, ragged rows are passed on. Read once. */
  async *batches(): AsyncGenerator<readonly SourceRow[]> {
    try {
      const first = this.#kept(this.#firstRows);
      if (first.length > 0) yield first;
      this.#firstRows = [];
      while (!this.#ended) {
        const rows = this.#kept(await this.#step());
        if (rows.length > 0) yield rows;
      }
      this.#checkEnd();
    } finally {
      await this.close();
    }
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }

  async #readHeader(): Promise<void> {
    let head: Buffer = Buffer.alloc(0);
    while (!this.#ended && headerEnd(head) < 0) {
      if (head.length > MAX_ROW_CHARACTERS)
        throw refuseFile('file.field.too-large', { file: this.name, line: 1 });
      head = Buffer.concat([head, await this.#nextText()]);
    }
    if (head.toString('utf8').trim() === '') throw refuseFile('file.empty', { file: this.name });
    if (head.subarray(0, 64).toString('utf8').trimStart().startsWith('<'))
      throw refuseFile('file.format.xml', { file: this.name });
    const end = headerEnd(head);
    this.#delimiter =
      this.#options.delimiter ??
      findDelimiter(head.subarray(0, end < 0 ? head.length : end).toString('utf8'));
    this.#cutter = new CsvCutter(this.#delimiter, MAX_ROW_CHARACTERS);
    const rows = this.#cut(head);
    // A header whose line end is not there yet comes out with the next piece.
    while (rows.length === 0 && !this.#ended) rows.push(...(await this.#step()));
    const header = rows.shift();
    if (!header) throw refuseFile('file.empty', { file: this.name });
    if (header.cells.length > MAX_COLUMNS)
      throw refuseFile('file.field.too-large', {
        file: this.name,
        line: header.line,
        expected: `au plus ${MAX_COLUMNS} colonnes`,
      });
    this.#checkCells(header);
    this.#headers = header.cells;
    this.#firstRows = rows;
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
    return this.#cut(await this.#nextText());
  }

  #cut(text: Buffer): SourceRow[] {
    try {
      return (this.#cutter as CsvCutter).push(text.toString('utf8'), this.#ended);
    } catch (error) {
      if (!(error instanceof CsvCutError)) throw error;
      throw refuseFile(FAULTS[error.fault], { file: this.name, line: error.line });
    }
  }

  /** Rows whose cells are not all blank, within the bounds of a file. */
  #kept(rows: readonly SourceRow[]): readonly SourceRow[] {
    const kept = rows.filter(({ cells }) => (cells[0] as string).trim() !== '' || !isBlank(cells));
    for (const row of kept) this.#checkCells(row);
    this.#rowCount += kept.length;
    const over = this.#rowCount - this.#maxRows;
    if (over > 0)
      throw refuseFile('file.rows.too-many', {
        file: this.name,
        line: kept[kept.length - over]!.line,
        expected: `au plus ${this.#maxRows} lignes`,
      });
    this.#last = kept.at(-1) ?? this.#last;
    return kept;
  }

  #checkCells({ line, cells }: SourceRow): void {
    for (let i = 0; i < cells.length; i++)
      if ((cells[i] as string).length > MAX_CELL_CHARACTERS)
        throw refuseFile('file.field.too-large', { file: this.name, line, column: i + 1 });
  }

  /** A last row that is too short means that the file was cut. */
  #checkEnd(): void {
    if (this.#last !== null && this.#last.cells.length < this.#headers.length)
      throw refuseFile('file.truncated', { file: this.name, line: this.#last.line });
  }
}
