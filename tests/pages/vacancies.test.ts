import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../../api/present/rules.ts';
import { WorkspaceCache } from '../../api/service/workspaceCache.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { MINE, OTHER, PRINCIPALS, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling, aVacancy } from '../support/demands.ts';
import { appForAdmin, PSEUDONYMS } from '../support/guard.ts';
import { rules } from '../support/http.ts';
import { household } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml, textOf } from '../support/pageText.ts';
import { TODAY } from '../support/territory.ts';

const { admin, bailleur, commune, reservataire, analyst, coordination } = PRINCIPALS;
const town = served();

const pageOf = async (path: string, who: (typeof PRINCIPALS)[keyof typeof PRINCIPALS] = admin, of = town) => {
  const response = await of.app.request(path, {
    headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
  });
  return { response, html: await pageHtml(response) };
};
const htmlOf = async (path: string, who?: (typeof PRINCIPALS)[keyof typeof PRINCIPALS], of = town) => {
  const { response, html } = await pageOf(path, who, of);
  expect(response.status, html.slice(0, 400)).toBe(200);
  expect(response.headers.get('content-type')).toMatch(/^text\/html/);
  return html;
};
const listed = (html: string): readonly string[] =>
  [...html.matchAll(/href="\/logements\/([^"?#]+)"/g)].map(([, id]) => id!);

describe('the list of freed dwellings', () => {
  test('shows each with its place, its state and its way in, the first free first', async () => {
    const html = await htmlOf('/logements');
    expect(listed(html)).toEqual(['V-1', 'V-2', 'W-1', 'W-2']);
    expect(textOf(html)).toContain('4 logements libérés');
    expect(textOf(html)).toContain('Roubaix');
    expect(html).toMatch(/en attente|bientôt libre/);
  });
  test.each([
    ['commune=59512', ['V-1', 'V-2']],
    ['commune=59350', ['W-1', 'W-2']],
    ['bailleur=vilogia', ['W-1', 'W-2']],
    ['reservataire=COLTER', ['V-1', 'V-2']],
    ['typologie=T2&commune=59512', ['V-1', 'V-2']],
    ['typologie=T5', []],
    ['etude=oui', []],
    ['etat=attribues', []],
    ['etat=a-proposer', ['V-1', 'V-2', 'W-1', 'W-2']],
    ['commune=', ['V-1', 'V-2', 'W-1', 'W-2']],
    ['etat=toString&page=-3', ['V-1', 'V-2', 'W-1', 'W-2']],
  ])('narrowed by %s', async (query, ids) => {
    const html = await htmlOf(`/logements?${query}`);
    expect(listed(html)).toEqual(ids);
    if (ids.length === 0) expect(textOf(html)).toContain('Aucun logement ne répond à ces critères');
  });
  test('a bailleur, a commune and a reservataire see their own, and may filter by nothing else', async () => {
    for (const who of [bailleur, commune, reservataire]) {
      const html = await htmlOf('/logements', who);
      expect(listed(html)).toEqual(['V-1', 'V-2']);
      expect(html).not.toMatch(/vilogia|59350|W-\d/i);
      expect(listed(await htmlOf('/logements?commune=59350', who))).toEqual([]);
    }
  });
  test('who prepares sessions ticks vacancies for one; the others cannot', async () => {
    expect(await htmlOf('/logements', bailleur)).toContain('name="logement" value="V-1"');
    expect(await htmlOf('/logements', commune)).not.toContain('name="logement"');
  });
  test('a vacancy in a session leads there, and is not examined twice', async () => {
    const other = served();
    const made = await other.ask(admin, 'POST', '/v1/sessions', { vacancies: ['V-1'] });
    const { id } = (await made.json()) as { id: string };
    const html = await htmlOf('/logements?etat=en-seance', admin, other);
    expect(listed(html)).toEqual(['V-1']);
    expect(html).toContain(`href="/seances/${id}"`);
    expect(textOf(html)).toContain('séance du 2 novembre 2026 : décision attendue au rang 1');
    expect(html).not.toContain('name="logement" value="V-1"');
    expect(listed(await htmlOf('/logements?etat=a-proposer', admin, other))).not.toContain('V-1');
    expect(await htmlOf('/logements/V-1', admin, other)).toContain(`href="/seances/${id}"`);
  });
  test('a dwelling attributed since is told so', async () => {
    const allocations = [...TOWN.allocations, anAllocation('L-1', { decidedOn: '2026-10-20' })];
    const taken = served({}, { store: new MemoryStore({ ...TOWN, allocations }) });
    const html = await htmlOf('/logements?etat=attribues', admin, taken);
    expect(listed(html)).toEqual(['V-1']);
    expect(textOf(html)).toContain('accepté par un ménage, ou déjà attribué');
    expect(html).not.toContain('name="logement"');
    expect(await htmlOf('/logements/V-1', admin, taken)).not.toContain('/seances/nouvelle');
    expect(await htmlOf('/logements/V-2', admin, taken)).toContain('href="/seances/nouvelle?logement=V-2"');
  });
  test('fifty a page, and the filters follow', async () => {
    const many = Array.from({ length: 120 }, (_, i) => i + 1);
    const store = new MemoryStore({
      ...TOWN,
      dwellings: many.map((n) => aDwelling(`L-${n}`)),
      vacancies: many.map((n) => aVacancy(`V-${String(n).padStart(3, '0')}`, `L-${n}`)),
    });
    const big = served({}, { store });
    const second = await htmlOf('/logements?commune=59512&page=2', admin, big);
    expect(listed(second)).toHaveLength(50);
    expect(listed(second)[0]).toBe('V-051');
    expect(second).toContain('href="/logements?commune=59512&amp;page=3"');
    expect(second).toContain('href="/logements?commune=59512"');
    expect(textOf(second)).toContain('Page 2 sur 3');
    expect(textOf(await htmlOf('/logements?page=9', admin, big))).toContain('Cette page est vide');
  });
  test('says what to do when nothing is freed', async () => {
    const none = served({}, { store: new MemoryStore({}) });
    expect(await htmlOf('/logements', admin, none)).toContain('precal import logements-liberes.csv');
  });
});

describe('a freed dwelling', () => {
  test('says what it needs, whom it proposes and why', async () => {
    const html = await htmlOf('/logements/V-1');
    const text = textOf(html);
    for (const sequence of [1, 2, 3]) expect(text).toContain(household(sequence));
    for (const title of [
      'Candidats proposés',
      'Effet sur les objectifs du lieu',
      'Ce qui changerait la liste',
      'Les suivants',
      'candidats possibles',
      'Qualification de l’offre',
    ])
      expect(text).toContain(title);
    expect(text).toContain('la commission décide');
    expect(text).toContain('Chances d’obtenir le logement : rang 1');
    expect(html).toContain('class="bar"');
  });
  test('the same figures as the route that programs ask', async () => {
    const asked = await town.ask(admin, 'POST', '/v1/shortlists', { vacancy: 'V-1', fragility: true });
    const list = (await asked.json()) as {
      candidates: { score: { text: string }; effects: { text: string }[]; toCheck: string[] }[];
      funnel: { stages: { excluded: number; text: string }[] };
      fragility: { summary: string[] };
    };
    const text = textOf(await htmlOf('/logements/V-1'));
    expect(list.candidates).toHaveLength(3);
    for (const { score, effects, toCheck } of list.candidates) {
      expect(text).toContain(textOf(score.text));
      for (const each of effects) expect(text).toContain(textOf(each.text));
      for (const each of toCheck) expect(text).toContain(textOf(each));
    }
    for (const stage of list.funnel.stages.filter(({ excluded }) => excluded > 0))
      expect(text).toContain(textOf(stage.text));
    for (const sentence of list.fragility.summary) expect(text).toContain(textOf(sentence));
  });
  test('a count of the funnel opens on some of those it holds, each with its reason', async () => {
    expect(await htmlOf('/logements/V-1')).not.toContain('id="ouvert"');
    const open = served(
      {},
      {
        store: new MemoryStore({
          ...TOWN,
          dwellings: [aDwelling('L-1', { typology: 'T5', rooms: 5, livingAreaM2: 100 })],
          vacancies: [aVacancy('V-1', 'L-1')],
        }),
      },
    );
    const closed = await htmlOf('/logements/V-1', admin, open);
    const rule = /ouvrir=([a-z-]+)#ouvert/.exec(closed)?.[1];
    expect(RULE_IDS).toContain(rule);
    const opened = textOf(await htmlOf(`/logements/V-1?ouvrir=${rule}`, admin, open));
    expect(opened).toContain('30 demandes écartées de cette liste');
    expect(opened).toContain('Les 10 premières, dans l’ordre du fichier');
    expect(opened).toContain('Non proposée pour ce logement : ne demande pas de T5');
    expect(textOf(await htmlOf('/logements/V-1?ouvrir=nulle', admin, open))).not.toContain(
      'écartées de cette liste',
    );
  });
  test('another list is asked by the address, and its tables follow', async () => {
    const html = await htmlOf('/logements/V-1?taille=5&graine=7&au-dela=oui&contingent=COLACT');
    const text = textOf(html);
    expect(text).toContain('5. Demande');
    expect(text).toContain('graine 7');
    expect(text).toContain('Les souhaits n’ont écarté personne');
    expect(html).toContain(
      'href="/logements/V-1/tableau?contingent=COLACT&amp;taille=5&amp;au-dela=oui&amp;graine=7&amp;format=csv"',
    );
    const dated = await htmlOf('/logements/V-1?methode=ar-habitat');
    expect(textOf(dated)).not.toContain('Une réponse n’a pas été comprise');
  });
  test.each([
    ['taille=2', 'Donnez un nombre entier de 3 à 20.'],
    ['taille=abc', 'Donnez un nombre entier de 3 à 20.'],
    ['graine=-1', 'Donnez un nombre entier de 0 à 999999999.'],
    ['methode=nulle', 'Cette méthode n’existe pas'],
    ['contingent=XX', 'Ce contingent n’existe pas'],
    ['ordre=toString', 'Choisissez un ordre dans la liste.'],
    ['ordre=objectifs', 'Aucun prix des objectifs n’a encore été calculé'],
  ])(
    '%s is told beside its field, what was typed is kept, and the rest is answered',
    async (query, message) => {
      const { response, html } = await pageOf(`/logements/V-1?${query}`);
      expect(response.status).toBe(400);
      expect(textOf(html)).toContain(message);
      expect(html).toContain('aria-invalid="true"');
      expect(textOf(html)).toContain(household(1));
      const [, typed = ''] = query.split('=');
      if (/taille|graine/.test(query)) expect(html).toContain(`value="${typed}"`);
    },
  );
  test('who is unknown, or another’s, is a page that says so', async () => {
    const missing = await pageOf('/logements/V-99');
    expect(missing.response.status).toBe(404);
    expect(missing.html).toContain('<h1>Introuvable</h1>');
    const others = await pageOf(`/logements/${OTHER.vacancy}`, bailleur);
    expect(others.response.status).toBe(403);
    expect(others.html).not.toContain(household(1));
  });
  test('who may not read numbers reads pseudonyms; who may not explain demands gets no way to', async () => {
    const html = await htmlOf(`/logements/${MINE.vacancy}`, coordination);
    expect(html).not.toMatch(/999\d{10}[A-Z0-9]{5}/);
    expect(html).toContain(`name="number" value="${PSEUDONYMS.of(household(1))}"`);
    for (const who of [analyst, reservataire])
      expect(await htmlOf(`/logements/${MINE.vacancy}`, who)).not.toContain('action="/demande"');
  });
  test('no number in an address or an anchor', async () => {
    const html = await htmlOf('/logements/V-1?ouvrir=occupancy');
    expect(html).not.toMatch(/(href|id|action|src)="[^"]*999\d{10}/);
  });
  test('its old address leads to its page', async () => {
    const { response } = await pageOf('/?logement=V%3A1%2F2');
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe('/logements/V%3A1%2F2');
  });
});

test('what comes from files is escaped, in texts and in addresses', async () => {
  const { pack } = rules.territory;
  const bailleurs = pack.bailleurs.map((b) => ({ ...b, name: '<img src=x onerror="alert(1)">' }));
  const territory = prepareTerritory({ ...pack, bailleurs });
  const home = aDwelling('L-1', { residence: '<b>Les & Lilas</b>' });
  const store = new MemoryStore({ ...TOWN, dwellings: [home], vacancies: [aVacancy('V:1/2', 'L-1')] });
  const hostile = appForAdmin(
    new WorkspaceCache({ store, rules: { ...rules, territory }, today: () => TODAY }),
  );
  for (const path of ['/logements', '/logements/V%3A1%2F2', '/logements?commune="><b>Les']) {
    const html = await (await hostile.request(path)).text();
    expect(html).not.toMatch(/<img|<b>Les/);
    if (path !== '/logements?commune="><b>Les') expect(html).toContain('&lt;img');
  }
  expect(await (await hostile.request('/logements')).text()).toContain('href="/logements/V%3A1%2F2"');
});

describe('the list as a table', () => {
  test('CSV and XLSX, with the numbers that one may read', async () => {
    const csv = await town.ask(admin, 'GET', '/logements/V-1/tableau?format=csv&taille=4');
    expect(csv.headers.get('content-disposition')).toContain('proposition-V-1.csv');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 14);
    expect(lines[4]).toContain('proposé');
    expect(lines[5]).toContain('suivant');
    const hidden = await town.ask(coordination, 'GET', '/logements/V-1/tableau?format=csv');
    expect(await hidden.text()).not.toMatch(/999\d{10}/);
    const xlsx = await town.ask(coordination, 'GET', '/logements/V-1/tableau');
    expect(xlsx.headers.get('content-type')).toContain('spreadsheetml');
    expect((await town.ask(admin, 'GET', '/logements/V-99/tableau')).status).toBe(404);
  });
});

describe('where a vacancy stands, from the register', () => {
  const stateIn = async (of: ReturnType<typeof served>) =>
    textOf(await htmlOf('/logements?commune=59512', admin, of));
  const write = async (of: ReturnType<typeof served>, id: string, suffix: string, body: unknown) => {
    const read = await of.ask(admin, 'GET', `/v1/sessions/${id}`);
    const response = await of.app.request(`/v1/sessions/${id}${suffix}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${admin.id}`,
        'content-type': 'application/json',
        'if-match': read.headers.get('etag')!,
      },
      body: JSON.stringify(body),
    });
    expect(response.status, await pageHtml(response)).toBeLessThan(300);
  };

  test('a list that nobody may take any more waits again; a cancelled session holds nothing', async () => {
    const of = served();
    const made = await of.ask(admin, 'POST', '/v1/sessions', { vacancies: ['V-1'] });
    const { id, lists } = (await made.json()) as {
      id: string;
      lists: { candidates: { number: string }[] }[];
    };
    expect(await stateIn(of)).toContain('décision attendue au rang 1');
    await write(of, id, '/decisions', {
      decisions: lists[0]!.candidates.map(({ number }) => ({
        vacancy: 'V-1',
        number,
        verdict: { decision: 'non-attribution', motive: 'withdrew' },
      })),
    });
    expect(await stateIn(of)).toContain('liste précédente épuisée');
    expect(await htmlOf('/logements?etat=a-proposer', admin, of)).toContain('value="V-1"');

    const next = await of.ask(admin, 'POST', '/v1/sessions', { vacancies: ['V-2'] });
    const { id: cancelled } = (await next.json()) as { id: string };
    expect(listed(await htmlOf('/logements?etat=en-seance', admin, of))).toEqual(['V-2']);
    await of.app.request(`/v1/sessions/${cancelled}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${admin.id}`, 'if-match': '"1"' },
    });
    expect(listed(await htmlOf('/logements?etat=en-seance', admin, of))).toEqual([]);
  });
});
