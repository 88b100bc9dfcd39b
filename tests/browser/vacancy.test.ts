import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium, enteredPage, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';

const NUMBER = /\d{13}[A-Z0-9]{5}/;

describeInChromium('a freed dwelling, from the list to what its household is told', () => {
  let browser: Browser;
  let town: PagesServed;
  beforeAll(async () => {
    [browser, town] = await Promise.all([openChromium(), servePages()]);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  /** Goes on by the keyboard alone, until what has the focus says something. */
  const tabTo = async (page: Page, name: RegExp): Promise<void> => {
    for (let i = 0; i < 400; i += 1) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(
        'document.activeElement.textContent + " " + (document.activeElement.name ?? "")',
      );
      if (name.test(String(text))) return;
    }
    throw new Error(`no ${name} within 400 tabs`);
  };

  test('by the mouse, scripts off: narrowed, opened, asked otherwise, explained', async () => {
    const page = await enteredPage(browser, town, { javaScriptEnabled: false });
    await page.getByRole('link', { name: 'Logements', exact: true }).click();
    const all = await page.locator('table.rows tbody tr').count();
    await page.getByLabel('Type', { exact: true }).selectOption('T3');
    await page.getByRole('button', { name: 'Filtrer' }).click();
    expect(page.url()).toContain('typologie=T3');
    const some = await page.locator('table.rows tbody tr').count();
    expect(some).toBeGreaterThan(0);
    expect(some).toBeLessThan(all);

    await page.locator('table.rows tbody th a').first().click();
    expect(await page.locator('.candidate').count()).toBe(3);
    await page.getByText('Demander une autre liste').click();
    await page.getByLabel('Candidats proposés').fill('4');
    await page.getByRole('button', { name: 'Refaire la liste' }).click();
    expect(page.url()).toContain('taille=4');
    expect(await page.locator('.candidate').count()).toBe(4);

    await page.locator('#entonnoir tbody a').first().click();
    await page.waitForURL(/ouvrir=.*#ouvert$/);
    expect(await page.locator('#ouvert tbody tr').count()).toBeGreaterThan(0);

    await page.locator('.candidate').first().getByRole('button', { name: 'Expliquer au ménage' }).click();
    await page.waitForURL(/\/demande$/);
    expect(await page.locator('h1').textContent()).toMatch(NUMBER);
    await page.getByRole('button', { name: 'Voir ce qui y changerait' }).click();
    await page.waitForURL(/\/demande\/logement$/);
    expect(await page.locator('.notice-title').textContent()).toContain('Proposée au rang 1');
    expect(page.url()).not.toMatch(NUMBER);
    await page.context().close();
  });

  test('by the keyboard alone', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/logements?etat=a-proposer`);
    await tabTo(page, /^SIM-V/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/logements\/SIM-V/);
    await tabTo(page, /^Les points, critère par critère/);
    expect(await page.locator('.candidate details[open]').count()).toBe(0);
    await page.keyboard.press('Enter');
    expect(await page.locator('.candidate details[open] table').count()).toBeGreaterThan(0);
    await tabTo(page, /^Expliquer au ménage/);
    const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle');
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/demande$/);
    await tabTo(page, /^Chercher parmi tous/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/demande\/logements$/);
    expect(await page.locator('.notice-title').textContent()).toMatch(/\.$/);
    await page.context().close();
  });

  test('ticked vacancies go to a new session together', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/logements`);
    const ticks = page.getByRole('checkbox', { name: /^Mettre SIM-V/ });
    await ticks.nth(0).check();
    await ticks.nth(2).check();
    await page.getByRole('button', { name: 'Préparer une séance avec les logements cochés' }).click();
    await page.waitForURL(/\/seances\/nouvelle\?logement=SIM-V[^&]+&logement=SIM-V[^&]+$/);
    await page.context().close();
  });

  test('printed: tables stay tables, forms are left out, and the sheet has its pages', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/logements`);
    await page.locator('table.rows tbody th a').first().click();
    await page.waitForURL(/\/logements\/SIM-V/);
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(1);
    expect(pages).toBeLessThan(15);
    await page.setViewportSize({ width: 688, height: 1009 });
    await page.emulateMedia({ media: 'print' });
    const display = "getComputedStyle(document.querySelector('#candidats > table')).display";
    expect(await page.evaluate(display)).toBe('table');
    expect(await page.getByRole('button', { name: 'Expliquer au ménage' }).first().isVisible()).toBe(false);
    await page.context().close();
  });
});
