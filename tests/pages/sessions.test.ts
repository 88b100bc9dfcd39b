import { beforeEach, describe, expect, test } from 'vitest';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import { MINE, OTHER, PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { aDemand } from '../support/demands.ts';
import { postForm } from '../support/formPost.ts';
import { NOW } from '../support/guard.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml } from '../support/pageText.ts';

const { admin, bailleur, analyst, commune } = PRINCIPALS;
let town: Served;
beforeEach(() => {
  town = served();
});

const send = (
  path: string,
  fields: Readonly<Record<string, string>>,
  who: typeof admin | typeof bailleur = admin,
) => postForm(town.app, who, path, fields);
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

/** Address of a session of the town, made by the page's form. */
const made = async (
  fields: Readonly<Record<string, string>> = { vacancies: MINE.vacancy },
): Promise<string> => {
  const response = await send('/seances', fields);
  expect(response.status, await response.clone().text()).toBe(303);
  return response.headers.get('location') as string;
};
const numbersOf = (html: string): readonly string[] => [
  ...new Set([...html.matchAll(/name="number" value="([^"]+)"/g)].map(([, number]) => number as string)),
];
const versionOf = async (session: string): Promise<string> =>
  String(
    ((await (await town.ask(admin, 'GET', `${session}/version`)).json()) as { version: number }).version,
  );

describe('the list of sessions', () => {
  test('says what to do when there is none, to who may make one', async () => {
    expect(await page('/seances')).toContain('Préparez-en une');
    expect(await page('/seances', analyst)).not.toContain('/seances/nouvelle');
  });
  test('groups sessions by what is left to do, and shows only one’s own', async () => {
    const mine = await made();
    const other = await made({ vacancies: OTHER.vacancy });
    const all = await page('/seances');
    expect(all).toContain(mine);
    expect(all).toContain(other);
    expect(all).toContain('En préparation');
    const own = await page('/seances', bailleur);
    expect(own).toContain(mine);
    expect(own).not.toContain(other);
    await send(`${mine}/abandonner`, { version: '1' });
    expect(await page('/seances')).toContain('Abandonnées');
  });
});

describe('a session made by the form', () => {
  test('of the vacancies ticked', async () => {
    const html = await page(await made());
    expect(html).toContain(`id="logement-${MINE.vacancy}"`);
    expect(html).not.toContain(`id="logement-${OTHER.vacancy}"`);
  });
  test('of the first open ones of a bailleur, when none is ticked', async () => {
    const html = await page(await made({ first: '1', bailleur: 'vilogia' }));
    expect(html.match(/id="logement-[^"]*-titre"/g)).toHaveLength(1);
    expect(html).toContain('id="logement-W-1"');
  });
  test('of a bailleur is of its own vacancies alone', async () => {
    expect(await page('/seances/nouvelle', bailleur)).not.toContain(OTHER.vacancy);
    const response = await send('/seances', { first: '10' }, bailleur);
    expect(response.status).toBe(303);
    const html = await page(response.headers.get('location') as string, bailleur);
    expect(html).toContain(`id="logement-${MINE.vacancy}"`);
    expect(html).not.toContain('id="logement-W-');
    expect((await send('/seances', { vacancies: OTHER.vacancy }, bailleur)).status).toBe(403);
  });
  test('the form sent twice makes one session', async () => {
    const fields = { vacancies: MINE.vacancy, key: 'a' };
    expect(await made(fields)).toBe(await made(fields));
  });
  test('the addresses of the list of vacancies tick them beforehand', async () => {
    expect(await page(`/seances/nouvelle?logement=${MINE.vacancy}`)).toMatch(
      new RegExp(`value="${MINE.vacancy}" checked`),
    );
  });
  test.each([
    ['first', 'mille', 'un nombre de logements'],
    ['listSize', '2', 'un nombre de candidats'],
    ['seed', '-1', 'un nombre entier'],
    ['pace', 'jamais', 'un choix de la liste'],
    ['commune', 'Nulle-Part', 'commune'],
    ['method', 'aucune', 'Aucune méthode'],
  ])('%s = %s is refused beside what was typed', async (field, value, said) => {
    const response = await send('/seances', { first: '3', [field]: value });
    expect(response.status).toBe(400);
    const html = await pageHtml(response);
    expect(html).toContain('La séance n’est pas faite');
    expect(html).toContain(said);
    if (['first', 'seed'].includes(field)) expect(html).toContain(`value="${value}"`);
  });
  test('without a form of the page nothing is asked for', async () => {
    const response = await town.ask(bailleur, 'POST', '/seances', { vacancies: [MINE.vacancy] });
    expect(response.status).toBe(400);
    expect(await page('/seances')).toContain('Aucune séance');
  });
  test('that takes time waits on a page that loads itself, can be stopped, and leads to the session', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    town = served(
      {},
      {
        waitMs: 1,
        solver: {
          ...sameThreadSolver,
          solve: async (staged, options) => {
            await held;
            return sameThreadSolver.solve(staged, options);
          },
        },
      },
    );
    const response = await send('/seances', { vacancies: MINE.vacancy });
    const waiting = response.headers.get('location') as string;
    expect(waiting).toMatch(/^\/seances\/calculs\//);
    const html = await page(waiting);
    expect(html).toContain('http-equiv="refresh"');
    expect(html).toContain('Le calcul des listes commence');
    expect((await send(`${waiting}/arret`, {})).headers.get('location')).toBe(waiting);
    release();
    for (;;) {
      const looked = await town.ask(admin, 'GET', waiting);
      if (looked.status === 303) {
        expect(looked.headers.get('location')).toMatch(/^\/seances\/2026-11-02-1$/);
        break;
      }
      await new Promise((next) => setTimeout(next, 5));
    }
  });
});

describe('the board', () => {
  test('shows each list, what targets lack, the certificate and the version', async () => {
    const html = await page(await made());
    for (const said of ['objectifs tenus', 'Certificat vérifié', 'Version 1', 'Pourquoi ce rang', 'Épingler'])
      expect(html).toContain(said);
    expect(numbersOf(html).length).toBeGreaterThan(2);
  });
  test('gives no gesture, and no number, to who only reads', async () => {
    const session = await made();
    const html = await page(session, analyst);
    expect(html).not.toContain('Épingler');
    expect(html).not.toMatch(/999\d{10}/);
    expect(await page(session, commune)).not.toContain('Sortir');
  });
  test('credits each lease as the lists of the session do', async () => {
    const session = await made();
    const { lists } = (await (
      await town.ask(admin, 'GET', session.replace('/seances', '/v1/sessions'))
    ).json()) as {
      lists: { candidates: { number: string; credited: string; text: string }[] }[];
    };
    const html = await page(session);
    const said = lists[0]!.candidates.map(({ text }) => /contingent « ([^»]+) »/.exec(text)?.[1] ?? 'aucun');
    const shown = [...html.matchAll(/data-label="Contingent">(?:<span class="soft">)?([^<]+)/g)].map(
      ([, t]) => t,
    );
    expect(shown).toEqual(said.map((name) => name.trim()));
  });
  test('an unknown session is not found', async () => {
    const response = await town.app.request('/seances/2020-01-01-1', {
      headers: { authorization: `Bearer ${admin.id}`, accept: 'text/html' },
    });
    expect(response.status).toBe(404);
  });
});

test('lists made on other data are not shown as if they held: they can be computed anew', async () => {
  const store = new MemoryStore(TOWN);
  town = served({}, { store });
  const session = await made();
  const origin = { file: 'demandes', sha256: '1'.repeat(64), at: NOW, refused: 0 };
  await store.commit('demands', [aDemand(1, { filedOn: '2009-01-01' })], origin);
  const response = await town.app.request(session, {
    headers: { authorization: `Bearer ${admin.id}`, accept: 'text/html' },
  });
  expect(response.status).toBe(409);
  const html = await pageHtml(response);
  expect(html).toContain('Les données ont changé depuis le calcul des listes');
  expect(await page(`${session}/proces-verbal`)).toContain('se vérifie sur celles d’alors');
  const anew = await send(`${session}/recalculer`, { version: '1' });
  expect(anew.status).toBe(303);
  expect(await page(session)).toContain('Version 2');
  expect((await send(`${session}/recalculer`, { version: '1' })).status).toBe(412);
});

describe('a change', () => {
  const trial = async (session: string, fields: Readonly<Record<string, string>>) => {
    const response = await send(`${session}/essai`, { version: '1', vacancy: MINE.vacancy, ...fields });
    return { status: response.status, html: await pageHtml(response) };
  };

  test('is tried in words, and changes nothing', async () => {
    const session = await made();
    const [first] = numbersOf(await page(session));
    const { status, html } = await trial(session, { geste: 'remove', number: first! });
    expect(status).toBe(200);
    expect(html).toContain('Ce qui changerait');
    expect(html).toMatch(/1\sliste change/);
    expect(html).toMatch(/laisse sa place/);
    // No motive was chosen: none is said.
    expect(html).not.toContain('(le ménage se retire)');
    const told = await trial(session, { geste: 'remove', number: first!, motive: 'withdrew' });
    expect(told.html).toContain('(le ménage se retire)');
    expect(await versionOf(session)).toBe('1');
  });
  test('asks for its motive before it is applied, and keeps what was chosen', async () => {
    const session = await made();
    const [first] = numbersOf(await page(session));
    const fields = { version: '1', vacancy: MINE.vacancy, number: first!, geste: 'remove', scope: 'session' };
    const refused = await send(`${session}/changements`, fields);
    expect(refused.status).toBe(400);
    const html = await pageHtml(refused);
    expect(html).toContain('Choisissez un motif');
    expect(html).toMatch(/value="session" checked/);
    expect(await versionOf(session)).toBe('1');
  });
  test('applied is on the board, with what lifts it; undone is gone', async () => {
    const session = await made();
    const [first] = numbersOf(await page(session));
    const applied = await send(`${session}/changements`, {
      version: '1',
      vacancy: MINE.vacancy,
      number: first!,
      geste: 'remove',
      motive: 'missing-paper',
    });
    expect(applied.status).toBe(303);
    expect(applied.headers.get('location')).toBe(`${session}#logement-${MINE.vacancy}`);
    const html = await page(session);
    expect(html).toContain('(pièce manquante)');
    expect(html).toContain('Version 2');
    const lifted = await send(`${session}/changements`, {
      version: '2',
      vacancy: MINE.vacancy,
      number: first!,
      geste: 'readmit',
    });
    expect(lifted.status).toBe(303);
    expect((await send(`${session}/annuler`, { version: '3' })).status).toBe(303);
    expect((await send(`${session}/annuler`, { version: '4' })).status).toBe(303);
    expect(await page(session)).not.toContain('(pièce manquante)</li>');
    const nothing = await send(`${session}/annuler`, { version: '5' });
    expect(nothing.status).toBe(400);
    expect(await pageHtml(nothing)).toContain('rien à annuler');
  });
  test('a pin holds its rank, is released, and a rank that is none is refused', async () => {
    const session = await made();
    const [, second] = numbersOf(await page(session));
    const pin = { vacancy: MINE.vacancy, number: second!, geste: 'pin', motive: 'commission-choice' };
    const applied = await send(`${session}/changements`, { ...pin, version: '1', rank: '1' });
    expect(applied.status).toBe(303);
    const html = await page(session);
    expect(numbersOf(html)[0]).toBe(second);
    expect(html).toContain('placée à la main');
    const wrong = await trial(session, { geste: 'pin', version: '2', number: second!, rank: '44' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('un rang de 1 à 20');
    const released = await send(`${session}/changements`, {
      version: '2',
      number: second!,
      geste: 'release',
    });
    expect(released.status).toBe(303);
  });
  test('a household that is no candidate cannot be placed, and the page says why', async () => {
    const session = await made();
    const { status, html } = await trial(session, { geste: 'pin', number: household(500) });
    expect(status).toBe(404);
    expect(html).toContain('Ce changement ne peut pas être fait');
    expect(html).not.toContain('Appliquer');
    const typed = await trial(session, { geste: 'pin', number: 'Dupont' });
    expect(typed.status).toBe(400);
    expect(typed.html).toContain('un numéro unique de 18 caractères');
  });
  test('an order is moved up and down before it is applied', async () => {
    const session = await made();
    const order = numbersOf(await page(session));
    const { html } = await trial(session, { geste: 'down', number: order[0]! });
    const shown = [...html.matchAll(/name="order" value="([^"]+)"/g)].map(([, number]) => number);
    expect(shown).toEqual([order[1], order[0], ...order.slice(2)]);
    const body = new URLSearchParams([
      ['version', '1'],
      ['vacancy', MINE.vacancy],
      ...shown.map((number): [string, string] => ['order', number as string]),
      ['geste', 'rerank'],
      ['motive', 'suited'],
    ]);
    const applied = await town.app.request(`${session}/changements`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.id}`,
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body,
    });
    expect(applied.status).toBe(303);
    expect(numbersOf(await page(session))).toEqual(shown);
  });
  test('a vacancy is pulled, then put back, and another one added', async () => {
    const session = await made();
    await send(`${session}/changements`, { version: '1', vacancy: MINE.vacancy, geste: 'pull' });
    expect(await page(session)).toContain('retiré de la séance');
    await send(`${session}/changements`, { version: '2', vacancy: MINE.vacancy, geste: 'add' });
    expect(await page(`${session}/ajout`)).toContain(MINE.inSession);
    await send(`${session}/changements`, { version: '3', vacancy: MINE.inSession, geste: 'add' });
    expect(await page(session)).toContain(`id="logement-${MINE.inSession}"`);
  });
  test('of another’s vacancy is refused to a bailleur', async () => {
    const session = await made();
    const response = await send(
      `${session}/essai`,
      { version: '1', vacancy: OTHER.vacancy, geste: 'add' },
      bailleur,
    );
    expect(response.status).toBe(403);
  });
  test('that is none, and one without its version, are refused', async () => {
    const session = await made();
    expect((await trial(session, { geste: 'danser' })).status).toBe(400);
    expect((await send(`${session}/essai`, { geste: 'pull', vacancy: MINE.vacancy })).status).toBe(428);
  });
  test('sent twice is made once', async () => {
    const session = await made();
    const fields = { version: '1', vacancy: MINE.vacancy, geste: 'pull', key: 'b' };
    expect((await send(`${session}/changements`, fields)).status).toBe(303);
    expect((await send(`${session}/changements`, fields)).status).toBe(303);
    expect(await versionOf(session)).toBe('2');
  });
  test('made on an older version says who did what since, keeps what was asked, and tries it again', async () => {
    const session = await made();
    const [first, second] = numbersOf(await page(session));
    const gone = { version: '1', vacancy: MINE.vacancy, number: first!, geste: 'remove', motive: 'withdrew' };
    expect((await send(`${session}/changements`, gone, bailleur)).status).toBe(303);
    const pin = {
      version: '1',
      vacancy: MINE.vacancy,
      number: second!,
      geste: 'pin',
      rank: '1',
      motive: 'npru',
    };
    const refused = await send(`${session}/changements`, pin);
    expect(refused.status).toBe(412);
    const html = await pageHtml(refused);
    expect(html).toContain('La séance a changé depuis votre lecture');
    expect(html).toContain('sort de la liste');
    expect(html).toMatch(/<option value="npru" selected/);
    expect(html).toContain('name="version" value="2"');
    expect(html).toContain('Ce qui changerait');
    const again = await send(`${session}/changements`, { ...pin, version: '2' });
    expect(again.status).toBe(303);
    const tried = await send(`${session}/essai`, { ...pin, version: '1' });
    expect(tried.status).toBe(412);
    const undone = await send(`${session}/annuler`, { version: '1' });
    expect(undone.status).toBe(412);
    expect(await pageHtml(undone)).toContain('Depuis votre lecture');
  });
});

describe('why a list is what it is', () => {
  test('each rank, what was given up, and on demand what would change it', async () => {
    const session = await made();
    const here = `${session}/logements/${MINE.vacancy}`;
    const html = await page(here);
    for (const said of ['Ce qui a été cédé', 'D’où viennent les points', 'Placer une autre demande'])
      expect(html).toContain(said);
    expect(html).not.toContain('Fragilité :');
    expect(await page(`${here}?fragilite=oui`)).toContain('Fragilité :');
    expect(await page(here, analyst)).not.toContain('Placer une autre demande');
  });
  test('a vacancy that is not in the session is said so', async () => {
    const session = await made();
    const response = await town.app.request(`${session}/logements/W-9`, {
      headers: { authorization: `Bearer ${admin.id}`, accept: 'text/html' },
    });
    expect(response.status).toBe(400);
  });
  test('a demand is found by its number, in the body of a form', async () => {
    const session = await made();
    const [first] = numbersOf(await page(session));
    const found = await send(`${session}/demande`, { number: first! });
    expect(found.status).toBe(200);
    expect(await pageHtml(found)).toContain('Proposée au rang 1');
    const unknown = await send(`${session}/demande`, { number: household(900) });
    expect(unknown.status).toBe(404);
    const html = await pageHtml(unknown);
    expect(html).toContain('n’est pas dans le vivier');
    expect(html).toContain(household(900));
  });
});

describe('what targets cost in a session', () => {
  const answered = async (session: string, calcul: string): Promise<string> => {
    const sent = await send(`${session}/freins`, { calcul });
    expect(sent.status, await sent.clone().text()).toBe(303);
    const followed = sent.headers.get('location') as string;
    if (!followed.startsWith('/travaux/')) return page(followed);
    // A machine that is busy elsewhere.
    let ended: string | null = null;
    await expect
      .poll(
        async () => {
          const job = await town.ask(admin, 'GET', followed);
          ended = job.headers.get('location');
          return ended;
        },
        { timeout: 30_000 },
      )
      .not.toBeNull();
    return page(ended as unknown as string);
  };
  test('the price of each, the frontier of a family, whether they hold together', async () => {
    const session = await made();
    const before = await page(`${session}/freins`);
    expect(before).toContain('Le prix de chaque objectif');
    expect(before).not.toContain('Déjà calculés');
    expect(await page(`${session}/freins?calcul=freins`)).toContain('Cette réponse n’est pas gardée');
    expect(await answered(session, 'freins')).toContain('Prix confirmés');
    expect(await answered(session, 'aci')).toMatch(/Points des listes face à l’accord collectif<\/h2>/);
    expect(await page(`${session}/freins?calcul=conflits`)).toMatch(/tenir|tenus|tenu/);
    const after = await page(`${session}/freins`);
    expect(after).toMatch(/Déjà calculés[\s\S]*calcul=aci&amp;compositions=7[\s\S]*calcul=freins/);
    expect((await send(`${session}/freins`, { calcul: 'rien' })).status).toBe(200);
  });
  test('of a session changed since, it says of which version it is, and offers to ask again', async () => {
    const session = await made();
    await answered(session, 'freins');
    const [first] = numbersOf(await page(session));
    const gone = { vacancy: MINE.vacancy, number: first!, geste: 'remove', motive: 'missing-paper' };
    expect((await send(`${session}/changements`, { ...gone, version: '1' })).status).toBe(303);
    const html = await page(`${session}/freins?calcul=freins`);
    expect(html).toContain('La séance a changé depuis ce calcul');
    expect(html).toContain('Le demander pour la version 2');
    expect(html).toContain('Prix confirmés');
    expect(await page(`${session}/freins`)).toContain('version 1 de la séance');
    expect(await answered(session, 'freins')).not.toContain('a changé depuis');
    await send(`${session}/changements`, { version: '2', vacancy: MINE.vacancy, geste: 'pull' });
    const refused = await send(`${session}/freins`, { calcul: 'freins' });
    expect(refused.status).toBe(400);
    const kept = await pageHtml(refused);
    expect(kept).toMatch(/Rien n’a été calculé[\s\S]*Aucun logement à examiner/);
    expect(kept).toContain('Le demander pour la version 3');
  });
  test('what cannot be asked is said where it was asked', async () => {
    const dead = { ...sameThreadSolver, brakes: () => Promise.reject(new Error('the worker died')) };
    town = served({}, { solver: dead });
    const session = await made();
    const sent = await send(`${session}/freins`, { calcul: 'freins' });
    const html =
      sent.status === 303 ? await page(sent.headers.get('location') as string) : await pageHtml(sent);
    expect(html).toMatch(/role="alert"[\s\S]*(?:Rien n’a été calculé|Aucun résultat n’est gardé)/);
  });
  test('that takes time is followed, and stopped, on the page of work', async () => {
    const waiting = {
      ...sameThreadSolver,
      brakes: async (...[, , options]: Parameters<typeof sameThreadSolver.brakes>) => {
        options?.onProgress?.(0.25);
        await new Promise((resolve) => options?.signal?.addEventListener('abort', resolve));
        return [];
      },
    };
    town = served({}, { solver: waiting, waitMs: 200 });
    const session = await made();
    const sent = await send(`${session}/freins`, { calcul: 'freins' });
    const job = sent.headers.get('location') as string;
    expect(job).toMatch(/^\/travaux\//);
    const html = await page(job);
    expect(html).toContain('de part et d’autre de chaque objectif : 25 %');
    expect(html).toContain(`href="${session}/freins"`);
    expect(html).toContain('sur la page des freins de la séance');
    await send(`${job}/arret`, {});
    await expect.poll(() => page(job)).toContain('arrêté avant la fin');
    expect(await page(job)).toMatch(/href="[^"]*\/freins"[^>]*>Demander un autre calcul/);
  });
});
