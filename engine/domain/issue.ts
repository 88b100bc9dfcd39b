/**
 * What is wrong with an input, said so that a person can mend it.
 * Codes and paths are English and stable; the French sentence for a code is in `api/present/messages.ts`.
 */
export interface Issue {
  /** Stable, dotted, English: `demand.number.malformed`. */
  readonly code: string;
  /** Path inside the value: `household.adults[0].birthDate`; for a table the field's name. */
  readonly path: string;
  /** File the value came from, as the caller named it. */
  readonly file?: string;
  /** 1-based line in that file. */
  readonly line?: number;
  /** Column header, or 1-based column in a text file. */
  readonly column?: string | number;
  /** What was received. Never fill it with personal data where the issue may reach a log. */
  readonly received?: string;
  /** What was expected, in French, as a noun phrase. */
  readonly expected?: string;
  /** "Peut-être …": the most likely remedy, in French. */
  readonly maybe?: string;
}

/** A value, or the list of what is wrong with it. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const fail = (...issues: readonly Issue[]): Result<never> => ({ ok: false, issues });

/** Thrown for input that cannot be used; carries the issues. Programmer errors stay plain `Error`s. */
export class InputError extends Error {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(issues.map((i) => i.code).join(', '));
    this.name = 'InputError';
    this.issues = issues;
  }
}
