import { InputError } from '../../engine/domain/issue.ts';
import { periodAsked } from './comparisonQuestion.ts';

/** What is looked at: what commissions decided, or the lists that a method would make. */
export const DISPARITY_SOURCES = ['recorded', 'lists'] as const;
export type DisparitySource = (typeof DISPARITY_SOURCES)[number];

/** An audit of equal treatment, as it is asked for. */
export interface DisparityQuestion {
  /** Null: recorded decisions where there are some, else the lists of the method. */
  readonly source: DisparitySource | null;
  /** Recorded months, `YYYY-MM`, both included; null: the last twelve whole ones, or the dwellings free today for lists. */
  readonly period: { readonly from: string; readonly to: string } | null;
  /** Ordering whose lists are made, and whose rules are left out in turn; null: the territory's own. */
  readonly method: string | null;
  /** Candidates of a list of the method. */
  readonly size: number;
  readonly seed: number;
}

export const LEAST_LIST = 3;
export const MOST_LIST = 10;

export const DEFAULT_DISPARITY = {
  source: null,
  period: null,
  method: null,
  size: LEAST_LIST,
  seed: 1,
} as const satisfies DisparityQuestion;

/**
 * The recorded months asked for; null: none is.
 *
 * @throws InputError those of `periodAsked`.
 */
export const monthsAsked = (asked: {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}): DisparityQuestion['period'] => {
  const period = periodAsked(asked);
  return period?.kind === 'recorded' ? { from: period.from, to: period.to } : null;
};

/** @throws InputError `disparity.source`. */
export const sourceAsked = (text: string): DisparitySource => {
  const found = DISPARITY_SOURCES.find((source) => source === text);
  if (found === undefined)
    throw new InputError([
      { code: 'disparity.source', path: 'source', received: text, expected: DISPARITY_SOURCES.join(', ') },
    ]);
  return found;
};
