import { basename, dirname, join } from 'node:path';
import { InputError } from '../../engine/domain/issue.ts';
import { demandColumns } from '../../engine/pool/dictionary.ts';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { Method } from '../../scoring/method.ts';
import { METHODS_FOLDER, methodFileNames, openMethodFile, readMethodFile } from '../packs/readMethods.ts';
import { listTerritoryPacks } from '../packs/readPack.ts';
import { methodKindText } from '../present/method.ts';
import { DEFAULT_TERRITORY, openRules, type Rules } from './territories.ts';

/** A method as a person names it: by its file, or by the id of one that is shipped. */
export interface FoundMethod {
  /** Where its file is. */
  readonly path: string;
  /** Territory whose situations it reads. */
  readonly rules: Rules;
  /** Territory asked for, or the usual one, where only another lists the method; null otherwise. */
  readonly askedFor: Rules | null;
}

/**
 * One lookup for all that takes a method: a path (with a folder or an extension) is read under the territory asked for; an
 * id is that territory's method, else the first territory's that lists it, the usual one first.
 *
 * @param asked territory asked for; null where none was.
 * @throws InputError `method.not-found`.
 */
export const findMethod = (reference: string, asked: Rules | null): FoundMethod => {
  if (isPath(reference))
    return { path: reference, rules: asked ?? openRules(DEFAULT_TERRITORY), askedFor: null };
  const shipped = shippedMethods();
  const file = shipped.find(({ method }) => method.id === reference);
  if (!file)
    throw new InputError([
      {
        code: 'method.not-found',
        path: 'method',
        received: reference,
        expected: shipped.map(({ method }) => `${method.id} (${methodKindText(method.kind)})`).join(', '),
      },
    ]);
  const path = join(METHODS_FOLDER, file.name);
  if (asked?.methods.has(reference)) return { path, rules: asked, askedFor: null };
  const home = territoryOf(reference);
  const here = asked ?? openRules(DEFAULT_TERRITORY);
  const isElsewhere = home !== null && home.territory.pack.id !== here.territory.pack.id;
  return { path, rules: home ?? here, askedFor: isElsewhere ? here : null };
};

/**
 * Compiled for a territory's situations.
 *
 * @throws InputError `method.other-territory`, or every fault of the file.
 */
export const compiledFor = ({ path, rules, askedFor }: FoundMethod, { territory }: Rules): CompiledMethod => {
  const read = readMethodFile(dirname(path), basename(path), demandColumns(territory.pack.situations));
  if (read.ok) return read.value;
  if (askedFor !== null)
    throw new InputError([
      {
        code: 'method.other-territory',
        path: 'method',
        received: basename(path, '.yaml'),
        expected: rules.territory.pack.label,
      },
    ]);
  throw new InputError(read.issues);
};

/** The first territory that lists a method, the usual one first; null when none does. */
export const territoryOf = (id: string): Rules | null => {
  const ids = listTerritoryPacks().map((pack) => pack.id);
  for (const territory of [DEFAULT_TERRITORY, ...ids.filter((one) => one !== DEFAULT_TERRITORY)]) {
    const rules = openRules(territory);
    if (rules.methods.has(id)) return rules;
  }
  return null;
};

const isPath = (reference: string): boolean => /[\\/]|\.ya?ml$/.test(reference);

const shippedMethods = (): readonly { readonly name: string; readonly method: Method }[] =>
  methodFileNames(METHODS_FOLDER).flatMap((name) => {
    const file = openMethodFile(METHODS_FOLDER, name);
    return file.ok ? [file.value] : [];
  });
