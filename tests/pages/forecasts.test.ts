import { describe, expect, test } from 'vitest';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';

const { ask } = served();
const { admin, reservataire } = PRINCIPALS;
const plain = (html: string) => html.replace(/\s/g, ' ');

describe('/territoire/previsions', () => {
  test('tells each target’s year end, and that only the ledger was read', async () => {
    const html = plain(await (await ask(admin, 'GET', '/territoire/previsions')).text());
    expect(html).toContain('Prévisions de fin d’année');
    expect(html).toMatch(/que les compteurs de l’année/);
    expect(html).toMatch(/Fin d’année : |Rien n’est compté/);
  });
  test('filters are in the address, and one that is not known is told', async () => {
    const html = await (await ask(admin, 'GET', '/territoire/previsions?suite=too-late')).text();
    expect(html).toMatch(/value="too-late" selected/);
    expect((await ask(admin, 'GET', '/territoire/previsions?suite=demain')).status).toBe(400);
  });
  test('what is shown is downloaded', async () => {
    const csv = await ask(admin, 'GET', '/territoire/previsions?format=csv');
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/);
  });
  test('it is not for reservataires', async () => {
    expect((await ask(reservataire, 'GET', '/territoire/previsions')).status).toBe(403);
  });
});
