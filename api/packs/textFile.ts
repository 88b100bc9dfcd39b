import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../engine/domain/issue.ts';

/** Nothing a pack or a method needs comes near this: a larger file is not what it claims to be. */
const MAX_BYTES = 4_000_000;

/** A UTF-8 text file, without its byte order mark. Issues: `file.missing`, `file.too-large`, `file.encoding`. */
export const readTextFile = (folder: string, name: string): Result<string> => {
  const file = join(folder, name);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return fail({
      code: 'file.missing',
      path: name,
      file,
      expected: 'un fichier lisible',
      maybe: `ajouter ${name} au dossier`,
    });
  }
  if (bytes.length > MAX_BYTES)
    return fail({
      code: 'file.too-large',
      path: name,
      file,
      received: `${bytes.length} octets`,
      expected: `au plus ${MAX_BYTES} octets`,
    });
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail({
      code: 'file.encoding',
      path: name,
      file,
      expected: 'un texte en UTF-8',
      maybe: 'enregistrer le fichier au format « CSV UTF-8 » ou « UTF-8 »',
    });
  }
};
