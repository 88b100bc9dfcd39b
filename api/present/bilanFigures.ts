import type { Certainty } from '../../engine/domain/territory.ts';
import type { Counts } from '../../engine/review/counts.ts';
import type { FirstRecords, ReviewCell } from '../../engine/review/review.ts';
import type { WaitSummary } from '../../engine/review/waits.ts';

/** Counts as they may be shown: null where a count is withheld. */
export type ShownCounts = {
  readonly total: number | null;
  readonly parts: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
  readonly marks: Readonly<Record<string, Readonly<Record<string, number | null>>>>;
};

export type ShownWaits = { readonly [K in keyof WaitSummary]: number | null };

/** A cell of the review as it may be shown. */
export type ShownCell = {
  readonly [K in keyof ReviewCell]: ReviewCell[K] extends Counts ? ShownCounts : ShownWaits;
};

/** A figure of the review: what it is, on whose word, and how it is read in a cell. */
export interface BilanFigure {
  readonly id: string;
  readonly section: string;
  readonly label: string;
  readonly unit: 'count' | 'months';
  /** Figure that it is a part of; null where it is none. */
  readonly of: string | null;
  readonly definition: string;
  readonly source: string;
  readonly certainty: Certainty;
  /** Records that it rests on: a year that they do not cover is compared with none. */
  readonly rests: keyof FirstRecords;
  readonly read: (cell: ShownCell) => number | null;
}

/** Sum of parts of one partition; null as soon as one is withheld. */
export const partsOf = (
  set: (cell: ShownCell) => ShownCounts,
  partition: string,
  parts: readonly string[],
): BilanFigure['read'] => {
  return (cell) => {
    const table = set(cell).parts[partition] ?? {};
    let sum = 0;
    for (const part of parts) {
      const value = table[part];
      if (value === null || value === undefined) return null;
      sum += value;
    }
    return sum;
  };
};

export const markOf =
  (set: (cell: ShownCell) => ShownCounts, marks: string, mark: string): BilanFigure['read'] =>
  (cell) =>
    set(cell).marks[marks]?.[mark] ?? null;
