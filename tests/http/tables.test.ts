import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { CSV, XLSX } from '../../api/http/tables.ts';
import { MINE, PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';

const { admin, commune, analyst, bailleur } = PRINCIPALS;
let town: Served;
let session = '';

beforeAll(async () => {
  town = served();
  const made = await town.ask(bailleur, 'POST', '/v1/sessions', {
    vacancies: [MINE.vacancy, MINE.inSession],
  });
  session = made.headers.get('location') as string;
});

const TABLES: readonly (readonly [
  method: string,
  path: () => string,
  body: object | undefined,
  header: string,
])[] = [
  ['GET', () => '/v1/vacancies', undefined, 'Identifiant de la libération'],
  ['POST', () => '/v1/shortlists', { vacancy: MINE.vacancy }, 'Logement libéré'],
  ['GET', () => `${session}/lists`, undefined, 'Logement libéré'],
  ['GET', () => `${session}/targets`, undefined, 'Identifiant'],
  ['GET', () => '/v1/targets', undefined, 'Objectif'],
  ['GET', () => '/v1/due', undefined, 'Séance'],
  ['GET', () => '/v1/register/entries', undefined, 'Écriture'],
  ['GET', () => '/v1/imports', undefined, 'Moment (UTC)'],
  ['GET', () => '/v1/retention', undefined, 'Numéro unique'],
];

describe.each(TABLES)('%s %s as a table', (method, path, body, header) => {
  test('CSV: a mark, French headers, one line per row', async () => {
    const response = await town.ask(admin, method, `${path()}?format=csv`, body);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(`${CSV}; charset=utf-8`);
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.csv"$/);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes).split('\r\n');
    expect(lines[0]?.split(';')[0]).toBe(header);
    expect(lines.at(-1)).toBe('');
  });
  test('XLSX: the same rows', async () => {
    const csv = await (await town.ask(admin, method, `${path()}?format=csv`, body)).text();
    const response = await town.ask(admin, method, `${path()}?format=xlsx`, body);
    expect(response.headers.get('content-type')).toBe(XLSX);
    const rows = await readSheet(Buffer.from(await response.arrayBuffer()));
    expect(rows[0]?.[0]).toBe(header);
    expect(rows).toHaveLength(csv.trimEnd().split('\r\n').length);
  });
  test('an unknown format is refused', async () => {
    expect((await town.ask(admin, method, `${path()}?format=pdf`, body)).status).toBe(400);
  });
});

describe('who reads a table', () => {
  const asking = (accept: string) =>
    town.app.request('/v1/shortlists', {
      method: 'POST',
      headers: { authorization: 'Bearer admin', 'content-type': 'application/json', accept },
      body: JSON.stringify({ vacancy: MINE.vacancy }),
    });
  test.each([
    ['text/csv', CSV],
    [XLSX, XLSX],
    ['application/json, text/csv;q=0.5', 'application/json'],
    ['*/*', 'application/json'],
  ])('the header Accept %s gives %s', async (accept, type) => {
    expect((await asking(accept)).headers.get('content-type')).toMatch(
      new RegExp(`^${type.replace('+', '\\+')}`),
    );
  });
  test('numbers are pseudonyms in a workbook for who may not read them', async () => {
    const cells = async (who: typeof admin | typeof commune) => {
      const response = await town.ask(who, 'POST', '/v1/shortlists?format=xlsx', { vacancy: MINE.vacancy });
      expect(response.status).toBe(200);
      return (await readSheet(Buffer.from(await response.arrayBuffer()))).flat().map(String).join(' ');
    };
    const number = household(1);
    expect(await cells(admin)).toContain(number);
    const shown = await cells(commune);
    expect(shown).not.toMatch(/999\d{10}/);
    expect(shown).toContain(PSEUDONYMS.of(number));
  });
  test('reading a workbook is written down with its households', async () => {
    const reads: (number | null)[] = [];
    const { ask } = served({ onPersonalRead: ({ households }) => void reads.push(households) });
    await ask(bailleur, 'POST', '/v1/shortlists?format=xlsx', { vacancy: MINE.vacancy });
    await ask(bailleur, 'POST', '/v1/shortlists?format=csv', { vacancy: MINE.vacancy });
    expect(reads[0]).toBeGreaterThanOrEqual(3);
    expect(reads[0]).toBe(reads[1]);
    await ask(bailleur, 'GET', '/v1/vacancies?format=xlsx');
    expect(reads).toHaveLength(2);
  });
});

describe('targets of the year', () => {
  interface State {
    readonly id: string;
    readonly among: number | null;
    readonly counted: number | null;
    readonly text: string;
  }
  const items = async (who: Parameters<Served['ask']>[0], query = '') =>
    ((await (await town.ask(who, 'GET', `/v1/targets${query}`)).json()) as { items: State[] }).items;

  test('pages give each one once, in order', async () => {
    const all = await items(admin);
    expect(all.length).toBeGreaterThan(5);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = (await (
        await town.ask(admin, 'GET', `/v1/targets?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`)
      ).json()) as { items: State[]; nextCursor: string | null; total: number };
      expect(page.total).toBe(all.length);
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });
  test('a bailleur has those of its own stock', async () => {
    const own = (await items(bailleur)).map(({ id }) => id);
    expect(own.length).toBeGreaterThan(0);
    expect((await items(admin)).map(({ id }) => id)).toEqual(expect.arrayContaining(own));
    expect(own.filter((id) => id.endsWith('@vilogia'))).toEqual([]);
  });
  test('an analyst has no figure that one to four households make', async () => {
    for (const { among, counted } of await items(analyst)) {
      if (among === null || counted === null) continue;
      for (const count of [counted, among - counted]) expect(count === 0 || count >= 5).toBe(true);
    }
  });
  test('the ledger between communes names each commune once', async () => {
    const { items: moves } = (await (await town.ask(admin, 'GET', '/v1/ledgers/reciprocity')).json()) as {
      items: { commune: string; text: string }[];
    };
    expect(new Set(moves.map(({ commune: code }) => code)).size).toBe(moves.length);
    expect(moves.find(({ commune: code }) => code === '59512')?.text).toMatch(/^Roubaix : /);
  });
});
