import type { Issue } from '../../../engine/domain/issue.ts';
import { count } from '../../present/format.ts';
import { issueText } from '../../present/messages.ts';
import type { PresentedFault } from '../../present/methodFaults.ts';
import { Notice } from './notice.tsx';

/** Why what was asked is not done, above the form that keeps what was typed; nothing where nothing is refused. */
export const Refused = ({ title, texts }: { readonly title?: string; readonly texts: readonly string[] }) =>
  texts.length === 0 ? null : (
    <Notice tone="bad" title={title} alert>
      {texts.map((text) => (
        <p>{text}</p>
      ))}
    </Notice>
  );

/** What is said beside a field: its first issue. */
export const errorOf = (issues: readonly Issue[] = [], field: string): string | undefined => {
  const issue = issues.find(({ path }) => path === field);
  return issue && issueText(issue);
};

/** Faults of a text that somebody wrote, one by one, each with its line. */
export const Faults = ({ faults }: { readonly faults: readonly PresentedFault[] }) =>
  faults.length === 0 ? null : (
    <Notice tone="bad" alert title={count(faults.length, 'faute à corriger', 'fautes à corriger')}>
      <ol>
        {faults.map(({ line, text, snippet, expected, maybe }) => (
          <li>
            {line === null ? '' : `Ligne ${line} : `}
            {text}
            {expected === null ? '' : ` Attendu : ${expected}.`}
            {maybe === null ? '' : ` Peut-être : ${maybe}.`}
            {snippet === null ? null : <pre>{snippet}</pre>}
          </li>
        ))}
      </ol>
    </Notice>
  );
