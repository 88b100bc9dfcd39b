import type { ImportCode } from './messages.ts';
import { importIssue, type Refusal } from './report.ts';
import type { RowSource, SourceRow } from './rowSource.ts';

/** NUL cannot occur in a cell (such files are refused), so cells of a row without a text are held as one. */
const CELL_JOIN = '\u0000';
const splitCells = (text: string): readonly string[] => text.split(CELL_JOIN);

interface Kept<T> {
  readonly value: T;
  readonly line: number;
  /** Cells are given back when a row turns out to be repeated: one text takes less room than they do. */
  readonly text: string;
}

export interface SettledRows<T> {
  /** In file order. */
  readonly accepted: T[];
  readonly refusals: Refusal[];
  readonly identical: number;
}

/**
 * Rows that read well, until the whole file is known: several rows may be about the same thing. The latest version is kept,
 * older ones are refused; equal rows count once; different rows of the same version contradict each other and are all
 * refused, so that the result does not depend on the order of rows.
 */
export class AcceptedRows<T> {
  readonly #keyOf: (value: T) => string | null;
  readonly #versionOf: (value: T) => string | null;
  readonly #cellsOf: (text: string) => readonly string[];
  readonly #rows: Kept<T>[] = [];
  /** Key → index of the first row, or indexes of all its rows. */
  readonly #byKey = new Map<string, number | number[]>();
  readonly #repeated: number[][] = [];

  /** @param cellsOf of the source of the rows, where they have a text of their own. */
  constructor(
    keyOf: (value: T) => string | null,
    versionOf: (value: T) => string | null,
    cellsOf: RowSource['cellsOf'] = splitCells,
  ) {
    this.#cellsOf = cellsOf;
    this.#keyOf = keyOf;
    this.#versionOf = versionOf;
  }

  add(value: T, { line, cells, text }: SourceRow): void {
    const index = this.#rows.length;
    const key = this.#keyOf(value);
    // One without key is never repeated.
    const kept = key === null ? '' : (text ?? cells.join(CELL_JOIN));
    this.#rows.push({ value, line, text: kept });
    if (key === null) return;
    const known = this.#byKey.get(key);
    if (known === undefined) this.#byKey.set(key, index);
    else if (typeof known === 'number') {
      const group = [known, index];
      this.#repeated.push(group);
      this.#byKey.set(key, group);
    } else known.push(index);
  }

  /** `place` says in which column, and file, a repeated identifier is reported. */
  settle(place: { file: string; path: string; column: string }): SettledRows<T> {
    const dropped = new Set<number>();
    const refusals: Refusal[] = [];
    let identical = 0;
    const refuse = (index: number, code: ImportCode, otherLines: readonly number[]): void => {
      const row = this.#rows[index] as Kept<T>;
      dropped.add(index);
      const seeLines = `ligne${otherLines.length > 1 ? 's' : ''} ${otherLines.join(', ')}`;
      refusals.push({
        line: row.line,
        cells: this.#cellsOf(row.text),
        reasons: [
          {
            value: this.#keyOf(row.value) ?? '',
            issue: importIssue(code, {
              ...place,
              line: row.line,
              expected: `une seule ligne par identifiant (voir aussi ${seeLines})`,
            }),
          },
        ],
      });
    };

    for (const group of this.#repeated) {
      const lineOf = (index: number): number => (this.#rows[index] as Kept<T>).line;
      const versions = group.map((index) => this.#versionOf((this.#rows[index] as Kept<T>).value) ?? '');
      const latest = versions.reduce((a, b) => (b > a ? b : a));
      const current = group.filter((_, i) => versions[i] === latest);
      const texts = new Set(current.map((index) => JSON.stringify((this.#rows[index] as Kept<T>).value)));
      group.forEach((index, i) => {
        if (versions[i] !== latest) refuse(index, 'row.duplicate.older', current.map(lineOf));
        else if (texts.size > 1)
          refuse(
            index,
            'row.duplicate.contradiction',
            current.filter((other) => other !== index).map(lineOf),
          );
        else if (index !== current[0]) {
          dropped.add(index);
          identical += 1;
        }
      });
    }
    return {
      accepted: this.#rows.filter((_, index) => !dropped.has(index)).map((row) => row.value),
      refusals,
      identical,
    };
  }
}
