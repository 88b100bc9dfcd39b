import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeInChromium, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';

const AGENDA = 45;
/** A few seconds each on a machine of its own. */
const TIME_MS = 120_000;

describeInChromium('the preparation of a session', () => {
  let browser: Browser;
  let town: PagesServed;
  beforeAll(async () => {
    [browser, town] = await Promise.all([openChromium(), servePages({ openVacancyCount: 6 * AGENDA })]);
  }, TIME_MS);
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  const enter = async (
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ readonly context: BrowserContext; readonly page: Page }> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(town.enter());
    // The link leads home by itself.
    await page.waitForURL(`${town.url}/`);
    return { context, page };
  };
  /** A session by its form, of vacancies that no other has; its address, once the board is there. */
  const prepare = async (page: Page): Promise<string> => {
    await page.goto(`${town.url}/seances/nouvelle`);
    await page.getByLabel('Les premiers par date').fill(String(AGENDA));
    await page.getByRole('button', { name: 'Calculer les listes' }).click();
    await page.getByRole('heading', { name: 'Ordre du jour' }).waitFor({ timeout: 30_000 });
    // The heading is there before the end of a long page.
    await page.waitForLoadState();
    expect(await page.locator('section.lot').count()).toBe(AGENDA);
    return page.url();
  };
  /** The keys are those of a script, which comes after the page and brings their help. */
  const keys = (page: Page): Promise<void> => page.locator('#gestes-titre').waitFor({ state: 'attached' });
  const setAside = async (page: Page, session: string): Promise<void> => {
    await page.goto(session);
    await page.getByRole('button', { name: 'Abandonner' }).click();
    await page.waitForURL(/\/seances$/);
  };
  const card = (page: Page, at: number) => page.locator('section.lot').nth(at);
  const firstNumber = (page: Page, at: number): Promise<string> =>
    card(page, at).locator('input[name=number]').first().inputValue();

  test(
    '45 vacancies by mouse: try, give up, apply, undo, decide',
    async () => {
      const { context, page } = await enter();
      const session = await prepare(page);
      const out = await firstNumber(page, 3);
      await card(page, 3).getByRole('button', { name: 'Sortir' }).first().click();
      await page.getByRole('heading', { name: 'Ce qui changerait' }).waitFor();
      await page.getByRole('link', { name: 'Renoncer' }).click();
      expect(await firstNumber(page, 3)).toBe(out);
      await card(page, 3).getByRole('button', { name: 'Sortir' }).first().click();
      await page.getByRole('button', { name: 'Appliquer' }).click();
      await page.getByText('Choisissez un motif, puis appliquez.').waitFor();
      await page.getByLabel('Motif').selectOption('missing-paper');
      await page.getByRole('button', { name: 'Appliquer' }).click();
      await page.getByText('Version 2', { exact: true }).waitFor();
      expect(await firstNumber(page, 3)).not.toBe(out);
      await card(page, 5).getByRole('button', { name: 'Épingler' }).nth(1).click();
      await page.getByLabel('Rang').selectOption('1');
      await page.getByLabel('Motif').selectOption('commission-choice');
      await page.getByRole('button', { name: 'Appliquer' }).click();
      await page.getByText('Version 3', { exact: true }).waitFor();
      expect(await card(page, 5).getByText('placée à la main').count()).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Annuler ce changement' }).click();
      await page.getByText('Version 4', { exact: true }).waitFor();
      expect(await card(page, 5).locator('.badge', { hasText: 'placée à la main' }).count()).toBe(0);
      await card(page, 0).getByRole('link', { name: 'Pourquoi cette liste' }).click();
      await page.getByRole('heading', { name: 'Ce qui a été cédé' }).waitFor();
      await page.goto(`${session.split('#')[0]}/decisions`);
      await page.getByRole('button', { name: 'Attribuer à tous' }).first().click();
      await page.getByText('offre à faire').first().waitFor();
      // Once something is decided, lists hold, and their gestures are gone.
      await page.goto(session.split('#')[0] as string);
      expect(await page.getByRole('button', { name: 'Sortir' }).count()).toBe(0);
      await context.close();
    },
    TIME_MS,
  );

  test(
    'on paper: a sheet for each vacancy, and the minutes',
    async () => {
      const { context, page } = await enter();
      const session = await prepare(page);
      for (const [paper, least] of [
        ['dossier', AGENDA],
        ['proces-verbal', 2],
      ] as const) {
        await page.goto(`${session}/${paper}`);
        const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
        expect(pdf.match(/\/Type\s*\/Page[^s]/g)?.length ?? 0).toBeGreaterThanOrEqual(least);
      }
      await context.close();
    },
    TIME_MS,
  );

  test(
    'by keyboard alone',
    async () => {
      const { context, page } = await enter();
      await page.goto(`${town.url}/seances/nouvelle`);
      await tabTo(page, 'first');
      await page.keyboard.type(String(AGENDA));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Ordre du jour' }).waitFor({ timeout: 30_000 });
      await keys(page);
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      const focused = () => page.evaluate('document.activeElement.id') as Promise<string>;
      const second = (await card(page, 1).getAttribute('id')) as string;
      expect(await focused()).toBe(second);
      await page.keyboard.press('k');
      await page.keyboard.press('j');
      const out = await card(page, 1).locator('input[name=number]').nth(1).inputValue();
      await page.keyboard.press('2');
      await page.keyboard.press('x');
      await page.getByRole('heading', { name: 'Ce qui changerait' }).waitFor();
      await tabTo(page, 'motive');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.press('Tab');
      await pressUntil(page, 'Appliquer');
      await page.getByText('Version 2', { exact: true }).waitFor();
      await keys(page);
      // The card that was worked on is where the keys go on from.
      expect(await focused()).toBe(second);
      expect(await card(page, 1).getByText(out).count()).toBe(0);
      await page.keyboard.press('1');
      await page.keyboard.press('-');
      await page.getByText('Ordre voulu').waitFor();
      await tabTo(page, 'motive');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Tab');
      await pressUntil(page, 'Appliquer');
      await page.getByText('Version 3', { exact: true }).waitFor();
      await keys(page);
      await page.keyboard.press('/');
      await page.keyboard.type('aucun-logement-de-ce-nom');
      expect(await page.locator('section.lot:visible').count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('?');
      expect(await page.getByRole('dialog').getByText('épingler ce candidat').count()).toBe(1);
      await context.close();
    },
    TIME_MS,
  );

  test(
    'scripts off',
    async () => {
      const { context, page } = await enter({ javaScriptEnabled: false });
      const session = await prepare(page);
      expect(await page.getByLabel('Filtrer les logements').isVisible()).toBe(false);
      await card(page, 7).getByRole('button', { name: 'Descendre' }).first().click();
      await page.getByText('Ordre voulu').waitFor();
      await page.getByLabel('Motif').selectOption('suited');
      await page.getByRole('button', { name: 'Appliquer' }).click();
      await page.getByText('Version 2', { exact: true }).waitFor();
      await setAside(page, session);
      await context.close();
    },
    TIME_MS,
  );

  test(
    'two browsers on one session: the second is told what changed, by whom, and its change is kept',
    async () => {
      const [one, other] = [await enter(), await enter()];
      const session = await prepare(one.page);
      await other.page.goto(session);
      await other.page.evaluate("document.querySelector('#seance').dataset.version");
      await card(one.page, 0).getByRole('button', { name: 'Retirer de la séance' }).click();
      await one.page.getByRole('button', { name: 'Appliquer' }).click();
      await one.page.getByText('Version 2', { exact: true }).waitFor();
      await card(other.page, 2).getByRole('button', { name: 'Sortir' }).first().click();
      await other.page.getByText('La séance a changé depuis votre lecture').waitFor();
      expect(await other.page.getByText('est retiré de la séance').count()).toBeGreaterThan(0);
      await other.page.getByLabel('Motif').selectOption('unreachable');
      // Somebody comes first again, between the trial and its application.
      await one.page.getByRole('button', { name: 'Annuler ce changement' }).click();
      await one.page.getByText('Version 3', { exact: true }).waitFor();
      await other.page.getByRole('button', { name: 'Appliquer' }).click();
      await other.page.getByText('La séance a changé depuis votre lecture').waitFor();
      expect(await other.page.getByLabel('Motif').inputValue()).toBe('unreachable');
      await other.page.getByRole('button', { name: 'Appliquer' }).click();
      await other.page.getByText('Version 4', { exact: true }).waitFor();
      // The first one is told without asking.
      await one.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await one.page.getByText('elle en est à la version 4').waitFor();
      await one.context.close();
      await other.context.close();
    },
    TIME_MS,
  );
});

/** Goes from field to field by the Tab key, up to the one of that name. */
const tabTo = async (page: Page, name: string): Promise<void> => {
  for (let i = 0; i < 60; i += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate('document.activeElement.name')) === name) return;
  }
  throw new Error(`the keyboard never reaches the field ${name}`);
};

const pressUntil = async (page: Page, button: string): Promise<void> => {
  for (let i = 0; i < 20; i += 1) {
    if ((await page.evaluate('document.activeElement.textContent')) === button) {
      await page.keyboard.press('Enter');
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never reaches the button ${button}`);
};
