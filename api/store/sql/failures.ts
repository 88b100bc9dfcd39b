import { InputError } from '../../../engine/domain/issue.ts';

/** Codes of SQLite (beginnings) and of PostgreSQL (SQLSTATE, beginnings), and of the system underneath. */
const CODES: readonly { readonly pattern: RegExp; readonly code: string }[] = [
  { pattern: /^(SQLITE_FULL|53100|ENOSPC|EDQUOT|EFBIG)/, code: 'store.full' },
  { pattern: /^(SQLITE_READONLY|25006|EROFS)/, code: 'store.read-only' },
  { pattern: /^(SQLITE_CORRUPT|SQLITE_NOTADB|XX001|XX002)/, code: 'store.damaged' },
  { pattern: /^(SQLITE_BUSY|SQLITE_LOCKED|40001|40P01|55P03)/, code: 'store.locked' },
  { pattern: /^(SQLITE_IOERR|EIO)/, code: 'store.disk' },
  { pattern: /^(SQLITE_CANTOPEN|SQLITE_AUTH|SQLITE_PERM|EACCES|EPERM)/, code: 'store.closed-folder' },
  { pattern: /^(28|42501|3D000)/, code: 'store.access' },
  {
    pattern: /^(08|57P0|53[23]|ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT)/,
    code: 'store.unreachable',
  },
];

/** Of `pg`, without a code. */
const CUT =
  /Connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|Client was closed/;

/**
 * A failure of the disk, of the server or of the rights, as something that a person can mend; anything else is a fault of the
 * program and stays as it is. What the engine says is not repeated: it may quote values.
 */
export const storeFailure = (error: unknown, place: string): unknown => {
  if (error instanceof InputError || !(error instanceof Error)) return error;
  const { code } = error as { code?: unknown };
  const found = typeof code === 'string' ? CODES.find(({ pattern }) => pattern.test(code))?.code : undefined;
  const known = found ?? (CUT.test(error.message) ? 'store.unreachable' : undefined);
  if (known === undefined) return error;
  return new InputError([
    known === 'store.damaged'
      ? { code: known, path: '', file: place }
      : { code: known, path: 'data', received: place },
  ]);
};

/** Runs `work`, its failures told as `storeFailure` does. */
export const withFailures = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw storeFailure(error, place);
  }
};
