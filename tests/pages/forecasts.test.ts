import { describe, expect, test } from 'vitest';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { pageHtml } from '../support/pageText.ts';

const { ask } = served();
const { admin, reservataire } = PRINCIPALS;
describe('/territoire/previsions', () => {
  test('tells each target’s year end, and that only the ledger was read', async () => {
    const html = await pageHtml(await ask(admin, 'GET', '/territoire/previsions'));
    expect(html).toContain('Prévisions de fin d’année');
    expect(html).toMatch(/que les compteurs de l’année/);
    expect(html).toMatch(/Fin d’année : |Rien n’est compté/);
  });
  test('filters are in the address, and one that is not known is told', async () => {
    const html = await pageHtml(await ask(admin, 'GET', '/territoire/previsions?suite=too-late'));
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
