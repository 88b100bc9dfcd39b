import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../engine/domain/issue.ts';
import type { SavedDocument } from './documents.ts';

/* A session as one file: what somebody else is given, and what data folders held before SQL. */

const FORMAT = 1;

const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  id: z.string(),
  version: z.int().min(1),
  /** SHA-256 of `JSON.stringify(document)`, hexadecimal. */
  sha256: z.string(),
  document: z.unknown(),
});

/** One session in the form of its file: what a copy of the file still proves of itself. */
export const sessionFileText = ({ id, version, document }: SavedDocument): string =>
  `${JSON.stringify({ format: FORMAT, id, version, sha256: hashOf(document), document })}\n`;

/** Whether a text begins as `sessionFileText` does, whole or damaged: anything else never was a session. */
export const isSessionFile = (text: string): boolean => /^\{"format":\d+,"id":"/.test(text);

/**
 * A session from the text of its file, whole or not at all.
 *
 * @throws InputError `session.file-damaged` when it is cut short or changed, `store.newer`.
 */
export const readSessionFile = (text: string, file: string): SavedDocument => {
  const damaged = () =>
    new InputError([{ code: 'session.file-damaged', path: 'sessions', file: basename(file) }]);
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
