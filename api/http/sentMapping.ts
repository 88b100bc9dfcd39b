import type { Context } from 'hono';
import { InputError } from '../../engine/domain/issue.ts';

/** A file to import, and the mapping of its columns when it has one. */
export interface SentImport {
  readonly body: ReadableStream<Uint8Array> | null;
  /** YAML text. */
  readonly mapping: string | undefined;
}

/** A mapping names some dozens of columns, and their values. */
const MOST_BYTES = 64 * 1024;

/** The body is the file; or a form of two parts, `file` and `mapping`, which is read whole in memory. @throws InputError `import.empty`. */
export const sentImport = async (context: Context): Promise<SentImport> => {
  if (!/^multipart\/form-data\s*;/i.test(context.req.header('content-type') ?? ''))
    return { body: context.req.raw.body, mapping: undefined };
  const { file, mapping } = await context.req.parseBody();
  if (!(file instanceof File)) throw new InputError([{ code: 'import.empty', path: 'file' }]);
  return { body: file.stream() as ReadableStream<Uint8Array>, mapping: await mappingText(mapping) };
};

/** Text of a part of a form; undefined: none was sent. @throws InputError `request.field.invalid` for one too large. */
export const mappingText = async (part: unknown): Promise<string | undefined> => {
  const text = part instanceof File && part.size <= MOST_BYTES ? await part.text() : part;
  if (text === undefined || text === '') return undefined;
  if (typeof text === 'string' && text.length <= MOST_BYTES) return text;
  throw new InputError([
    { code: 'request.field.invalid', path: 'mapping', expected: 'un fichier YAML de 64 Ko au plus' },
  ]);
};
