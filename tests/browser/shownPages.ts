import type { Page } from 'playwright-core';
import type { PagesServed } from '../support/pagesTown.ts';

/** A page as an officer gets to it, in the generated world: what is tested on every page, and drawn for the guide. */
export interface ShownPage {
  /** Name of its drawing: `docs/captures/<id>-bureau.png`. */
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

export const SHOWN_PAGES: readonly ShownPage[] = [
  { id: 'accueil', label: 'L’accueil', go: at('/') },
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
  { id: 'registre-verifie', label: 'Le registre vérifié', go: at('/registre/verification') },
  { id: 'refus', label: 'Une adresse inconnue', go: at('/nulle-part') },
];
