import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium, enteredPage, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';

describeInChromium('a comparison of methods', () => {
  let browser: Browser;
  let town: PagesServed;
  beforeAll(async () => {
    const small = { demandCount: 600, dwellingCount: 1_500, allocationsPerYear: 80, openVacancyCount: 10 };
    [browser, town] = await Promise.all([openChromium(), servePages(small)]);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  test.each([true, false])(
    'is asked for, followed to its result, filtered and taken home; scripts: %s',
    async (javaScriptEnabled) => {
      const page = await enteredPage(browser, town, { javaScriptEnabled });
      await page.goto(`${town.url}/essais/nouveau`);
      await page.getByLabel('Sur quels logements libérés').selectOption('generated');
      await page.getByLabel('Ou nombre de mois à venir').fill('1');
      for (const way of ['Toutes', 'Une à une', 'Points, objectifs', 'Date de dépôt'])
        await page.getByLabel(new RegExp(`^${way}`)).uncheck();
      await page.getByRole('button', { name: 'Lancer l’essai' }).click();
      await page.waitForURL(/\/essais\/[0-9a-f]{32}$/);
      const where = page.url();
      await page.getByLabel('Mesure', { exact: true }).selectOption({ label: 'Attente des ménages logés' });
      await page.getByRole('button', { name: 'Afficher' }).click();
      await page.waitForURL(/mesure=waiting/);
      expect(await page.locator('figure.chart figcaption').innerText()).toMatch(/^Attente des ménages logés/);
      await page.getByRole('link', { name: 'Segments de la demande' }).click();
      expect(await page.getByRole('heading', { level: 2 }).first().innerText()).toBe(
        'Segments de la demande',
      );
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: 'XLSX' }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`essai-${where.split('/').at(-1)}.xlsx`);
      await page.context().close();
    },
  );
});
