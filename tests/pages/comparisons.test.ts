import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { comparisonAsked } from '../../api/pages/comparisons/asked.ts';
import { targetsAsked } from '../../api/pages/comparisons/targetsPage.tsx';
import { InputError } from '../../engine/domain/issue.ts';
import { PRINCIPALS } from '../auth/twoBailleurs.ts';
import { type ComparingTown, comparingTown, type Who } from '../support/comparingTown.ts';
import { postForm } from '../support/formPost.ts';
import { pageHtml, textOf } from '../support/pageText.ts';

const AR_HABITAT = readFileSync(
  resolve(import.meta.dirname, '../../scoring/methods/ar-habitat.yaml'),
  'utf8',
);

let town: ComparingTown;
/** Address of a comparison of three ways over two months, made by the form. */
let made = '';
const send = (who: Who, fields: readonly (readonly [string, string])[]) =>
  town.app.request('/essais', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${PRINCIPALS[who].id}`,
      accept: 'text/html',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value])),
  });
const read = async (path: string, who: Who = 'coordination'): Promise<string> => {
  const response = await town.page(who, path);
  expect(response.status).toBe(200);
  return pageHtml(response);
};
const THREE = ['points', 'date-order', 'lottery'].map((policy) => ['policies', policy] as const);
const USUAL = [
  ['period', 'generated'],
  ['months', '2'],
  ['replications', '3'],
  ['seed', '1'],
  ...THREE,
] as const;

beforeAll(async () => {
  town = await comparingTown();
  town.goOn();
  expect(await read('/essais')).toContain('Aucun essai n’est gardé');
  const sent = await send('coordination', [...USUAL, ['key', 'une fois']]);
  expect(sent.status).toBe(303);
  const job = sent.headers.get('location') as string;
  expect(job).toMatch(/^\/travaux\//);
  // The form sent again does its work once.
  const again = await send('coordination', [...USUAL, ['key', 'une fois']]);
  expect(again.headers.get('location')).toBe(job);
  await vi.waitUntil(async () => (await town.page('coordination', job)).status === 303, { timeout: 30_000 });
  made = (await town.page('coordination', job)).headers.get('location') as string;
});

describe('the form', () => {
  test('says each way to make lists in a sentence, and has the usual ones ticked', async () => {
    const html = await read('/essais/nouveau');
    expect(html.match(/name="policies"/g)).toHaveLength(7);
    expect(html.match(/name="policies"[^>]*checked/g)).toHaveLength(7);
    expect(html).toContain('Les demandes les plus anciennes d’abord');
    expect(html).toMatch(/name="methods"[^>]*value="ar-habitat"[^>]*checked/);
  });

  test('is refused with its reason, and what was typed stays', async () => {
    const response = await send('admin', [
      ['period', 'generated'],
      ['months', '99'],
      ['replications', '7'],
      ['policies', 'lottery'],
    ]);
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(html).toMatch(/role="alert"/);
    expect(html).toMatch(/un nombre de mois, de 1 à 36/);
    expect(html).toMatch(/deux façons de faire les listes au moins/);
    expect(html).toMatch(/name="months"[^>]*value="99"[^>]*aria-invalid="true"/);
    expect(html).toMatch(/name="replications"[^>]*value="7"/);
    expect(html.match(/name="policies"[^>]*checked/g)).toHaveLength(1);
  });

  test.each([
    [{ from: '2019-01', to: '2019-02' }, /Aucun logement libéré n’est enregistré sur cette période/],
    [{ from: '2026-05', to: '2026-02' }, /ne peut pas être rejouée/],
    [{ from: '2026-13', to: '2026-02' }, /un mois de la liste/],
  ])('a period that cannot be replayed is refused: %j', async (period, says) => {
    const response = await send('coordination', [
      ['period', 'recorded'],
      ...Object.entries(period),
      ...THREE,
    ]);
    expect(response.status).toBe(400);
    expect(await pageHtml(response)).toMatch(says);
  });

  test('a method that cannot be read is refused beside its field, which stays open', async () => {
    const response = await send('coordination', [...USUAL, ['draft', 'id: essai']]);
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(html).toMatch(/<details open[^>]*><summary>Réglages/);
    expect(html).toContain('id: essai</textarea>');
    expect(html).toMatch(/Cette méthode a des fautes/);
  });

  test('an unknown method is refused', async () => {
    const response = await send('coordination', [...USUAL, ['methods', 'nulle']]);
    expect(response.status).toBe(400);
    expect(await pageHtml(response)).toContain('Aucune méthode ne s’appelle « nulle »');
  });

  test('with two methods, a way named as the reference is so with the first of them', async () => {
    const draft = AR_HABITAT.replace(/^id: .*$/m, 'id: grille-essayee');
    const sent = await send('coordination', [
      ...USUAL.filter(([name]) => name !== 'months' && name !== 'replications'),
      ['months', '1'],
      ['replications', '1'],
      ['draft', draft],
      ['reference', 'points'],
    ]);
    expect(sent.status).toBe(303);
    const html = await pageHtml(await town.settled('coordination', sent.headers.get('location') as string));
    expect(html).toContain('au regard de « Points seuls (ar-habitat) »');
    expect(html).toContain('Points seuls (grille-essayee)');
    expect(html).toContain('Une seule réplication');
  });

  test('recorded decisions are left aside for months to come, and asked for in months past', () => {
    const form = { policies: ['points', 'lottery', 'recorded'], from: '2026-01', to: '2026-02', months: '3' };
    expect(comparisonAsked({ ...form, period: 'generated' })).toMatchObject({
      policies: ['points', 'lottery'],
      period: { kind: 'generated', months: 3 },
    });
    expect(comparisonAsked({ ...form, period: 'recorded' })).toMatchObject({
      policies: ['points', 'lottery', 'recorded'],
      period: { kind: 'recorded', from: '2026-01', to: '2026-02' },
    });
    expect(() => comparisonAsked({ ...form, period: 'jamais' })).toThrow(InputError);
  });
});

describe('a comparison', () => {
  test('is in the list, and its page says first what it establishes, then every measure', async () => {
    expect(made).toMatch(/^\/essais\/[0-9a-f]{32}$/);
    expect(await read('/essais')).toContain(`href="${made}"`);
    const html = await read(made);
    for (const said of [
      'Ce que l’essai établit, au regard de « Points seuls »',
      'Ce qui est simulé : les réponses des ménages',
      'Points seuls (référence)',
      'Attente des ménages logés',
      'Refus par liste',
      'Logements sans candidat par mois',
      'Qui monte, qui descend',
      'Qui n’est jamais sur une liste',
      'format=xlsx',
    ])
      expect(html).toContain(said);
    expect(html.indexOf('id="resume"')).toBeLessThan(html.indexOf('<table'));
    expect(html).not.toMatch(/undefined|NaN|\[object|999\d{10}/);
  });

  test('its figures are those that programs read', async () => {
    const shown = (await (
      await town.page('coordination', made.replace('/essais', '/v1/comparisons'))
    ).json()) as {
      measures: { id: string; arms: { text: string; difference: { text: string } | null }[] }[];
    };
    const waiting = shown.measures.find(({ id }) => id === 'waiting')!;
    const page = textOf(await read(`${made}?mesure=waiting`));
    for (const { text, difference } of waiting.arms) {
      expect(page).toContain(textOf(text));
      if (difference !== null) expect(page).toContain(textOf(difference.text).replace(' *', ''));
    }
  });

  test('a measure is drawn with a dot and an interval for each way but the reference, and their table', async () => {
    const html = await read(`${made}?mesure=waiting`);
    const figure = /<figure.*?<\/figure>/s.exec(html)![0];
    expect(figure).toContain('Attente des ménages logés : différence avec « Points seuls »');
    expect(figure.match(/<circle/g)).toHaveLength(2);
    expect(figure.match(/class="interval"/g)).toHaveLength(2);
    expect(figure).toMatch(/<table/);
  });

  test('targets are filtered by the address', async () => {
    const all = await read(`${made}/objectifs`);
    expect(all).toMatch(/objectifs? dans leur lieu/);
    const communes = await read(`${made}/objectifs?niveau=commune&lieux=manques`);
    expect(communes).toMatch(/value="commune" selected/);
    expect(communes.match(/<tr/g)!.length).toBeLessThanOrEqual(all.match(/<tr/g)!.length);
    const none = await read(`${made}/objectifs?niveau=residence&lieux=ecarts`);
    expect(none).toContain('Aucun objectif ne répond à ces filtres');
  });

  test('segments show supply, demand and tension, one way of cutting at a time', async () => {
    const html = await read(`${made}/segments`);
    expect(html).toContain('Demandes pour un logement');
    expect(html).toContain('T3');
    const ages = await read(`${made}/segments?segment=age`);
    expect(ages).toContain('3 à 5 ans');
    expect(ages).toContain('ménages qui montent');
  });

  test('what the address asks wrongly is refused in words', async () => {
    for (const path of [
      '?mesure=chance',
      '/objectifs?niveau=lune',
      '/objectifs?page=0',
      '/segments?segment=x',
    ])
      expect((await town.page('admin', `${made}${path}`)).status).toBe(400);
    expect((await town.page('admin', '/essais/0')).status).toBe(404);
    expect((await town.page('admin', '/essais/0/segments')).status).toBe(404);
  });

  test('it leads to the same question, to be asked otherwise', async () => {
    const html = await read(made);
    const again = /href="(\/essais\/nouveau\?[^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&');
    const form = await read(again);
    expect(form).toMatch(/value="generated" selected/);
    expect(form).toMatch(/name="months"[^>]*value="2"/);
    expect(form.match(/name="policies"[^>]*checked/g)).toHaveLength(3);
  });

  test('an analyst reads it without small counts; a bailleur does not read it', async () => {
    for (const path of ['', '/objectifs', '/segments?segment=situation']) {
      expect(await read(`${made}${path}`, 'analyst')).toContain('Les effectifs de 1 à 4 ménages');
      expect((await town.page('bailleur', `${made}${path}`)).status).toBe(403);
    }
    expect((await postForm(town.app, PRINCIPALS.commune, '/essais', {})).status).toBe(403);
  });
});

describe('targets asked for', () => {
  const arm = (short: number | null, difference: number | null, apart = false) => ({
    short,
    among: 10,
    counted: 5,
    share: 0.5,
    difference,
    low: null,
    high: null,
    apart,
  });
  const row = (label: string, group: 'quartier' | 'commune', arms: readonly ReturnType<typeof arm>[]) => ({
    target: group,
    place: label,
    label,
    group,
    day: '2026-12-31',
    replications: 2,
    arms,
  });
  const rows = [
    row('a', 'quartier', [arm(0, null), arm(0, 0)]),
    row('b', 'quartier', [arm(1, null), arm(0, -1)]),
    row('c', 'commune', [arm(2, null), arm(6, 4, true)]),
    row('d', 'commune', [arm(null, null), arm(null, null)]),
  ];
  const NONE = { niveau: null, objectif: null, lieux: null };
  test.each([
    [NONE, ['c', 'b', 'a', 'd']],
    [{ ...NONE, niveau: 'quartier' }, ['b', 'a']],
    [{ ...NONE, objectif: 'commune' }, ['c', 'd']],
    [{ ...NONE, lieux: 'ecarts' }, ['c']],
    [{ ...NONE, lieux: 'manques' }, ['c', 'b']],
  ])('%j', (asked, labels) => {
    expect(targetsAsked(rows, asked).map(({ label }) => label)).toEqual(labels);
  });
});
