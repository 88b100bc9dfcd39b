import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { fail, type Issue, ok, type Result } from '../../engine/domain/issue.ts';
import { closestOf } from '../../scoring/formula/closestName.ts';
import { expectation, keysAt, remedy, shown, type ZodProblem } from './expectations.ts';

/*
 * YAML files written by people (packs, scoring methods): parsed, checked against a schema, every problem with its line.
 */

export type Path = readonly PropertyKey[];

export interface YamlSource {
  readonly file: string;
  readonly value: unknown;
  /** 1-based line of the value at a path, or of the nearest parent that is in the file. */
  readonly lineOf: (path: Path) => number;
}

/** `groups[1].criteria[0].points` */
export const pathText = (path: Path): string =>
  path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`))
    .join('');

/**
 * Reads YAML 1.2 text. Issues: `yaml.syntax` and `yaml.key.duplicate` with their line, `yaml.aliases` for a file whose
 * references unfold without end. Dates stay text; only the first document is read, a second one is a syntax issue.
 */
export const readYaml = (text: string, file: string): Result<YamlSource> => {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    // Its warnings would quote the text on the console.
    logLevel: 'error',
  });
  const lineAt = (offset: number): number => Math.max(1, lines.linePos(offset).line);
  if (document.errors.length > 0)
    return fail(
      ...document.errors.map((error): Issue => {
        const line = lineAt(error.pos[0]);
        const received = (text.split('\n')[line - 1] ?? '').trim();
        return error.code === 'DUPLICATE_KEY'
          ? {
              code: 'yaml.key.duplicate',
              path: '',
              file,
              line,
              received: shown(received),
              expected: 'une clé écrite une seule fois',
            }
          : {
              code: 'yaml.syntax',
              path: '',
              file,
              line,
              received: shown(received),
              expected: 'un YAML bien formé',
              maybe: 'peut-être un décalage, un deux-points ou un guillemet oublié',
            };
      }),
    );
  try {
    const value: unknown = document.toJS();
    // A reference to what holds it would be read without end: JSON throws where there is one.
    JSON.stringify(value);
    return ok({
      file,
      value,
      lineOf: (path) => lineAt(offsetOf(document, path)),
    });
  } catch {
    return fail({
      code: 'yaml.aliases',
      path: '',
      file,
      expected: 'des renvois (*nom) en nombre raisonnable',
    });
  }
};

const nodeAt = (document: Document, path: Path): Node | null => {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? node : null;
};

/** Offset of the last key of a path, else of its value, else of its nearest parent. */
const offsetOf = (document: Document, path: Path): number => {
  const parent = path.length === 0 ? null : nodeAt(document, path.slice(0, -1));
  const last = path.at(-1);
  if (isMap(parent)) {
    const key = parent.items
      .map((pair) => pair.key)
      .find((k) => isScalar(k) && String(k.value) === String(last));
    if (isNode(key) && key.range) return key.range[0];
  }
  const node = nodeAt(document, path);
  if (node?.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
};

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inner, step) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[step] : undefined,
    value,
  );

const issuesOf = (source: YamlSource, schema: z.core.$ZodType, problem: ZodProblem): Issue[] => {
  const at = (path: Path) => ({ path: pathText(path), file: source.file, line: source.lineOf(path) });
  if (problem.code === 'unrecognized_keys') {
    const allowed = keysAt(schema, problem.path);
    return problem.keys.map((key) => {
      const close = closestOf(key, allowed);
      return {
        code: 'yaml.key.unknown',
        ...at([...problem.path, key]),
        received: shown(key),
        ...(allowed.length > 0 ? { expected: `une clé parmi ${allowed.join(', ')}` } : {}),
        ...(close === null ? {} : { maybe: `peut-être ${close}` }),
      };
    });
  }
  const received = valueAt(source.value, problem.path);
  const missing = received === undefined && problem.path.length > 0;
  return [
    {
      code: missing ? 'yaml.key.missing' : 'yaml.value.invalid',
      ...at(problem.path),
      ...(missing ? {} : { received: shown(received) }),
      expected: expectation(problem),
      ...remedy(problem, received),
    },
  ];
};

/** Checks a read file against a schema. Issues: `yaml.key.unknown`, `yaml.key.missing`, `yaml.value.invalid`. */
export const validateYaml = <S extends z.ZodType>(source: YamlSource, schema: S): Result<z.output<S>> => {
  const parsed = schema.safeParse(source.value);
  return parsed.success
    ? ok(parsed.data)
    : fail(...parsed.error.issues.flatMap((problem) => issuesOf(source, schema, problem)));
};

/** Reads and checks in one step: what a caller needs who makes no cross-check. */
export const parseYaml = <S extends z.ZodType>(
  text: string,
  file: string,
  schema: S,
): Result<z.output<S>> => {
  const source = readYaml(text, file);
  return source.ok ? validateYaml(source.value, schema) : source;
};
