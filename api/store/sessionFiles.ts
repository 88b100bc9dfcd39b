import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../engine/domain/issue.ts';
import { replaceFile, withLock } from './durableFile.ts';
import { checkSaving, type SavedSession, SESSION_ID, type SessionCollection, staleSession } from './store.ts';

const FORMAT = 1;
const FILE = /^(.+)\.json$/;

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  id: z.string(),
  version: z.int().min(1),
  /** SHA-256 of `JSON.stringify(document)`, hexadecimal. */
  sha256: z.string(),
  document: z.unknown(),
});

/** One session in the form of its file: what a copy of the file, given to somebody else, still proves of itself. */
const sessionFileText = ({ id, version, document }: SavedSession): string =>
  `${JSON.stringify({ format: FORMAT, id, version, sha256: hashOf(document), document })}\n`;

/** Whether a text begins as `sessionFileText` does, whole or damaged: anything else never was a session. */
export const isSessionFile = (text: string): boolean => /^\{"format":\d+,"id":"/.test(text);

/**
 * A session from the text of its file, whole or not at all.
 *
 * @throws InputError `store.damaged` when it is cut short or changed, `store.newer`.
 */
export const readSessionFile = (text: string, file: string): SavedSession => {
  const damaged = () => new InputError([{ code: 'store.damaged', path: 'sessions', file: basename(file) }]);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw damaged();
  }
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > FORMAT)
    throw new InputError([
      { code: 'store.newer', path: 'format', file: basename(file), received: String(format) },
    ]);
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success || parsed.data.sha256 !== hashOf(parsed.data.document)) throw damaged();
  const { id, version, document } = parsed.data;
  return { id, version, document };
};

const hashOf = (document: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(document) ?? '')
    .digest('hex');

/** Sessions of a data folder: `sessions/<id>.json`, replaced whole by a rename, under the folder's own lock. */
export class SessionFiles implements SessionCollection {
  readonly #data: string;
  readonly #folder: string;
  /** Saves of one process wait for each other; only another process's makes the folder "locked". */
  #last: Promise<unknown> = Promise.resolve();

  constructor(data: string) {
    this.#data = data;
    this.#folder = join(data, 'sessions');
  }

  async all(): Promise<readonly SavedSession[]> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const ids = names.flatMap((name) => FILE.exec(name)?.[1] ?? []).sort();
    const found = await Promise.all(ids.map((id) => this.find(id)));
    return found.filter((session) => session !== null);
  }

  async find(id: string): Promise<SavedSession | null> {
    if (!SESSION_ID.test(id)) return null;
    const path = join(this.#folder, `${id}.json`);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text === null) return null;
    const session = readSessionFile(text, path);
    // A file under another session's name answers for neither.
    if (session.id !== id)
      throw new InputError([{ code: 'store.damaged', path: 'sessions', file: `${id}.json` }]);
    return session;
  }

  async save(session: SavedSession, expected: number): Promise<void> {
    checkSaving(session, expected);
    const saving = this.#last.then(() =>
      withLock(this.#data, async () => {
        const stored = (await this.find(session.id))?.version ?? 0;
        if (stored !== expected) throw staleSession(stored, expected);
        await mkdir(this.#folder, { recursive: true, mode: 0o700 });
        await replaceFile(join(this.#folder, `${session.id}.json`), sessionFileText(session));
      }),
    );
    this.#last = saving.catch(() => {});
    await saving;
  }
}
