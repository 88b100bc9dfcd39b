import { stringify } from 'yaml';
import { aTinyScenario } from '../years/tinyScenario.ts';
import type { ShownPage } from './shownPage.ts';

/* How one gets to what is tried: methods, scenarios, comparisons, audits. */

export const tryMethod: ShownPage['go'] = async (page, { url }) => {
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

export const pasteScenario: ShownPage['go'] = async (page, { url }) => {
  await page.goto(`${url}/simulations/nouveau`);
  await page
    .getByLabel('Texte du scénario')
    .fill(village('essai', 1).replace('months: 14', 'months: beaucoup'));
  await page.getByRole('button', { name: 'Vérifier et garder' }).click();
  await page.getByText('à corriger').waitFor();
};

/** Two villages compared: made once, then found again in the list. */
export const simulation: ShownPage['go'] = async (page, { url }) => {
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

/** The comparison kept, or one of four ways to make lists over the two last months. */
export const comparison: ShownPage['go'] = async (page, { url }) => {
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
export const inComparison =
  (path: string): ShownPage['go'] =>
  async (page, town) => {
    await comparison(page, town);
    await page.goto(`${page.url()}${path}`);
  };

/** The audit kept, or one of the lists that the method would make today. */
export const disparity: ShownPage['go'] = async (page, { url }) => {
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
