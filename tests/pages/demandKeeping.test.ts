import { beforeEach, describe, expect, test } from 'vitest';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import { PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aNumber } from '../support/demands.ts';
import { postForm } from '../support/formPost.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml, textOf } from '../support/pageText.ts';

const { admin, bailleur, commune } = PRINCIPALS;
type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const ONE = household(1);
/** Housed once; its demand is no longer stored. */
const GONE = aNumber(900);

let store: MemoryStore;
let town: Served;
let reads: PersonalRead[] = [];

beforeEach(() => {
  store = new MemoryStore({ ...TOWN, allocations: [anAllocation('L-1', { demand: GONE })] });
  reads = [];
  town = served({ onPersonalRead: (read) => void reads.push(read) }, { store });
});

const send = async (step: string, fields: Readonly<Record<string, string>> = {}, who: Who = bailleur) => {
  const response = await postForm(town.app, who, `/demande/dossier${step}`, { number: ONE, ...fields });
  const html = await pageHtml(response);
  return { status: response.status, html, text: textOf(html), headers: response.headers };
};
const kinds = async () => (await store.events.read({ from: 1, limit: 99 })).map(({ kind }) => kind);

describe('keeping a demand', () => {
  test('is reached from its number and from its explanation, by who may', async () => {
    const asks = async (who: Who) => (await town.ask(who, 'GET', '/demande')).text();
    expect(await asks(bailleur)).toContain('formaction="/demande/dossier"');
    expect(await asks(commune)).not.toContain('/demande/dossier');
    const explained = await postForm(town.app, bailleur, '/demande', { number: ONE });
    expect(await explained.text()).toContain('action="/demande/dossier"');
    const theirs = await postForm(town.app, commune, '/demande', { number: PSEUDONYMS.of(ONE) });
    expect(await theirs.text()).not.toContain('/demande/dossier');
  });
  test('says where the demand stands, and what may be done; the number is in no address', async () => {
    const { status, html, text } = await send('');
    expect(status).toBe(200);
    expect(text).toMatch(/Déposée le .* valable jusqu’au/);
    for (const each of ['Renouveler', 'Radier', 'Donner au ménage ses données']) expect(text).toContain(each);
    expect(text).not.toContain('Effacer le ménage');
    expect((await send('', {}, admin)).text).toContain('Effacer le ménage');
    expect(html).not.toMatch(/(href|id|action|src)="[^"]*999\d{10}/);
    expect(reads.map(({ route, demand }) => [route, demand])).toContainEqual([
      '/demande/dossier',
      PSEUDONYMS.of(ONE),
    ]);
  });
  test('renews, and says until when', async () => {
    const { status, text } = await send('/renouveler', { on: '2026-10-15' });
    expect(status).toBe(200);
    expect(text).toContain('Demande renouvelée le 15 octobre 2026 (écriture 1).');
    expect(text).toContain('valable jusqu’au 15 octobre 2027');
    const again = await send('/renouveler', { on: '2026-10-15' });
    expect([again.status, await kinds()]).toEqual([409, ['demand-renewed']]);
    expect(again.text).toContain('déjà noté');
  });
  test.each([
    ['2026-11-03', 'ne peut pas être à venir'],
    ['1999-01-01', 'avant le dépôt'],
    ['demain', 'n’est pas une date'],
  ])('the day %s is told beside its field, and kept', async (on, says) => {
    const { status, html, text } = await send('/renouveler', { on });
    expect(status).toBe(400);
    expect(text).toContain(says);
    expect(html).toMatch(new RegExp(`id="jour-renouvellement"[^>]*value="${on}"`));
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(1);
    expect(await kinds()).toEqual([]);
  });
  test('closes under a motive of the list; annulled, the demand may be renewed again', async () => {
    expect((await send('/radier', { code: 'RADXXX' })).text).toContain('un motif de la liste');
    const closed = await send('/radier', { code: 'RADCON' });
    expect(closed.text).toContain('Radiée le 2 novembre 2026 : contact impossible (RADCON)');
    expect(closed.html).not.toContain('/demande/dossier/renouveler');
    expect((await send('/renouveler')).text).toContain('déjà radiée (écriture 1)');
    expect((await send('/corriger', { of: '1', motive: 'rien' })).text).toContain('un motif de la liste');
    expect((await send('/corriger', { of: 'x', motive: 'typing-error' })).text).toContain(
      'numéro d’écriture',
    );
    const annulled = await send('/corriger', { of: '1', motive: 'typing-error' });
    expect(annulled.text).toContain('Écriture 1 annulée');
    expect((await send('/renouveler')).status).toBe(200);
    expect(await kinds()).toEqual(['demand-removed', 'corrected', 'demand-renewed']);
  });
  test('gives the household its data as a file without its number in the name', async () => {
    const response = await postForm(town.app, bailleur, '/demande/dossier/donnees', { number: ONE });
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="dossier-du-menage.json"');
    expect(await response.json()).toMatchObject({
      number: ONE,
      demand: { number: ONE },
      explanation: { number: ONE },
    });
    expect(reads).toMatchObject([{ route: '/demande/dossier/donnees', households: 1, who: bailleur.id }]);
  });
  test('of who has no demand any more, only the data may be given and erased', async () => {
    const { text } = await send('', { number: GONE }, admin);
    expect(text).toContain('Aucune demande n’est enregistrée sous ce numéro');
    expect(text).not.toContain('Noter la radiation');
    expect(text).toContain('des séances ou le registre le nomment encore');
    expect(text).toContain('Voir ce qui serait effacé');
    const erasure = (await send('/effacement', { number: GONE }, admin)).text;
    expect(erasure).toContain('Le numéro unique, partout où il est écrit');
    expect(erasure).not.toMatch(/rien à détruire|La demande, entière/);
  });
  test.each(['', '/renouveler', '/radier', '/donnees', '/effacement', '/effacer'])(
    'a number of nobody, sent to /demande/dossier%s, is told beside its field',
    async (step) => {
      const { status, html, text } = await send(
        step,
        { number: 'abc', code: 'RADABA', confirm: 'oui' },
        admin,
      );
      expect(status).toBe(404);
      expect(html).toContain('value="ABC"');
      expect(text).toContain('Rien n’est gardé sous ce numéro unique');
    },
  );
});

describe('erasing a household', () => {
  test('says what goes and what stays, and asks', async () => {
    const { text, html } = await send('/effacement', {}, admin);
    for (const each of ['Ce qui part', 'Ce qui reste', 'La demande, entière', 'Les compteurs ne bougent pas'])
      expect(text).toContain(each);
    expect(html).toMatch(/name="confirm" type="checkbox"/);
    const unconfirmed = await send('/effacer', {}, admin);
    expect([unconfirmed.status, await kinds()]).toEqual([400, []]);
    expect(unconfirmed.text).toContain('rien n’est effacé');
  });
  test('is done once, names nobody any more, and is the administrator’s', async () => {
    expect((await send('/effacer', { confirm: 'oui' })).status).toBe(403);
    const { status, html, text } = await send('/effacer', { confirm: 'oui' }, admin);
    expect(status).toBe(200);
    expect(html).not.toContain(ONE);
    expect(text).toContain('Ménage effacé : demande détruite');
    expect(await kinds()).toEqual(['erased']);
    expect((await send('/effacer', { confirm: 'oui' }, admin)).status).toBe(404);
  });
});
