/**
 * What is wrong with a formula or a method, said so that its author can mend it. Every field of `Issue` (engine/domain) has
 * the same meaning here; `message` and `snippet` are added, because only the checker knows where to put the caret.
 */
export interface FormulaIssue {
  /** Stable, dotted, English: `formula.unknown-name`. */
  readonly code: string;
  /** Path inside the method: `groups[1].criteria[0].points`; empty for a formula alone. */
  readonly path: string;
  /** 1-based column in the formula's text, when the issue is in a formula. */
  readonly column?: number;
  readonly received?: string;
  /** Noun phrase, in French. */
  readonly expected?: string;
  /** "Peut-être …", in French. */
  readonly maybe?: string;
  /** One French sentence. */
  readonly message: string;
  /** The formula around the fault, and a second line with a caret under it. */
  readonly snippet?: string;
}

/** A value, or the list of what is wrong with it. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly FormulaIssue[] };

/** Where a word of the formula stands: 0-based offset and length in its text. */
export interface Span {
  readonly at: number;
  readonly length: number;
}

export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly maybe?: string;
}

const AROUND = 48;

/** At most two lines: the text near the fault (cut with "…"), and carets under it. */
const snippetOf = (text: string, { at, length }: Span): string => {
  const from = Math.max(0, at - AROUND);
  const to = Math.min(text.length, at + Math.max(1, length) + AROUND);
  const before = from > 0 ? '…' : '';
  const after = to < text.length ? '…' : '';
  const width = Math.max(1, Math.min(length, to - at));
  return `${before}${text.slice(from, to)}${after}\n${' '.repeat(before.length + at - from)}${'^'.repeat(width)}`;
};

/** Control, invisible and direction-changing characters shown as dots, one for one: a message never carries them. */
const visible = (text: string): string => text.replace(/\p{C}/gu, (sign) => '·'.repeat(sign.length));

/** The issue of a fault at a place of a formula. `path` is empty until the method's compiler fills it. */
export const issueAt = (text: string, span: Span, fault: Fault): FormulaIssue => ({
  ...fault,
  path: '',
  column: span.at + 1,
  received: visible(text.slice(span.at, span.at + Math.min(Math.max(1, span.length), 60))),
  snippet: snippetOf(visible(text), span),
});

/** Stops the reading of one formula; caught where reading began, never seen outside this folder. */
export class FormulaFault extends Error {
  readonly issue: FormulaIssue;
  constructor(issue: FormulaIssue) {
    super(issue.code);
    this.issue = issue;
  }
}
