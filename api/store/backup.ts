import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { InputError } from '../../engine/domain/issue.ts';
import { storeFailure } from './sql/failures.ts';
import { TABLE_NAMES, type TableName } from './sql/tables.ts';

/*
 * A backup is JSON Lines, the same for both engines: a first line that says what it is, one line a row (`["rows",{…}]`), a last line
 * with the number of lines before it and the SHA-256 of their bytes. It is written and read in a stream.
 */

const FORMAT = 'precal-backup-1';

const headSchema = z.strictObject({ format: z.literal(FORMAT), schema: z.int().min(1) });
const lineSchema = z.tuple([
  z.enum(TABLE_NAMES),
  z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
]);
const endSchema = z.strictObject({ end: z.literal(true), lines: z.int(), sha256: z.string() });

export interface BackupLine {
  readonly table: TableName;
  readonly row: Readonly<Record<string, string | number | null>>;
}

export interface BackupSummary {
  readonly file: string;
  readonly lines: number;
  readonly bytes: number;
  /** SHA-256 of all lines but the last, hexadecimal. */
  readonly sha256: string;
}

/** Characters written at once. */
const PIECE = 1 << 20;

/**
 * Writes a backup beside, flushes it, and gives it its name: a file of that name is whole.
 *
 * @throws InputError `file.exists`, `store.full`, `file.unwritable`.
 */
export const writeBackup = async (
  file: string,
  schema: number,
  lines: AsyncIterable<BackupLine>,
): Promise<BackupSummary> => {
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w', 0o600).catch((error: unknown) => {
    throw unwritable(error, file);
  });
  const hash = createHash('sha256');
  let written = { lines: 0, bytes: 0 };
  try {
    let piece = `${JSON.stringify({ format: FORMAT, schema })}\n`;
    const flush = async () => {
      hash.update(piece);
      written = { ...written, bytes: written.bytes + Buffer.byteLength(piece) };
      await handle.writeFile(piece);
      piece = '';
    };
    written.lines = 1;
    for await (const { table, row } of lines) {
      piece += `${JSON.stringify([table, row])}\n`;
      written.lines += 1;
      if (piece.length > PIECE) await flush();
    }
    await flush();
    const sha256 = hash.digest('hex');
    await handle.writeFile(`${JSON.stringify({ end: true, lines: written.lines, sha256 })}\n`);
    await handle.sync();
    await handle.close();
    await rename(temporary, file);
    await flushFolder(dirname(file));
    return { file, ...written, sha256 };
  } catch (error) {
    await handle.close().catch(() => {});
    await rm(temporary, { force: true });
    throw unwritable(error, file);
  }
};

const unwritable = (error: unknown, file: string): unknown => {
  const known = storeFailure(error, file);
  const refused = known instanceof InputError && known.issues[0]?.code === 'store.closed-folder';
  const absent = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return refused || absent
    ? new InputError([{ code: 'file.unwritable', path: 'file', received: file }])
    : known;
};

const flushFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * The version of the schema of a backup, after the whole file was read and its hash found right.
 *
 * @throws InputError `file.unreadable`, `backup.not-one`, `backup.truncated`, `backup.changed`.
 */
export const checkBackup = async (file: string): Promise<number> => {
  let schema = 0;
  for await (const line of readBackup(file)) if (typeof line === 'number') schema = line;
  return schema;
};

/**
 * Reads a backup: the version of its schema, then each row. What was given before the end counts only once the end has come: the
 * hash is there.
 *
 * @throws InputError as `checkBackup`.
 */
export async function* readBackup(file: string): AsyncGenerator<number | BackupLine> {
  const hash = createHash('sha256');
  let count = 0;
  let ended = false;
  for await (const text of linesOf(file)) {
    const value = jsonOf(text);
    if (count === 0) {
      const head = headSchema.safeParse(value);
      if (!head.success) throw new InputError([{ code: 'backup.not-one', path: 'file', file }]);
      yield head.data.schema;
    } else if (ended) throw changed(file, count + 1);
    else {
      const end = endSchema.safeParse(value);
      if (end.success) {
        if (end.data.lines !== count || end.data.sha256 !== hash.digest('hex')) throw changed(file);
        ended = true;
        count += 1;
        continue;
      }
      const line = lineSchema.safeParse(value);
      // A line cut in its middle is the last of a file that was cut.
      if (value === undefined) throw await cutOrChanged(file, count + 1);
      if (!line.success) throw changed(file, count + 1);
      yield { table: line.data[0], row: line.data[1] };
    }
    hash.update(text).update('\n');
    count += 1;
  }
  if (!ended) throw new InputError([{ code: 'backup.truncated', path: 'file', file }]);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: createReadStream(file, 'utf8'), crlfDelay: Infinity });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([{ code: 'file.unreadable', path: 'file', received: file }]);
  }
}

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const changed = (file: string, line?: number): InputError =>
  new InputError([{ code: 'backup.changed', path: 'file', file, ...(line === undefined ? {} : { line }) }]);

/** A file whose last byte is no end of line stops in the middle of one. */
const cutOrChanged = async (file: string, line: number): Promise<InputError> => {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const last = Buffer.alloc(1);
    await handle.read(last, 0, 1, size - 1);
    return last.toString() === '\n'
      ? changed(file, line)
      : new InputError([{ code: 'backup.truncated', path: 'file', file }]);
  } finally {
    await handle.close();
  }
};
