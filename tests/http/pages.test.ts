import { beforeAll, describe, expect, test } from 'vitest';
import { tablePath } from '../../api/auth/rights.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { aDwelling, aNumber, aVacancy } from '../support/demands.ts';
import { appForAdmin } from '../support/guard.ts';
import { app, appOf, post, rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';

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

describe('the home page', () => {
  const pageOf = async (path: string, of = app) => {
    const response = await of.request(path);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    return response.text();
  };

  test('is French, needs no script, and leads to each freed dwelling', async () => {
    const html = await pageOf('/');
    expect(html).toMatch(/^<!doctype html>\s*<html lang="fr">/);
    expect(html).not.toMatch(/<script|https?:\/\//);
    for (const { id } of TOWN.vacancies) expect(html).toContain(`href="/?logement=${id}"`);
  });
  test('shows the explained list of the one chosen', async () => {
    const html = await pageOf('/?logement=V-1');
    for (const sequence of [1, 2, 3]) expect(html).toContain(aNumber(sequence));
    expect(html).toMatch(/commission décide/);
  });
  test('escapes what comes from files', async () => {
    const home = aDwelling('L-1', { bailleur: 'vilogia', residence: '<b>Les & Lilas</b>' });
    const { pack } = rules.territory;
    const bailleurs = pack.bailleurs.map((b) => ({ ...b, name: '<img src=x onerror="alert(1)">' }));
    const territory = prepareTerritory({ ...pack, bailleurs });
    const store = new MemoryStore({ ...TOWN, dwellings: [home], vacancies: [aVacancy('V:1/2', 'L-1')] });
    const hostile = appForAdmin(
      new WorkspaceCache({ store, rules: { ...rules, territory }, today: () => TODAY }),
    );
    for (const path of ['/', '/?logement=V:1/2']) {
      const html = await pageOf(path, hostile);
      expect(html).not.toMatch(/<img|<b>Les/);
      expect(html).toContain('&lt;img');
      expect(html).toContain('href="/?logement=V%3A1%2F2"');
    }
  });
  test('says what to do when nothing is freed', async () => {
    expect(await pageOf('/', appOf({}))).toMatch(/precal import/);
  });
  test('an identifier that does not exist is a 404', async () => {
    expect((await app.request('/?logement=V-99')).status).toBe(404);
  });
});

describe('headers that protect', () => {
  test.each(['/', '/health', '/v1/vacancies', '/openapi.json', '/nulle-part'])('%s', async (path) => {
    const { headers } = await app.request(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
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
