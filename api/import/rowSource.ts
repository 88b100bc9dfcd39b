import type { Issue } from '../../engine/domain/issue.ts';
import type { Encoding } from './encoding.ts';

export interface SourceRow {
  /** 1-based line of a text file where the row begins, or row of a sheet. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The row as it is written, where the source gives its cells again from that. */
  readonly text?: string;
}

/** A table being read, whatever it is written in: headers first, then its rows, once. */
export interface RowSource {
  readonly name: string;
  readonly headers: readonly string[];
  /** Line of the headers. */
  readonly headerLine: number;
  /** Null for what has none. */
  readonly delimiter: string | null;
  readonly encoding: Encoding | null;
  /** After the last batch: the last line had no line end, so its last cell may be cut. */
  readonly lastLineOpen: boolean;
  readonly warnings: readonly Issue[];
  /** Cells of a row, from its `text`; left out where rows have none. */
  cellsOf?(text: string): readonly string[];
  batches(): AsyncIterable<readonly SourceRow[]>;
  close(): Promise<void>;
}
