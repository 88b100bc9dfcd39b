import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RIGHTS } from '../../api/auth/rights.ts';
import { KEYED, KEYED_BY_THEMSELVES } from '../../api/http/idempotency.ts';
import { type NamedOperation, type OpenApi, operationsOf } from '../../api/http/openapiShape.ts';
import { served } from '../auth/twoBailleurs.ts';
import { pageHtml } from '../support/pageText.ts';

const FILE = resolve(import.meta.dirname, '../../docs/openapi.json');
const { app } = served();
const document = (await (await app.request('/openapi.json')).json()) as OpenApi;
const operations = operationsOf(document);
const nameOf = ({ method, path }: NamedOperation): string => `${method.toUpperCase()} ${path}`;

test('docs/openapi.json is the document served', async () => {
  const text = `${JSON.stringify(document, null, 2)}\n`;
  if (process.env.UPDATE_OPENAPI === '1') await writeFile(FILE, text);
  expect(
    await readFile(FILE, 'utf8'),
    'Maybe UPDATE_OPENAPI=1 npx vitest run tests/http/openapi.test.ts',
  ).toBe(text);
});

test('it is OpenAPI 3.1, and describes every route of the table of rights that speaks JSON', () => {
  expect(document.openapi).toBe('3.1.0');
  const described = operations.map(nameOf);
  // Pages and what they load are for browsers: the document is for programs.
  const forPrograms = ({ path }: { readonly path: string }) => /^\/(v1\/|health|ready)/.test(path);
  expect(
    RIGHTS.filter(forPrograms)
      .map(({ method, path }) => `${method} ${path}`)
      .filter((name) => !described.includes(name)),
  ).toEqual([]);
  expect(operations.length).toBeGreaterThan(40);
});

describe('what every operation says', () => {
  test.each(operations.map((each) => ({ ...each, name: nameOf(each) })))(
    '$name: a summary, and a problem for each refusal',
    ({ operation }) => {
      expect(operation.summary).toMatch(/^\p{Lu}.{10,}/u);
      for (const [status, { description, content }] of Object.entries(operation.responses)) {
        expect(description.length).toBeGreaterThan(3);
        if (Number(status) >= 400) expect(Object.keys(content ?? {})).toEqual(['application/problem+json']);
      }
      expect(operation.responses).toHaveProperty('503');
      expect(operation.responses).toHaveProperty('429');
    },
  );
});

/** POST routes that change nothing: they are questions too long, or too personal, for an address. */
const QUESTIONS = [
  '/v1/shortlists',
  '/v1/demand-explanations',
  '/v1/demand-counterfactuals',
  '/v1/household-files',
  '/v1/household-erasure-previews',
  '/v1/placements',
  '/v1/prices',
  '/v1/method-checks',
  '/v1/method-previews',
  '/v1/sessions/{id}/demand-explanations',
  '/v1/sessions/{id}/demand-counterfactuals',
  // Asked twice, they are the same work, then the same answer.
  '/v1/sessions/{id}/brakes',
  '/v1/sessions/{id}/frontier',
];

describe('what every change takes', () => {
  const changes = operations.filter(({ method, path }) => method !== 'get' && !QUESTIONS.includes(path));
  const headersOf = ({ operation }: NamedOperation) =>
    (operation.parameters ?? []).filter((p) => p.in === 'header').map((p) => p.name);

  test.each(changes.map((each) => ({ each, name: nameOf(each) })))(
    '$name takes an idempotency key, and says when it was used',
    ({ each, name }) => {
      expect(headersOf(each)).toContain('idempotency-key');
      expect(each.operation.responses, 'Maybe say 409 in its responses').toHaveProperty('409');
      expect(
        [...KEYED, ...KEYED_BY_THEMSELVES],
        'Maybe add it to KEYED in api/http/idempotency.ts, or to QUESTIONS here when it changes nothing',
      ).toContain(name);
    },
  );
  test('every key kept is of a route', () => {
    expect([...KEYED, ...KEYED_BY_THEMSELVES].filter((name) => !changes.map(nameOf).includes(name))).toEqual(
      [],
    );
  });
  test('every change of a session takes the version that it was made on', () => {
    const ofSessions = changes.filter(({ path }) => path.startsWith('/v1/sessions/{id}'));
    expect(ofSessions.length).toBeGreaterThanOrEqual(8);
    for (const each of ofSessions) {
      expect(headersOf(each), nameOf(each)).toContain('if-match');
      expect(each.operation.responses, nameOf(each)).toHaveProperty('412');
    }
  });
});

test('every list is given page by page', () => {
  const lists = operations.filter(({ method, operation }) => {
    const schema = operation.responses['200']?.content?.['application/json']?.schema;
    const name = schema?.$ref?.split('/').at(-1) ?? '';
    const fields = (document.components.schemas[name] ?? schema)?.properties ?? {};
    return method === 'get' && 'items' in fields;
  });
  expect(lists.length).toBeGreaterThanOrEqual(7);
  for (const { operation, path } of lists) {
    const asked = (operation.parameters ?? []).filter((p) => p.in === 'query').map((p) => p.name);
    expect(asked, `${path}: Maybe add pageQuery to its query`).toEqual(
      expect.arrayContaining(['limit', 'cursor']),
    );
  }
});

describe('the reference page', () => {
  test('names every operation and every object, in French, with nothing fetched elsewhere', async () => {
    const response = await app.request('/reference');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    const page = await pageHtml(response);
    for (const { path, operation } of operations) {
      expect(page).toContain(path);
      expect(page).toContain(escaped(operation.summary as string));
    }
    for (const name of Object.keys(document.components.schemas)) expect(page).toContain(`id="objet-${name}"`);
    expect(page).toContain('<html lang="fr">');
    expect(page).not.toMatch(/<script|src="http|href="http/);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
  });
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
