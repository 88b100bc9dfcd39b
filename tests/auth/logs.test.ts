import { describe, expect, test } from 'vitest';
import { jsonRequestLog, withoutMessage } from '../../api/http/requestLog.ts';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { problemOf } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { MINE, PRINCIPALS, served } from './twoBailleurs.ts';

const { admin, analyst, bailleur, commune } = PRINCIPALS;
const NUMBER = /999\d{10}[A-Z0-9]{5}/;

describe('figures', () => {
  test('by route, and never by address', async () => {
    const { ask } = served();
    await ask(admin, 'GET', '/v1/sessions/rien');
    await ask(admin, 'GET', `/v1/${household(1)}`);
    const { text, type } = await ask(admin, 'GET', '/metrics').then(async (response) => ({
      text: await response.text(),
      type: response.headers.get('content-type'),
    }));
    expect(type).toMatch(/^text\/plain/);
    expect(text).toContain(
      'precal_http_requests_total{method="GET",route="/v1/sessions/{id}",status="404"} 1',
    );
    expect(text).toContain('route="none"');
    expect(text).toMatch(/precal_http_in_flight 0/);
    expect(text).not.toMatch(NUMBER);
  });
  const local = (remoteAddress: string, headers: Record<string, string> = {}, host = 'localhost') =>
    served().app.request(`http://${host}/metrics`, { headers }, { incoming: { socket: { remoteAddress } } });
  test('for programs of this machine, without a token', async () => {
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
      expect((await local(address)).status).toBe(200);
  });
  test('not for others, nor through a proxy of this machine', async () => {
    expect((await local('192.0.2.7')).status).toBe(401);
    for (const header of ['x-forwarded-for', 'forwarded', 'via'])
      expect((await local('127.0.0.1', { [header]: '192.0.2.7' })).status).toBe(401);
    const byName = served({ publicHosts: ['precal.exemple.fr'] }).app.request(
      'http://precal.exemple.fr/metrics',
      {},
      { incoming: { socket: { remoteAddress: '127.0.0.1' } } },
    );
    expect((await byName).status).toBe(401);
  });
});

describe('what is written down', () => {
  const logged = (changes = {}) => {
    const lines: string[] = [];
    const town = served({ log: jsonRequestLog((line) => void lines.push(line)), ...changes });
    return {
      ...town,
      lines,
      entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    };
  };
  test('one line a request: who, by which route, how it ended', async () => {
    const { ask, entries } = logged();
    const response = await ask(bailleur, 'GET', '/v1/sessions/2026-11-02-1');
    expect(entries()).toEqual([
      expect.objectContaining({
        msg: 'request',
        requestId: response.headers.get('x-request-id'),
        method: 'GET',
        route: '/v1/sessions/{id}',
        status: 404,
        who: 'b',
        role: 'bailleur',
        code: 'session.unknown',
      }),
    ]);
    await ask(null, 'GET', '/nulle/part');
    expect(entries()[1]).toMatchObject({ route: null, status: 401, who: null, code: 'auth.required' });
  });
  test('no personal data, whatever is sent and wherever', async () => {
    const { app, ask, lines } = logged();
    const number = household(1);
    const marks = ['Dupont', number, 'secretissime'];
    for (const mark of marks) {
      const headers = {
        authorization: 'Bearer admin',
        'x-request-id': mark,
        'user-agent': mark,
        referer: mark,
      };
      await app.request(`/v1/vacancies?commune=${mark}&${mark}=1`, { headers });
      await app.request(`/v1/sessions/${mark}`, { headers });
      await app.request(`/${mark}`, { headers, method: 'PUT' });
      await app.request(`/?logement=${mark}`, { headers });
      await app.request(`/ouvrir?code=${mark}`);
      await app.request('/v1/vacancies', { headers: { authorization: `Bearer ${mark}` } });
      await ask(admin, 'POST', '/v1/demand-explanations', { number: mark, [mark]: mark });
      await app.request('/v1/shortlists', {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: `{"vacancy":"${mark}`,
      });
    }
    await ask(admin, 'POST', '/v1/demand-explanations', { number });
    await ask(admin, 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    await ask(admin, 'POST', '/v1/tokens', { role: 'analyst', label: 'Dupont' });
    expect(lines.length).toBeGreaterThan(25);
    for (const line of lines) {
      for (const mark of marks) expect(line).not.toContain(mark);
      expect(line).not.toMatch(NUMBER);
    }
  });
  test('an error that nobody foresaw: its kind and its place, not its message; the client gets neither', async () => {
    const { ask, entries, lines } = logged({
      onPersonalRead: () => {
        throw new RangeError(`broken on ${household(1)}`);
      },
    });
    const response = await ask(admin, 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    const problem = await problemOf(response, 500);
    expect(problem.code).toBe('internal');
    expect(JSON.stringify(problem)).not.toMatch(/broken|RangeError|\.ts/);
    const failure = entries().find(({ msg }) => msg === 'failure');
    expect(failure).toMatchObject({
      error: 'RangeError',
      route: '/v1/shortlists',
      requestId: response.headers.get('x-request-id'),
    });
    expect(failure?.frames).toEqual(expect.arrayContaining([expect.stringMatching(/^at /)]));
    expect(lines.join('')).not.toMatch(/broken|999/);
  });
  test('what is thrown and is no error is told by its type', () => {
    expect(withoutMessage('Dupont')).toEqual({ error: 'string', frames: [] });
  });
  test('every read of households: who, about what, how many, by number or by pseudonym', async () => {
    const reads: PersonalRead[] = [];
    const { ask, entries } = logged({ onPersonalRead: (read: PersonalRead) => void reads.push(read) });
    await ask(bailleur, 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    await ask(analyst, 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    await ask(commune, 'POST', '/v1/demand-explanations', { number: PSEUDONYMS.of(household(1)) });
    await ask(admin, 'GET', '/v1/vacancies');
    await ask(commune, 'POST', '/v1/shortlists', { vacancy: 'W-1' });
    expect(reads).toMatchObject([
      {
        route: '/v1/shortlists',
        who: 'b',
        role: 'bailleur',
        of: 'lille-metropole-habitat',
        about: MINE.vacancy,
        households: 13,
        clear: true,
        at: '2026-11-02T08:00:00.000Z',
      },
      { who: 'a', role: 'analyst', about: MINE.vacancy, households: 13, clear: false },
      { who: 'c', route: '/v1/demand-explanations', about: null, households: 1, clear: false },
    ]);
    expect(entries().filter(({ msg }) => msg === 'personal read')).toHaveLength(3);
  });
  test('what could not be written down is not shown', async () => {
    const { ask } = served({ onPersonalRead: () => Promise.reject(new Error('disk full')) });
    const response = await ask(admin, 'POST', '/v1/shortlists', { vacancy: MINE.vacancy });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(NUMBER);
  });
});
