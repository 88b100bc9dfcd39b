import {
  asked,
  conflict,
  demandInSession,
  inSession,
  session,
  sheet,
  trial,
  whyThisList,
} from './sessionWays.ts';
import type { ShownPage } from './shownPage.ts';
import { comparison, disparity, inComparison, pasteScenario, simulation, tryMethod } from './studyWays.ts';

/** By its address alone. */
const at =
  (path: string): ShownPage['go'] =>
  async (page, { url }) => {
    await page.goto(`${url}${path}`);
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

/** What is done with that demand outside commissions; then what erasing its household would change. */
const keeping: ShownPage['go'] = async (page, town) => {
  await explanation(page, town);
  await page.getByRole('button', { name: 'Gérer cette demande' }).click();
  await page.waitForURL(/\/demande\/dossier$/);
};
const erasing: ShownPage['go'] = async (page, town) => {
  await keeping(page, town);
  await page.getByRole('button', { name: 'Voir ce qui serait effacé' }).click();
  await page.waitForURL(/\/effacement$/);
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

/** Every page, as tested and drawn. */
export const SHOWN_PAGES: readonly ShownPage[] = [
  { id: 'accueil', label: 'L’accueil', go: at('/') },
  { id: 'logements', label: 'Les logements libérés', go: at('/logements') },
  { id: 'logement', label: 'Un logement, et sa proposition de candidats', go: vacancy, printed: true },
  { id: 'demande', label: 'Trouver une demande', go: at('/demande') },
  { id: 'demande-expliquee', label: 'Une demande expliquée à son ménage', go: explanation, printed: true },
  { id: 'demande-tenue', label: 'Une demande à renouveler, radier, donner ou effacer', go: keeping },
  { id: 'demande-effacement', label: 'Ce qui partirait et resterait d’un ménage', go: erasing },
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
  {
    id: 'territoire-delai-anormal',
    label: 'Les demandes au délai anormalement long',
    go: at('/territoire/attente/delai-anormal'),
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
  { id: 'seance-prix', label: 'Le prix de chaque objectif', go: asked('Le prix de chaque objectif') },
  {
    id: 'seance-frontiere',
    label: 'Les points face à un objectif',
    go: asked('Points face à la mixité'),
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
