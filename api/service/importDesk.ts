import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { InputError } from '../../engine/domain/issue.ts';
import { csvLine } from '../export/csvText.ts';
import { plainText } from '../import/plainText.ts';
import { REFUSAL_HEADERS } from '../import/refusalHeaders.ts';
import { presentImport } from '../present/importReport.ts';
import type { Store } from '../store/store.ts';
import { checkedMapping, type ImportableKind, type ImportRequest, importFile } from './imports.ts';
import type { Job, Jobs } from './jobs.ts';
import type { Rules } from './territories.ts';
import { Uploads } from './uploads.ts';

/** A file that somebody sends to be imported. */
export interface SentFile extends Pick<ImportRequest, 'encoding' | 'sheet'> {
  readonly kind: ImportableKind;
  /** Its name, kept with the import. */
  readonly file: string;
  /** Mapping of its columns, as `precal import --mapping` takes it (YAML); left out: headers are recognised by name. */
  readonly mapping?: string;
  /** Account that the register names. */
  readonly actor: string;
  /** Who may follow the import. */
  readonly holder: string;
}

/** The rows that an import refused, as they can be corrected: the cells of the file, then what to mend. */
export interface RefusedRows {
  readonly headers: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Columns that the refusal added, first of them. */
  readonly added: number;
}

/** How messages name a mapping that came with a file. */
const MAPPING_NAME = 'correspondance';

/** More rows than this are corrected in a spreadsheet. */
const ROWS_READ = 200;

/** Receives files, imports each as a job, and keeps what was refused for an hour, to be corrected and sent again. */
export class ImportDesk {
  readonly #uploads: Uploads;
  readonly #parts: {
    readonly store: Store;
    readonly rules: Rules;
    readonly jobs: Jobs;
    readonly now: () => string;
  };

  /** @param closing aborted when the server stops. */
  constructor(
    closing: AbortSignal,
    parts: { readonly store: Store; readonly rules: Rules; readonly jobs: Jobs; readonly now: () => string },
  ) {
    this.#uploads = new Uploads(closing);
    this.#parts = parts;
  }

  /** @throws InputError `import.empty`, `import.cut`, `mapping.*`. */
  async send(body: ReadableStream<Uint8Array> | null, sent: SentFile): Promise<Job> {
    const { store, rules, jobs, now } = this.#parts;
    const { kind, file, encoding, sheet, mapping, actor, holder } = sent;
    // Looked at before the file, which may be long to come.
    if (mapping !== undefined) checkedMapping(kind, mapping, MAPPING_NAME);
    const upload = await this.#uploads.receive(body, file, mapping ?? null);
    return jobs.start({ kind: 'import', holder, request: null }, async ({ id, onProgress }) => {
      let wrote = false;
      try {
        const result = await importFile(store, rules.territory, {
          kind,
          ...upload,
          format: 'auto',
          ...(sheet === undefined ? {} : { sheet }),
          encoding,
          at: now(),
          actor,
          onProgress,
        });
        wrote = result.refusals !== null;
        return { report: presentImport(result) };
      } finally {
        await this.#uploads.read(id, upload, wrote);
      }
    });
  }

  /** File of the rows that an import refused. @throws InputError `import.no-refusals`. */
  refusalsOf(job: string): string {
    return this.#uploads.refusalsOf(job);
  }

  /** The rows that an import refused; null when they are too many, or of a format that is no table. @throws InputError `import.no-refusals`. */
  async refusedRows(job: string): Promise<RefusedRows | null> {
    const path = this.refusalsOf(job);
    if (!path.endsWith('.csv')) return null;
    const text = await readFile(path, 'utf8');
    const [headers = [], ...rows] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      to: ROWS_READ + 2,
    }) as string[][];
    if (rows.length > ROWS_READ) return null;
    const first = plainText(REFUSAL_HEADERS[0]);
    const added = headers.findIndex((header) => plainText(header) === first);
    return { headers, rows, added: added === -1 ? headers.length : added };
  }

  /**
   * Sends the refused rows of an import again, with cells changed.
   *
   * @param cells new text of a cell, by row and column of `refusedRows`.
   * @throws InputError `import.no-refusals`: they are no longer kept.
   */
  async sendCorrected(job: string, cells: ReadonlyMap<string, string>, sent: SentFile): Promise<Job> {
    const refused = await this.refusedRows(job);
    if (refused === null) throw new InputError([{ code: 'import.no-refusals', path: 'job' }]);
    const lines = [
      csvLine(refused.headers, {}),
      ...refused.rows.map((row, r) =>
        csvLine(
          row.map((cell, c) => cells.get(cellKey(r, c)) ?? cell),
          {},
        ),
      ),
    ];
    const mapping = await this.#uploads.mappingOf(job);
    return this.send(new Blob(lines).stream() as ReadableStream<Uint8Array>, {
      ...sent,
      ...(mapping === null ? {} : { mapping }),
    });
  }
}

export const cellKey = (row: number, column: number): string => `${row}-${column}`;

/** What stands before the first column that a refusal adds. */
const delimiterOf = (text: string): string => {
  const at = text.indexOf(REFUSAL_HEADERS[0]);
  const before = at < 1 ? '' : (text.slice(0, at).replace(/"$/, '').at(-1) ?? '');
  return [';', ',', '\t'].includes(before) ? before : ';';
};
