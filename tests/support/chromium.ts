import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { describe } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine: PRECAL_CHROMIUM names it, or it is found on the path; null when there is none. */
export const chromiumPath: string | null =
  process.env.PRECAL_CHROMIUM ??
  (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((path) => existsSync(path)) ??
  null;

/** Whether what runs must not do without it: PRECAL_REQUIRE lists what continuous integration installs. */
const required = (process.env.PRECAL_REQUIRE ?? '').split(',').includes('chromium');

/** Tests in a real browser: skipped, and said so at the end, where there is none and nothing requires it. */
export const describeInChromium = (name: string, tests: () => void): void => {
  describe.skipIf(chromiumPath === null && !required)(`Chromium: ${name}`, tests);
};

export const openChromium = (): Promise<Browser> => {
  if (chromiumPath === null) throw new Error('No Chromium here: install it, or name it in PRECAL_CHROMIUM');
  return chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
};

/**
 * A page of a browser of its own, that has come in by the one-time link. The welcome leads home by itself: to leave before it has
 * would hang.
 */
export const enteredPage = async (
  browser: Browser,
  town: { readonly enter: () => string },
  options: BrowserContextOptions = {},
): Promise<Page> => {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(town.enter());
  await page.waitForURL(({ pathname }) => pathname === '/');
  return page;
};
