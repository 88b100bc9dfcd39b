import type { Issue } from '../../engine/domain/issue.ts';
import { forbiddenReason } from '../../scoring/formula/forbidden.ts';
import { shown } from './expectations.ts';
import { type Path, pathText, type YamlSource } from './yamlFile.ts';

/** What an author may have meant by a key that names a forbidden input. */
const MEANT: Readonly<Record<string, string>> = {
  name: 'peut-être label, pour le libellé',
  nom: 'peut-être label, pour le libellé',
  comment: 'peut-être une ligne qui commence par #, pour un commentaire',
  commentaire: 'peut-être une ligne qui commence par #, pour un commentaire',
};

/** Keys, at any depth, that name what no method may read: `method.forbidden-key` with the reason, whatever they hold. */
export const forbiddenKeys = (source: YamlSource): readonly (Issue & { readonly message: string })[] => {
  const found: (Issue & { readonly message: string })[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      const reason = Array.isArray(value) ? null : forbiddenReason(key);
      if (reason === null) walk(inner, at);
      else
        found.push({
          code: 'method.forbidden-key',
          path: pathText(at),
          file: source.file,
          line: source.lineOf(at),
          received: shown(key),
          message: `« ${shown(key)} » est une entrée interdite : ${reason}.`,
          ...(MEANT[key] === undefined ? {} : { maybe: MEANT[key] }),
        });
    }
  };
  walk(source.value, []);
  return found;
};
