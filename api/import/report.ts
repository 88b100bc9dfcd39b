import type { CommuneCode, IsoDay, QuartierId } from '../../engine/domain/ids.ts';
import { InputError, type Issue } from '../../engine/domain/issue.ts';
import type { Encoding } from './encoding.ts';
import type { ColumnMapping } from './mapping.ts';
import { IMPORT_MESSAGES, type ImportCode } from './messages.ts';

/** What a territory knows that a cell may name. Sets hold the pack's own ids. */
export interface ImportContext {
  /** Territory commune of an INSEE code, associated communes included (Lomme 59355 → Lille 59350); null outside. */
  canonicalCommune(code: string): CommuneCode | null;
  quartierOfIris?(iris: string): QuartierId | null;
  readonly bailleurIds: ReadonlySet<string>;
  readonly irisCodes: ReadonlySet<string>;
  readonly quartierIds: ReadonlySet<string>;
  readonly situationCodes: ReadonlySet<string>;
  /** Day of the import: what is filed, renewed or born later is a slip. Left out: only dates too old are one. */
  readonly referenceDay?: IsoDay;
  /** When given, vacancies of a dwelling that is not in it are refused. */
  readonly dwellingIds?: ReadonlySet<string>;
  /** When given, labels of a demand that is not in it are refused. */
  readonly demandNumbers?: ReadonlySet<string>;
}

export interface ImportProgress {
  readonly bytesRead: number;
  /** Null when the source does not know its size. */
  readonly totalBytes: number | null;
}

export interface ImportOptions {
  readonly context: ImportContext;
  readonly mapping?: ColumnMapping;
  /** `auto` decides from the first block that is not plain ASCII. */
  readonly encoding?: Encoding | 'auto';
  readonly delimiter?: ';' | ',' | '\t';
  /** Sheet of a workbook, by its name; left out: the one whose headers are best recognised. */
  readonly sheet?: string;
  /** Rows after which the file is refused; 1,000,000 by default, except in XML where there is no limit. */
  readonly maxRows?: number;
  /** Refused rows after which the file is refused; 100,000 by default. */
  readonly maxRefusals?: number;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export type ImportKind =
  | 'demands'
  | 'dwellings'
  | 'vacancies'
  | 'allocations'
  | 'outcomes'
  | 'labels'
  | 'stock';

/** One thing wrong in a row. `issue` may be printed anywhere; `value` may be personal: refusal file only. */
export interface RefusedCell {
  readonly issue: Issue;
  readonly value: string;
}

export interface Refusal {
  /** 1-based line where the row begins. */
  readonly line: number;
  /** At least one. */
  readonly reasons: readonly RefusedCell[];
  /** The row as it was, in the order of `ImportReport.headers`. May be shorter or longer when ragged. */
  readonly cells: readonly string[];
}

export interface ImportCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly refused: number;
  /** Rows equal to one already accepted: neither refused nor accepted twice. */
  readonly identical: number;
}

/** `fatal` not null means: nothing to import, `accepted` is empty. Rows are in file order. */
export interface ImportReport<T> {
  readonly kind: ImportKind;
  readonly file: string;
  readonly headers: readonly string[];
  readonly encoding: Encoding | null;
  /** Delimiter found in a CSV file; null for the other formats, or when the file was not read so far. */
  readonly delimiter: string | null;
  readonly accepted: readonly T[];
  readonly refusals: readonly Refusal[];
  readonly counts: ImportCounts;
  readonly warnings: readonly Issue[];
  readonly fatal: Issue | null;
}

export interface IssuePlace {
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: string | number;
  readonly expected?: string;
  /** Closest known value or header; shown as "peut-être …". */
  readonly closest?: string;
}

/** Issue of a code of the message table. Carries no cell value. */
export const importIssue = (code: ImportCode, place: IssuePlace): Issue => ({
  code,
  path: place.path ?? '',
  ...(place.file === undefined ? {} : { file: place.file }),
  ...(place.line === undefined ? {} : { line: place.line }),
  ...(place.column === undefined ? {} : { column: place.column }),
  expected: place.expected ?? IMPORT_MESSAGES[code].expected,
  maybe: place.closest === undefined ? IMPORT_MESSAGES[code].remedy : `Peut-être « ${place.closest} ».`,
});

/** Stops the reading of a file: turned into `ImportReport.fatal`. */
export const refuseFile = (code: ImportCode, place: IssuePlace): InputError =>
  new InputError([importIssue(code, place)]);

/** French message and remedy of an issue, for consoles and pages. */
export const messageOf = (issue: Issue): { message: string; remedy: string } => {
  const known = Object.hasOwn(IMPORT_MESSAGES, issue.code)
    ? IMPORT_MESSAGES[issue.code as ImportCode]
    : undefined;
  return { message: known?.message ?? issue.code, remedy: issue.maybe ?? known?.remedy ?? '' };
};
