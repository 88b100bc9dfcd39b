import { describe, expect, test } from 'vitest';
import { OTHER_BAILLEUR, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { app } from '../support/http.ts';

interface Forecasts {
  readonly notice: string;
  readonly total: number;
  readonly items: readonly {
    readonly id: string;
    readonly place: string;
    readonly chance: number;
    readonly distance: { readonly low: number; readonly mean: number; readonly high: number };
  }[];
}

describe('GET /v1/forecasts', () => {
  test('tells each target’s year end, and what it does not know', async () => {
    const response = await app.request('/v1/forecasts');
    expect(response.status).toBe(200);
    const { items, total, notice } = (await response.json()) as Forecasts;
    expect(total).toBeGreaterThan(0);
    expect(notice).toMatch(/que les compteurs/);
    for (const { chance, distance } of items) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
      expect(distance.low).toBeLessThanOrEqual(distance.high);
    }
  });
  test('the same bytes each time', async () => {
    const once = await (await app.request('/v1/forecasts')).text();
    expect(await (await app.request('/v1/forecasts')).text()).toBe(once);
  });
  test('as a table for a spreadsheet', async () => {
    const response = await app.request('/v1/forecasts?format=csv');
    expect(response.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(await response.text()).toMatch(/Agir avant/);
  });
  test('a bailleur reads its own', async () => {
    const { ask } = served();
    const own = await (await ask(PRINCIPALS.bailleur, 'GET', '/v1/forecasts?limit=500')).text();
    expect(own).not.toContain(OTHER_BAILLEUR);
    expect((await ask(PRINCIPALS.reservataire, 'GET', '/v1/forecasts')).status).toBe(403);
  });
});
