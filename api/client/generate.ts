import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type JsonSchema,
  type NamedOperation,
  type OpenApi,
  operationsOf,
  schemaName,
} from '../http/openapiShape.ts';

/* The client of the API, from its OpenAPI document: `npx tsx api/client/generate.ts`. */

const DOCUMENT = resolve(import.meta.dirname, '../../docs/openapi.json');
const CLIENT = resolve(import.meta.dirname, 'precalClient.ts');

/** Source of the client: a type for each schema, a method for each operation. */
export const clientSource = (document: OpenApi): string =>
  [
    '/* Made from docs/openapi.json by api/client/generate.ts: do not edit. */',
    ...Object.entries(document.components.schemas).map(
      ([name, schema]) => `export type ${name} = ${typeOf(schema)};`,
    ),
    RUNTIME,
    ...operationsOf(document).filter(isV1).map(operationSource),
    '}',
    '',
  ].join('\n\n');

const isV1 = ({ path }: NamedOperation): boolean => path.startsWith('/v1/');

const RUNTIME = `/** An answer: its status, its headers, its content. */
export interface Answer<S extends number, T> {
  readonly status: S;
  readonly headers: Headers;
  readonly body: T;
}

/** A refusal: \`problem.code\` is stable, the message is French. */
export class PrecalProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(problem.detail);
    this.name = 'PrecalProblem';
    this.status = status;
    this.problem = problem;
  }
}

interface Asked {
  readonly path?: object;
  readonly query?: object;
  readonly headers?: object;
  readonly body?: unknown;
}

/** The API of a server. Every method throws \`PrecalProblem\` when it is refused. */
export class PrecalClient {
  readonly #base: string;
  readonly #token: string;
  readonly #fetch: typeof fetch;

  constructor(server: { readonly base: string; readonly token: string; readonly fetch?: typeof fetch }) {
    this.#base = server.base.replace(/\\/$/, '');
    this.#token = server.token;
    this.#fetch = server.fetch ?? fetch;
  }

  async #send(method: string, template: string, asked: Asked, type: string | null): Promise<never> {
    const names = new Map(Object.entries(asked.path ?? {}));
    const path = template.replace(/{(\\w+)}/g, (_, name: string) => encodeURIComponent(String(names.get(name))));
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(asked.query ?? {}))
      if (value !== undefined) query.set(name, String(value));
    const headers = new Headers({ authorization: \`Bearer \${this.#token}\` });
    for (const [name, value] of Object.entries(asked.headers ?? {}))
      if (value !== undefined) headers.set(name, String(value));
    if (type !== null) headers.set('content-type', type);
    const body = type === 'application/json' ? JSON.stringify(asked.body) : asked.body;
    const response = await this.#fetch(\`\${this.#base}\${path}\${query.size > 0 ? \`?\${query}\` : ''}\`, {
      method,
      headers,
      ...(type === null ? {} : { body: body as string }),
    });
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const content: unknown = isJson ? await response.json() : await response.text();
    if (!response.ok) throw new PrecalProblem(response.status, content as Problem);
    return { status: response.status, headers: response.headers, body: content } as never;
  }`;

const operationSource = (each: NamedOperation): string => {
  const { method, path, operation } = each;
  const place = (where: string) =>
    // The client reads JSON: tables are for spreadsheets.
    (operation.parameters ?? []).filter((p) => p.in === where && p.name !== 'format');
  const groups = (['path', 'query', 'header'] as const).flatMap((where) => {
    const found = place(where);
    if (found.length === 0) return [];
    const optional = found.every(({ required }) => !required) ? '?' : '';
    const fields = found.map(
      ({ name, required, schema }) => `readonly ${key(name)}${required ? '' : '?'}: ${typeOf(schema)}`,
    );
    return [`readonly ${where === 'header' ? 'headers' : where}${optional}: { ${fields.join('; ')} }`];
  });
  const [content] = Object.entries(operation.requestBody?.content ?? {});
  const type = content?.[0] ?? null;
  if (content !== undefined)
    groups.push(
      `readonly body: ${type === 'application/json' ? typeOf(content[1].schema) : 'string | Uint8Array'}`,
    );
  const isOptional = groups.every((group) => /^readonly \w+\?/.test(group));
  const asked = groups.length === 0 ? '' : `asked: { ${groups.join('; ')} }${isOptional ? ' = {}' : ''}`;
  return `  /** ${operation.summary}. */
  async ${nameOf(each)}(${asked}): Promise<${answersOf(each)}> {
    return this.#send('${method.toUpperCase()}', '${path}', ${groups.length === 0 ? '{}' : 'asked'}, ${type === null ? 'null' : `'${type}'`});
  }`;
};

/** `post /v1/sessions/{id}/changes` is `postSessionsByIdChanges`. */
const nameOf = ({ method, path }: Pick<NamedOperation, 'method' | 'path'>): string =>
  method +
  path
    .replace(/^\/v1/, '')
    .split(/[/-]/)
    .map((part) => (part.startsWith('{') ? `By${capital(part.slice(1, -1))}` : capital(part)))
    .join('');

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const answersOf = ({ operation }: NamedOperation): string =>
  Object.entries(operation.responses)
    .filter(([status]) => Number(status) < 300)
    .map(([status, { content }]) => {
      const schema = content?.['application/json']?.schema;
      return `Answer<${status}, ${schema === undefined ? 'string' : typeOf(schema)}>`;
    })
    .join(' | ');

const key = (name: string): string => (/^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`);

const SIMPLE: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
};

const typeOf = (schema: JsonSchema): string => {
  const name = schemaName(schema);
  if (name !== null) return name;
  if (schema.allOf !== undefined) return schema.allOf.map(typeOf).join(' & ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(typeOf))].join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  const types = [schema.type ?? 'object'].flat();
  return types.map((type) => SIMPLE[type] ?? containerOf(type, schema)).join(' | ');
};

const containerOf = (type: string, { items, properties, required }: JsonSchema): string => {
  if (type === 'array') return `readonly (${items === undefined ? 'unknown' : typeOf(items)})[]`;
  if (properties === undefined || Object.keys(properties).length === 0)
    return '{ readonly [field: string]: unknown }';
  const needed = new Set(required ?? []);
  const fields = Object.entries(properties).map(
    ([name, field]) => `readonly ${key(name)}${needed.has(name) ? '' : '?'}: ${typeOf(field)}`,
  );
  return `{ ${fields.join('; ')} }`;
};

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(CLIENT, clientSource(JSON.parse(readFileSync(DOCUMENT, 'utf8')) as OpenApi));
