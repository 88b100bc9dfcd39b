import { beforeEach, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { pageHtml } from '../support/pageText.ts';

const { admin } = PRINCIPALS;
const authorization = `Bearer ${admin.id}`;
const HEADERS = 'Identifiant;Logement;Disponible le;Motif';
const GOOD = 'V-9;L-6;2026-12-01;rotation';
const BAD = 'V-10;L-6;le 31 du mois;rotation';
let town: Served;
beforeEach(() => {
  town = served();
});

const send = async (text: string, { kind = 'vacancies', name = 'libérés.csv' } = {}) => {
  const body = new FormData();
  if (name !== '') body.set('fichier', new File([text], name));
  body.set('nature', kind);
  body.set('feuille', '');
  return town.app.request('/imports', { method: 'POST', headers: { authorization }, body });
};
const ended = async (response: Response): Promise<string> => {
  expect(response.status).toBe(303);
  const path = response.headers.get('location') as string;
  for (;;) {
    const html = await (await town.ask(admin, 'GET', path)).text();
    if (!html.includes('Lecture en cours')) return html;
    await new Promise((next) => setTimeout(next, 5));
  }
};

describe('a file sent by the page', () => {
  test('is read, and its account is given', async () => {
    const html = await ended(await send(`${HEADERS}\n${GOOD}\n`));
    expect(html).toMatch(/1\sligne gardée sur 1/);
    expect(await (await town.ask(admin, 'GET', '/imports')).text()).toContain('libérés.csv');
  });
  test('without a file, says so and keeps what was chosen', async () => {
    const response = await send('', { name: '', kind: 'dwellings' });
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(html).toContain('Choisissez un fichier');
    expect(html).toMatch(/value="dwellings" selected/);
  });
  test('of no known content is refused', async () => {
    const response = await send(GOOD, { kind: 'chats' });
    expect(response.status).toBe(400);
    expect(await pageHtml(response)).toContain('Dites ce que contient le fichier');
  });
  test('whose headers say nothing is refused whole', async () => {
    expect(await ended(await send('a;b\n1;2\n'))).toMatch(/rien n’a été écrit/);
  });
  test('a row refused is told beside its cell, corrected in the page, and sent again', async () => {
    const html = await ended(await send(`${HEADERS}\n${GOOD}\n${BAD}\n`));
    expect(html).toMatch(/1\srefusée/);
    const field = /name="(cellule-0-\d+)" value="le 31 du mois"[^>]*aria-invalid="true"/.exec(html)?.[1];
    expect(field).toBeDefined();
    const action = /action="(\/imports\/[^"]+\/corriger)"/.exec(html)?.[1] as string;
    const again = await town.app.request(action, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ [field as string]: '2026-12-31' }).toString(),
    });
    expect(await ended(again)).toMatch(/1\sligne gardée sur 1/);
  });
  test('a page of no import is not there', async () => {
    expect((await town.ask(admin, 'GET', '/imports/rien')).status).toBe(404);
  });
});
