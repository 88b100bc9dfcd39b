import type { Page } from 'playwright-core';
import type { PagesServed } from '../support/pagesTown.ts';

/** A page as an officer gets to it, in the generated world: what is tested on every page, and drawn for the guide. */
export interface ShownPage {
  /** Name of its drawing: `docs/captures/<id>-bureau.png`. */
  readonly id: string;
  /** What it shows, in a few French words: the drawing's caption. */
  readonly label: string;
  /** Leads an administrator's browser there. */
  readonly go: (page: Page, town: PagesServed) => Promise<void>;
  /** Also drawn as printed. */
  readonly printed?: boolean;
}

/** By its address alone. */
const at =
  (path: string): ShownPage['go'] =>
  async (page, { url }) => {
    await page.goto(`${url}${path}`);
  };

export const SHOWN_PAGES: readonly ShownPage[] = [
  { id: 'accueil', label: 'L’accueil', go: at('/') },
  { id: 'refus', label: 'Une adresse inconnue', go: at('/nulle-part') },
];
