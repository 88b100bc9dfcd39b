import type { Hono } from 'hono';
import { expect } from 'vitest';
import { z } from 'zod';
import { type JsonSchema, type OpenApi, type Operation, operationsOf } from '../../api/http/openapiShape.ts';

/*
 * Every answer of the application against its own OpenAPI document: the status is one that the operation names, the type of its
 * content too, and the content fits its schema.
 */

interface Known {
  readonly find: (method: string, path: string) => Operation | null;
  readonly fits: (schema: JsonSchema, value: unknown) => z.ZodError | null;
}

const knownBy = new Map<number, Promise<Known>>();

const readDocument = async (app: Hono): Promise<Known> => {
  const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
  const operations = operationsOf(document).map(({ method, path, operation }) => ({
    method: method.toUpperCase(),
    operation,
    segments: path.split('/'),
  }));
  const $defs = inDefs(document.components.schemas) as Record<string, JsonSchema>;
  const compiled = new Map<string, z.ZodType>();
  return {
    find: (method, path) => {
      const asked = path.split('/');
      const found = operations.filter(
        (each) =>
          each.method === method &&
          each.segments.length === asked.length &&
          each.segments.every((segment, i) => segment.startsWith('{') || segment === asked[i]),
      );
      // A fixed address before one with a name in it: /v1/changes/last before /v1/changes/{id}.
      return found.sort((a, b) => names(a.segments) - names(b.segments))[0]?.operation ?? null;
    },
    fits: (schema, value) => {
      const key = JSON.stringify(schema);
      const type =
        compiled.get(key) ??
        z.fromJSONSchema({ ...(inDefs(schema) as object), $defs } as Parameters<typeof z.fromJSONSchema>[0]);
      compiled.set(key, type);
      return type.safeParse(value).error ?? null;
    },
  };
};

const names = (segments: readonly string[]): number => segments.filter((s) => s.startsWith('{')).length;

/** References where a schema that stands alone has them. */
const inDefs = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/'));

/** @throws what `expect` throws, when the answer is not one that the document describes. */
export const checkAnswer = async (
  app: Hono,
  asked: { readonly method: string; readonly path: string },
  response: Response,
): Promise<void> => {
  const { method } = asked;
  const path = decodeURIComponent(asked.path.split('?')[0] as string);
  const known = knownBy.get(app.routes.length) ?? readDocument(app);
  knownBy.set(app.routes.length, known);
  const { find, fits } = await known;
  const operation = find(method, path);
  if (operation === null) return;
  const where = `${method} ${path} ${response.status}`;
  const described = operation.responses[String(response.status)];
  // Refusals of the request itself, before its route: any route may give them.
  if (described === undefined && [400, 403, 404, 405, 413, 415].includes(response.status)) return;
  expect(described, `${where} is not in the OpenAPI document`).toBeDefined();
  const type = (response.headers.get('content-type') ?? '').split(';')[0] as string;
  const content = described?.content?.[type];
  expect(content, `${where} is not described as ${type}`).toBeDefined();
  if (!/json$/.test(type) || content === undefined) return;
  const error = fits(content.schema, await response.clone().json());
  expect(error === null ? null : z.prettifyError(error), where).toBeNull();
};
