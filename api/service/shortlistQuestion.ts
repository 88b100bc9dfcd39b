/** What an officer asks for a freed dwelling. */
export interface ShortlistQuestion {
  readonly vacancy: string;
  /** Ordering to apply; null = the territory's own. */
  readonly method: string | null;
  /** Contingent that the place is credited to; null = the one the vacancy is oriented to, if any. */
  readonly contingent: string | null;
  readonly size: number;
  readonly next: number;
  readonly beyondWishes: boolean;
  /** Seed of the published lot. */
  readonly seed: number;
}

/** What a household asks about its own demand. */
export interface DemandQuestion extends Pick<ShortlistQuestion, 'method' | 'seed'> {
  readonly number: string;
}

export const DEFAULT_QUESTION = {
  method: null,
  contingent: null,
  size: 3,
  next: 10,
  beyondWishes: false,
  seed: 1,
} as const satisfies Omit<ShortlistQuestion, 'vacancy'>;
