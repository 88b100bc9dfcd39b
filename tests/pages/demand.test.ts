import { describe, expect, test } from 'vitest';
import type { PersonalRead } from '../../api/store/readTrail.ts';
import { MINE, OTHER, PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { postForm } from '../support/formPost.ts';
import { PSEUDONYMS } from '../support/guard.ts';
import { HOUSEHOLDS, household } from '../support/meetingTown.ts';
import { pageHtml, textOf } from '../support/pageText.ts';

const { admin, bailleur, commune, reservataire, analyst, coordination } = PRINCIPALS;
type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const reads: PersonalRead[] = [];
const town = served({
  onPersonalRead: (read) => {
    reads.push(read);
  },
});
const FIRST = household(1);
const LAST = household(HOUSEHOLDS);

const ask = async (fields: Readonly<Record<string, string>>, who: Who = admin, path = '/demande') => {
  const response = await postForm(town.app, who, path, fields);
  return { status: response.status, html: await pageHtml(response) };
};
const askWhyNot = (fields: Readonly<Record<string, string>>, who?: Who) =>
  ask(fields, who, '/demande/logement');
/** As a person reads it. */

describe('a household’s own explanation', () => {
  test('asks for a number, or for a pseudonym, by the role', async () => {
    const form = async (who: Who) => (await town.ask(who, 'GET', '/demande')).text();
    expect(await form(bailleur)).toContain('Numéro unique');
    expect(await form(coordination)).toContain('Pseudonyme de la demande');
    expect(await form(commune)).toContain('method="post" action="/demande"');
  });
  test('says all that the route says, to the household itself', async () => {
    const { status, html } = await ask({ number: FIRST });
    expect(status).toBe(200);
    const answered = await town.ask(admin, 'POST', '/v1/demand-explanations', { number: FIRST });
    const notice = (await answered.json()) as {
      household: { composition: string };
      score: { text: string; contributions: { label: string; source: string }[] };
      evidence: { paper: string; text: string }[];
      places: { label: string; position: { text: string } }[];
      wait: { rules: string[] };
      algorithm: { basis: string; operations: string[]; contribution: string[] };
      provisional: string;
      reminder: string;
    };
    const text = textOf(html).toLocaleLowerCase('fr');
    const said = [
      notice.household.composition,
      notice.score.text,
      ...notice.score.contributions.flatMap(({ label, source }) => [label, source]),
      ...notice.evidence.flatMap(({ paper, text: effect }) => [paper, effect]),
      ...notice.places.flatMap(({ label, position }) => [label, position.text]),
      ...notice.wait.rules,
      notice.algorithm.basis,
      ...notice.algorithm.operations,
      ...notice.algorithm.contribution,
      notice.provisional,
      notice.reminder,
    ];
    expect(said.length).toBeGreaterThan(15);
    for (const each of said) expect(text).toContain(textOf(each).toLocaleLowerCase('fr').trim());
    expect(text).toContain('ce que dit votre dossier');
  });
  test('a number written in groups is the same number', async () => {
    const grouped = ` ${FIRST.slice(0, 3)} ${FIRST.slice(3, 9)} ${FIRST.slice(9).toLowerCase()} `;
    expect((await ask({ number: grouped })).status).toBe(200);
  });
  test.each([
    [{ number: 'abc' }, 'abc'],
    [{ number: '' }, ''],
    [{}, ''],
    [{ number: household(999) }, household(999)],
  ])('%j is told beside its field, and kept', async (fields, typed) => {
    const { status, html } = await ask(fields as Record<string, string>);
    expect(status).toBe(404);
    expect(textOf(html)).toContain('Ce numéro unique n’est pas dans le vivier.');
    expect(html).toContain('aria-invalid="true"');
    if (typed !== '') expect(html).toContain(`value="${typed.toUpperCase()}"`);
  });
  test('who reads pseudonyms asks by pseudonym, and never by number, however it is written', async () => {
    const { status, html } = await ask({ number: PSEUDONYMS.of(FIRST) }, coordination);
    expect(status).toBe(200);
    expect(html).toContain(PSEUDONYMS.of(FIRST));
    expect(html).not.toMatch(/999\d{10}[A-Z0-9]{5}/);
    for (const number of [
      FIRST,
      ` ${FIRST} `,
      FIRST.toLowerCase(),
      `${FIRST.slice(0, 5)} ${FIRST.slice(5)}`,
    ]) {
      const refused = await ask({ number }, coordination);
      expect(refused.status).toBe(403);
      expect(refused.html).not.toContain('Votre cotation');
    }
  });
  test('roles that have no right of their own to it are refused', async () => {
    for (const who of [reservataire, analyst]) {
      expect((await town.ask(who, 'GET', '/demande')).status).toBe(403);
      expect((await ask({ number: PSEUDONYMS.of(FIRST) }, who)).status).toBe(403);
      expect((await askWhyNot({ number: PSEUDONYMS.of(FIRST), vacancy: MINE.vacancy }, who)).status).toBe(
        403,
      );
    }
  });
  test('each reading is written down, with the demand that it was about', async () => {
    reads.length = 0;
    await ask({ number: ` ${FIRST}` });
    await ask({ number: `${FIRST.slice(0, 5)} ${FIRST.slice(5)}` });
    await ask({ number: PSEUDONYMS.of(FIRST) }, coordination);
    expect(reads.map(({ route, demand, who }) => [route, demand, who])).toEqual([
      ['/demande', PSEUDONYMS.of(FIRST), 'admin'],
      ['/demande', PSEUDONYMS.of(FIRST), 'admin'],
      ['/demande', PSEUDONYMS.of(FIRST), coordination.id],
    ]);
  });
  test('its number is in no address and no anchor, and the way back is to the dwelling one came from', async () => {
    const { html } = await ask({ number: FIRST, vacancy: 'V-1' });
    expect(html).not.toMatch(/(href|id|action|src)="[^"]*999\d{10}/);
    expect(html).toContain('href="/logements/V-1"');
    expect(html).toMatch(/name="vacancy"[^>]*value="V-1"|value="V-1"[^>]*name="vacancy"/);
  });
});

describe('why not this dwelling', () => {
  test('on its list: the rank is said', async () => {
    const { status, html } = await askWhyNot({ number: household(3), vacancy: 'V-1' });
    expect(status).toBe(200);
    expect(textOf(html)).toContain('Proposée au rang 1, sur 30 demandes éligibles.');
    expect(textOf(html)).toContain('Déjà proposée sur 1 liste');
  });
  test('not on it: its place, rule by rule, and what would change it or would not', async () => {
    const { html } = await askWhyNot({ number: LAST, vacancy: 'V-1' });
    const text = textOf(html);
    expect(text).toMatch(/Éligible, classée \d+e sur 30/);
    expect(text).toContain('Commune souhaitée');
    expect(text).toMatch(/Ce qui suffirait aujourd’hui|Ce que rien n’y changerait/);
    expect(text).toContain('Ce n’est ni une promesse ni un conseil');
  });
  test('the dwelling is of nobody, or not said: told beside its field, the demand kept', async () => {
    for (const vacancy of ['V-99', '']) {
      const { status, html } = await askWhyNot({ number: FIRST, vacancy });
      expect(status).toBe(404);
      expect(html).toContain('aria-invalid="true"');
      expect(html).toContain(`name="number" value="${FIRST}"`);
    }
    const unknown = await askWhyNot({ number: 'abc', vacancy: 'V-1' });
    expect(unknown.status).toBe(404);
    expect(unknown.html).toContain('value="ABC"');
  });
  test('another’s dwelling is refused, however it is written', async () => {
    for (const vacancy of [OTHER.vacancy, ` ${OTHER.vacancy}`, `${OTHER.vacancy}\t`]) {
      const { status, html } = await askWhyNot({ number: FIRST, vacancy }, bailleur);
      expect(status).toBe(403);
      expect(html).not.toContain('règle par règle');
    }
    expect((await askWhyNot({ number: FIRST, vacancy: MINE.vacancy }, bailleur)).status).toBe(200);
  });
});

describe('why no proposal yet', () => {
  const anywhere = (number: string, who: Who = admin) => ask({ number }, who, '/demande/logements');

  test('every dwelling of the day is looked at: the lists that it is on, and what would change', async () => {
    const { status, html } = await anywhere(household(3));
    expect(status).toBe(200);
    const text = textOf(html);
    expect(text).toContain('4 logements libérés regardés');
    expect(text).toContain('Les listes où votre demande est déjà proposée');
    expect(html).toContain('href="/logements/V-1"');
    const { html: last } = await anywhere(LAST);
    expect(textOf(last)).toMatch(/Ce qui suffirait aujourd’hui|Ce que rien n’y changerait/);
    expect(last).toContain('action="/demande"');
  });
  test('who has their own looks at their own only', async () => {
    const { html } = await anywhere(household(3), bailleur);
    expect(textOf(html)).toContain('2 logements libérés regardés');
    expect(html).not.toContain(OTHER.vacancy);
  });
  test('an unknown number is told beside its field', async () => {
    const { status, html } = await anywhere('abc');
    expect(status).toBe(404);
    expect(html).toContain('value="ABC"');
  });
});
