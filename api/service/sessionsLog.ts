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

/** @throws InputError `session.stale` for another version than the stored one. @param expected null: whichever it is. */
export const checkVersion = ({ version }: Pick<StoredSession, 'version'>, expected: number | null): void => {
  if (expected !== null && expected !== version)
    throw new InputError([
      { code: 'session.stale', path: 'version', received: String(expected), expected: String(version) },
    ]);
};

/** @throws InputError `session.cancelled`, `session.decided`. */
export const checkAlive = ({ id, document }: Pick<StoredSession, 'id' | 'document'>): void => {
  if (document.status === 'cancelled')
    throw new InputError([{ code: 'session.cancelled', path: 'session', received: id }]);
  checkOpen({ id, document });
};

/** Once the commission has decided about somebody, its lists hold. @throws InputError `session.decided`. */
export const checkOpen = ({ id, document }: Pick<StoredSession, 'id' | 'document'>): void => {
  if (document.status === 'decided')
    throw new InputError([{ code: 'session.decided', path: 'session', received: id }]);
};
