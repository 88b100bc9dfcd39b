import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { enteredPage, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';
import type { ShownPage } from './shownPage.ts';
import { SHOWN_PAGES } from './shownPages.ts';

/*
 * npm run captures [-- <page…>]: draws every page of the seeded world as on a desk, on a phone and on paper, into docs/captures/,
 * with the page that lists them.
 */

const FOLDER = join(import.meta.dirname, '../../docs/captures');
const SCREENS = {
  bureau: { width: 1280, height: 900 },
  telephone: { width: 390, height: 844 },
} as const;
/** A long page is cut here, in pixels: the drawing shows how it begins. */
const MOST_HEIGHT = 1_800;
/** A4 at 96 points an inch, less the margins of the sheet. */
const A4 = { width: 688, height: 1_009 };

const draw = async (browser: Browser, town: PagesServed, shown: ShownPage): Promise<readonly string[]> => {
  const drawn: string[] = [];
  for (const [screen, viewport] of Object.entries({ ...SCREENS, ...(shown.printed ? { papier: A4 } : {}) })) {
    const page = await enteredPage(browser, town, { viewport, locale: 'fr-FR', colorScheme: 'light' });
    await shown.go(page, town);
    if (screen === 'papier') await page.emulateMedia({ media: 'print' });
    await page.waitForLoadState('networkidle');
    const height = (await page.evaluate('document.documentElement.scrollHeight')) as number;
    const name = `${shown.id}-${screen}.jpg`;
    await page.screenshot({
      path: join(FOLDER, name),
      type: 'jpeg',
      quality: 60,
      fullPage: true,
      clip: { x: 0, y: 0, width: viewport.width, height: Math.min(height, MOST_HEIGHT) },
    });
    drawn.push(name);
    await page.context().close();
  }
  return drawn;
};

const index = (pages: readonly (readonly [ShownPage, readonly string[]])[]): string =>
  [
    '# Les pages de Précal',
    '',
    'Dessinées par `npm run captures` sur un petit monde simulé (graine 1) : aucun ménage réel. Au bureau, au téléphone, et sur papier pour les pages qui s’impriment.',
    '',
    ...pages.flatMap(([{ label }, files]) => [
      `## ${label}`,
      '',
      ...files.map((file) => `![${label}](${file})`),
      '',
    ]),
  ].join('\n');

const asked = process.argv.slice(2);
const chosen = asked.length === 0 ? SHOWN_PAGES : SHOWN_PAGES.filter(({ id }) => asked.includes(id));
await mkdir(FOLDER, { recursive: true });
if (asked.length === 0)
  for (const name of await readdir(FOLDER)) if (/\.(png|jpg)$/.test(name)) await rm(join(FOLDER, name));
const [browser, town] = await Promise.all([openChromium(), servePages()]);
const drawn: (readonly [ShownPage, readonly string[]])[] = [];
for (const shown of chosen) drawn.push([shown, await draw(browser, town, shown)]);
if (asked.length === 0) await writeFile(join(FOLDER, 'README.md'), index(drawn));
console.log(`${drawn.flatMap(([, files]) => files).length} drawings in docs/captures`);
await browser.close();
await town.close();
