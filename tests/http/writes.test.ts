import { beforeEach, describe, expect, test } from 'vitest';
import type { Guard } from '../../api/http/guard.ts';
import { MINE, PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { problemOf } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { twentyOfficers } from '../support/officers.ts';

const { admin, bailleur } = PRINCIPALS;
let town: Served;
let session = '';

const send = (
  method: string,
  path: string,
  {
    body,
    headers = {},
    who = admin,
  }: { body?: unknown; headers?: Record<string, string>; who?: { id: string } } = {},
) =>
  town.app.request(path, {
    method,
    headers: {
      authorization: `Bearer ${who.id}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const withdraw = (n: number) => ({
  changes: [{ kind: 'withdraw', number: household(n), motive: 'withdrew' }],
});
const change = (n: number, version: number, who: { id: string } = bailleur) =>
  send('POST', `${session}/changes`, { body: withdraw(n), headers: { 'if-match': `"${version}"` }, who });

beforeEach(async () => {
  town = served();
  const made = await send('POST', '/v1/sessions', {
    body: { vacancies: [MINE.vacancy, MINE.inSession] },
    who: bailleur,
  });
  session = made.headers.get('location') as string;
});

describe('a change made on a version that is no longer the last', () => {
  test('is told who changed what, and when', async () => {
    expect((await change(1, 1)).status).toBe(200);
    const stale = await change(2, 1, admin);
    const problem = await problemOf(stale, 412);
    expect(problem.code).toBe('session.stale');
    expect(problem.since).toEqual([
      {
        version: 2,
        at: '2026-11-02T08:00:00.000Z',
        by: 'compte b',
        text: `La demande ${household(1)} sort de la séance (le ménage se retire).`,
      },
    ]);
    expect(problem.detail).toContain('Depuis votre lecture : 2026-11-02 à 08:00 UTC, compte b');
  });
  test('of a token, by its role and its label', async () => {
    const tokens = {
      list: async () => [{ id: 'b', role: 'bailleur', of: 'x', label: 'ordre du jour' }],
    } as unknown as Guard['tokens'];
    town = served({ tokens });
    await send('POST', '/v1/sessions', { body: { vacancies: [MINE.vacancy] }, who: bailleur });
    expect((await change(1, 1)).status).toBe(200);
    const { since } = await problemOf(await change(2, 1), 412);
    expect(since?.map(({ by }) => by)).toEqual(['bailleur, « ordre du jour »']);
  });
  test('of another session, nothing is told', async () => {
    await send('POST', '/v1/sessions', { body: { vacancies: ['W-1'] } });
    expect((await change(1, 1)).status).toBe(200);
    const { since } = await problemOf(await change(2, 1), 412);
    expect(since).toHaveLength(1);
  });
});

twentyOfficers(async () => [served()]);

describe('an idempotency key', () => {
  const key = (name: string) => ({ 'idempotency-key': name });
  const cancel = (name: string, headers: Record<string, string> = { 'if-match': '"1"' }) =>
    send('DELETE', session, { headers: { ...headers, ...key(name) } });

  test('makes a change once, and gives the same answer again', async () => {
    const first = await cancel('a');
    expect(first.status).toBe(200);
    const again = await cancel('a');
    expect([again.status, again.headers.get('etag')]).toEqual([200, first.headers.get('etag')]);
    expect(await again.text()).toBe(await first.text());
    const other = await cancel('b');
    expect((await problemOf(other, 412)).code).toBe('session.stale');
  });
  test('used for something else, is refused', async () => {
    await cancel('a');
    const response = await send('DELETE', `${session}/changes/last`, {
      headers: { 'if-match': '"2"', ...key('a') },
    });
    expect((await problemOf(response, 409)).code).toBe('request.key-reused');
  });
  test('of a request that was refused, may be used again', async () => {
    expect((await cancel('a', { 'if-match': '"7"' })).status).toBe(412);
    expect((await cancel('a')).status).toBe(200);
  });
  test('sent twice at once, does it once', async () => {
    const answers = await Promise.all([cancel('a'), cancel('a')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await cancel('a')).status).toBe(200);
  });
  test('is each one’s own', async () => {
    await cancel('a');
    const response = await send('DELETE', session, {
      headers: { 'if-match': '"1"', ...key('a') },
      who: bailleur,
    });
    expect((await problemOf(response, 412)).code).toBe('session.stale');
  });
  test('of a token, does not show the secret again', async () => {
    const make = () =>
      send('POST', '/v1/tokens', { body: { role: 'analyst', label: 'essai' }, headers: key('t') });
    expect((await make()).status).toBe(201);
    expect((await problemOf(await make(), 409)).code).toBe('request.key-spent');
    const { items } = (await (await send('GET', '/v1/tokens')).json()) as { items: object[] };
    expect(items).toHaveLength(1);
  });
  test('is forgotten after a day', async () => {
    let now = '2026-11-02T08:00:00.000Z';
    town = served({ now: () => now });
    const make = () =>
      send('POST', '/v1/tokens', { body: { role: 'analyst', label: 'essai' }, headers: key('t') });
    expect((await make()).status).toBe(201);
    now = '2026-11-03T07:59:59.999Z';
    expect((await make()).status).toBe(409);
    now = '2026-11-03T08:00:00.001Z';
    expect((await make()).status).toBe(201);
  });
  test('badly written, is refused', async () => {
    expect((await problemOf(await cancel('a b'), 400)).code).toBe('request.key-malformed');
  });
});
