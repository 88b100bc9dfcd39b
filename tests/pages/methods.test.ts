import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { pageHtml } from '../support/pageText.ts';

const { ask, app } = served();
const { admin, bailleur } = PRINCIPALS;
const AR_HABITAT = readFileSync(
  resolve(import.meta.dirname, '../../scoring/methods/ar-habitat.yaml'),
  'utf8',
);

const pageOf = async (path: string, who: (typeof PRINCIPALS)[keyof typeof PRINCIPALS] = admin) => {
  const response = await ask(who, 'GET', path);
  expect(response.status).toBe(200);
  return pageHtml(response);
};
const tried = async (text: string, who: { readonly id: string } = admin) =>
  app.request('/methodes/essayer', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${who.id}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({ texte: text, avec: 'ar-habitat' }).toString(),
  });

describe('methods', () => {
  test('lists them, and says which is the territory’s', async () => {
    const html = await pageOf('/methodes');
    expect(html).toContain('href="/methodes/ar-habitat"');
    expect(html.match(/celle du territoire/g)).toHaveLength(1);
  });
  test('one is read with its levels, criteria and sources', async () => {
    const html = await pageOf('/methodes/ar-habitat');
    expect(html).toMatch(/Niveaux : qui passe avant/);
    expect(html).toMatch(/Ce que la méthode lit/);
    expect(html).toMatch(/L441/);
  });
  test('one that does not exist is a page that says which do', async () => {
    const response = await app.request('/methodes/nulle', {
      headers: { authorization: 'Bearer admin', accept: 'text/html' },
    });
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await pageHtml(response)).toMatch(/ar-habitat/);
  });
  test('a method compared with itself says that nothing changes', async () => {
    const html = await pageOf('/methodes/comparer?avant=ar-habitat&apres=ar-habitat');
    expect(html).toContain('Les deux méthodes disent la même chose.');
    expect(html).toMatch(/Changent de place<\/dt><dd>0</);
  });
  test('moves of all demands are for coordination and the administrator', async () => {
    expect(await pageOf('/methodes/comparer', bailleur)).toContain('fait pour la coordination');
  });
});

describe('a method tried', () => {
  test('its faults are told one by one, and what was typed is given back', async () => {
    const response = await tried('id: essai\nlabel: <b>Essai</b>\n');
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(html).toMatch(/à corriger/);
    expect(html).toContain('label: &lt;b&gt;Essai&lt;/b&gt;');
  });
  test('an empty text is refused with what to do', async () => {
    const response = await tried('');
    expect(response.status).toBe(400);
    expect(await pageHtml(response)).toContain('Collez le texte de la méthode');
  });
  test('one that is valid is shown, with what it would move', async () => {
    const response = await tried(AR_HABITAT);
    expect(response.status).toBe(200);
    const html = await pageHtml(response);
    expect(html).toContain('méthode valide');
    expect(html).toMatch(/Changent de place<\/dt><dd>0</);
  });
  test('who may not compare on all demands still has it checked', async () => {
    const html = await (await tried(AR_HABITAT, bailleur)).text();
    expect(html).toContain('méthode valide');
    expect(html).not.toContain('Changent de place');
  });
});
