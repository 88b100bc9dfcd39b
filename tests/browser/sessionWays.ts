import type { ShownPage } from './shownPage.ts';

/* How one gets to a session and its pages. */

/** The board of a session: the one that is there, or one of a dozen vacancies; 45 are tried in session.test.ts. */
export const session: ShownPage['go'] = async (page, { url }) => {
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
export const inSession =
  (path: string): ShownPage['go'] =>
  async (page, town) => {
    await session(page, town);
    await page.goto(`${page.url().split('#')[0]}${path}`);
  };

/** What was asked of its targets, followed to its answer; found again where it was asked before. */
export const asked =
  (label: string): ShownPage['go'] =>
  async (page, town) => {
    await inSession('/freins')(page, town);
    const known = page.getByRole('link', { name: label });
    if ((await known.count()) > 0) await known.click();
    // It matches the session many times over before it leads to the answer.
    else await page.getByRole('button', { name: label }).click({ timeout: 120_000 });
    await page.waitForURL(/\/freins\?calcul=/, { timeout: 120_000 });
    await page.locator('main h2').first().waitFor();
  };

/** Someone taken off a list, tried and not applied. */
export const trial: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  await page.getByRole('button', { name: 'Sortir' }).first().click();
  await page.waitForURL(/\/essai$/);
};

export const whyThisList: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  await page.getByRole('link', { name: 'Pourquoi cette liste' }).first().click();
  await page.waitForURL(/\/logements\/.+/);
};

export const sheet: ShownPage['go'] = async (page, town) => {
  await whyThisList(page, town);
  await page.getByRole('link', { name: 'Sa feuille du dossier' }).click();
  await page.waitForURL(/\/dossier/);
};

export const demandInSession: ShownPage['go'] = async (page, town) => {
  await session(page, town);
  const number = await page.locator('.lot input[name=number]').first().inputValue();
  await page.getByLabel('Numéro unique').fill(number);
  await page.getByRole('button', { name: 'Chercher dans la séance' }).click();
  await page.waitForURL(/\/demande$/);
};

/** A change tried on a version that somebody else has changed in the meantime. */
export const conflict: ShownPage['go'] = async (page, town) => {
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
