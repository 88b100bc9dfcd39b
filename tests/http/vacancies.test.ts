import { describe, expect, test } from 'vitest';
import { VacanciesSchema } from '../../api/http/schemas.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { aDemand } from '../support/demands.ts';
import { appForAdmin } from '../support/guard.ts';
import { app, appOf, problemOf, rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { TODAY } from '../support/territory.ts';
import { TOWN } from '../support/town.ts';

describe('GET /v1/vacancies', () => {
  const page = async (query: string, of = app) =>
    VacanciesSchema.parse(await (await of.request(`/v1/vacancies${query}`)).json());

  test('lists the freed dwellings by identifier', async () => {
    const { items, nextCursor, total } = await page('');
    expect(items.map((item) => item.vacancy)).toEqual(['V-1', 'V-2', 'V-3', 'V-4', 'V-5', 'V-6', 'V-7']);
    expect([nextCursor, total]).toEqual([null, 7]);
    expect(items[0]).toMatchObject({ commune: 'Roubaix', dwelling: 'L-1' });
  });
  test.each([1, 2, 3, 6, 7, 8])('pages of %i give each one once', async (limit) => {
    const seen: string[] = [];
    let cursor: string | null = '';
    let pages = 0;
    while (cursor !== null) {
      const { items, nextCursor, total } = await page(
        `?limit=${limit}${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      expect(total).toBe(7);
      expect(items.length).toBeLessThanOrEqual(limit);
      seen.push(...items.map((item) => item.vacancy));
      cursor = nextCursor;
      pages += 1;
    }
    expect(seen).toEqual(['V-1', 'V-2', 'V-3', 'V-4', 'V-5', 'V-6', 'V-7']);
    expect(pages).toBe(Math.ceil(7 / limit));
  });
  test('a page goes on where the cursor was, even when that one is gone', async () => {
    expect((await page('?cursor=V-35&limit=1')).items.map((i) => i.vacancy)).toEqual(['V-4']);
    expect(await page('?cursor=Z')).toEqual({ items: [], nextCursor: null, total: 7 });
  });
  test('one commune only, by its code', async () => {
    const { items, total } = await page('?commune=59350');
    expect(items.map((i) => i.vacancy)).toEqual(['V-3', 'V-4', 'V-5', 'V-6']);
    expect(total).toBe(4);
    expect(await page('?commune=59350&limit=3')).toMatchObject({ nextCursor: 'V-5' });
    expect((await page('?commune=59599')).total).toBe(0);
  });
  test('nothing freed is an empty page', async () => {
    expect(await page('', appOf({}))).toEqual({ items: [], nextCursor: null, total: 0 });
  });
  test.each(['limit=0', 'limit=501', 'limit=dix', 'limit=', 'taille=3', `cursor=${'a'.repeat(201)}`])(
    '?%s is a 400',
    async (query) => {
      const problem = await problemOf(await app.request(`/v1/vacancies?${query}`), 400);
      expect(problem.code).toMatch(/^request\.field\./);
    },
  );
});

describe('health', () => {
  test('says on what data it answers', async () => {
    const response = await app.request('/ready');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      status: 'ready',
      territory: 'mel-2016',
      asOf: TODAY,
      demands: 9,
      vacancies: 7,
    });
  });
  test('a store that cannot be used is a 500, with its reason and no path of the machine', async () => {
    const broken = appOf({ ...TOWN, demands: [aDemand(1), aDemand(1)] });
    const problem = await problemOf(await broken.request('/ready'), 500);
    expect(problem.code).toBe('pool.duplicate-number');
  });
  test('an error that nobody foresaw says nothing of itself', async () => {
    const store = new MemoryStore(TOWN);
    store.all = async () => {
      throw new Error('secret of the inside');
    };
    const failing = appForAdmin(new WorkspaceCache({ store, rules, today: () => TODAY }));
    const problem = await problemOf(await failing.request('/ready'), 500);
    expect(problem.code).toBe('internal');
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
