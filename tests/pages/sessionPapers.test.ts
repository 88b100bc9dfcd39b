import { beforeEach, describe, expect, test } from 'vitest';
import { MINE, PRINCIPALS, type Served, served } from '../auth/twoBailleurs.ts';
import { postForm } from '../support/formPost.ts';
import { pageHtml } from '../support/pageText.ts';

const { admin, bailleur, analyst } = PRINCIPALS;
let town: Served;
let session = '';

const page = async (
  path: string,
  who: (typeof PRINCIPALS)[keyof typeof PRINCIPALS] = admin,
): Promise<string> => {
  const response = await town.app.request(path, {
    headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
  });
  expect(response.status, path).toBe(200);
  return pageHtml(response);
};
const send = (path: string, fields: Readonly<Record<string, string>>) =>
  postForm(town.app, admin, path, fields);

/** Notes something of the vacancy; the page after it, or the refusal. */
const note = async (fields: Readonly<Record<string, string>>) => {
  const response = await send(`${session}/decisions`, {
    version: '1',
    day: '2026-11-05',
    vacancy: MINE.vacancy,
    ...fields,
  });
  if (response.status !== 303) return { status: response.status, html: await pageHtml(response) };
  return { status: 303, html: await page((response.headers.get('location') as string).split('#')[0]!) };
};
const numbers = async (): Promise<readonly string[]> => [
  ...new Set(
    [...(await page(session)).matchAll(/name="number" value="([^"]+)"/g)].map(([, n]) => n as string),
  ),
];

beforeEach(async () => {
  town = served();
  session = (await send('/seances', { vacancies: MINE.vacancy })).headers.get('location') as string;
});

/** All ranks attributed, in the order of the list. */
const attributeAll = async () => {
  const body = new URLSearchParams([
    ['version', '1'],
    ['day', '2026-11-05'],
    ['vacancy', MINE.vacancy],
    ...(await numbers()).map((number): [string, string] => ['number', number]),
    ['geste', 'rangs'],
  ]);
  const response = await town.app.request(`${session}/decisions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.id}`, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });
  expect(response.status).toBe(303);
};
const entryOf = (html: string, words: string): string =>
  new RegExp(`value="(\\d+)"[^>]*>écriture \\d+ : ${words}`).exec(html)?.[1] as string;

describe('decisions of the commission', () => {
  test('the five of R441-3 are there, each with what it must say', async () => {
    const html = await page(`${session}/decisions`);
    for (const said of [
      'Attribution avec rang de priorité',
      'label="Attribution sous condition suspensive"',
      'label="Non-attribution"',
      'label="Rejet pour irrecevabilité"',
      'Avis d’imposition',
    ])
      expect(html).toContain(said);
    expect(await page(`${session}/decisions`, analyst)).not.toContain('Noter ces décisions');
  });
  test('one is noted for one candidate, with its motive, on its day', async () => {
    const [first] = await numbers();
    const { status, html } = await note({
      number: first!,
      verdict: 'non-attribution:unsuited',
      geste: 'noter',
    });
    expect(status).toBe(303);
    expect(html).toMatch(/non-attribution : logement inadapté/i);
    expect(await page(session)).not.toContain('Épingler');
  });
  test('nothing chosen, or something that is none, is refused next to its vacancy', async () => {
    const [first] = await numbers();
    const nothing = await note({ number: first!, verdict: 'none', geste: 'noter' });
    expect(nothing.status).toBe(400);
    expect(nothing.html).toContain('une décision au moins');
    const unknown = await note({ number: first!, verdict: 'non-attribution:chance', geste: 'noter' });
    expect(unknown.status).toBe(400);
    expect((await note({ number: first!, geste: 'danser' })).status).toBe(400);
  });
  test('a list that moved meanwhile is told before anything is decided on it', async () => {
    const [first] = await numbers();
    await send(`${session}/changements`, { version: '1', vacancy: MINE.vacancy, geste: 'pull' });
    await send(`${session}/changements`, { version: '2', vacancy: MINE.vacancy, geste: 'add' });
    const { status, html } = await note({ number: first!, verdict: 'attribution', geste: 'noter' });
    expect(status).toBe(412);
    expect(html).toContain('Ce n’est pas noté');
    expect(html).toMatch(/<option value="attribution" selected/);
  });
  test('from the attribution to the lease: offer, refusal, next offer, answer, lease', async () => {
    await attributeAll();
    const list = await numbers().then(() => page(`${session}/decisions?jour=2026-11-05`));
    expect(list).toContain('Noter l’offre faite au rang 1');
    const candidates = [...new Set([...list.matchAll(/(999\d{10}[A-Z0-9]{5})/g)].map(([n]) => n))];
    const offered = await note({ number: candidates[0]!, geste: 'offer', dueDay: '2026-11-20' });
    expect(offered.html).toContain('réponse jusqu’au 20 novembre 2026');
    const offer = /name="offer" value="(\d+)"/.exec(offered.html)?.[1] as string;
    const silent = await note({ number: candidates[0]!, offer, geste: 'answer:refused' });
    expect(silent.status).toBe(400);
    expect(silent.html).toContain('une raison de la liste');
    const refused = await note({ number: candidates[0]!, offer, geste: 'answer:refused', reason: 'rent' });
    expect(refused.html).toContain('loyer ou charges');
    expect(refused.html).toContain('Noter l’offre faite au rang 2');
    const second = await note({ number: candidates[1]!, geste: 'offer' });
    const next = /name="offer" value="(\d+)"/.exec(second.html)?.[1] as string;
    const accepted = await note({ number: candidates[1]!, offer: next, geste: 'answer:accepted' });
    expect(accepted.html).toContain('Bail signé');
    const signed = await note({ number: candidates[1]!, geste: 'lease' });
    expect(signed.html).toContain('bail signé avec le rang 2');
    const filtered = await page(`${session}/decisions?etat=undecided`);
    expect(filtered).toContain('Aucun logement dans cet état');
  });
  test('a condition is met, and a turn is passed with its motive', async () => {
    const [first, second] = await numbers();
    await note({ number: first!, verdict: 'attribution-conditional:identity', geste: 'noter' });
    const offered = await note({ number: first!, geste: 'offer' });
    const offer = /name="offer" value="(\d+)"/.exec(offered.html)?.[1] as string;
    const accepted = await note({ number: first!, offer, geste: 'answer:accepted' });
    expect(accepted.html).toContain('Pièce reçue');
    const met = await note({ number: first!, geste: 'condition:met' });
    expect(met.html).toContain('pièce reçue le');
    await note({ number: second!, verdict: 'attribution-ranked', geste: 'noter' });
    expect((await note({ number: first!, geste: 'pass' })).status).toBe(400);
    const passed = await note({ number: first!, geste: 'pass', motive: 'household-changed' });
    expect(passed.html).toContain('tour passé');
  });
  test('an entry is taken back with its motive; another session’s is not', async () => {
    const [first] = await numbers();
    const { html } = await note({ number: first!, verdict: 'attribution', geste: 'noter' });
    const of = entryOf(html, 'la décision');
    expect((await note({ of, geste: 'correct' })).status).toBe(400);
    const corrected = await note({ of, geste: 'correct', motive: 'typing-error' });
    expect(corrected.status).toBe(303);
    expect(corrected.html).toMatch(/0\slogement décidé sur 1/);
    expect((await note({ of: '1', geste: 'correct', motive: 'typing-error' })).status).toBe(404);
    expect((await note({ offer: '999', geste: 'answer:accepted' })).status).toBe(404);
  });
});

describe('papers', () => {
  test('the dossier has one sheet a vacancy, with evidence, effects and room for the decision', async () => {
    const html = await page(`${session}/dossier`);
    expect(html.match(/<article/g)).toHaveLength(1);
    for (const said of ['Ce que demande le lieu', 'Effet d’un bail sur chaque objectif', 'Décision :'])
      expect(html).toContain(said);
    expect(await page(`${session}/dossier?logement=${MINE.vacancy}`)).toContain('<article');
    expect(await page(`${session}/dossier?logement=V-9`)).toContain('Aucune feuille');
  });
  test('the minutes tell who did what, the certificate and the head of the register', async () => {
    const [first] = await numbers();
    await send(`${session}/changements`, {
      version: '1',
      vacancy: MINE.vacancy,
      number: first!,
      geste: 'remove',
      motive: 'withdrew',
    });
    const draft = await page(`${session}/proces-verbal`);
    expect(draft).toContain('ce procès-verbal est un projet');
    expect(draft).toContain('compte admin');
    expect(draft).toContain('(le ménage se retire)');
    const next = (await numbers()).at(-1);
    const [version] = /\d+/.exec(await (await town.ask(admin, 'GET', `${session}/version`)).text())!;
    await note({ version: version!, number: next!, verdict: 'attribution', geste: 'noter' });
    const html = await page(`${session}/proces-verbal`);
    expect(html).not.toContain('est un projet');
    expect(html).toMatch(/empreinte SHA-256 de la dernière : [0-9a-f]{64}/);
    expect(html).toContain('vérifié sans le solveur');
    const shown = await page(`${session}/proces-verbal`, bailleur);
    expect(shown).toContain(next!);
    expect(await page(`${session}/proces-verbal`, analyst)).not.toContain(next!);
  });
});
