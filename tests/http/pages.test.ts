import { beforeAll, describe, expect, test } from 'vitest';
import { tablePath } from '../../api/auth/rights.ts';
import { app, post } from '../support/http.ts';

describe('/openapi.json', () => {
  type Schema = { readonly $ref?: string };
  type Operation = {
    readonly summary: string;
    readonly responses: Readonly<
      Record<string, { description: string; content: Record<string, { schema: Schema }> }>
    >;
  };
  interface Document {
    readonly openapi: string;
    readonly info: { readonly title: string; readonly version: string };
    readonly paths: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>;
    readonly components: { readonly schemas: { readonly ShortlistRequest?: unknown } };
  }
  let document: Document;
  beforeAll(async () => {
    document = (await (await app.request('/openapi.json')).json()) as Document;
  });

  test('is OpenAPI 3.1, with the operations that are served', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Précal', version: expect.any(String) });
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(served).toEqual(
      expect.arrayContaining([
        'get /health',
        'get /v1/vacancies',
        'post /v1/demand-explanations',
        'post /v1/shortlists',
      ]),
    );
    const routes = app.routes.map(({ method, path }) => `${method.toLowerCase()} ${tablePath(path)}`);
    for (const operation of served) expect(routes).toContain(operation);
  });
  test('every refusal is described as a problem, every answer as JSON', () => {
    for (const methods of Object.values(document.paths))
      for (const { responses, summary } of Object.values(methods)) {
        expect(summary.length).toBeGreaterThan(10);
        expect(Object.keys(responses).length).toBeGreaterThan(1);
        for (const [status, response] of Object.entries(responses)) {
          expect(response.description).not.toBe('');
          if (Number(status) < 400) {
            expect(Object.keys(response.content)[0]).toMatch(
              /^(application\/json|text\/(csv|event-stream))$/,
            );
            continue;
          }
          const type = 'application/problem+json';
          expect(Object.keys(response.content)).toEqual([type]);
          expect(response.content[type]?.schema.$ref).toBe('#/components/schemas/Problem');
        }
      }
    expect(Object.keys(document.paths['/v1/shortlists']?.post?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '400', '404', '413', '415']),
    );
  });
  test('every reference leads somewhere, and defaults are there for a reader', () => {
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      (m) => m[1]!,
    );
    expect(references.length).toBeGreaterThan(4);
    for (const name of references) expect(document.components.schemas).toHaveProperty(name);
    expect(document.components.schemas.ShortlistRequest).toMatchObject({
      type: 'object',
      required: ['vacancy'],
      additionalProperties: false,
      properties: {
        size: { type: 'integer', minimum: 3, maximum: 20, default: 3 },
        next: { default: 10 },
        seed: { default: 1 },
      },
    });
  });
});

describe('headers that protect', () => {
  test.each(['/', '/health', '/v1/vacancies', '/openapi.json', '/nulle-part'])('%s', async (path) => {
    const { headers } = await app.request(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('same-origin');
  });
  test('refusals of a body have them too', async () => {
    const { headers } = await post('{');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

test('a name of another site that points to this machine is refused, and answers are not kept by caches', async () => {
  const refused = await app.request('http://ailleurs.example:8080/health');
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ code: 'request.host' });
  for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080']) {
    const answered = await app.request(`http://${host}/health`);
    expect(answered.status).toBe(200);
    expect(answered.headers.get('cache-control')).toBe('no-store');
  }
});
