import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { METHODS_FOLDER } from '../../api/packs/readMethods.ts';
import { MINE, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { problemOf } from '../support/http.ts';

const { admin } = PRINCIPALS;
const { ask } = served();
const read = async (path: string) => (await (await ask(admin, 'GET', path)).json()) as never;
const SHIPPED = readFileSync(join(METHODS_FOLDER, 'ar-habitat.yaml'), 'utf8');

describe('GET /v1/vacancies/{id}/qualification', () => {
  test('says what the dwelling is and asks for', async () => {
    const { findings, dwelling } = (await read(`/v1/vacancies/${MINE.vacancy}/qualification`)) as {
      findings: { id: string; text: string }[];
      dwelling: { vacancy: string };
    };
    expect(dwelling.vacancy).toBe(MINE.vacancy);
    expect(findings.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['occupancy', 'ceiling', 'contingents']),
    );
  });
  test('unknown, it is not found', async () => {
    const response = await ask(admin, 'GET', '/v1/vacancies/V-99/qualification');
    expect((await problemOf(response, 404)).code).toBe('vacancy.unknown');
  });
});

describe('methods', () => {
  test('the list says which one is the territory’s, and each can be read', async () => {
    const { items } = (await read('/v1/methods')) as { items: { id: string; isDefault: boolean }[] };
    expect(items.filter(({ isDefault }) => isDefault)).toHaveLength(1);
    for (const { id } of items) expect(await read(`/v1/methods/${id}`)).toMatchObject({ id });
    expect((await problemOf(await ask(admin, 'GET', '/v1/methods/rien'), 404)).code).toBe('method.absent');
  });
  test('a method shipped is valid; a fault is said with its line', async () => {
    const check = async (text: string) =>
      (await (await ask(admin, 'POST', '/v1/method-checks', { text })).json()) as {
        valid: boolean;
        faults: { line: number | null; text: string }[];
      };
    expect(await check(SHIPPED)).toMatchObject({ valid: true, faults: [] });
    const { valid, faults } = await check(SHIPPED.replace(/^version:/m, 'versions:'));
    expect(valid).toBe(false);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.some(({ line }) => line !== null)).toBe(true);
  });
  test('a preview counts who would move, and names nobody', async () => {
    const same = await ask(admin, 'POST', '/v1/method-previews', { text: SHIPPED, against: 'ar-habitat' });
    expect(await same.json()).toMatchObject({
      from: 'ar-habitat',
      changedOverall: 0,
      entered: 0,
      greatestMove: 0,
    });
    const own = await ask(admin, 'POST', '/v1/method-previews', { text: SHIPPED, first: 3 });
    const text = await own.text();
    expect(own.status, text).toBe(200);
    expect(text).not.toMatch(/999\d{10}/);
  });
  test('a text sent is never quoted on the console of the server', async () => {
    const warned = vi.spyOn(process, 'emitWarning');
    const response = await ask(admin, 'POST', '/v1/method-checks', { text: '{{secret: 1}: 2}: 3' });
    expect(response.status).toBe(200);
    expect(warned).not.toHaveBeenCalled();
    warned.mockRestore();
  });
  test('a faulty method is not previewed', async () => {
    const response = await ask(admin, 'POST', '/v1/method-previews', { text: 'id: x' });
    const { code, detail } = await problemOf(response, 400);
    expect(code).toBe('method.text-faulty');
    expect(detail).toMatch(/a des fautes/);
  });
});

describe('the register', () => {
  test('is read entry by entry, and its records by their hash', async () => {
    const town = served();
    await town.ask(admin, 'POST', '/v1/sessions', { vacancies: [MINE.vacancy] });
    const json = async (path: string) =>
      (await (await town.ask(admin, 'GET', path)).json()) as Record<string, never>;
    const { items, total } = (await json('/v1/register/entries')) as unknown as {
      items: { seq: number; kind: string }[];
      total: number;
    };
    expect(items.map(({ kind }) => kind)).toContain('session-proposed');
    expect(total).toBe(items.length);
    const whole = (await json('/v1/register/entries/1')) as unknown as { body: { record: string } };
    const record = await town.ask(admin, 'GET', `/v1/register/records/${whole.body.record}`);
    expect(record.status).toBe(200);
    expect(await record.text()).not.toMatch(/999\d{10}[A-Z0-9]{5}/);
    expect((await problemOf(await town.ask(admin, 'GET', '/v1/register/entries/99'), 404)).code).toBe(
      'records.no-entry',
    );
    expect(
      (await problemOf(await town.ask(admin, 'GET', `/v1/register/records/${'0'.repeat(64)}`), 404)).code,
    ).toBe('record.unknown');
    expect(await json('/v1/register/entries?cursor=1&limit=1')).toMatchObject({ nextCursor: null });
  });
});
