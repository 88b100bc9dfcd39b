import { type Refusal, refuseFile } from './report.ts';

const DEFAULT_MAX_REFUSALS = 100_000;
/** Characters of refused rows that are held, cells counting for 16 more each: about 256 MB at the very most. */
const MAX_HELD = 128 * 1024 * 1024;
const CELL_COST = 16;

/** Refused rows of one file, held for the refusal file. Too many, or too large, and the file itself is refused. */
export class RefusedRows {
  readonly #file: string;
  readonly #maxRows: number;
  readonly #rows: Refusal[] = [];
  #held = 0;

  constructor(file: string, maxRows: number = DEFAULT_MAX_REFUSALS) {
    this.#file = file;
    this.#maxRows = maxRows;
  }

  get rows(): readonly Refusal[] {
    return this.#rows;
  }

  add(refusal: Refusal): void {
    this.#rows.push(refusal);
    for (const cell of refusal.cells) this.#held += cell.length + CELL_COST;
    for (const { value } of refusal.reasons) this.#held += value.length + CELL_COST;
    if (this.#rows.length <= this.#maxRows && this.#held <= MAX_HELD) return;
    throw refuseFile('file.refusals.too-many', {
      file: this.#file,
      line: refusal.line,
      expected: `au plus ${this.#maxRows} lignes refusées, et ${MAX_HELD / 1024 / 1024} Mio en tout`,
    });
  }
}
