import { beforeEach, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { AREA, BAILLEUR, RESIDENCE, TOWN } from '../coordination/town.ts';
import { postForm } from '../support/formPost.ts';
import { rules } from '../support/http.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml, textOf } from '../support/pageText.ts';

type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const { admin, bailleur, coordination, analyst } = PRINCIPALS;
const DOSSIER = `/coordination/${AREA}`;
const TEXT = 'Accueillir des ménages aux ressources intermédiaires.';
const SENT = {
  residence: RESIDENCE,
  bailleur: BAILLEUR,
  text: TEXT,
  counts: 'intermediate-or-higher',
  bound: 'min',
  sharePercent: '30',
  precedence: '2',
  meetingOn: '2026-11-02',
};

let town: Served;
beforeEach(() => {
  town = served({}, { store: new MemoryStore(TOWN) });
});

const htmlOf = async (path: string, who: Who = coordination, status = 200): Promise<string> => {
  const response = await town.app.request(path, {
    headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
  });
  const html = await pageHtml(response);
  expect(response.status, html.slice(0, 400)).toBe(status);
  return html;
};

describe('the page of coordination', () => {
  test('names each body and its communes, with how well its perimeter is known', async () => {
    const text = textOf(await htmlOf('/coordination'));
    for (const { label } of rules.territory.pack.coordination.areas) expect(text).toContain(label);
    expect(text).toMatch(/proposition/);
    expect(text).toContain('Aucune préconisation n’est proposée');
  });
  test('shows every recommendation to all, and the dossiers to who takes part', async () => {
    await postForm(town.app, coordination, `${DOSSIER}/preconisations`, SENT);
    const html = await htmlOf('/coordination', bailleur);
    expect(textOf(html)).toContain(TEXT);
    expect(html).not.toContain(DOSSIER);
    expect(await htmlOf('/coordination', analyst)).toContain(`href="${DOSSIER}"`);
    await htmlOf(DOSSIER, bailleur, 403);
  });
});

describe('the dossier', () => {
  test('has its parts in the order of its summary, one title, and a table to keep of each', async () => {
    const html = await htmlOf(DOSSIER);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    const linked = [...html.matchAll(/<a href="#([a-z]+)">/g)]
      .map(([, id]) => id)
      .filter((id) => id !== 'contenu');
    const titled = [...html.matchAll(/<h2 id="([a-z]+)">/g)].map(([, id]) => id);
    expect(linked).toEqual(titled);
    expect(titled).toHaveLength(7);
    const text = textOf(html);
    expect(text).toContain('second semestre 2026');
    expect(text).toMatch(/33 demandes en attente nomment une commune/);
    expect(text).toMatch(/V-6, T5 .* 0 candidat/);
    expect(html).toContain(`/v1${DOSSIER}?semester=2026-S2&amp;table=demande&amp;format=csv`);
    expect(html).not.toMatch(/undefined|\[object|NaN/);
  });
  test('of another semester, and refuses one that is none', async () => {
    expect(textOf(await htmlOf(`${DOSSIER}?semestre=2026-S1`))).toContain('premier semestre 2026');
    await htmlOf(`${DOSSIER}?semestre=hier`, coordination, 400);
    await htmlOf('/coordination/nulle-part', coordination, 404);
  });
  test('shows no small count and no form to an analyst', async () => {
    const html = await htmlOf(DOSSIER, analyst);
    expect(html).not.toContain('Proposer une préconisation');
    expect(textOf(html)).toContain('n. c.');
    expect(textOf(html)).not.toContain('Segments croisés :');
  });
});

describe('its forms', () => {
  const propose = (rest: Readonly<Record<string, string>> = {}, who: Who = coordination) =>
    postForm(town.app, who, `${DOSSIER}/preconisations`, { ...SENT, ...rest });
  const step = (path: string, fields: Readonly<Record<string, string>> = { meetingOn: '2026-11-02' }) =>
    postForm(town.app, coordination, `${DOSSIER}/preconisations/${path}`, fields);

  test('propose, decide, end: each is then shown where it stands', async () => {
    const made = await propose();
    expect([made.status, made.headers.get('location')]).toEqual([303, `${DOSSIER}#preconisations`]);
    expect(textOf(await htmlOf(DOSSIER))).toMatch(/proposée .* au moins 30 %/i);
    expect((await step('2026-11-02-1/decision')).status).toBe(303);
    const html = await htmlOf(DOSSIER);
    expect(textOf(html)).toMatch(/en vigueur .* Bilan du 2 novembre 2026/);
    expect(textOf(await htmlOf('/logements/V-1', admin))).toContain(TEXT);
    expect((await step('2026-11-02-1/levee')).status).toBe(303);
    expect(textOf(await htmlOf(DOSSIER))).toContain('levée');
  });
  test.each([
    ['a residence that is not', { residence: 'Ailleurs' }, /n’a pas de résidence « Ailleurs »/],
    ['no aim', { sharePercent: '' }, /une part ou un nombre/],
    ['no date', { meetingOn: '' }, /une date/],
    ['a date that is none', { meetingOn: 'hier' }, /une date/],
    ['a number that is none', { dwellings: 'trois' }, /un nombre entier/],
    ['a choice that is not', { counts: 'x' }, /un choix de la liste/],
  ])('%s is refused beside the field, and what was typed is given back', async (_, rest, says) => {
    const response = await propose(rest);
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(textOf(html)).toMatch(says);
    expect(html).toContain(TEXT);
    expect(html).toMatch(/<details class="screen-only" open/);
  });
  test('a step that cannot be is refused in its own form; one of nothing is a page of its own', async () => {
    await propose();
    const early = await step('2026-11-02-1/decision', { meetingOn: '2026-11-01' });
    expect(early.status).toBe(400);
    expect(textOf(await pageHtml(early))).toMatch(/avant celle qui la précède/);
    await step('2026-11-02-1/decision');
    expect((await step('2026-11-02-1/decision')).status).toBe(409);
    expect((await step('inconnue/decision')).status).toBe(404);
    expect((await propose({}, bailleur)).status).toBe(403);
    const nowhere = await postForm(town.app, coordination, '/coordination/nulle-part/preconisations', SENT);
    expect(nowhere.status).toBe(404);
  });
});
