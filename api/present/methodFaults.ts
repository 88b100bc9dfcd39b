import type { Issue } from '../../engine/domain/issue.ts';
import type { FormulaIssue } from '../../scoring/formula/issue.ts';
import { count } from './format.ts';
import { PACK_MESSAGES } from './packMessages.ts';

/* The faults of a method file as its author reads them: place, sentence, the text with a caret, what to do. */

type Fault = Issue & Pick<Partial<FormulaIssue>, 'message' | 'snippet'>;

export interface PresentedFault {
  readonly code: string;
  readonly path: string;
  readonly line: number | null;
  readonly text: string;
  /** The formula, or the line of the file, and carets under the fault on a second line; null when there is nothing to show. */
  readonly snippet: string | null;
  readonly expected: string | null;
  readonly maybe: string | null;
}

export const presentFault = (fault: Fault, lines: readonly string[]): PresentedFault => ({
  code: fault.code,
  path: fault.path,
  line: fault.line ?? null,
  text:
    fault.message ??
    `${PACK_MESSAGES[fault.code] ?? fault.code}${fault.path === '' ? '' : ` (${fault.path})`}`,
  snippet: fault.snippet ?? lineSnippet(fault, lines),
  expected: fault.expected ?? null,
  maybe: fault.maybe === undefined ? null : fault.maybe.replace(/^peut-être /, ''),
});

/** The line of the file, with carets under the value received, else under the key. */
const lineSnippet = ({ line, path, received }: Fault, lines: readonly string[]): string | null => {
  const text = line === undefined ? undefined : lines[line - 1];
  if (text === undefined || text.trim() === '') return null;
  const key = /([^.[\]]+)$/.exec(path)?.[1] ?? '';
  const words = [received, key].filter((word) => word !== undefined && word !== '');
  const word = words.find((w) => w !== undefined && text.includes(w)) ?? text.trim();
  return `${text}\n${' '.repeat(text.indexOf(word))}${'^'.repeat(word.length)}`;
};

const indented = (text: string): string => text.replace(/^/gm, '    ');

const faultText = (file: string, fault: PresentedFault): string =>
  [
    `${file}${fault.line === null ? '' : `, ligne ${fault.line}`} : ${fault.text}`,
    ...(fault.snippet === null ? [] : [indented(fault.snippet)]),
    ...(fault.expected === null ? [] : [`    attendu : ${fault.expected}`]),
    ...(fault.maybe === null ? [] : [`    peut-être : ${fault.maybe}`]),
  ].join('\n');

export const faultsText = (file: string, faults: readonly PresentedFault[]): string =>
  `${[...faults.map((fault) => faultText(file, fault)), '', count(faults.length, 'faute', 'fautes')].join('\n')}\n`;
