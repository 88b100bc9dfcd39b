import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../engine/domain/issue.ts';

/** How long refused rows wait to be fetched: they are households. */
const KEPT_MS = 60 * 60 * 1000;
const NAME_LENGTH = 80;

/** A file received, in a folder of its own that this account alone can read. */
export interface Upload {
  readonly path: string;
  /** Where refused rows go. */
  readonly refusals: string;
  /** Mapping of its columns; null: its headers are recognised by name. */
  readonly mapping: string | null;
}

const MAPPING_FILE = 'correspondance.yaml';

/** Files that arrive, and what was refused of them: on disk for an hour at most, and gone when the server stops. */
export class Uploads {
  readonly #folders = new Map<string, NodeJS.Timeout>();
  readonly #refusals = new Map<string, string>();

  /** @param closing aborted when the server stops. */
  constructor(closing: AbortSignal) {
    closing.addEventListener('abort', () => {
      for (const folder of this.#folders.keys()) void this.#forget(folder);
    });
  }

  /**
   * Writes what arrives to a file of that name, and the mapping of its columns beside it.
   * @throws InputError `import.cut` when the sending stops before its end, or is larger than what is let in.
   */
  async receive(
    arriving: ReadableStream<Uint8Array> | null,
    name: string,
    mapping: string | null = null,
  ): Promise<Upload> {
    if (arriving === null) throw new InputError([{ code: 'import.empty', path: '' }]);
    const folder = await mkdtemp(join(tmpdir(), 'precal-import-'));
    const timer = setTimeout(() => void this.#forget(folder), KEPT_MS);
    timer.unref();
    this.#folders.set(folder, timer);
    const safe =
      basename(name)
        .replace(/[^\p{L}\p{N}._-]/gu, '-')
        .slice(-NAME_LENGTH) || 'fichier';
    const path = join(folder, `recu-${safe}`);
    try {
      await pipeline(
        Readable.fromWeb(arriving as Parameters<typeof Readable.fromWeb>[0]),
        createWriteStream(path, { mode: 0o600 }),
      );
    } catch {
      await this.#forget(folder);
      throw new InputError([{ code: 'import.cut', path: '' }]);
    }
    const written = mapping === null ? null : join(folder, MAPPING_FILE);
    if (written !== null && mapping !== null) await writeFile(written, mapping, { mode: 0o600 });
    return {
      path,
      mapping: written,
      refusals: join(folder, /\.jsonl$/i.test(safe) ? 'refus.jsonl' : 'refus.csv'),
    };
  }

  /** The file is read: only its refused rows stay, if there are some. */
  async read(job: string, { path, refusals }: Upload, wrote: boolean): Promise<void> {
    if (wrote) {
      this.#refusals.set(job, refusals);
      await rm(path, { force: true });
    } else await this.#forget(join(path, '..'));
  }

  /** File of the rows that an import refused. @throws InputError `import.no-refusals`. */
  refusalsOf(job: string): string {
    const path = this.#refusals.get(job);
    if (path === undefined) throw new InputError([{ code: 'import.no-refusals', path: 'job' }]);
    return path;
  }

  /** Text of the mapping that an import's file came with: its refused rows have the same headers. Null: none. */
  async mappingOf(job: string): Promise<string | null> {
    const mapping = join(dirname(this.refusalsOf(job)), MAPPING_FILE);
    return readFile(mapping, 'utf8').catch(() => null);
  }

  async #forget(folder: string): Promise<void> {
    clearTimeout(this.#folders.get(folder));
    this.#folders.delete(folder);
    for (const [job, path] of this.#refusals) if (path.startsWith(folder)) this.#refusals.delete(job);
    await rm(folder, { recursive: true, force: true });
  }
}
