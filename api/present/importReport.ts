import type { Issue } from '../../engine/domain/issue.ts';
import { type ImportReport, messageOf } from '../import/report.ts';

/** An issue of a file: what, where, what to do; never a cell's value. */
interface PresentedIssue {
  readonly code: string;
  readonly line: number | null;
  readonly column: string | null;
  readonly text: string;
  readonly remedy: string;
}

/** What a file holds, as an officer says it. */
export const KIND_LABELS: Readonly<Record<string, string>> = {
  demands: 'Demandes',
  dwellings: 'Logements',
  vacancies: 'Logements libérés',
  allocations: 'Attributions passées',
  outcomes: 'Suites des propositions',
  labels: 'Labels de priorité',
};

/** What an import found and changed. */
export interface PresentedImport {
  readonly kind: string;
  readonly file: string;
  readonly counts: ImportReport<unknown>['counts'];
  /** Null: nothing was imported. */
  readonly summary: {
    readonly added: number;
    readonly replaced: number;
    readonly unchanged: number;
    readonly older: number;
    readonly total: number;
  } | null;
  /** Why the whole file was refused. */
  readonly fatal: PresentedIssue | null;
  readonly warnings: readonly PresentedIssue[];
  /** Refused rows, by what was wrong, the most frequent first; a row may have several faults. */
  readonly refusals: readonly {
    readonly code: string;
    readonly count: number;
    readonly text: string;
    readonly remedy: string;
    /** The first of them. */
    readonly lines: readonly number[];
  }[];
}

const LINES_SHOWN = 5;

export const presentImport = ({
  report,
  summary,
}: {
  readonly report: ImportReport<unknown>;
  readonly summary: PresentedImport['summary'];
}): PresentedImport => ({
  kind: report.kind,
  file: report.file.replace(/^recu-/, ''),
  counts: report.counts,
  summary: summary && {
    added: summary.added,
    replaced: summary.replaced,
    unchanged: summary.unchanged,
    older: summary.older,
    total: summary.total,
  },
  fatal: report.fatal && presentIssue(report.fatal),
  warnings: report.warnings.map(presentIssue),
  refusals: refusalsOf(report),
});

const presentIssue = (issue: Issue): PresentedIssue => {
  const { message, remedy } = messageOf(issue);
  return {
    code: issue.code,
    line: issue.line ?? null,
    column: issue.column === undefined ? null : String(issue.column),
    text: message,
    remedy,
  };
};

const refusalsOf = ({ refusals }: ImportReport<unknown>): PresentedImport['refusals'] => {
  const byCode = new Map<string, { issue: Issue; count: number; lines: number[] }>();
  for (const { line, reasons } of refusals)
    for (const { issue } of reasons) {
      const entry = byCode.get(issue.code) ?? { issue, count: 0, lines: [] };
      entry.count += 1;
      if (entry.lines.length < LINES_SHOWN) entry.lines.push(line);
      byCode.set(issue.code, entry);
    }
  return [...byCode]
    .sort(([a, x], [b, y]) => y.count - x.count || (a < b ? -1 : 1))
    .map(([code, { issue, count, lines }]) => {
      const { message, remedy } = messageOf(issue);
      return { code, count, text: message, remedy, lines };
    });
};
