import { describe, expect, test } from 'vitest';
import { problemOf } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { localGuard } from './localGuard.ts';
import { MINE, PRINCIPALS, served } from './twoBailleurs.ts';

const { admin } = PRINCIPALS;

describe('pages, cookies and other sites', () => {
  const enter = async (headers: Record<string, string> = {}) => {
    const { pages, tokens, authenticator } = localGuard();
    const town = served({ pages, tokens, authenticator });
    const code = pages.oneTimeCode();
    const response = await town.app.request(`/ouvrir?code=${code}`, { headers });
    return { town, response, code, tokens };
  };
  test('the one-time link sets a cookie that no script reads and no other site sends', async () => {
    const { town, response, code } = await enter();
    expect(response.status).toBe(200);
    const set = response.headers.get('set-cookie')!;
    expect(set).toMatch(/^precal_page=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const cookie = set.split(';')[0]!;
    const home = await town.app.request('/', { headers: { cookie } });
    expect(home.status).toBe(200);
    expect(await home.text()).toContain(MINE.vacancy);
    expect((await town.app.request(`/ouvrir?code=${code}`)).status).toBe(401);
  });
  test('elsewhere than on this machine, the cookie wants TLS', async () => {
    const { pages, tokens, authenticator } = localGuard();
    const { app } = served({ pages, tokens, authenticator, publicHosts: ['precal.exemple.fr'] });
    const response = await app.request(`http://precal.exemple.fr/ouvrir?code=${pages.oneTimeCode()}`);
    expect(response.headers.get('set-cookie')).toMatch(/; Secure/);
  });
  test('a token opens the pages, from a form of this server', async () => {
    const { town, tokens } = await enter();
    const { text } = await tokens.create({
      role: 'commune',
      of: '59512',
      label: 'pages',
      expiresAt: '2027-01-01T00:00:00.000Z',
      now: '2026-11-02T08:00:00.000Z',
    });
    const post = (jeton: string, origin = 'http://localhost') =>
      town.app.request('/ouvrir', {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams({ jeton }).toString(),
      });
    expect((await post('rien')).status).toBe(401);
    expect((await post(text, 'http://ailleurs.example')).status).toBe(403);
    const opened = await post(` ${text} `);
    expect(opened.status).toBe(200);
    const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
    const home = await (await town.app.request('/', { headers: { cookie } })).text();
    expect(home).toContain('V-1');
    expect(home).not.toContain('W-1');
  });
  test('a cookie alone changes nothing, unless the request comes from a page of this server', async () => {
    const { town, response } = await enter();
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    const close = (headers: Record<string, string>) =>
      town.app.request('/v1/sessions', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ vacancies: ['V-99'] }),
      });
    for (const headers of [
      {},
      { origin: 'http://ailleurs.example' },
      { origin: 'null' },
      { origin: 'http://localhost:8081' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost' },
      { 'sec-fetch-site': 'none' },
    ] as Record<string, string>[])
      expect((await problemOf(await close(headers), 403)).code).toBe('request.origin');
    for (const headers of [{ origin: 'http://localhost' }, { 'sec-fetch-site': 'same-origin' }])
      expect((await problemOf(await close(headers as Record<string, string>), 404)).code).toBe(
        'vacancy.unknown',
      );
  });
  test('leaving closes the page', async () => {
    const { town, response } = await enter();
    const cookie = response.headers.get('set-cookie')!.split(';')[0]!;
    const leave = (headers: Record<string, string>) =>
      town.app.request('/fermer', { method: 'POST', headers: { origin: 'http://localhost', ...headers } });
    expect((await problemOf(await leave({}), 401)).code).toBe('auth.required');
    expect((await leave({ cookie })).status).toBe(200);
    expect((await town.app.request('/', { headers: { cookie } })).status).toBe(401);
  });
  test('a browser that nobody knows is shown where to come in; a program gets a problem', async () => {
    const { app } = served();
    const page = await app.request('/', { headers: { accept: 'text/html' } });
    expect(page.status).toBe(401);
    expect(await page.text()).toMatch(/<form method="post" action="\/ouvrir">/);
    expect((await app.request('/ouvrir')).status).toBe(200);
    const program = await app.request('/v1/vacancies');
    expect(program.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await problemOf(program, 401)).code).toBe('auth.required');
    const wrong = await app.request('/v1/vacancies', { headers: { authorization: 'Bearer faux' } });
    expect((await problemOf(wrong, 401)).code).toBe('auth.token-refused');
  });
});

describe('what every answer carries', () => {
  test('a content policy without any inline script or style, and pages that need none', async () => {
    const { ask } = served();
    for (const path of ['/', '/v1/vacancies', '/nulle-part', '/ouvrir']) {
      const { headers } = await ask(admin, 'GET', path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|http|data:/);
      expect(headers.get('cache-control')).toBe('no-store');
    }
    for (const path of ['/', `/logements/${MINE.vacancy}`, '/ouvrir']) {
      const html = await (await ask(admin, 'GET', path)).text();
      expect(html).not.toMatch(/<style|<script(?! type="module" src="\/actifs\/)|style=|\son\w+=/);
      expect(html).toContain('href="/actifs/precal.css"');
    }
    const css = await ask(null, 'GET', '/actifs/precal.css');
    expect(css.headers.get('content-type')).toMatch(/^text\/css/);
    expect(await css.text()).not.toMatch(/url\(|@import/);
  });
  test('an identifier of its own, whatever the client sends', async () => {
    const { app } = served();
    const asked = async () =>
      (await app.request('/health', { headers: { 'x-request-id': household(1) } })).headers.get(
        'x-request-id',
      );
    const [one, two] = [await asked(), await asked()];
    expect(one).toMatch(/^[0-9a-f-]{36}$/);
    expect(two).not.toBe(one);
  });
  test('a name that is the server’s, given when it opens, is answered; another is not', async () => {
    const { app } = served({ publicHosts: ['precal.exemple.fr'] });
    expect((await app.request('https://precal.exemple.fr/health')).status).toBe(200);
    expect((await app.request('https://PRECAL.exemple.fr/health')).status).toBe(200);
    const refused = await app.request('https://precal.exemple.fr.ailleurs.example/health');
    expect((await problemOf(refused, 403)).code).toBe('request.host');
  });
  test('the description says how to come in, and what any route may answer', async () => {
    const document = (await (await served().ask(null, 'GET', '/openapi.json')).json()) as {
      security: unknown;
      components: { securitySchemes: unknown };
      paths: Record<string, Record<string, { responses: object; security?: unknown }>>;
    };
    expect(document.security).toEqual([{ token: [] }]);
    expect(document.components.securitySchemes).toMatchObject({ token: { type: 'http', scheme: 'bearer' } });
    const { get: list } = document.paths['/v1/vacancies']!;
    expect(Object.keys(list!.responses)).toEqual(expect.arrayContaining(['401', '403', '429', '503']));
    const { get: health } = document.paths['/health']!;
    expect(health!.security).toEqual([]);
    expect(Object.keys(health!.responses)).not.toContain('401');
  });
});
