import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type JsonSchema, type OpenApi, operationsOf } from '../../api/http/openapiShape.ts';
import { CSV, XLSX } from '../../api/http/tables.ts';
import { METHODS_FOLDER } from '../../api/packs/readMethods.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { MINE, OTHER, PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { NOW } from '../support/guard.ts';
import { rules } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { PROPOSAL } from '../support/territory.ts';

/*
 * Every table of the API is asked for as JSON, CSV and XLSX: same rows, same headings. A route that answers a list and is not
 * below fails, so that a new one gets its tabular form.
 */

const { admin, bailleur } = PRINCIPALS;
const METHOD = readFileSync(join(METHODS_FOLDER, 'ar-habitat.yaml'), 'utf8');

let town: Served;
let session = '';
let operations: ReturnType<typeof operationsOf>;
let schemas: OpenApi['components']['schemas'];

beforeAll(async () => {
  const { pack } = rules.territory;
  const norms = { ...pack.norms, abnormalWaitMonths: { months: 200, provenance: PROPOSAL } };
  const store = new MemoryStore(TOWN);
  const origin = { file: 'attributions.csv', sha256: '0'.repeat(64), at: NOW, refused: 0 };
  const allocations = ['L-5', 'M-1'].map((id, n) =>
    anAllocation(id, { contingent: n === 0 ? 'COLACT' : 'AUCUN', leaseSignedOn: '2026-06-01' }),
  );
  await store.commit('allocations', allocations, origin);
  town = served({}, { ruled: { ...rules, territory: prepareTerritory({ ...pack, norms }) }, store });
  const ask = async (method: string, path: string, body: unknown) => {
    const response = await town.ask(admin, method, path, body);
    expect([200, 201], await response.clone().text()).toContain(response.status);
    return response;
  };
  const made = await ask('POST', '/v1/sessions', { vacancies: [MINE.inSession] });
  session = made.headers.get('location') as string;
  for (const label of ['lecture', 'essai']) await ask('POST', '/v1/tokens', { role: 'analyst', label });
  await ask('POST', '/v1/prices', {});
  await ask('POST', '/v1/guidance', {
    area: 'est',
    quartier: pack.quartiers.find(({ commune }) => commune === '59512')!.id,
    text: 'Accueillir des ménages aux ressources intermédiaires.',
    meetingOn: '2026-11-02',
  });
  for (const [path, body] of [
    [`${session}/brakes`, undefined],
    [`${session}/frontier`, { family: 'aci', steps: 2 }],
  ] as const) {
    const started = await town.ask(admin, 'POST', path, body);
    await (await town.ask(admin, 'GET', `${started.headers.get('location')}/events`)).text();
  }
  const document = (await (await town.app.request('/openapi.json')).json()) as OpenApi;
  operations = operationsOf(document);
  schemas = document.components.schemas;
});

type Json = Readonly<Record<string, unknown>>;

/** What a JSON answer holds at `a.b`: lists on the way are gone through. */
const at = (json: unknown, path: string): readonly unknown[] =>
  path.split('.').reduce<unknown[]>((found, key) => found.flatMap((each) => (each as Json)[key]), [json]);

/** How many rows of the table the JSON shows: what is at these places, or a number made of such counts. */
type Rows = readonly string[] | ((count: (path: string) => number) => number);
const rowsOf = (json: Json, rows: Rows): number => {
  const count = (path: string) => at(json, path).length;
  return typeof rows === 'function' ? rows(count) : rows.reduce((sum, path) => sum + count(path), 0);
};
const items = ['items'];

interface Asked {
  readonly path?: () => string;
  /** What the address asks besides the form. */
  readonly query?: string;
  readonly body?: object;
  readonly first: string;
  readonly rows: Rows;
  /** Nothing to show in this town: shown elsewhere. */
  readonly empty?: true;
}

const FRONTIER = 'family=aci&steps=2';
const inSession = (suffix: string) => () => `${session}${suffix}`;
const TABLES: Readonly<Record<string, Asked | readonly Asked[]>> = {
  'GET /v1/vacancies': { first: 'Identifiant de la libération', rows: items },
  'POST /v1/shortlists': {
    body: { vacancy: MINE.vacancy },
    first: 'Logement libéré',
    rows: ['candidates', 'next'],
  },
  'GET /v1/sessions': { first: 'Séance', rows: items },
  'GET /v1/sessions/{id}/lists': {
    path: inSession('/lists'),
    first: 'Logement libéré',
    rows: ['items.candidates'],
  },
  'GET /v1/sessions/{id}/targets': { path: inSession('/targets'), first: 'Identifiant', rows: items },
  'GET /v1/sessions/{id}/decisions': {
    path: inSession('/decisions'),
    first: 'Logement libéré',
    rows: ['cases.candidates'],
  },
  'GET /v1/sessions/{id}/brakes': {
    path: inSession('/brakes'),
    first: 'Objectif',
    rows: ['costing', 'unreachable', 'free'],
  },
  'GET /v1/sessions/{id}/frontier': {
    path: inSession('/frontier'),
    query: FRONTIER,
    first: 'Un logement manquant vaut (points)',
    rows: ['points'],
  },
  'GET /v1/due': { first: 'Séance', rows: items, empty: true },
  'GET /v1/demands/abnormal-delay': { first: 'Numéro unique', rows: items },
  'GET /v1/targets': { first: 'Objectif', rows: items },
  'GET /v1/forecasts': { first: 'Objectif', rows: items },
  'GET /v1/ledgers/reciprocity': { first: 'Code INSEE', rows: items },
  'GET /v1/prices': { first: 'Objectif', rows: ['rows'], empty: true },
  'GET /v1/acceptance': [
    { first: 'Fragilité', rows: ['rates.rows'] },
    {
      query: 'table=effects',
      first: 'Ce qui change',
      rows: ['model.effects'],
      empty: true,
    },
    {
      query: 'table=calibration',
      first: 'Offres',
      rows: ['model.calibration'],
      empty: true,
    },
    { query: 'table=losses', first: 'Mesure', rows: ['model.losses'], empty: true },
  ],
  'GET /v1/flows': [
    { first: 'Bailleur et QPV', rows: ['cells.contingents'] },
    {
      query: 'table=localisation',
      first: 'Contingent',
      rows: ['localisation.all', 'localisation.credited'],
    },
    {
      query: 'table=overlaps',
      first: 'Compté',
      rows: ['overlaps.waiting', 'overlaps.credited'],
    },
  ],
  'GET /v1/flows/plan': { first: 'Bailleur et QPV', rows: ['cells.contingents'] },
  'GET /v1/flows/next': { first: 'Logement libéré', rows: ['vacancies'] },
  'GET /v1/flows/review': { query: 'year=2026', first: 'Bailleur', rows: ['lines'] },
  'GET /v1/bilans': {
    query: 'by=bailleur&year=2026',
    first: 'Lieu',
    rows: (count) => (1 + count('rows')) * count('years') * count('definitions') + count('targets'),
  },
  'GET /v1/coordination/{area}': {
    path: () => '/v1/coordination/est',
    first: 'Commune',
    rows: ['offer.rows'],
  },
  'GET /v1/guidance': { first: 'Préconisation', rows: items },
  'POST /v1/placements': [
    { body: { numbers: [household(1)] }, first: 'Numéro unique', rows: ['placements.groups.options'] },
    {
      query: 'table=expected',
      body: { numbers: [household(1)] },
      first: 'Numéro unique',
      rows: ['placements.groups.expected'],
    },
    {
      query: 'table=proposals',
      body: { numbers: [household(1), household(2)] },
      first: 'Numéro unique',
      rows: ['together.proposals'],
    },
  ],
  'GET /v1/methods': { first: 'Méthode', rows: items },
  'GET /v1/methods/{id}': {
    path: () => '/v1/methods/ar-habitat',
    first: 'Rubrique',
    rows: ['levels', 'groups.criteria'],
  },
  'POST /v1/method-previews': { body: { text: METHOD }, first: 'Méthode comparée', rows: ['from'] },
  'GET /v1/register/entries': { first: 'Écriture', rows: items },
  'GET /v1/reads': { query: 'limit=1', first: 'Moment (UTC)', rows: items, empty: true },
  'GET /v1/imports': { first: 'Moment (UTC)', rows: items },
  'GET /v1/tokens': { first: 'Jeton', rows: items },
  'GET /v1/retention': { first: 'Numéro unique', rows: items, empty: true },
  'GET /v1/retention/studies': { first: 'Nature', rows: items, empty: true },
  'GET /v1/comparisons': { first: 'Essai', rows: items, empty: true },
  'GET /v1/disparities': { first: 'Examen', rows: items, empty: true },
  'GET /v1/simulations': { first: 'Simulation', rows: items, empty: true },
  'GET /v1/scenarios': { first: 'Scénario', rows: items },
  'GET /v1/scenarios/{id}': {
    path: () => '/v1/scenarios/plai-30',
    first: 'Rubrique',
    rows: ['settings', 'blocks.rows'],
  },
};

/** Tables of results that take a computation: asked for where it is made. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'GET /v1/comparisons/{id}': '../comparison/doors.test.ts',
  'GET /v1/disparities/{id}': '../disparity/doors.test.ts',
  'GET /v1/simulations/{id}': 'simulations.test.ts',
  'GET /v1/simulations/{id}/places/{place}': 'simulations.test.ts',
  'GET /v1/jobs/{id}/refusals': 'imports.test.ts',
};

/** Answers that hold lists and are no table. */
const NO_TABLE = [
  // One dwelling, one piece of work, one recount.
  'GET /v1/vacancies/{id}/qualification',
  'GET /v1/jobs/{id}',
  'GET /v1/sessions/{id}/verification',
  'GET /v1/sessions/{id}/proof',
  // Their lists and targets have routes of their own.
  'GET /v1/sessions/{id}',
  'GET /v1/sessions/{id}/explanation',
];

const resolved = (schema: JsonSchema | undefined): readonly JsonSchema[] => {
  if (schema === undefined) return [];
  if (schema.$ref !== undefined) return resolved(schemas[schema.$ref.split('/').at(-1)!]);
  return [schema, ...(schema.allOf ?? []).flatMap(resolved)];
};
const holdsList = (schema: JsonSchema | undefined): boolean =>
  resolved(schema).some(({ properties = {} }) =>
    Object.values(properties).some((field) =>
      resolved(field).some(
        ({ type, items: of }) => type === 'array' && resolved(of).some((each) => each.type === 'object'),
      ),
    ),
  );

test('every route that answers a list answers it as a table, and is asked for below', () => {
  const contents = operations.map(({ method, path, operation }) => ({
    name: `${method.toUpperCase()} ${path}`,
    content: operation.responses['200']?.content ?? {},
  }));
  const tabular = contents.filter(({ content }) => CSV in content).map(({ name }) => name);
  const lists = contents.filter(
    ({ name, content }) => name.startsWith('GET ') && holdsList(content['application/json']?.schema),
  );
  expect(lists.length).toBeGreaterThan(30);
  expect(
    lists.map(({ name }) => name).filter((name) => !tabular.includes(name) && !NO_TABLE.includes(name)),
    'Maybe answer it by jsonOrTable and answerTable of api/http/tables.ts',
  ).toEqual([]);
  expect(
    tabular.toSorted(),
    'Maybe say in TABLES how the new table is asked for, and how many rows its JSON shows',
  ).toEqual([...Object.keys(TABLES), ...Object.keys(ELSEWHERE)].toSorted());
  for (const { name, content } of contents)
    if (name in TABLES) expect(Object.keys(content), name).toContain(XLSX);
});

const cases = Object.entries(TABLES).flatMap(([route, asked]) =>
  [asked]
    .flat()
    .map((each: Asked) => ({ route, ...each, name: [route, each.query].filter(Boolean).join(' ') })),
);

describe.each(cases)('$name', ({ route, path, query, body, first, rows, empty }) => {
  const [method, fixed] = route.split(' ') as [string, string];
  const ask = (format: string) => {
    const asked = [query, `format=${format}`].filter(Boolean).join('&');
    return town.ask(admin, method, `${path?.() ?? fixed}?${asked}`, body);
  };

  test('JSON, CSV and XLSX show the same rows under the same headings', async () => {
    // The last first: who reads the trail of reads adds to it.
    const workbook = await ask('xlsx');
    expect(workbook.headers.get('content-type')).toBe(XLSX);
    const sheet = await readSheet(Buffer.from(await workbook.arrayBuffer()));
    const csv = await ask('csv');
    expect(csv.status).toBe(200);
    expect(csv.headers.get('content-type')).toBe(`${CSV}; charset=utf-8`);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.csv"$/);
    const bytes = new Uint8Array(await csv.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).trimEnd().split('\r\n');
    // A heading with a comma is quoted; none has a quote.
    const headings = lines[0]!.replaceAll('"', '').split(';');
    expect(headings[0]).toBe(first);
    expect(sheet[0]).toEqual(headings);
    const shown = rowsOf((await (await ask('json')).json()) as Json, rows);
    expect([lines.length - 1, sheet.length - 1]).toEqual([shown, shown]);
    if (empty === undefined) expect(shown).toBeGreaterThan(0);
    expect((await ask('pdf')).status).toBe(400);
  });
});

describe('pages', () => {
  test.each([
    ['/v1/tokens', 'items'],
    ['/v1/methods', 'items'],
    ['/v1/ledgers/reciprocity', 'items'],
    ['/v1/flows', 'cells'],
    ['/v1/flows/plan', 'cells'],
    ['/v1/flows/next', 'vacancies'],
    ['/v1/flows/review?year=2026', 'lines'],
    ['/v1/bilans?by=bailleur&year=2026', 'rows'],
    ['/v1/demands/abnormal-delay', 'items'],
  ])('%s: two pages are the whole, each row once, in order', async (path, name) => {
    const page = async (asked: string) => {
      const response = await town.ask(admin, 'GET', `${path}${path.includes('?') ? '&' : '?'}${asked}`);
      const { total, nextCursor, [name]: rows } = (await response.json()) as Json;
      return { total, nextCursor, rows: rows as readonly unknown[] };
    };
    const whole = await page('limit=500');
    expect(whole).toMatchObject({ nextCursor: null, total: whole.rows.length });
    expect(whole.rows.length).toBeGreaterThan(1);
    const first = await page('limit=1');
    expect(first).toMatchObject({ rows: whole.rows.slice(0, 1), total: whole.total });
    const rest = await page(`cursor=${first.nextCursor}`);
    expect(rest.rows).toEqual(whole.rows.slice(1));
  });
});

test('a table holds what its reader may see, and no more', async () => {
  const cells = async (who: typeof admin | typeof bailleur, path: string) => {
    const response = await town.ask(who, 'GET', `${path}?format=csv`);
    expect(response.status).toBe(200);
    return response.text();
  };
  expect(await cells(admin, '/v1/flows/next')).toContain(OTHER.vacancy);
  const own = await cells(bailleur, '/v1/flows/next');
  expect(own).toContain(MINE.vacancy);
  expect(own).not.toContain(OTHER.vacancy);
  const overlaps = await town.ask(bailleur, 'GET', '/v1/flows?table=overlaps&format=csv');
  expect(overlaps.status).toBe(403);
});
