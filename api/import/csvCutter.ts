/*
 * Cuts text into rows and cells, by RFC 4180: a cell that begins by a quote ends by one, and doubles those inside. Our own, since this is
 * the longest part of reading a file and csv-parse looks at each byte: a line without quotes is split at once. The tests hold it to
 * csv-parse, cell for cell and refusal for refusal.
 */

/** Why a text is no table. */
export type CutFault = 'unclosed-quote' | 'stray-quote' | 'row-too-long';

/** Thrown where the text cannot be cut; `line` is that on which the row begins. */
export class CsvCutError extends Error {
  readonly fault: CutFault;
  readonly line: number;
  constructor(fault: CutFault, line: number) {
    super(`csv: ${fault} on line ${line}`);
    this.fault = fault;
    this.line = line;
  }
}

export interface CutRow {
  /** 1-based line on which the row begins. */
  readonly line: number;
  readonly cells: string[];
  /** The row as it was written, without its line end: `cutRow` gives its cells again. */
  readonly text: string;
}

const NEWLINE = 10;
const RETURN = 13;
const QUOTE = 34;

/** Cuts pieces of one text as they come. Empty lines are no rows. */
export class CsvCutter {
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  readonly #maxRowCharacters: number;
  /** What was not cut yet: a row that is not whole. */
  #text = '';
  /** Line on which `#text` begins. */
  #line = 1;

  /** @param delimiter one character. */
  constructor(delimiter: string, maxRowCharacters: number) {
    this.#delimiter = delimiter;
    this.#delimiterCode = delimiter.charCodeAt(0);
    this.#maxRowCharacters = maxRowCharacters;
  }

  /**
   * Rows that the text given so far ends.
   *
   * @param last the text ends with this piece: its last row needs no line end.
   * @throws CsvCutError
   */
  push(piece: string, last: boolean): CutRow[] {
    const text = this.#text === '' ? piece : this.#text + piece;
    const rows: CutRow[] = [];
    let at = 0;
    let quote = text.indexOf('"');
    while (at < text.length) {
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? text.length : newline;
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      if (quote >= 0 && quote < end) {
        const cut = this.#cutQuoted(text, at, last);
        if (cut === null) break;
        rows.push({ line: this.#line, cells: cut.cells, text: text.slice(at, cut.next) });
        this.#line += newlinesIn(text, at, cut.next);
        at = cut.next;
        continue;
      }
      if (newline < 0 && !last) break;
      const stop = newline > at && text.charCodeAt(newline - 1) === RETURN ? newline - 1 : end;
      if (stop - at > this.#maxRowCharacters) throw new CsvCutError('row-too-long', this.#line);
      if (stop > at) {
        const row = text.slice(at, stop);
        rows.push({ line: this.#line, cells: row.split(this.#delimiter), text: row });
      }
      this.#line += 1;
      at = newline < 0 ? text.length : newline + 1;
    }
    this.#text = text.slice(at);
    if (this.#text.length > this.#maxRowCharacters) throw new CsvCutError('row-too-long', this.#line);
    return rows;
  }

  /** One row with quotes, from its beginning; null when the text does not end it. */
  #cutQuoted(
    text: string,
    from: number,
    last: boolean,
  ): { readonly cells: string[]; readonly next: number } | null {
    const cells: string[] = [];
    let at = from;
    for (;;) {
      const cut =
        text.charCodeAt(at) === QUOTE ? this.#quotedCell(text, at, last) : this.#plainCell(text, at, last);
      if (cut === null) return null;
      cells.push(cut.cell);
      if (cut.next - from > this.#maxRowCharacters) throw new CsvCutError('row-too-long', this.#line);
      if (cut.endsRow) return { cells, next: cut.next };
      at = cut.next;
    }
  }

  #quotedCell(text: string, from: number, last: boolean): Cut | null {
    let cell = '';
    for (let at = from + 1; ; ) {
      const quote = text.indexOf('"', at);
      if (quote < 0) {
        if (last) throw new CsvCutError('unclosed-quote', this.#line);
        return null;
      }
      cell += text.slice(at, quote);
      const after = text.charCodeAt(quote + 1);
      if (Number.isNaN(after)) return last ? { cell, next: quote + 1, endsRow: true } : null;
      if (after === QUOTE) {
        cell += '"';
        at = quote + 2;
        continue;
      }
      if (after === this.#delimiterCode) return { cell, next: quote + 2, endsRow: false };
      if (after === NEWLINE) return { cell, next: quote + 2, endsRow: true };
      const twoAfter = text.charCodeAt(quote + 2);
      if (after === RETURN && Number.isNaN(twoAfter) && !last) return null;
      if (after === RETURN && twoAfter === NEWLINE) return { cell, next: quote + 3, endsRow: true };
      throw new CsvCutError('stray-quote', this.#line);
    }
  }

  #plainCell(text: string, from: number, last: boolean): Cut | null {
    for (let at = from; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) throw new CsvCutError('stray-quote', this.#line);
      if (code === this.#delimiterCode) return { cell: text.slice(from, at), next: at + 1, endsRow: false };
      if (code === NEWLINE) {
        const stop = at > from && text.charCodeAt(at - 1) === RETURN ? at - 1 : at;
        return { cell: text.slice(from, stop), next: at + 1, endsRow: true };
      }
    }
    return last ? { cell: text.slice(from), next: text.length, endsRow: true } : null;
  }
}

/** Cells of one row that was cut before. */
export const cutRow = (text: string, delimiter: string): readonly string[] =>
  new CsvCutter(delimiter, text.length).push(text, true)[0]?.cells ?? [];

interface Cut {
  readonly cell: string;
  /** Where the next cell, or the next row, begins. */
  readonly next: number;
  readonly endsRow: boolean;
}

const newlinesIn = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
};
