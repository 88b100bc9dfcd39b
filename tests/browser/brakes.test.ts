import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sameThreadSolver } from '../../api/workers/sameThread.ts';
import type { SessionSolver } from '../../api/workers/solver.ts';
import { describeInChromium, enteredPage, openChromium } from '../support/chromium.ts';
import { MEETING_TOWN } from '../support/meetingTown.ts';
import { MemoryStore } from '../support/memoryStore.ts';
import { type PagesServed, serveStore } from '../support/pagesTown.ts';

/** Brakes that stay at a quarter of their way until they are told to go on, or stopped. */
const held = () => {
  let goOn: () => void = () => {};
  const solver: SessionSolver = {
    ...sameThreadSolver,
    brakes: async (staged, result, options) => {
      options?.onProgress?.(0.25);
      await new Promise<void>((resolve) => {
        goOn = resolve;
        options?.signal?.addEventListener('abort', () => resolve(), { once: true });
      });
      return sameThreadSolver.brakes(staged, result, options);
    },
  };
  return { solver, goOn: () => goOn() };
};

describeInChromium('the brakes of a session', () => {
  const { solver, goOn } = held();
  let browser: Browser;
  let town: PagesServed;
  beforeAll(async () => {
    const store = new MemoryStore(MEETING_TOWN);
    [browser, town] = await Promise.all([
      openChromium(),
      serveStore(store, undefined, { solver, waitMs: 500 }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  test('are followed to their answer; of a session changed since they are asked again, and stopped', async () => {
    const page = await enteredPage(browser, town);
    await page.goto(`${town.url}/seances/nouvelle`);
    await page.getByLabel('Les premiers par date').fill('2');
    await page.getByRole('button', { name: 'Calculer les listes' }).click();
    await page.getByRole('heading', { name: 'Ordre du jour' }).waitFor();
    const session = page.url().split('#')[0] as string;

    await page.getByRole('link', { name: 'Freins' }).click();
    await page.getByRole('button', { name: 'Le prix de chaque objectif' }).click();
    await page.waitForURL(/\/travaux\//);
    await page.getByText(/de chaque objectif : 25\s%/).waitFor();
    goOn();
    await page.waitForURL(/\/freins\?calcul=freins$/);
    await page.getByRole('heading', { name: 'Le prix de chaque objectif' }).waitFor();
    expect(await page.getByText('a changé depuis ce calcul').count()).toBe(0);

    await page.goto(session);
    await page.getByRole('button', { name: 'Sortir' }).first().click();
    await page.waitForURL(/\/essai$/);
    await page.getByLabel('Motif').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Appliquer' }).click();
    await page.getByRole('heading', { name: 'Ordre du jour' }).waitFor();
    await page.getByRole('link', { name: 'Freins' }).click();
    await page.getByRole('link', { name: 'Le prix de chaque objectif' }).click();
    await page.getByText('La séance a changé depuis ce calcul').waitFor();
    await page.getByRole('button', { name: 'Le demander pour la version 2' }).click();
    await page.waitForURL(/\/travaux\//);
    await page.getByRole('button', { name: 'Arrêter, sans rien garder' }).click();
    await page.getByText('Le calcul a été arrêté avant la fin').waitFor();
    await page.getByRole('link', { name: 'Demander un autre calcul' }).click();
    await page.waitForURL(/\/freins$/);
    await page.context().close();
  }, 60_000);
});
