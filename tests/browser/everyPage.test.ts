import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
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
  beforeAll(async () => {
    [browser, town] = await Promise.all([openChromium(), servePages()]);
  });
  afterAll(async () => {
    await browser?.close();
    await town?.close();
  });

  describe.each(SHOWN_PAGES)('$id', ({ go }) => {
    test.each(['light', 'dark'] as const)('has no violation of accessibility in %s', async (colorScheme) => {
      const page = await enteredPage(browser, town, { colorScheme });
      await go(page, town);
      expect(await violations(page)).toEqual([]);
      await page.context().close();
    });

    test('asks for nothing elsewhere, breaks no policy, and weighs little', async () => {
      const page = await enteredPage(browser, town);
      const complaints: string[] = [];
      const received = new Map<string, number>();
      page.on('console', (message) => {
        if (message.type() === 'error' && !/status of (4\d\d)/.test(message.text()))
          complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('response', async (response) => {
        const { origin } = new URL(response.url());
        if (origin !== town.url) complaints.push(`asks ${response.url()}`);
        const body = await response.body().catch(() => Buffer.alloc(0));
        received.set(response.url(), gzipSync(body).length);
      });
      await go(page, town);
      await page.waitForLoadState('networkidle');
      expect(complaints).toEqual([]);
      const last = [...received.values()].reduce((sum, bytes) => sum + bytes, 0);
      expect(last).toBeGreaterThan(500);
      expect(last).toBeLessThan(MOST_BYTES);
      await page.context().close();
    });

    test('fits a screen of 360 px, scripts off', async () => {
      const page = await enteredPage(browser, town, {
        viewport: { width: 360, height: 740 },
        javaScriptEnabled: false,
      });
      await go(page, town);
      await page.setViewportSize({ width: 360, height: 740 });
      const cdp = await page.context().newCDPSession(page);
      const { cssContentSize } = await cdp.send('Page.getLayoutMetrics');
      expect(cssContentSize.width).toBeLessThanOrEqual(360);
      expect(await page.locator('h1').count()).toBe(1);
      await page.context().close();
    });

    test('every drawing that says something has its title, its description and its table', async () => {
      const page = await enteredPage(browser, town);
      await go(page, town);
      for (const figure of await page.locator('figure.chart').all()) {
        expect(await figure.locator('svg > title').count()).toBe(1);
        expect(await figure.locator('svg > desc').count()).toBe(1);
        expect(await figure.locator('table').count()).toBeGreaterThan(0);
      }
      expect(await page.locator('svg:not([aria-hidden]):not([aria-labelledby])').count()).toBe(0);
      await page.context().close();
    });
  });
});
