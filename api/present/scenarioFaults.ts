import type { Issue } from '../../engine/domain/issue.ts';
import { issueText } from './messages.ts';
import { type PresentedFault, presentFault } from './methodFaults.ts';

/** The faults of a scenario's text as its author reads them: those of YAML with what is expected, those of the field in words. */
export const presentScenarioFault = (issue: Issue, lines: readonly string[]): PresentedFault =>
  issue.code.startsWith('yaml.')
    ? presentFault(issue, lines)
    : {
        code: issue.code,
        path: issue.path,
        line: issue.line ?? null,
        text: issueText(issue),
        snippet: null,
        expected: null,
        maybe: null,
      };
