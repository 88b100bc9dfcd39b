import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import type { PagesServed } from '../support/pagesTown.ts';
import { aTinyScenario } from '../years/tinyScenario.ts';

/** A page as an officer gets to it, in the generated world: what is tested on every page, and drawn for the guide. */
export interface ShownPage {
  /** Name of its drawing: `docs/captures/<id>-bureau.jpg`. */
  readonly id: string;
  /** What it shows, in a few French words: the drawing's caption. */
  readonly label: string;
  /** Leads an administrator's browser there. */
  readonly go: (page: Page, town: PagesServed) => Promise<void>;
  /** Also drawn as printed. */
  readonly printed?: boolean;
}

/** By its address alone. */
const at =
  (path: string): ShownPage['go'] =>
  async (page, { url }) => {
    await page.goto(`${url}${path}`);
  };

const tryMethod: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/methodes/essayer`);
  await page.getByLabel('Texte de la méthode').fill('id: essai\nlabel: Essai\n');
  await page.getByRole('button', { name: 'Vérifier et comparer' }).click();
  await page.getByText('à corriger').waitFor();
};

/** A village of the tests, so that a server of a few cores simulates it at once. */
const village = (name: string, oddsFactor: number): string => {
  const tiny = aTinyScenario();
  const acceptance = { ...tiny.acceptance, oddsFactor };
  return stringify({ ...tiny, id: name, label: `Village, ${name}`, months: 14, acceptance });
};

const pasteScenario: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/simulations/nouveau`);
  await page
    .getByLabel('Texte du scénario')
    .fill(village('essai', 1).replace('months: 14', 'months: beaucoup'));
  await page.getByRole('button', { name: 'Vérifier et garder' }).click();
  await page.getByText('à corriger').waitFor();
};

/** Two villages compared: made once, then found again in the list. */
const simulation: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/simulations`);
  const known = page.locator('a[href^="/simulations/"]', { hasText: 'Village, refus », 14' }).first();
  if ((await known.count()) === 0) {
    for (const [name, odds] of [
      ['refus', 0.3],
      ['calme', 1],
    ] as const) {
      await page.goto(`${url}/simulations/nouveau`);
      await page.getByLabel('Texte du scénario').fill(village(name, odds));
      await page.getByRole('button', { name: 'Vérifier et garder' }).click();
      await page.waitForURL(/\/simulations\/scenarios\/.+/);
    }
    await page.getByLabel('Comparer à').selectOption({ label: 'Village, refus' });
    await page.getByRole('button', { name: 'Simuler' }).click();
  } else await known.click();
  await page.getByRole('heading', { name: 'En bref' }).waitFor();
};

/** A file of freed dwellings with one row that names a dwelling nobody has. */
const importWithRefusals: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/imports`);
  const text = 'Identifiant;Logement;Disponible le;Motif\nV-A;SIM-INCONNU;2026-12-01;rotation\n';
  await page
    .getByLabel('Fichier', { exact: true })
    .setInputFiles({ name: 'logements-liberes.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel('Ce qu’il contient').selectOption('vacancies');
  await page.getByRole('button', { name: 'Importer' }).click();
  await page.waitForURL(/\/imports\/.+/);
  await page.locator('h2').first().waitFor();
};

/** The first freed dwelling of the list, its sheet open. */
const vacancy: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/logements`);
  await page.locator('table.rows tbody th a').first().click();
  await page.waitForURL(/\/logements\/.+/);
};

/** A candidate of its list, as the household is told. */
const explanation: ShownPage['go'] = async (page, town) => {
  await vacancy(page, town);
  await page
    .getByRole('button', { name: /^Expliquer/ })
    .first()
    .click();
  await page.waitForURL(/\/demande$/);
};

const anywhere: ShownPage['go'] = async (page, town) => {
  await explanation(page, town);
  await page.getByRole('button', { name: 'Chercher parmi tous les logements du jour' }).click();
  await page.waitForURL(/\/demande\/logements$/);
};

const whyNot: ShownPage['go'] = async (page, town) => {
  await explanation(page, town);
  await page.getByRole('button', { name: 'Voir ce qui y changerait' }).click();
  await page.waitForURL(/\/demande\/logement$/);
};

/** The board of a session: the one that is there, or one of a dozen vacancies; 45 are tried in session.test.ts. */
const session: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/seances`);
  const known = page.locator('table.rows tbody th a').first();
  if ((await known.count()) > 0) await known.click();
  else {
    await page.goto(`${url}/seances/nouvelle`);
    await page.getByLabel('Les premiers par date').fill('12');
    await page.getByRole('button', { name: 'Calculer les listes' }).click();
  }
  await page.getByRole('heading', { name: 'Ordre du jour' }).waitFor();
};

/** A page of that session. */
const inSession =
  (path: string): ShownPage['go'] =>
  async (page, town) => {
    await session(page, town);
    await page.goto(`${page.url().split('#')[0]}${path}`);
  };

/** Someone taken off a list, tried and not applied. */
const trial: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  await page.getByRole('button', { name: 'Sortir' }).first().click();
  await page.waitForURL(/\/essai$/);
};

const whyThisList: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  await page.getByRole('link', { name: 'Pourquoi cette liste' }).first().click();
  await page.waitForURL(/\/logements\/.+/);
};

const sheet: ShownPage['go'] = async (page, town) => {
  await whyThisList(page, town);
  await page.getByRole('link', { name: 'Sa feuille du dossier' }).click();
  await page.waitForURL(/\/dossier/);
};

const demandInSession: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  const number = await page.locator('.lot input[name=number]').first().inputValue();
  await page.getByLabel('Numéro unique').fill(number);
  await page.getByRole('button', { name: 'Chercher dans la séance' }).click();
  await page.waitForURL(/\/demande$/);
};

/** The entry of a file that was just imported. */
const lastEntry: ShownPage['go'] = async (page, town) => {
  await importWithRefusals(page, town);
  await page.goto(`${town.url}/registre`);
  await page.locator('tbody a').first().click();
  await page.waitForURL(/\/registre\/\d+$/);
};

/** The record of the session's proposal. */
const record: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  await page.goto(`${town.url}/registre?cherche=proposée`);
  await page.locator('tbody a').first().click();
  await page.locator('main a[href^="/registre/proces-verbaux/"]').click();
  await page.waitForURL(/\/proces-verbaux\/.+/);
};

/** The comparison kept, or one of four ways to make lists over the two last months. */
const comparison: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/essais`);
  const known = page.locator('table.rows tbody th a').first();
  if ((await known.count()) > 0) await known.click();
  else {
    await page.goto(`${url}/essais/nouveau`);
    for (const way of ['Toutes les listes ensemble', 'Une à une', 'Décisions enregistrées'])
      await page.getByLabel(new RegExp(`^${way}`)).uncheck();
    await page.getByLabel('Sur quels logements libérés').selectOption('generated');
    await page.getByLabel('Ou nombre de mois à venir').fill('2');
    await page.getByText('Réglages').click();
    await page.getByLabel('Réplications').fill('4');
    await page.getByRole('button', { name: 'Lancer l’essai' }).click();
  }
  await page.waitForURL(/\/essais\/[0-9a-f]{32}$/);
  await page.getByRole('heading', { name: 'Toutes les mesures' }).waitFor();
};

/** A page of that comparison. */
const inComparison =
  (path: string): ShownPage['go'] =>
  async (page, town) => {
    await comparison(page, town);
    await page.goto(`${page.url()}${path}`);
  };

/** The audit kept, or one of the lists that the method would make today. */
const disparity: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/egalite`);
  const known = page.locator('table.rows tbody th a').first();
  if ((await known.count()) > 0) await known.click();
  else {
    await page.getByLabel('Ce qui est examiné').selectOption('lists');
    await page.getByRole('button', { name: 'Lancer l’examen' }).click();
  }
  await page.waitForURL(/\/egalite\/[0-9a-f]{32}$/);
  await page.getByRole('heading', { name: 'Écarts établis' }).waitFor();
};

/** The dossier of an area, with a recommendation in force; one that is proposed there once. */
const coordinationDossier: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/coordination/est`);
  if ((await page.getByText('en vigueur', { exact: true }).count()) > 0) return;
  await page.getByText('Proposer une préconisation', { exact: true }).click();
  await page.getByLabel('Quartier', { exact: true }).selectOption({ index: 1 });
  await page
    .getByLabel('Ce que l’instance recommande')
    .fill('Accueillir des ménages aux ressources intermédiaires, avec la commune.');
  await page.getByLabel('Ce qui se compte').selectOption('intermediate-or-higher');
  await page.getByLabel('Part, en %').fill('30');
  await page.getByRole('button', { name: 'Écrire la proposition' }).click();
  await page.getByText('Décider ou écarter').click();
  await page.getByRole('button', { name: 'Inscrire la décision' }).click();
  await page.getByText('en vigueur', { exact: true }).waitFor();
};

/** A change tried on a version that somebody else has changed in the meantime. */
const conflict: ShownPage['go'] = async (page, town) => {
  await trial(page, town);
  await page.getByLabel('Motif').selectOption({ index: 1 });
  const other = await page.context().newPage();
  await trial(other, town);
  await other.getByLabel('Motif').selectOption({ index: 1 });
  await other.getByRole('button', { name: 'Appliquer' }).click();
  await other.getByRole('heading', { name: 'Ordre du jour' }).waitFor();
  await other.close();
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await page.getByRole('alert').waitFor();
};

export const SHOWN_PAGES: readonly ShownPage[] = [
  { id: 'accueil', label: 'L’accueil', go: at('/') },
  { id: 'logements', label: 'Les logements libérés', go: at('/logements') },
  { id: 'logement', label: 'Un logement, et sa proposition de candidats', go: vacancy, printed: true },
  { id: 'demande', label: 'Trouver une demande', go: at('/demande') },
  { id: 'demande-expliquee', label: 'Une demande expliquée à son ménage', go: explanation, printed: true },
  { id: 'demande-partout', label: 'Ce qui mettrait une demande sur une liste', go: anywhere },
  { id: 'demande-logement', label: 'Pourquoi pas ce logement', go: whyNot, printed: true },
  {
    id: 'previsions',
    label: 'Où l’année finira, et jusqu’à quand agir',
    go: at('/territoire/previsions'),
    printed: true,
  },
  { id: 'methodes', label: 'Les méthodes', go: at('/methodes') },
  { id: 'methode', label: 'Une méthode, avec ses sources', go: at('/methodes/ar-habitat'), printed: true },
  {
    id: 'methodes-comparees',
    label: 'Deux méthodes comparées',
    go: at('/methodes/comparer?avant=ar-habitat'),
  },
  { id: 'methode-essayee', label: 'Une méthode essayée, et ses fautes', go: tryMethod },
  { id: 'essai-nouveau', label: 'Un essai de méthodes à demander', go: at('/essais/nouveau') },
  { id: 'essai', label: 'Ce qu’un essai de méthodes établit', go: comparison, printed: true },
  {
    id: 'essai-objectifs',
    label: 'Les objectifs par lieu, façon par façon',
    go: inComparison('/objectifs?niveau=quartier'),
  },
  {
    id: 'essai-segments',
    label: 'L’offre et la demande par segment',
    go: inComparison('/segments?segment=situation'),
    printed: true,
  },
  { id: 'essais', label: 'Les essais gardés', go: at('/essais') },
  {
    id: 'egalite-examen',
    label: 'Qui est sur une liste, à chances égales ou non',
    go: disparity,
    printed: true,
  },
  { id: 'egalite', label: 'Les examens de l’égalité de traitement', go: at('/egalite') },
  { id: 'simulations', label: 'Les scénarios, et ce qu’ils ont donné', go: at('/simulations') },
  {
    id: 'scenario',
    label: 'Un scénario, et la certitude de ses hypothèses',
    go: at('/simulations/scenarios/plai-30'),
    printed: true,
  },
  {
    id: 'scenario-change',
    label: 'Un scénario changé',
    go: at('/simulations/scenarios/plai-30/changer'),
  },
  { id: 'scenario-colle', label: 'Un scénario collé, et ses fautes', go: pasteScenario },
  {
    id: 'simulation',
    label: 'Une simulation, et la comparaison de deux scénarios',
    go: simulation,
    printed: true,
  },
  { id: 'imports', label: 'Les imports', go: at('/imports') },
  { id: 'import-corrige', label: 'Des lignes refusées, à corriger', go: importWithRefusals },
  { id: 'registre', label: 'Le registre', go: at('/registre') },
  { id: 'registre-ecriture', label: 'Une écriture du registre', go: lastEntry },
  { id: 'registre-proces-verbal', label: 'Le procès-verbal d’une proposition', go: record },
  { id: 'registre-verifie', label: 'Le registre vérifié', go: at('/registre/verification') },
  { id: 'territoire', label: 'La carte du territoire', go: at('/territoire'), printed: true },
  {
    id: 'territoire-commune',
    label: 'Un objectif dans les quartiers d’une commune',
    go: at('/territoire?couleur=objectif-mix-fragile&commune=59350'),
  },
  {
    id: 'territoire-objectifs',
    label: 'Les objectifs de l’année',
    go: at('/territoire/objectifs'),
    printed: true,
  },
  { id: 'territoire-flux', label: 'Les flux des contingents', go: at('/territoire/flux'), printed: true },
  { id: 'territoire-freins', label: 'Les freins du mois', go: at('/territoire/freins') },
  { id: 'territoire-bilan', label: 'Le bilan des attributions', go: at('/territoire/bilan'), printed: true },
  {
    id: 'territoire-attente',
    label: 'Les attentes par commune et type',
    go: at('/territoire/attente'),
    printed: true,
  },
  { id: 'coordination', label: 'Les instances de coordination', go: at('/coordination') },
  {
    id: 'coordination-dossier',
    label: 'Le dossier d’une demi-journée de coordination',
    go: coordinationDossier,
    printed: true,
  },
  { id: 'seances', label: 'Les séances', go: at('/seances') },
  { id: 'seance-nouvelle', label: 'Préparer une séance', go: at('/seances/nouvelle') },
  { id: 'seance', label: 'Une séance : ordre du jour et candidats', go: session },
  { id: 'seance-essai', label: 'Un changement essayé avant d’être appliqué', go: trial },
  { id: 'seance-logement', label: 'Pourquoi cette liste', go: whyThisList },
  { id: 'seance-demande', label: 'Où en est une demande dans la séance', go: demandInSession },
  { id: 'seance-ajout', label: 'Ajouter un logement à la séance', go: inSession('/ajout') },
  { id: 'seance-freins', label: 'Les freins de la séance', go: inSession('/freins') },
  { id: 'seance-prix', label: 'Le prix de chaque objectif', go: inSession('/freins?calcul=freins') },
  {
    id: 'seance-frontiere',
    label: 'Les points face à un objectif',
    go: inSession('/freins?calcul=mix'),
  },
  { id: 'seance-decisions', label: 'Les décisions de la commission', go: inSession('/decisions') },
  {
    id: 'seance-dossier',
    label: 'Le dossier, une feuille par logement',
    go: sheet,
    printed: true,
  },
  {
    id: 'seance-proces-verbal',
    label: 'Le procès-verbal',
    go: inSession('/proces-verbal'),
    printed: true,
  },
  { id: 'seance-conflit', label: 'Deux personnes sur une séance', go: conflict },
  { id: 'reference', label: 'La référence de l’interface de programmation', go: at('/reference') },
  { id: 'entrer', label: 'Entrer, avec un jeton', go: at('/ouvrir') },
  { id: 'refus', label: 'Une adresse inconnue', go: at('/nulle-part') },
];
