import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeInChromium, enteredPage, openChromium } from '../support/chromium.ts';
import { type PagesServed, servePages } from '../support/pagesTown.ts';
import { SHOWN_PAGES } from './shownPages.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const MOST_BYTES = 250_000;

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly target: readonly string[]; readonly html: string }[];
}

/** What axe-core finds against WCAG 2.2 AA, one line each. */
const violations = async (page: Page): Promise<readonly string[]> => {
  // By the debugger and not as a script of the page, which its policy would refuse.
  await page.evaluate(AXE);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })`,
  )) as { readonly violations: readonly Violation[] };
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 160)}`),
  );
};

describeInChromium('every page', () => {
  let browser: Browser;
  let town: PagesServed;
  let desk: BrowserContext;
  let phone: BrowserContext;
  beforeAll(async () => {
    [browser, town] = await Promise.all([openChromium(), servePages()]);
    desk = (await enteredPage(browser, town)).context();
    phone = (
      await enteredPage(browser, town, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    ).context();
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  describe.each(SHOWN_PAGES)('$id', ({ go }) => {
    test('is accessible in light and dark, keeps to its policy, weighs little, and says what it draws', async () => {
      const page = await desk.newPage();
      const complaints: string[] = [];
      const received = new Map<string, number>();
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
          complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('response', async (response) => {
        if (new URL(response.url()).origin !== town.url) complaints.push(`asks ${response.url()}`);
        const body = await response.body().catch(() => Buffer.alloc(0));
        received.set(response.url(), gzipSync(body).length);
      });
      await go(page, town);
      await page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
      const bytes = [...received.values()].reduce((sum, each) => sum + each, 0);
      expect(bytes).toBeGreaterThan(500);
      expect(bytes).toBeLessThan(MOST_BYTES);
      expect(await undrawn(page)).toEqual([]);
      expect(await unseenFocus(page)).toEqual([]);
      expect(await looseSigns(page)).toEqual([]);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations(page), colorScheme).toEqual([]);
      }
      await page.close();
    });

    test('fits a screen of 360 px, scripts off', async () => {
      const page = await phone.newPage();
      await go(page, town);
      const cdp = await phone.newCDPSession(page);
      const { cssContentSize } = await cdp.send('Page.getLayoutMetrics');
      expect(cssContentSize.width).toBeLessThanOrEqual(360);
      expect(await page.locator('h1').count()).toBe(1);
      await page.close();
    });
  });
});

/** Drawings that do not say what they show: no title, no description, or no table of their figures. */
const undrawn = async (page: Page): Promise<readonly string[]> => {
  const faults: string[] = [];
  for (const figure of await page.locator('figure.chart').all())
    for (const part of ['svg > title', 'svg > desc', 'table'])
      if ((await figure.locator(part).count()) === 0)
        faults.push(`${await figure.locator('figcaption').innerText()}: no ${part}`);
  const unnamed = await page.locator('svg:not([aria-hidden]):not([aria-labelledby])').count();
  return unnamed === 0 ? faults : [...faults, `${unnamed} drawings without a name`];
};

/** How many stops of the tabulation key are looked at. */
const STOPS = 8;

/** What has the focus and does not show it. */
const unseenFocus = async (page: Page): Promise<readonly string[]> => {
  const unseen: string[] = [];
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press('Tab');
    const found = (await page.evaluate(
      `(() => { const at = document.activeElement; const style = getComputedStyle(at); return at === document.body || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) ? null : at.outerHTML.slice(0, 120); })()`,
    )) as string | null;
    if (found !== null) unseen.push(found);
  }
  return unseen;
};

/**
 * Signs of French punctuation that an ordinary space could leave at the head of a line, with the words around them. What is shown
 * as it is typed or copied (code, what a form holds, keys) keeps its own spaces; the programming interface has its own page.
 */
const looseSigns = async (page: Page): Promise<readonly string[]> =>
  (await page.evaluate(`(() => {
    const exact = 'code, pre, textarea, script, style, kbd, html:not([lang=fr]) *';
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let at = walk.nextNode(); at; at = walk.nextNode())
      if (!at.parentElement.closest(exact))
        for (const sign of at.data.matchAll(/.{0,20}( [:;?!»%€](?![\\w\\/=:?])|« ).{0,20}/g)) found.push(sign[0]);
    return found;
  })()`)) as readonly string[];
