import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { replaceFile, withLock } from './durableFile.ts';
import { SessionFiles } from './sessionFiles.ts';
import {
  type CommitSummary,
  DAYS,
  type ImportEntry,
  KEYS,
  KINDS,
  type Kind,
  type OpenStore,
  type Rows,
  type Store,
} from './store.ts';

/*
 * Data folder: `store.json` names the current file of each kind; `<kind>-<hash>.jsonl` holds its rows, one JSON line each,
 * ascending by key. A commit writes a new file, flushes it, then replaces `store.json` by a rename: a crash at any moment
 * leaves the old state or the new one, whole. Sessions are beside, one file each: see `sessionFiles.ts`.
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
  files: z.partialRecord(z.enum(KINDS as [Kind, ...Kind[]]), z.string()),
  imports: z.array(entrySchema),
});
type Manifest = z.infer<typeof manifestSchema>;

/**
 * Opens a data folder, or makes it when it does not exist and `making` says for whom.
 *
 * @throws InputError `store.missing` (no folder, and none to make), `store.territory` (made for another territory),
 * `store.damaged` (unreadable manifest), `store.newer` (written by a newer program).
 */
export const openFileStore: OpenStore = async (folder, making) => {
  const path = join(folder, 'store.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) {
    if (making === null) throw new InputError([{ code: 'store.missing', path: 'data', received: folder }]);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const manifest: Manifest = { format: FORMAT, ...making, files: {}, imports: [] };
    await replaceFile(path, manifestText(manifest));
    return new FileStore(folder, manifest);
  }
  const manifest = readManifest(text, path);
  if (making !== null && manifest.territory !== making.territory)
    throw new InputError([
      {
        code: 'store.territory',
        path: 'territory',
        received: making.territory,
        expected: manifest.territory,
      },
    ]);
  return new FileStore(folder, manifest);
};

const manifestText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 1)}\n`;

const readManifest = (text: string, file: string): Manifest => {
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

class FileStore implements Store {
  readonly sessions: SessionFiles;
  readonly #folder: string;
  #manifest: Manifest;

  constructor(folder: string, manifest: Manifest) {
    this.#folder = folder;
    this.#manifest = manifest;
    this.sessions = new SessionFiles(folder);
  }

  get territory(): string {
    return this.#manifest.territory;
  }

  get referenceDay(): IsoDay | null {
    return this.#manifest.referenceDay;
  }

  async revision(): Promise<string> {
    await this.#refresh();
    return createHash('sha256').update(JSON.stringify(this.#manifest.files)).digest('hex').slice(0, 16);
  }

  imports(): readonly ImportEntry[] {
    return this.#manifest.imports;
  }

  async all<K extends Kind>(kind: K): Promise<readonly Rows[K][]> {
    const file = this.#manifest.files[kind];
    if (file === undefined) return [];
    const rows = await readRows<Rows[K]>(this.#folder, kind, file);
    if (rows !== null) return rows;
    // Another process has replaced the file since this one read the manifest.
    await this.#refresh();
    const current = this.#manifest.files[kind];
    const again =
      current === undefined || current === file ? null : await readRows<Rows[K]>(this.#folder, kind, current);
    if (again === null) throw damaged(kind, join(this.#folder, file));
    return again;
  }

  async commit<K extends Kind>(
    kind: K,
    rows: readonly Rows[K][],
    origin: { readonly file: string; readonly sha256: string; readonly at: string; readonly refused: number },
  ): Promise<CommitSummary> {
    return withLock(this.#folder, async () => {
      await this.#refresh();
      const { merged, summary } = merge(kind, await this.all(kind), rows);
      const old = this.#manifest.files[kind];
      const file = await this.#write(kind, merged);
      const entry: ImportEntry = { ...summary, ...origin, file: basename(origin.file) };
      const next: Manifest = {
        ...this.#manifest,
        files: { ...this.#manifest.files, [kind]: file },
        imports: [...this.#manifest.imports, entry],
      };
      await replaceFile(join(this.#folder, 'store.json'), manifestText(next));
      this.#manifest = next;
      if (old !== undefined && old !== file) await rm(join(this.#folder, old), { force: true });
      return summary;
    });
  }

  /** Another process may have committed since this one read the folder. */
  async #refresh(): Promise<void> {
    const path = join(this.#folder, 'store.json');
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (text !== null) this.#manifest = readManifest(text, path);
  }

  async #write<K extends Kind>(kind: K, rows: readonly Rows[K][]): Promise<string> {
    const hash = createHash('sha256');
    const temporary = join(this.#folder, `${kind}.${process.pid}.tmp`);
    const handle = await open(temporary, 'w', 0o600);
    try {
      let block = '';
      for (const row of rows) {
        block += `${JSON.stringify(row)}\n`;
        if (block.length > 1 << 20) {
          hash.update(block);
          await handle.write(block);
          block = '';
        }
      }
      hash.update(block);
      await handle.write(block);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const name = `${kind}-${hash.digest('hex').slice(0, 16)}.jsonl`;
    await rename(temporary, join(this.#folder, name));
    return name;
  }
}

const damaged = (kind: Kind, file: string): InputError =>
  new InputError([{ code: 'store.damaged', path: kind, file }]);

/** Rows of a file, or null when the file is not there. @throws InputError `store.damaged`. */
const readRows = async <T>(folder: string, kind: Kind, file: string): Promise<readonly T[] | null> => {
  const path = join(folder, file);
  const rows: T[] = [];
  const hash = createHash('sha256');
  try {
    // Rows were validated on import; the hash in the file's name tells whether they are still what was written.
    for await (const line of createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Infinity,
    })) {
      hash.update(line).update('\n');
      rows.push(JSON.parse(line) as T);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw damaged(kind, path);
  }
  if (!file.includes(hash.digest('hex').slice(0, 16))) throw damaged(kind, path);
  return rows;
};

const merge = <K extends Kind>(
  kind: K,
  stored: readonly Rows[K][],
  incoming: readonly Rows[K][],
): { readonly merged: readonly Rows[K][]; readonly summary: CommitSummary } => {
  const key = KEYS[kind];
  const day = DAYS[kind];
  const byKey = new Map(stored.map((row) => [key(row), row]));
  const counts = { added: 0, replaced: 0, unchanged: 0, older: 0 };
  for (const row of incoming) {
    const before = byKey.get(key(row));
    if (before === undefined) counts.added += 1;
    else if (JSON.stringify(before) === JSON.stringify(row)) counts.unchanged += 1;
    else if (day(row) < day(before)) {
      counts.older += 1;
      continue;
    } else counts.replaced += 1;
    byKey.set(key(row), row);
  }
  const merged = [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  return { merged, summary: { kind, ...counts, total: merged.length } };
};
