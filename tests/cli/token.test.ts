import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { precal, type Ran } from '../support/commandLine.ts';
import { aTownFolder, refused, type TownFolder } from '../support/townCli.ts';

let town: TownFolder;
beforeAll(async () => {
  town = await aTownFolder();
});
afterAll(() => town.remove());

const create = (...args: string[]) => precal(['token', 'create', ...args, ...town.data]);
const appOf = (ran: Ran) => ran.served[0]!.app;

describe('precal serve, before any token', () => {
  test('listens on this machine only, and gives a link that opens the pages once', async () => {
    const ran = await precal(['serve', '--port', '0', ...town.data]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.served[0]).toMatchObject({ host: '127.0.0.1', port: 0 });
    const [, link] = /(http:\/\/127\.0\.0\.1:43210\/ouvrir\?code=[\w-]{43})/.exec(ran.err)!;
    const app = appOf(ran);
    expect((await app.request('/')).status).toBe(401);
    const cookie = (await app.request(link!)).headers.get('set-cookie')!.split(';')[0]!;
    expect((await app.request('/', { headers: { cookie } })).status).toBe(200);
    expect((await app.request(link!)).status).toBe(401);
  });
  test.each([
    [['--host', '192.168.1.10'], /aucun de valable.*precal token create/],
    [['--public-host', 'precal.exemple.fr'], /aucun de valable/],
    [['--host', '0.0.0.0'], /--public-host precal\.exemple\.fr/],
    [['--host', '0.0.0.0', '--public-host', 'https://precal'], /n’est pas un nom de machine/],
  ])('%j is refused, and says how', async (args, says) => {
    await refused(['serve', ...args, ...town.data], says);
  });
});

describe('precal token', () => {
  test('none is said', async () => {
    expect((await precal(['token', 'list', ...town.data])).out).toBe('Aucun jeton.\n');
  });
  test.each([
    [['--role', 'maire', '--label', 'x'], /maire/],
    [['--role', 'bailleur', '--label', 'x'], /au nom de quelqu’un/],
    [['--role', 'bailleur', '--of', 'personne', '--label', 'x'], /n’est pas dans ce territoire/],
    [['--role', 'admin', '--of', 'vilogia', '--label', 'x'], /au nom de personne/],
    [['--role', 'admin', '--label', 'x', '--days', '400'], /de 1 à 366/],
    [['--role', 'admin', '--label', 'x', '--per-second', '9000'], /de 1 à 5000/],
  ])('create %j is refused', async (args, says) => {
    await refused(['token', 'create', ...args, ...town.data], says);
  });
  test('is shown once, opens the API as its role, is listed without its secret, and revoked', async () => {
    const made = await create(
      '--role',
      'bailleur',
      '--of',
      'vilogia',
      '--label',
      'ordre du jour',
      '--days',
      '7',
    );
    expect(made.code, made.err).toBe(0);
    const token = made.out.trim();
    expect(token).toMatch(/^precal_[0-9a-f]{16}_[\w-]{43}$/);
    expect(made.err).toMatch(/bailleur vilogia, « ordre du jour », valable \(fin le 9 novembre 2026\)/);
    const id = token.split('_')[1]!;
    const list = await precal(['token', 'list', ...town.data]);
    expect(list.out).toContain(id);
    expect(list.out).not.toContain(token.split('_')[2]);
    const app = appOf(await precal(['serve', '--host', '192.168.1.10', ...town.data]));
    const vacancies = () =>
      app.request('http://192.168.1.10/v1/vacancies', { headers: { authorization: `Bearer ${token}` } });
    const mine = await vacancies();
    expect(mine.status).toBe(200);
    expect(await mine.json()).toMatchObject({ items: [] });
    const revoked = await precal(['token', 'revoke', id, '--json', ...town.data]);
    expect(JSON.parse(revoked.out)).toMatchObject({ id, revokedAt: '2026-11-02T08:00:00.000Z' });
    expect((await vacancies()).status).toBe(401);
    expect((await precal(['token', 'list', ...town.data])).out).toMatch(/révoqué$/m);
    await refused(['token', 'revoke', '00', ...town.data], /Aucun jeton/);
  });
  test('in JSON, for programs', async () => {
    const asked = ['--role', 'admin', '--label', 'sauvegarde', '--per-second', '2000', '--json'];
    const made = JSON.parse((await create(...asked)).out);
    expect(made).toMatchObject({ token: { role: 'admin', of: null, label: 'sauvegarde', perSecond: 2000 } });
    expect((await precal(['token', 'list', ...town.data])).out).toMatch(/2\s000\srequêtes par seconde/);
    const { items } = JSON.parse((await precal(['token', 'list', '--json', ...town.data])).out);
    expect(items.map(({ id }: { id: string }) => id)).toContain(made.token.id);
    expect(JSON.stringify(items)).not.toMatch(/sha256/);
  });
  test('with one, the server opens elsewhere, without any link', async () => {
    const ran = await precal([
      'serve',
      '--host',
      '0.0.0.0',
      '--public-host',
      'precal.exemple.fr',
      ...town.data,
    ]);
    expect(ran.code, ran.err).toBe(0);
    expect(ran.served[0]).toMatchObject({ host: '0.0.0.0' });
    expect(ran.err).toMatch(/http:\/\/precal\.exemple\.fr:8080, aux porteurs d’un jeton/);
    expect(ran.err).not.toMatch(/ouvrir/);
  });
});

describe('/v1/tokens', () => {
  test('does the same while the server keeps the data', async () => {
    const made = await create('--role', 'admin', '--label', 'essai');
    const app = appOf(await precal(['serve', ...town.data]));
    const ask = (method: string, path: string, body?: unknown) =>
      app.request(path, {
        method,
        headers: { authorization: `Bearer ${made.out.trim()}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const created = await ask('POST', '/v1/tokens', { role: 'commune', of: '59512', days: 1, label: 'x' });
    expect(created.status).toBe(201);
    const { token, text } = (await created.json()) as { token: { id: string }; text: string };
    const asCommune = () => app.request('/v1/vacancies', { headers: { authorization: `Bearer ${text}` } });
    expect((await asCommune()).status).toBe(200);
    const { items } = (await (await ask('GET', '/v1/tokens')).json()) as { items: { id: string }[] };
    expect(items.map(({ id }) => id)).toContain(token.id);
    expect((await ask('DELETE', `/v1/tokens/${token.id}`)).status).toBe(200);
    expect((await asCommune()).status).toBe(401);
    expect((await ask('DELETE', '/v1/tokens/0')).status).toBe(404);
    expect((await ask('POST', '/v1/tokens', { role: 'commune', label: 'x' })).status).toBe(400);
  });
});
