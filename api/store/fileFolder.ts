import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import type { SavedDocument } from './documents.ts';
import { MANIFEST_FILE } from './places.ts';
import { readSessionFile } from './sessionFiles.ts';
import { type ImportEntry, KINDS, type Kind, type StoreMaking } from './store.ts';

/*
 * Data folders of before SQL: `store.json` names the current file of each kind, `<kind>-<hash>.jsonl` holds its rows, one JSON
 * line each; `sessions/<id>.json` is a session. Read once, to be converted.
 */

const FORMAT = 1;

const entrySchema = z.strictObject({
  kind: z.enum(KINDS as [Kind, ...Kind[]]),
  file: z.string(),
  sha256: z.string(),
  at: z.string(),
  refused: z.number(),
  added: z.number(),
  replaced: z.number(),
  unchanged: z.number(),
  older: z.number(),
  total: z.number(),
});

const manifestSchema = z.strictObject({
  format: z.literal(FORMAT),
  territory: z.string(),
  referenceDay: IsoDay.nullable(),
  files: z.partialRecord(z.enum(KINDS as [Kind, ...Kind[]]), z.string().regex(/^[\w-]+\.jsonl$/)),
  imports: z.array(entrySchema),
});

/** Everything that a folder of files held. */
export interface FileFolder extends StoreMaking {
  /** JSON text of each row, by kind. */
  readonly rows: ReadonlyMap<Kind, readonly string[]>;
  readonly imports: readonly ImportEntry[];
  readonly sessions: readonly SavedDocument[];
}

/**
 * Null when the folder holds no `store.json`.
 *
 * @throws InputError `store.damaged` (a file missing or changed: nothing is converted), `store.newer`.
 */
export const readFileFolder = async (folder: string): Promise<FileFolder | null> => {
  const path = join(folder, MANIFEST_FILE);
  const text = await textOf(path);
  if (text === null) return null;
  const { territory, referenceDay, files, imports } = readManifest(text, path);
  const rows = new Map<Kind, readonly string[]>();
  for (const kind of KINDS) {
    const file = files[kind];
    if (file !== undefined) rows.set(kind, await readLines(join(folder, file), kind));
  }
  return { territory, referenceDay, rows, imports, sessions: await readSessions(folder) };
};

/** Takes the files away once their content is in the database: what would be erased there must not stay here. */
export const removeFileFolder = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder))
    if (
      /^(demands|dwellings|vacancies|allocations|outcomes)[-.][\w.]+$/.test(name) &&
      /\.(jsonl|tmp)$/.test(name)
    )
      await rm(join(folder, name), { force: true });
  for (const file of await sessionFiles(folder)) await rm(join(folder, 'sessions', file), { force: true });
  // Last: while it is there, a conversion that was cut short is ended by the next opening.
  for (const name of [`${MANIFEST_FILE}.tmp`, MANIFEST_FILE]) await rm(join(folder, name), { force: true });
};

const textOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });

const readManifest = (text: string, file: string): z.infer<typeof manifestSchema> => {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new InputError([{ code: 'store.damaged', path: '', file }]);
  }
  const format = (json as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > FORMAT)
    throw new InputError([{ code: 'store.newer', path: 'format', file, received: String(format) }]);
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success)
    throw new InputError([
      { code: 'store.damaged', path: parsed.error.issues[0]?.path.join('.') ?? '', file },
    ]);
  return parsed.data;
};

const readLines = async (path: string, kind: Kind): Promise<readonly string[]> => {
  const damaged = () => new InputError([{ code: 'store.damaged', path: kind, file: path }]);
  const lines: string[] = [];
  const hash = createHash('sha256');
  try {
    for await (const line of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Infinity,
    })) {
      hash.update(line).update('\n');
      lines.push(line);
    }
  } catch {
    throw damaged();
  }
  if (!path.includes(hash.digest('hex').slice(0, 16))) throw damaged();
  return lines;
};

const sessionFiles = async (folder: string): Promise<readonly string[]> => {
  const names = await readdir(join(folder, 'sessions')).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => /^.+\.json(\.tmp)?$/.test(name));
};

const readSessions = async (folder: string): Promise<readonly SavedDocument[]> => {
  const found: SavedDocument[] = [];
  for (const name of await sessionFiles(folder)) {
    if (!name.endsWith('.json')) continue;
    const path = join(folder, 'sessions', name);
    const session = readSessionFile((await textOf(path)) ?? '', path);
    // A file under another session's name answers for neither.
    if (`${session.id}.json` !== name)
      throw new InputError([{ code: 'store.damaged', path: 'sessions', file: name }]);
    found.push(session);
  }
  return found;
};
