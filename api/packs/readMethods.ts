import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, ok, type Result } from '../../engine/domain/issue.ts';
import { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { ColumnDictionary } from '../../scoring/formula/columns.ts';
import { MethodSchema } from '../../scoring/method.ts';
import { readMethod } from '../../scoring/readMethod.ts';
import { readTextFile } from './textFile.ts';
import { readYaml, validateYaml } from './yamlFile.ts';

export const METHODS_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'scoring', 'methods');

/**
 * Reads one method file and compiles it for a territory's columns. Every fault comes with its file and line, those of
 * formulas included.
 */
export const readMethodFile = (
  folder: string,
  name: string,
  dictionary: ColumnDictionary,
): Result<CompiledMethod> => {
  const text = readTextFile(folder, name);
  if (!text.ok) return text;
  const source = readYaml(text.value, name);
  if (!source.ok) return source;
  const method = validateYaml(source.value, MethodSchema);
  if (!method.ok) return method;
  const read = readMethod(method.value, dictionary);
  if (read.ok) return ok(new CompiledMethod(read.value));
  return fail(
    ...read.issues.map(({ column: _, ...issue }) => ({
      ...issue,
      file: name,
      line: source.value.lineOf(pathSteps(issue.path)),
    })),
  );
};

/** `groups[1].criteria[0].points` as steps. */
const pathSteps = (path: string): (string | number)[] =>
  [...path.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));

/** The methods shipped, by id. */
export const readMethods = (
  dictionary: ColumnDictionary,
  folder: string = METHODS_FOLDER,
): Result<ReadonlyMap<string, CompiledMethod>> => {
  const methods = new Map<string, CompiledMethod>();
  const issues = [];
  for (const name of readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()) {
    const read = readMethodFile(folder, name, dictionary);
    if (read.ok) methods.set(read.value.method.id, read.value);
    else issues.push(...read.issues);
  }
  return issues.length > 0 ? fail(...issues) : ok(methods);
};
