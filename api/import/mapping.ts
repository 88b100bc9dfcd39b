import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { fail, type Issue, ok, type Result } from '../../engine/domain/issue.ts';
import { closest } from './closest.ts';
import { plainText } from './plainText.ts';
import { importIssue } from './report.ts';

/** How the columns and values of one file are named, for files that do not use our headers. */
export interface ColumnMapping {
  /** Our field → header in the file. */
  readonly columns: Readonly<Record<string, string>>;
  /** Our field → (value in the file → value expected). Applied to a whole cell, then to each item of a list. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Headers of the file that are left out without a warning. */
  readonly ignore: readonly string[];
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const MappingSchema = z.strictObject({
  columns: z.record(z.string(), scalar).default({}),
  values: z.record(z.string(), z.record(z.string(), scalar)).default({}),
  ignore: z.array(scalar).default([]),
});

const TOP_KEYS = ['columns', 'values', 'ignore'];

/**
 * Reads a mapping file (YAML). `fields` are the fields of the kind of file it is for, and `isField` also admits the fields
 * that exist once per year ("RFR 2024"). Errors carry line and column of the YAML text.
 */
export const readMapping = (
  text: string,
  fields: readonly string[],
  options: { readonly file: string; readonly isField?: (name: string) => boolean },
): Result<ColumnMapping> => {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const { file } = options;
  const lineOf = (path: readonly PropertyKey[]): { line?: number } => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as
        | { range?: [number, ...number[]] }
        | undefined;
      if (node?.range) return { line: lines.linePos(node.range[0]).line };
    }
    return {};
  };
  if (document.errors.length > 0)
    return fail(
      ...document.errors.map((error) =>
        importIssue('mapping.yaml', { file, line: lines.linePos(error.pos[0]).line }),
      ),
    );

  let content: unknown;
  try {
    content = document.toJS({ maxAliasCount: 20 }) ?? {};
  } catch {
    return fail(importIssue('mapping.yaml', { file }));
  }
  const parsed = MappingSchema.safeParse(content);
  if (!parsed.success)
    return fail(
      ...parsed.error.issues.flatMap((issue): Issue[] =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => {
              const near = closest(key, TOP_KEYS);
              return importIssue('mapping.key.unknown', {
                file,
                path: key,
                ...lineOf([key]),
                ...(near === null ? {} : { closest: near }),
              });
            })
          : [importIssue('mapping.shape', { file, path: issue.path.join('.'), ...lineOf(issue.path) })],
      ),
    );

  const known = new Set(fields);
  const issues: Issue[] = [];
  const headers = new Map<string, string>();
  for (const section of ['columns', 'values'] as const)
    for (const field of Object.keys(parsed.data[section])) {
      if (known.has(field) || options.isField?.(field)) continue;
      const near = closest(field, fields);
      issues.push(
        importIssue('mapping.field.unknown', {
          file,
          path: `${section}.${field}`,
          ...lineOf([section, field]),
          ...(near === null ? {} : { closest: near }),
        }),
      );
    }
  for (const [field, header] of Object.entries(parsed.data.columns)) {
    const key = plainText(header);
    if (headers.has(key))
      issues.push(
        importIssue('mapping.header.repeated', {
          file,
          path: `columns.${field}`,
          ...lineOf(['columns', field]),
        }),
      );
    headers.set(key, field);
  }
  return issues.length > 0 ? fail(...issues) : ok(parsed.data);
};
