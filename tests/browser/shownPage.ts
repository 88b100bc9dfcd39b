import type { Page } from 'playwright-core';
import type { PagesServed } from '../support/pagesTown.ts';

/** A page as an officer gets to it, in the generated world: what is tested on every page, and drawn for the guide. */
export interface ShownPage {
  /** Name of its drawing: `docs/captures/<id>-bureau.jpg`. */
  readonly id: string;
  /** What it shows, in a few French words: the drawing's caption. */
  readonly label: string;
  /** Leads an administrator's browser there. */
  readonly go: (page: Page, town: PagesServed) => Promise<void>;
  /** Also drawn as printed. */
  readonly printed?: boolean;
}
