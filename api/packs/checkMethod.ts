import { basename, dirname } from 'node:path';
import type { CompiledMethod } from '../../scoring/compileMethod.ts';
import type { ColumnDictionary } from '../../scoring/formula/columns.ts';
import { readFormula } from '../../scoring/formula/compile.ts';
import {
  compileMethodFile,
  inFile,
  METHODS_FOLDER,
  type MethodFile,
  type MethodIssue,
  methodFileNames,
  methodFinder,
  openMethodFile,
  weightingIssues,
} from './readMethods.ts';
import { readTextFile } from './textFile.ts';
import { readYaml, type YamlSource } from './yamlFile.ts';

/** All that is wrong with a method file, with the lines that faults point at. */
export interface MethodCheck {
  readonly issues: readonly MethodIssue[];
  /** Null when the file has a fault. */
  readonly compiled: CompiledMethod | null;
  /** Text of the file, line by line; empty when it cannot be read. */
  readonly lines: readonly string[];
  /** Id that the file gives itself; null when it cannot be read. */
  readonly id: string | null;
}

/**
 * Checks a method file in one go: its fields, and its formulas even where a field is wrong, so that an author mends all at
 * once. A composite finds its parts beside the file, then among the methods shipped.
 */
export const checkMethodFile = (path: string, dictionary: ColumnDictionary): MethodCheck => {
  const [folder, name] = [dirname(path), basename(path)];
  const text = readTextFile(folder, name);
  if (!text.ok) return { issues: text.issues, compiled: null, lines: [], id: null };
  const lines = text.value.split(/\r?\n/);
  const source = readYaml(text.value, name);
  if (!source.ok) return { issues: source.issues, compiled: null, lines, id: null };
  const file = openMethodFile(folder, name);
  if (!file.ok)
    return {
      issues: [...file.issues, ...looseFormulaIssues(source.value, dictionary)],
      compiled: null,
      lines,
      id: null,
    };
  const find = methodFinder(folder, METHODS_FOLDER);
  const compiled = compileMethodFile(file.value, dictionary, find);
  const issues = [
    ...(compiled.ok ? [] : compiled.issues),
    ...weightingIssues(file.value, filesBeside(folder)),
  ];
  const { id } = file.value.method;
  return { issues, compiled: compiled.ok && issues.length === 0 ? compiled.value : null, lines, id };
};

const filesBeside = (folder: string): ReadonlyMap<string, MethodFile> =>
  new Map(
    [METHODS_FOLDER, folder]
      .flatMap((place) => methodFileNames(place).map((name) => openMethodFile(place, name)))
      .flatMap((file) => (file.ok ? [[file.value.method.id, file.value] as const] : [])),
  );

/** Faults of the texts under `when` and `points`, wherever they are: the file's fields do not fit its schema. */
const looseFormulaIssues = (source: YamlSource, dictionary: ColumnDictionary): readonly MethodIssue[] => {
  const found: MethodIssue[] = [];
  const walk = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      value.forEach((item, i) => {
        walk(item, `${path}[${i}]`);
      });
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (typeof inner === 'string' && (key === 'when' || key === 'points')) {
        const read = readFormula(inner, dictionary, key === 'when' ? 'boolean' : 'number');
        if (!read.ok) found.push(...read.issues.map((issue) => inFile({ ...issue, path: at }, source)));
      } else walk(inner, at);
    }
  };
  walk(source.value, '');
  return found;
};
