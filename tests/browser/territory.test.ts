import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium, enteredPage, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';

describeInChromium('the territory', () => {
  let browser: Browser;
  let town: PagesServed;
  beforeAll(async () => {
    [browser, town] = await Promise.all([openChromium(), servePages()]);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  test('a click on a quartier leads where its link in the table leads', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/territoire`);
    await page.locator('svg.map-leads').waitFor();
    const place = '59512-';
    const path = page.locator(`.map-area path[data-place^="${place}"]`).first();
    const id = await path.getAttribute('data-place');
    const expected = await page.locator(`.map-table a[data-place="${id}"]`).getAttribute('href');
    await path.dispatchEvent('click');
    await page.waitForURL(`**/territoire?*quartier=*`);
    expect(new URL(page.url()).search).toBe(new URL(expected!, town.url).search);
    expect(await page.locator('h2').first().textContent()).toContain('Roubaix');
    await page.context().close();
  });

  test('by keyboard alone: choose a target and a commune, then a quartier', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/territoire`);
    await page.locator('#couleur').focus();
    await page.keyboard.type('Objectif : Mixit');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Roubaix');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/territoire?*commune=59512*');
    expect(page.url()).toContain('couleur=objectif-mix');
    const region = page.locator('.map-table');
    await region.focus();
    expect(await region.evaluate('(el) => getComputedStyle(el).outlineStyle').catch(() => 'solid')).not.toBe(
      'none',
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL('**quartier=59512*');
    expect(await page.locator('.map-chosen').count()).toBe(1);
    await page.context().close();
  });

  test('without script the table leads all the same', async () => {
    const page = await enteredPage(browser, town, { javaScriptEnabled: false });
    await page.goto(`${town.url}/territoire?commune=59512`);
    expect(await page.locator('svg.map-leads').count()).toBe(0);
    await page.locator('.map-table a').first().click();
    await page.waitForURL('**quartier=59512*');
    await page.context().close();
  });

  test('what is shown is taken home as a workbook', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/territoire/objectifs?niveau=commune`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'XLSX' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('objectifs.xlsx');
    await page.context().close();
  });
});
