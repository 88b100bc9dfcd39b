import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, type Issue, ok, type Result } from '../../engine/domain/issue.ts';
import { type CompiledMethod, compileMethod } from '../../scoring/compileMethod.ts';
import type { ColumnDictionary } from '../../scoring/formula/columns.ts';
import type { FormulaIssue } from '../../scoring/formula/issue.ts';
import { type Method, MethodSchema, MethodShape } from '../../scoring/method.ts';
import type { FindMethod } from '../../scoring/readShape.ts';
import { forbiddenKeys } from './forbiddenKeys.ts';
import { readTextFile } from './textFile.ts';
import { readYaml, validateYaml, type YamlSource } from './yamlFile.ts';

export const METHODS_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'scoring', 'methods');

/** A method file that its schema accepts; its formulas are not read yet. */
export interface MethodFile {
  readonly name: string;
  readonly method: Method;
  readonly source: YamlSource;
}

/** An issue of a method file; `snippet` is the formula with a caret under the fault. */
export type MethodIssue = Issue & Pick<Partial<FormulaIssue>, 'message' | 'snippet'>;

/** A method file read and checked but for its formulas. Issues: `method.empty`, `method.forbidden-key`, and those of yamlFile.ts. */
export const openMethodFile = (folder: string, name: string): Result<MethodFile> => {
  const text = readTextFile(folder, name);
  if (!text.ok) return text;
  const source = readYaml(text.value, name);
  if (!source.ok) return source;
  if (source.value.value === null) return fail(emptyMethod(name));
  const forbidden = forbiddenKeys(source.value);
  const method = validateYaml(source.value, MethodSchema);
  if (method.ok && forbidden.length === 0) return ok({ name, method: method.value, source: source.value });
  const named = new Set(forbidden.map(({ path }) => path));
  const others = method.ok ? [] : method.issues.filter(({ path }) => !named.has(path));
  return fail(...forbidden, ...others);
};

const emptyMethod = (file: string): Issue => ({
  code: 'method.empty',
  path: '',
  file,
  line: 1,
  expected: `les clés d’une méthode : ${Object.keys(MethodShape.shape).slice(0, 4).join(', ')}…`,
  maybe: 'peut-être partir d’une méthode fournie, voir docs/methodes.md',
});

/** Compiles an opened file for a territory's columns. Faults of formulas come with file and line too. */
export const compileMethodFile = (
  file: MethodFile,
  dictionary: ColumnDictionary,
  find: FindMethod,
): Result<CompiledMethod> => {
  const compiled = compileMethod(file.method, dictionary, find);
  return compiled.ok
    ? ok(compiled.value)
    : fail(...compiled.issues.map((issue) => inFile(issue, file.source)));
};

/** `groups[1].criteria[0].points` as steps. */
const pathSteps = (path: string): (string | number)[] =>
  [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));

/** A formula's issue, with the file and the line of the key it is about. */
export const inFile = ({ column: _, ...issue }: FormulaIssue, source: YamlSource): MethodIssue => ({
  ...issue,
  file: source.file,
  line: source.lineOf(pathSteps(issue.path)),
});

export const methodFileNames = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .sort()
    : [];

/** Finds the methods that a composite names: in these folders, the first that has the id. Files that cannot be read are passed. */
export const methodFinder = (...folders: readonly string[]): FindMethod => {
  let known: ReadonlyMap<string, Method> | null = null;
  return (id) => {
    known ??= new Map(
      [...folders]
        .reverse()
        .flatMap((folder) => methodFileNames(folder).map((name) => openMethodFile(folder, name)))
        .flatMap((file) => (file.ok ? [[file.value.method.id, file.value.method] as const] : [])),
    );
    return known.get(id);
  };
};

/** One method file, compiled; a composite finds its parts beside it, then among those shipped. */
export const readMethodFile = (
  folder: string,
  name: string,
  dictionary: ColumnDictionary,
): Result<CompiledMethod> => {
  const file = openMethodFile(folder, name);
  return file.ok ? compileMethodFile(file.value, dictionary, methodFinder(folder, METHODS_FOLDER)) : file;
};

export interface MethodChoice {
  /** Ids to load: those of a pack's list. Each must exist and compile. Left out: all that the territory can load. */
  readonly only?: readonly string[] | undefined;
  /** Id of the territory, for methods that name theirs. */
  readonly territory?: string | undefined;
  readonly folder?: string;
}

/** Faults that only say that a territory lacks what the method reads. */
const LACKING = new Set(['formula.unknown-name', 'method.tie-break', 'method.scope', 'method.composes']);

/**
 * The methods of a folder, by id, compiled for a territory's columns. A method that names its territories is loaded for those
 * only; one that names none, for every territory whose columns suffice. The weightings that a loaded ordering names are
 * loaded with it.
 *
 * Issues: those of any file of the folder that its schema refuses; those of formulas, but for methods that merely need
 * columns of another territory; `method.missing` for an id of `only` that no file has.
 */
export const readMethods = (
  dictionary: ColumnDictionary,
  { only, territory, folder = METHODS_FOLDER }: MethodChoice = {},
): Result<ReadonlyMap<string, CompiledMethod>> => {
  const issues: Issue[] = [];
  const files = methodFileNames(folder).flatMap((name): MethodFile[] => {
    const file = openMethodFile(folder, name);
    if (file.ok) return [file.value];
    issues.push(...file.issues);
    return [];
  });
  const byId = new Map(files.map((file) => [file.method.id, file]));
  const find: FindMethod = (id) => byId.get(id)?.method;
  const methods = new Map<string, CompiledMethod>();
  const load = (file: MethodFile, mayLack: boolean): void => {
    if (methods.has(file.method.id)) return;
    const compiled = compileMethodFile(file, dictionary, find);
    if (!compiled.ok) {
      if (!mayLack || compiled.issues.some(({ code }) => !LACKING.has(code))) issues.push(...compiled.issues);
      return;
    }
    methods.set(file.method.id, compiled.value);
    issues.push(...weightingIssues(file, byId));
    for (const id of Object.values(file.method.weightings ?? {})) {
      const weighting = byId.get(id);
      if (weighting) load(weighting, false);
    }
  };
  if (only === undefined)
    for (const file of files) {
      const { territories } = file.method;
      if (territories === undefined || territory === undefined) load(file, true);
      else if (territories.includes(territory)) load(file, false);
    }
  else
    for (const id of only) {
      const file = byId.get(id);
      if (file) load(file, false);
      else
        issues.push({
          code: 'method.missing',
          path: 'methods',
          received: id,
          expected: [...byId.keys()].join(', '),
        });
    }
  return issues.length > 0 ? fail(...issues) : ok(methods);
};

/** A weighting that is named must be there, and be that contingent's. */
export const weightingIssues = (
  { method, source }: MethodFile,
  byId: ReadonlyMap<string, Pick<MethodFile, 'method'>>,
): readonly MethodIssue[] =>
  Object.entries(method.weightings ?? {}).flatMap(([contingent, id]): MethodIssue[] => {
    const found = byId.get(id)?.method;
    if (found?.appliesToContingent === contingent) return [];
    return [
      {
        code: 'method.weightings',
        path: `weightings.${contingent}`,
        file: source.file,
        line: source.lineOf(['weightings', contingent]),
        received: id,
        expected: `une pondération dont appliesToContingent est ${contingent}`,
        message:
          found === undefined
            ? `Aucune méthode ne s’appelle « ${id} ».`
            : `« ${id} » n’est pas une pondération de ce contingent.`,
      },
    ];
  });
