import { beforeAll, describe, expect, test } from 'vitest';
import { PRINCIPALS, type Served, served, TOWN } from '../auth/twoBailleurs.ts';
import { anAllocation } from '../support/allocations.ts';
import { aDwelling } from '../support/demands.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { pageHtml, textOf } from '../support/pageText.ts';
import { MEL_PACK, ROUBAIX } from '../support/territory.ts';

type Who = (typeof PRINCIPALS)[keyof typeof PRINCIPALS];
const { admin, bailleur, commune, reservataire, coordination, analyst } = PRINCIPALS;

let town: Served;
beforeAll(() => {
  const some = Array.from({ length: 8 }, (_, n) => `N-${n}`);
  town = served(
    {},
    {
      store: new MemoryStore({
        ...TOWN,
        dwellings: [...TOWN.dwellings, ...some.map((id) => aDwelling(id))],
        allocations: some.map((id, n) => anAllocation(id, { daloActive: n === 0 })),
      }),
    },
  );
});

const ask = async (path: string, who: Who = admin, of = town) => {
  const response = await of.app.request(path, {
    headers: { authorization: `Bearer ${who.id}`, accept: 'text/html' },
  });
  return { response, html: await pageHtml(response) };
};
const htmlOf = async (path: string, who?: Who, of?: Served): Promise<string> => {
  const { response, html } = await ask(path, who, of);
  expect(response.status, html.slice(0, 400)).toBe(200);
  return html;
};
const placesIn = (html: string): readonly string[] =>
  [...html.matchAll(/<a href="[^"]*" data-place="([^"]+)"/g)].map(([, id]) => id!);

describe('the map', () => {
  test('draws every quartier that has a contour, and its table lists them all', async () => {
    const html = await htmlOf('/territoire');
    expect(placesIn(html)).toEqual(MEL_PACK.quartiers.map(({ id }) => id));
    const drawn = [...html.matchAll(/<path d="M[^"]+" data-place="([^"]+)"/g)].map(([, id]) => id);
    expect(drawn.toSorted()).toEqual(MEL_PACK.quartiers.map(({ id }) => id as string).toSorted());
    expect(html).toMatch(/role="img" aria-labelledby="carte-titre carte-description"/);
  });
  test('what is not known is its own class, never the least', async () => {
    const unknown = MEL_PACK.quartiers.filter(({ fragility }) => fragility === 'unknown').length;
    expect(unknown).toBeGreaterThan(0);
    expect(textOf(await htmlOf('/territoire'))).toContain(`non connue (${unknown})`);
  });
  test('a target of communes colours them, and lists communes', async () => {
    const html = await htmlOf('/territoire?couleur=objectif-aci-commune');
    expect(placesIn(html)).toHaveLength(MEL_PACK.communes.length);
    expect(textOf(html)).toMatch(
      /Roubaix manqué, de moins de 4 logements 1[23] % pour au moins 45 %, il manque 2,6 logements/,
    );
  });
  test('a commune, then one of its quartiers, with the targets that weigh there', async () => {
    const own = MEL_PACK.quartiers.filter((quartier) => quartier.commune === ROUBAIX);
    const html = await htmlOf(`/territoire?commune=${ROUBAIX}`);
    expect(placesIn(html)).toEqual(own.map(({ id }) => id));
    const one = await htmlOf(`/territoire?quartier=${own[0]!.id}`);
    expect(textOf(one)).toContain(`Fragilité :`);
    expect(textOf(one)).toContain('Accord collectif, commune Roubaix');
    expect(one).toContain('class="map-chosen"');
  });
  test.each(['couleur=rose', 'commune=75056', 'quartier=nulle-part', 'format=pdf'])(
    '%s is refused, in a page that says why',
    async (query) => {
      const { response, html } = await ask(`/territoire?${query}`);
      expect(response.status).toBe(400);
      expect(textOf(html)).toContain(`Le filtre « ${query.split('=')[0]} » de l’adresse`);
    },
  );
  test('what is shown is a table to keep', async () => {
    const { response, html } = await ask(`/territoire?commune=${ROUBAIX}&format=csv`);
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="quartiers.csv"');
    const own = MEL_PACK.quartiers.filter((quartier) => quartier.commune === ROUBAIX);
    expect(html.trim().split('\r\n')).toHaveLength(own.length + 1);
    const workbook = await ask('/territoire?format=xlsx');
    expect(workbook.response.headers.get('content-type')).toContain('spreadsheetml');
  });
  test('who may not read targets has the fragility alone', async () => {
    expect(await htmlOf('/territoire', reservataire)).not.toContain('objectif-');
    expect((await ask('/territoire?couleur=objectif-aci-commune', reservataire)).response.status).toBe(400);
    expect(await htmlOf('/territoire', bailleur)).toContain('objectif-aci-commune');
  });
});

describe('targets', () => {
  test('the most behind first, filtered by the address', async () => {
    const text = textOf(await htmlOf(`/territoire/objectifs?commune=${ROUBAIX}&niveau=commune`));
    expect(text).toContain('Accord collectif, commune Roubaix manqué 1 sur 8');
    expect(text).not.toContain('Accord collectif, bailleur Lille');
    const missed = await htmlOf('/territoire/objectifs?etat=missed');
    expect(missed).not.toContain('badge ok">tenu');
    expect(textOf(await htmlOf('/territoire/objectifs?etat=withheld'))).toContain(
      'Aucun objectif ne répond à ces filtres',
    );
  });
  test('an analyst reads no small count', async () => {
    const text = textOf(await htmlOf('/territoire/objectifs?niveau=commune', analyst));
    expect(text).toContain('Effectif trop petit pour être montré');
    expect(text).not.toContain('1 sur 8');
  });
  test('a bailleur reads its own, a reservataire none', async () => {
    const text = textOf(await htmlOf('/territoire/objectifs?niveau=bailleur', bailleur));
    expect(text).toContain('Lille Métropole Habitat');
    expect(text).not.toContain('Accord collectif, bailleur Vilogia');
    expect((await ask('/territoire/objectifs', reservataire)).response.status).toBe(403);
  });
  test('the file has the rows of the page', async () => {
    const { html } = await ask('/territoire/objectifs?niveau=commune&format=csv');
    expect(html).toContain('Accord collectif, commune Roubaix');
    expect(html).not.toContain('Accord collectif, bailleur');
  });
  test('no stock, no target: what to do', async () => {
    const none = served({}, { store: new MemoryStore({ ...TOWN, dwellings: [], vacancies: [] }) });
    expect(textOf(await htmlOf('/territoire/objectifs', admin, none))).toContain('importez les logements');
  });
  test('a page beyond the last is empty, a page that is no number is refused', async () => {
    expect((await ask('/territoire/objectifs?page=0')).response.status).toBe(400);
    expect(textOf(await htmlOf('/territoire/objectifs?page=99'))).toContain('Aucun objectif ne répond');
  });
});

describe('flows', () => {
  test('each landlord on either side of QPV, with its contingents on its own page', async () => {
    const html = await htmlOf('/territoire/flux');
    expect(html).toContain('href="/territoire/flux?bailleur=vilogia"');
    expect(textOf(html)).toContain('Contre la ligne de l’année, tous bailleurs');
    expect(textOf(await htmlOf('/territoire/flux?bailleur=vilogia'))).toContain(
      'Contre la ligne de l’année, Vilogia',
    );
    expect((await ask('/territoire/flux?format=csv')).html).toContain('Action Logement');
  });
  test('a bailleur has its own, a reservataire its contingent, a commune none', async () => {
    expect(textOf(await htmlOf('/territoire/flux', bailleur))).not.toContain('Vilogia');
    expect((await ask('/territoire/flux?bailleur=vilogia', bailleur)).response.status).toBe(403);
    const own = textOf(await htmlOf('/territoire/flux', reservataire));
    expect(own).not.toContain('Préfet, ménages prioritaires :');
    expect((await ask('/territoire/flux', commune)).response.status).toBe(403);
  });
  test('nothing to show: what to do', async () => {
    const none = served(
      {},
      { store: new MemoryStore({ ...TOWN, dwellings: [], vacancies: [], allocations: [] }) },
    );
    expect(textOf(await htmlOf('/territoire/flux', admin, none))).toContain('Aucun flux à montrer');
  });
});

describe('brakes', () => {
  const post = (who: Who, of: Served) =>
    of.app.request('/territoire/freins', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${who.id}`,
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: '',
    });
  test('none before they are asked for; then what each target costs', async () => {
    const fresh = served();
    expect(textOf(await htmlOf('/territoire/freins', admin, fresh))).toContain('Demandez le calcul');
    expect(textOf(await htmlOf('/territoire/freins', bailleur, fresh))).toContain(
      'Une instance de coordination ou l’administrateur',
    );
    const asked = await post(coordination, fresh);
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/territoire/freins?calcul=1']);
    const text = textOf(await htmlOf('/territoire/freins?calcul=1', bailleur, fresh));
    expect(text).toContain('Prix des objectifs au 2 novembre 2026');
    expect(text).not.toContain('Le calcul est en cours');
  });
  test('still being made: the page looks again', async () => {
    const html = await htmlOf('/territoire/freins?calcul=1', admin, served());
    expect(html).toContain('http-equiv="refresh"');
    expect(textOf(html)).toContain('Le calcul est en cours');
  });
  test('no vacancy is open: the page says so', async () => {
    const none = served({}, { store: new MemoryStore({ ...TOWN, vacancies: [] }) });
    const refused = await post(admin, none);
    expect(refused.status).toBe(400);
    expect(await pageHtml(refused)).toContain('role="alert"');
  });
  test('a bailleur cannot ask', async () => {
    expect((await post(bailleur, served())).status).toBe(403);
    expect(await htmlOf('/territoire/freins', bailleur)).not.toContain('Recalculer');
  });
});

describe('reviews', () => {
  test('the year under way, figure by figure, with its definition', async () => {
    const text = textOf(await htmlOf('/territoire/bilan'));
    expect(text).toContain('Bilan annuel des attributions, 2026, par commune');
    expect(text).toMatch(/Attributions décidées définition .*? 8 /);
    expect(text).toContain('Roubaix');
  });
  test('three years, by landlord', async () => {
    const html = await htmlOf('/territoire/bilan?annee=2026&duree=3&par=bailleur');
    expect(textOf(html)).toContain('Bilan triennal des attributions, 2024 à 2026, par bailleur');
    expect(html).toContain('/v1/bilans?by=bailleur&amp;from=2024&amp;years=3&amp;format=csv');
  });
  test.each(['annee=1999', 'duree=2', 'par=typologie'])('%s is refused', async (query) => {
    expect((await ask(`/territoire/bilan?${query}`)).response.status).toBe(400);
  });
  test('a bailleur has its own', async () => {
    expect(textOf(await htmlOf('/territoire/bilan?par=bailleur', bailleur))).not.toContain('Vilogia');
  });
});

describe('waits', () => {
  test('too few leases: no duration is made up', async () => {
    const text = textOf(await htmlOf(`/territoire/attente?commune=${ROUBAIX}`));
    expect(text).toContain('Tout le territoire');
    expect(text).toContain('Une case vide : moins de 20 baux');
    expect(text).not.toMatch(/\d % en \d an/);
    expect(text).not.toContain('votre demande');
  });
  test('lines are the territory and its communes, in the page as in the file', async () => {
    const { html } = await ask('/territoire/attente?format=csv');
    expect(html.trim().split('\r\n')).toHaveLength(MEL_PACK.communes.length + 2);
    expect((await ask('/territoire/attente?commune=x')).response.status).toBe(400);
  });
});
