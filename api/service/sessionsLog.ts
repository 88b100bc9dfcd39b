import { InputError } from '../../engine/domain/issue.ts';
import type { SessionLogEntry, SessionRequestKey, StoredSession } from '../store/sessionDocument.ts';
import type { SessionRun } from './sessionsQuestion.ts';

/** @throws InputError `request.key-reused` for a key that came before with something else. */
export const isRepeat = (known: SessionRequestKey | null, request: SessionRequestKey | null): boolean => {
  if (known === null || request === null || known.key !== request.key) return false;
  if (known.body !== request.body) throw new InputError([{ code: 'request.key-reused', path: '' }]);
  return true;
};

/** Sessions by day, then by the moment they were made. */
export const orderOf = ({ document, id }: StoredSession): string =>
  `${document.asOf} ${document.createdAt} ${id}`;

/** Entry of a session's own log for the change that makes a version. */
export const entryOf = (
  version: number,
  what: SessionLogEntry['what'],
  { at, request }: SessionRun,
): SessionLogEntry => ({
  version,
  at,
  what,
  undoneAt: null,
  request,
});
