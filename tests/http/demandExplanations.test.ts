import { describe, expect, test } from 'vitest';
import { NoticeSchema } from '../../api/http/noticeSchema.ts';
import { aNumber } from '../support/demands.ts';
import { app, problemOf } from '../support/http.ts';

const ask = (body: unknown) =>
  app.request('/v1/demand-explanations', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('POST /v1/demand-explanations', () => {
  test('answers the notice, in the published shape and nothing beside it, and nobody keeps it', async () => {
    const response = await ask({ number: aNumber(2) });
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const body = await response.json();
    expect(NoticeSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      number: aNumber(2),
      method: { id: 'ar-habitat', seed: 1 },
      places: [{ commune: '59512', typology: 'T2', position: { rank: 2, of: 7 } }],
    });
  });
  test('a weighting that speaks of the demand is shown apart', async () => {
    const { weightings } = NoticeSchema.parse(await (await ask({ number: aNumber(7) })).json());
    expect(weightings.map((w) => w.contingent)).toEqual(['COLACT']);
  });
  test('does what it is asked', async () => {
    const body = await (await ask({ number: aNumber(2), method: 'ar-habitat', seed: 5 })).json();
    expect(body).toMatchObject({ method: { seed: 5 } });
  });
  test.each([aNumber(77), 'Dupont', '0'])(
    'a number that is not there is a 404 that does not repeat it',
    async (number) => {
      const problem = await problemOf(await ask({ number }), 404);
      expect(problem).toMatchObject({ code: 'demand.unknown', issues: [{ path: 'number' }] });
      if (number.length > 1) expect(JSON.stringify(problem)).not.toContain(number);
    },
  );
  test.each([
    ['no number', {}, 'request.field.invalid', 'number'],
    ['an empty number', { number: '' }, 'request.field.invalid', 'number'],
    ['a number that is too long', { number: '9'.repeat(65) }, 'request.field.invalid', 'number'],
    ['a number that is not a text', { number: 9_992_601 }, 'request.field.invalid', 'number'],
    ['a field that does not exist', { number: aNumber(2), nom: 'x' }, 'request.field.unknown', 'nom'],
    ['a method that does not exist', { number: aNumber(2), method: 'hasard' }, 'method.unknown', 'method'],
    ['a seed below zero', { number: aNumber(2), seed: -1 }, 'request.field.invalid', 'seed'],
  ])('%s is a 400 that names the field', async (_, body, code, path) => {
    const problem = await problemOf(await ask(body), 400);
    expect(problem.issues.map((issue) => [issue.code, issue.path])).toContainEqual([code, path]);
  });
  test('a number in an address is not read', async () => {
    for (const [address, status] of [
      [`/v1/demand-explanations/${aNumber(2)}`, 404],
      [`/v1/demand-explanations?number=${aNumber(2)}`, 405],
    ] as const) {
      const problem = await problemOf(await app.request(address), status);
      expect(JSON.stringify(problem)).not.toContain(aNumber(2));
    }
  });
});
