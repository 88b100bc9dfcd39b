import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { PRINCIPALS, served } from '../auth/twoBailleurs.ts';
import { postForm } from '../support/formPost.ts';
import { pageHtml, textOf } from '../support/pageText.ts';
import { aTinyScenario } from '../years/tinyScenario.ts';

const { app, ask } = served();
const { analyst, bailleur, coordination } = PRINCIPALS;

const pageOf = async (path: string) => {
  const response = await ask(analyst, 'GET', path);
  expect(response.status, path).toBe(200);
  const html = await pageHtml(response);
  expect(html).not.toMatch(/undefined|NaN|\[object/);
  return html;
};
const kept = async (scenario: unknown): Promise<string> => {
  const answer = await postForm(app, analyst, '/simulations/nouveau', { texte: stringify(scenario) });
  expect(answer.status).toBe(303);
  return answer.headers.get('location')!.split('/').at(-1)!;
};
/** Simulates through the form, and waits for its result. */
const simulated = async (fields: Record<string, string>): Promise<string> => {
  const answer = await postForm(app, analyst, '/simulations', fields);
  expect(answer.status).toBe(303);
  const [, job] = /^\/travaux\/(.+)$/.exec(answer.headers.get('location')!)!;
  const events = await (await ask(analyst, 'GET', `/v1/jobs/${job}/events`)).text();
  const { result, issues } = JSON.parse(
    events
      .trim()
      .split('\n')
      .at(-1)!
      .replace(/^data: /, ''),
  );
  expect(issues).toEqual([]);
  return (result as string).split('/').at(-1)!;
};

const tiny = aTinyScenario();
let calm: string;
let sour: string;
beforeAll(async () => {
  calm = await kept(tiny);
  sour = await kept(
    aTinyScenario({ id: 'refus', label: 'Refus', acceptance: { ...tiny.acceptance, oddsFactor: 0.2 } }),
  );
}, 60_000);

describe('scenarios', () => {
  test('they are listed, those that were kept beside those of the territory', async () => {
    const html = await pageOf('/simulations');
    expect(html).toContain('href="/simulations/scenarios/tendance"');
    expect(html).toContain(`href="/simulations/scenarios/${calm}"`);
    expect(html).toContain('Aucune simulation n’est gardée');
    expect(html).toContain('ce ne sont pas des prévisions');
    expect(html).toMatch(/aria-current="page"[^>]*>Simulations/);
  });

  test('one is read with the certainty of each block', async () => {
    const text = textOf(await pageOf('/simulations/scenarios/npru-3500'));
    expect(text).toContain('Ménages à reloger');
    expect(text).toContain('proposition');
    expect(text).toContain('Délibération 16 C 0645');
    const yaml = await ask(analyst, 'GET', '/simulations/scenarios/npru-3500/texte');
    expect(yaml.headers.get('content-type')).toContain('text/yaml');
    expect(await yaml.text()).toMatch(/^id: npru-3500$/m);
  });

  test('the text of one is given to be changed; its faults are told beside it', async () => {
    expect(await pageOf(`/simulations/nouveau?de=${calm}`)).toContain('label: Village');
    const refused = await postForm(app, analyst, '/simulations/nouveau', {
      texte: stringify({ ...tiny, months: 'beaucoup' }).replace('seed:', 'graine:'),
    });
    expect(refused.status).toBe(400);
    const html = await pageHtml(refused);
    expect(html).toContain('fautes à corriger');
    expect(html).toMatch(/Ligne \d+/);
    expect(html).toContain('graine: 7');
    const unknown = await postForm(app, analyst, '/simulations/nouveau', {
      texte: stringify({ ...tiny, method: 'tirage' }),
    });
    expect(textOf(await pageHtml(unknown))).toMatch(/Ligne \d+ : Le territoire n’a pas de méthode/);
    expect((await postForm(app, analyst, '/simulations/nouveau', { texte: '' })).status).toBe(400);
  });

  test('who holds no right to simulate sees none of it', async () => {
    expect((await ask(bailleur, 'GET', '/simulations')).status).toBe(403);
    expect((await ask(coordination, 'GET', '/simulations')).status).toBe(200);
    expect((await ask(analyst, 'GET', '/simulations/scenarios/inconnu')).status).toBe(404);
  });
});

describe('assumptions changed in a form', () => {
  const base = '/simulations/scenarios';
  const fieldsOf = (html: string): Record<string, string> =>
    Object.fromEntries([
      ...[...html.matchAll(/<input id="[^"]+" name="([^"]+)" type="text" value="([^"]*)"/g)].map(
        ([, name, value]) => [name!, value!],
      ),
      ['description', 'Un petit monde pour les essais.'],
      ['lieu', 'as-recent-stock'],
      ['policies', 'greedy'],
    ]);

  test('what is changed becomes a proposition of its author; the rest stays', async () => {
    const html = await pageOf(`${base}/${calm}/changer`);
    const fields = fieldsOf(html);
    expect(fields).toMatchObject({
      nom: 'Village, changé',
      arrivees: '60',
      renouvellement: '62',
      'plai-part-0': '25',
    });
    const answer = await postForm(app, analyst, `${base}/${calm}/changer`, {
      ...fields,
      nom: 'Plus de neuf, été 2027',
      neufs: '36',
      'plai-mois-1': '2027-07',
      'plai-part-1': '40',
      'objectif-part-aci-commune': '50',
      'objectif-mois-aci-commune': '2027-02',
    });
    expect(answer.status, await answer.clone().text()).toBe(303);
    const id = answer.headers.get('location')!.split('/').at(-1)!;
    const shown = (await (await ask(analyst, 'GET', `/v1/scenarios/${id}`)).json()) as {
      scenario: typeof tiny;
    };
    const { scenario } = shown;
    expect(scenario).toMatchObject({
      id: 'plus-de-neuf-ete-2027',
      newBuild: {
        perYear: 36,
        plaiShare: [
          { from: '2027-01', share: 0.25 },
          { from: '2027-07', share: 0.4 },
        ],
      },
      targets: [{ target: 'aci-commune', from: '2027-02-01', share: 0.5 }],
      policies: ['greedy'],
    });
    expect(scenario.newBuild.provenance.source).toContain('à partir du scénario « Village »');
    expect(scenario.demand).toEqual(JSON.parse(JSON.stringify(tiny.demand)));
    expect(textOf(await pageOf(`${base}/${id}`))).toContain('Hypothèse saisie dans Précal');
    // Its own form shows what was typed.
    expect(fieldsOf(await pageOf(`${base}/${id}/changer`))).toMatchObject({
      'plai-part-1': '40',
      'objectif-mois-aci-commune': '2027-02',
    });
  });

  test.each([
    ['no number', { arrivees: 'beaucoup' }, 'Il faut un nombre de 0 à 400 000.'],
    ['a share past one', { renouvellement: '120' }, 'Il faut une part de 0 à 100 %.'],
    ['too many months', { mois: '400' }, 'de 1 à 180'],
    ['PLAI and PLS past one', { 'plai-part-0': '95' }, 'ne doivent pas passer 100 %'],
    ['a share of PLAI without its month', { 'plai-part-2': '30' }, 'Il faut un mois, comme 2027-01.'],
    ['a target past one', { 'objectif-part-aci-commune': '150' }, 'en points entiers'],
    ['a target that is no number', { 'objectif-part-aci-commune': 'x' }, 'Il faut une part de 0 à 100 %.'],
    [
      'a target from no month',
      { 'objectif-part-aci-commune': '50', 'objectif-mois-aci-commune': 'mars' },
      'comme 2028-01',
    ],
    ['flows that do not add up', { 'flux-COLTER': '10' }, '100 %'],
    ['a flow that is no number', { 'flux-COLTER': 'x' }, '100 % en tout'],
    ['no name', { nom: '' }, 'Il faut un nom'],
    ['no description', { description: '' }, 'Il faut une phrase'],
    ['no way of making lists', { policies: '' }, 'Cochez au moins une façon'],
    ['a world too large', { neufs: '999999999' }, 'trop grand pour ce serveur'],
    ['the name of one that is shipped', { nom: 'Tendance' }, 'Un scénario fourni porte déjà cet identifiant'],
  ])('%s is refused beside its field, and what was typed is given back', async (_, typed, said) => {
    const fields = { ...fieldsOf(await pageOf(`${base}/${calm}/changer`)), ...typed };
    const refused = await postForm(app, analyst, `${base}/${calm}/changer`, fields as Record<string, string>);
    expect(refused.status).toBe(400);
    const html = await pageHtml(refused);
    expect(textOf(html)).toContain(said);
    for (const value of Object.values(typed))
      if (value !== '' && value !== 'Tendance') expect(html).toContain(`value="${value}"`);
  });
});

describe('a simulation', () => {
  let id: string;
  beforeAll(async () => {
    id = await simulated({ scenario: calm, compare: sour, mois: '', tirages: '2', policies: 'greedy' });
  }, 60_000);

  test('its page says what it gives in words, then in tables and charts', async () => {
    const html = await pageOf(`/simulations/${id}`);
    const text = textOf(html);
    expect(text).toContain('« Village » et « Refus », 2 mois dès janvier 2027');
    expect(text).toContain('ce ne sont pas des prévisions');
    expect(text).toMatch(/Village, Ordre de la méthode, 2027 : .* baux signés/);
    expect(text).toContain('« Refus (ordre de la méthode) » par rapport à « Village (ordre de la méthode) »');
    expect(html.match(/<figure class="chart"/g)!.length).toBe(9 + 2);
    expect(html).toContain('class="fan-line fan-1"');
    expect(html).not.toMatch(/ style=/);
    expect(html).toContain(`/v1/simulations/${id}?table=places&amp;format=xlsx&amp;scenario=1`);
    const list = await pageOf('/simulations');
    expect(list).toContain(`href="/simulations/${id}"`);
  });

  test('the other scenario, another year and another place are chosen in the address', async () => {
    const second = textOf(await pageOf(`/simulations/${id}?scenario=2&annee=2027`));
    expect(second).toContain('Refus, 2027');
    const html = await pageOf(`/simulations/${id}`);
    const [, option] = [...html.matchAll(/<option value="(?<id>[^"]+:[^"]+)"/g)];
    const chosen = option!.groups!.id!;
    expect(await pageOf(`/simulations/${id}?lieu=${encodeURIComponent(chosen)}`)).toContain(
      `<option value="${chosen}" selected`,
    );
    expect(await pageOf(`/simulations/${id}?lieu=nulle-part&annee=1999&objectif=rien`)).toContain('fan-aim');
  });

  test.each([
    ['no way of making lists', { mois: '2', tirages: '2' }, 'au moins une façon'],
    ['no number of draws', { mois: '2', tirages: 'cent', policies: 'greedy' }, 'un nombre entier'],
    ['too long', { mois: '180', tirages: '1000', policies: 'session' }, 'C’est trop pour ce serveur'],
    [
      'other months',
      { mois: '', tirages: '1', policies: 'greedy', compare: 'tendance' },
      'n’ont pas les mêmes mois',
    ],
  ])('%s is refused beside its field', async (_, fields, said) => {
    const refused = await postForm(app, analyst, '/simulations', { scenario: calm, ...fields } as Record<
      string,
      string
    >);
    expect(refused.status).toBe(400);
    const html = await pageHtml(refused);
    expect(textOf(html)).toContain(said);
    expect(html).toContain(`value="${fields.tirages}"`);
  });

  test('one that nobody made, and a scenario that nobody kept', async () => {
    expect((await ask(analyst, 'GET', '/simulations/0')).status).toBe(404);
    expect(
      (await postForm(app, analyst, '/simulations', { scenario: 'inconnu', policies: 'greedy' })).status,
    ).toBe(404);
  });
});
