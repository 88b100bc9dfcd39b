import { describe, expect, test } from 'vitest';
import { ShortlistSchema } from '../../api/http/schemas.ts';
import { aNumber } from '../support/demands.ts';
import { app, post, problemOf } from '../support/http.ts';

describe('POST /v1/shortlists', () => {
  test('answers the explained list, in the published shape and nothing beside it', async () => {
    const response = await post({ vacancy: 'V-1' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const body = await response.json();
    expect(ShortlistSchema.parse(body)).toEqual(body);
  });
  test('without anything else: three, ten more, seed 1, the default method, within the wishes', async () => {
    const list = ShortlistSchema.parse(await (await post({ vacancy: 'V-1' })).json());
    expect(list.candidates.map((c) => c.number)).toEqual([1, 2, 3].map(aNumber));
    expect(list.next.map((c) => c.rank)).toEqual([4, 5, 6, 7]);
    expect(list).toMatchObject({
      simulated: false,
      method: { id: 'ar-habitat', seed: 1, weighting: null },
      funnel: { total: 9, eligible: 7, beyondWishes: false },
      shortReason: null,
    });
  });
  test('does what it is asked', async () => {
    const asked = {
      vacancy: 'V-1',
      size: 4,
      next: 1,
      seed: 9,
      beyondWishes: true,
      contingent: 'COLACT',
      method: 'ar-habitat',
    };
    const list = ShortlistSchema.parse(await (await post(asked)).json());
    expect([list.candidates.length, list.next.length]).toEqual([4, 1]);
    expect(list.candidates[0]!.number).toBe(aNumber(8));
    expect(list).toMatchObject({ method: { seed: 9 }, funnel: { eligible: 8, beyondWishes: true } });
    expect(list.method.weighting).not.toBeNull();
  });
  test('is the same bytes twice', async () => {
    expect(await (await post({ vacancy: 'V-1' })).text()).toBe(await (await post({ vacancy: 'V-1' })).text());
  });
  test('a dwelling that nobody suits is an answer, with its reason', async () => {
    const list = ShortlistSchema.parse(await (await post({ vacancy: 'V-2' })).json());
    expect(list).toMatchObject({
      candidates: [],
      next: [],
      shortReason: { code: 'insufficient-candidates' },
    });
  });
});

describe('requests that cannot be answered', () => {
  test('a vacancy that does not exist is a 404', async () => {
    const problem = await problemOf(await post({ vacancy: 'V-99' }), 404);
    expect(problem.code).toBe('vacancy.unknown');
  });
  test.each([
    ['a field that does not exist', { vacancy: 'V-1', sise: 3 }, 'request.field.unknown', 'sise'],
    ['no vacancy', {}, 'request.field.invalid', 'vacancy'],
    ['an empty vacancy', { vacancy: '' }, 'request.field.invalid', 'vacancy'],
    ['a number for the vacancy', { vacancy: 12 }, 'request.field.invalid', 'vacancy'],
    ['a text for the size', { vacancy: 'V-1', size: '3' }, 'request.field.invalid', 'size'],
    ['a list of two', { vacancy: 'V-1', size: 2 }, 'request.field.invalid', 'size'],
    ['a list of twenty-one', { vacancy: 'V-1', size: 21 }, 'request.field.invalid', 'size'],
    ['half a candidate', { vacancy: 'V-1', size: 3.5 }, 'request.field.invalid', 'size'],
    ['less than nobody after', { vacancy: 'V-1', next: -1 }, 'request.field.invalid', 'next'],
    ['a seed beyond its bound', { vacancy: 'V-1', seed: 1_000_000_000 }, 'request.field.invalid', 'seed'],
    [
      'a contingent of nowhere',
      { vacancy: 'V-1', contingent: 'MAIRIE' },
      'request.field.invalid',
      'contingent',
    ],
    [
      'a text for a yes or no',
      { vacancy: 'V-1', beyondWishes: 'oui' },
      'request.field.invalid',
      'beyondWishes',
    ],
    ['a list instead of an object', ['V-1'], 'request.field.invalid', ''],
    ['null', null, 'request.field.invalid', ''],
    ['a method that does not exist', { vacancy: 'V-1', method: 'hasard' }, 'method.unknown', 'method'],
    [
      'a weighting for a method',
      { vacancy: 'V-1', method: 'action-logement' },
      'method.not-an-ordering',
      'method',
    ],
  ])('%s is a 400 that names the field', async (_, body, code, path) => {
    const problem = await problemOf(await post(body), 400);
    expect(problem.issues.map((issue) => [issue.code, issue.path])).toContainEqual([code, path]);
    expect(problem.title).toBe('Requête incorrecte');
  });
  test('several faults are all said', async () => {
    const problem = await problemOf(await post({ size: 1, next: 'x' }), 400);
    expect(problem.issues.map((issue) => issue.path).sort()).toEqual(['next', 'size', 'vacancy']);
  });
  test.each([
    ['cut short', '{"vacancy":'],
    ['not JSON', 'vacancy=V-1'],
    ['empty', ''],
  ])('a body that is %s', async (_, body) => {
    const problem = await problemOf(await post(body), 400);
    expect(problem.code).toMatch(/^request\./);
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])(
    'a body in %s',
    async (type) => {
      const problem = await problemOf(await post({ vacancy: 'V-1' }, { 'content-type': type }), 415);
      expect(problem.code).toBe('request.media-type');
    },
  );
  test('a body without a type', async () => {
    const response = await app.request('/v1/shortlists', {
      method: 'POST',
      body: new TextEncoder().encode('{"vacancy":"V-1"}'),
    });
    expect((await problemOf(response, 415)).code).toBe('request.media-type');
  });
  test('a body beyond the limit is a 413, declared or not', async () => {
    const body = JSON.stringify({ vacancy: 'V'.repeat(70_000) });
    expect((await problemOf(await post(body), 413)).code).toBe('request.too-large');
    const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
    expect((await problemOf(await post(body, headers), 413)).code).toBe('request.too-large');
  });
  test('an address that does not exist', async () => {
    expect((await problemOf(await app.request('/nulle/part'), 404)).code).toBe('route.unknown');
  });
  test.each([
    ['GET', '/v1/shortlists', 'POST'],
    ['DELETE', '/v1/vacancies', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('%s %s: another method would do, and it is said which', async (method, path, allow) => {
    const response = await app.request(path, { method });
    expect(response.headers.get('allow')).toBe(allow);
    expect((await problemOf(response, 405)).code).toBe('route.method');
  });
});

describe('nothing that was received comes back in a problem', () => {
  const number = aNumber(4242);
  test.each([
    ['vacancy', { vacancy: number }, 404],
    ['method', { vacancy: 'V-1', method: number }, 400],
    ['contingent', { vacancy: 'V-1', contingent: number }, 400],
    ['size', { vacancy: 'V-1', size: number }, 400],
    ['a field', { vacancy: 'V-1', [number]: 1 }, 400],
    ['a field beside others', { [`n-${number}`]: 1 }, 400],
  ])('a numéro unique put in %s', async (_, body, status) => {
    const text = JSON.stringify(await problemOf(await post(body), status));
    expect(text).not.toContain(number);
  });
  test.each([
    `/v1/demands/${number}`,
    `/v1/vacancies?limit=${number}`,
    `/v1/vacancies?${number}=1`,
    `/logements/${number}`,
  ])('nor one put in an address: %#', async (path) => {
    const response = await app.request(path);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(await response.text()).not.toContain(number);
  });
  test('nor a malformed body', async () => {
    expect(await (await post(`{"vacancy": ${number}`)).text()).not.toContain(number);
  });
});
