import type { Page } from 'playwright-core';
import type { PagesServed } from '../support/pagesTown.ts';

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
