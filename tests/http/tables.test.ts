import { readSheet } from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { CSV, XLSX } from '../../api/http/tables.ts';
import { MINE, PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';

const { admin, commune, analyst, bailleur } = PRINCIPALS;
let town: Served;
beforeAll(() => {
  town = served();
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
